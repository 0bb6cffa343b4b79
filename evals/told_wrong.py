"""Answers that are wrong as a whole beside right ones: a claim told against its verdict, a sum of
figures that nobody gave, statements that cite nothing. Knows nothing of the checker."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from agent.tools.revenue import subscriptions
from evals.planted import Answered

_VERDICT = re.compile(r"\((?P<claim>[^()]+)\): (?P<verdict>supported|contradicted) by the evidence")
_AS_IT_IS = {
    "supported": ("{claim} [1].", "The evidence supports it: {claim} [1]."),
    "contradicted": (
        "The evidence contradicts that {claim} [1].",
        "It is not true that {claim} [1].",
        "The claim “{claim}” is false [1].",
    ),
}
_TURNED = {
    "supported": _AS_IT_IS["contradicted"],
    "contradicted": _AS_IT_IS["supported"],
}
_PRICES = ("20 USD/month", "99 USD/year", "30 CNY/month", "12.5 USD/month")
_HEADINGS = {"general", "GPU cards"}
"""Under these the library files facts on several; they name nobody."""
_UNHELD = (
    "{vendor} treats its developers better than anybody else in the trade.",
    "{vendor} is known for the loyalty of its customers and the care of its engineers.",
    "{vendor} plans to leave this business within a few years, insiders believe.",
)


@dataclass(frozen=True)
class Pair:
    """A right answer and a wrong one on the same question."""

    kind: str
    right: Answered
    wrong: Answered


def pairs(passages: Sequence[Any], chance: random.Random, each: int = 40) -> Iterator[Pair]:
    """Up to `each` of every kind, from a library's passages."""
    yield from list(_verdicts(passages, chance))[:each]
    for _ in range(each):
        yield _laundered(chance)
    vendors = sorted({str(p.vendor) for p in passages if p.vendor} - _HEADINGS)
    for apart in ("\n\n", " "):
        for _ in range(each):
            yield _uncited(chance.choice(passages), chance.choice(vendors), apart, chance)


def _verdicts(passages: Sequence[Any], chance: random.Random) -> Iterator[Pair]:
    shuffled = sorted(passages, key=lambda p: p.text)
    chance.shuffle(shuffled)
    for passage in shuffled:
        found = _VERDICT.search(passage.text)
        if found is None:
            continue
        said = {"claim": found["claim"]}
        right = chance.choice(_AS_IT_IS[found["verdict"]]).format(**said)
        wrong = chance.choice(_TURNED[found["verdict"]]).format(**said)
        evidence = [{"id": 1, "text": passage.text}]
        yield Pair(
            "verdict",
            Answered(right, evidence, [], "Is it so?", "verdict"),
            Answered(wrong, evidence, [], "Is it so?", "verdict"),
        )


def _laundered(chance: random.Random) -> Pair:
    """The sum of another number of subscribers than was asked for."""
    asked, price = chance.randint(2, 90), chance.choice(_PRICES)
    other = asked + chance.randint(1, 9)
    question = f"What do {asked} million subscribers at {price} bring in a year?"

    def answered(millions: int) -> Answered:
        given = {"subscribers": f"{millions}M", "price": price}
        result = subscriptions(**given).to_dict()
        total = f"{float(result['total']) / 1e6:,.0f} million {result['currency']}"
        call = {"name": "calculate_revenue", "result": result, "arguments": given}
        return Answered(f"It comes to {total} a year.", [], [call], question, "sum")

    return Pair("laundered", answered(asked), answered(other))


def _uncited(passage: Any, vendor: str, apart: str, chance: random.Random) -> Pair:
    """A passage told with its number, and behind it a statement that no passage holds."""
    kind = "uncited" if apart == "\n\n" else "uncited behind"
    text = f"{passage.vendor}, {passage.title} ({passage.date}). {passage.text}"
    evidence = [{"id": 1, "text": text}]
    question = f"What about {vendor} and {passage.vendor}?"
    told = f"{passage.text.rstrip('.')} [1]."
    more = chance.choice(_UNHELD).format(vendor=vendor)
    return Pair(
        kind,
        Answered(told, evidence, [], question, "uncited"),
        Answered(f"{told}{apart}{more}", evidence, [], question, "uncited"),
    )
