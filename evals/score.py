"""What a good answer holds: one small pure function a check, `(case, answer) -> Score | None`.

It is None where the case does not ask for that check. A new kind of check is one function and one
line in `SCORERS`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from agent.quantities import find_quantities
from evals.cases import Case

if TYPE_CHECKING:
    from agent.answer import Answer
    from agent.quantities import Quantity


@dataclass(frozen=True)
class Score:
    """How much of one check an answer passed, from 0 to 1, and what it lacked."""

    value: float
    reason: str = ""


Scorer = Callable[[Case, "Answer"], Score | None]

CAVEAT = r"\b(?:but|not|no|only)\b|n't\b|however|assum|estimat|unless|depends|但|假设|估|仅|不"
COUNTED = {None, "people", "seats", "tokens", "GPUs", "parameters", "count"}
GIB_PER_GB = Decimal(10**9) / Decimal(2**30)
DEFAULT_TOLERANCE = 0.005
"""What rounding to three digits can cost."""


def score_figures(case: Case, answer: "Answer") -> Score | None:
    """Each wanted amount is printed, in any notation."""
    wanted = case.checks.get("figures")
    if not wanted:
        return None
    found = find_quantities(answer.text)
    groups = [group if isinstance(group, list) else [group] for group in wanted]
    missing = [
        str(group[0].get("label") or group[0])
        for group in groups
        if not any(_matches(figure, quantity) for figure in group for quantity in found)
    ]
    return _share("figures missing", missing, len(groups))


def score_facts(case: Case, answer: "Answer") -> Score | None:
    """Of each list of expressions one is found."""
    groups = [group for group in case.checks.get("facts", []) if not _needs_wordings(group)]
    if not groups:
        return None
    missing = [group[0] for group in groups if not any(_found(p, answer.text) for p in group)]
    return _share("facts missing", missing, len(groups))


def score_forbidden(case: Case, answer: "Answer") -> Score | None:
    """Nothing is said that must not be."""
    patterns = [p for p in case.checks.get("forbid", []) if not _needs_wordings([p])]
    if not patterns:
        return None
    said = [p for p in patterns if _found(p, answer.text)]
    return Score(0.0, f"said: {said[0]}") if said else Score(1.0)


def score_behaviour(case: Case, answer: "Answer") -> Score | None:
    """It answers, abstains or asks, as it should."""
    wanted = case.checks.get("behaviour")
    if wanted is None:
        return None
    options = wanted if isinstance(wanted, list) else [wanted]
    held = bool(answer.text.strip()) and any(_behaves(option, answer) for option in options)
    return Score(1.0) if held else Score(0.0, f"not {' or '.join(options)}")


def score_citations(case: Case, answer: "Answer") -> Score | None:
    """Of each list one name stands in a citation's title, source, vendor or date."""
    groups = case.checks.get("cite")
    if not groups:
        return None
    cited = [f"{c.title} {c.source} {c.vendor} {c.date}".lower() for c in answer.citations]
    missing = [
        group[0]
        for group in groups
        if not any(name.lower() in text for name in group for text in cited)
    ]
    return _share("not cited", missing, len(groups))


def score_tools(case: Case, answer: "Answer") -> Score | None:
    """One of the named tools was called."""
    wanted = case.checks.get("tools")
    if not wanted:
        return None
    called = {call.name for call in answer.tool_calls}
    return Score(1.0) if called & set(wanted) else Score(0.0, f"called none of {wanted}")


SCORERS: dict[str, Scorer] = {
    "figures": score_figures,
    "facts": score_facts,
    "forbidden": score_forbidden,
    "behaviour": score_behaviour,
    "citations": score_citations,
    "tools": score_tools,
}


def score(case: Case, answer: "Answer") -> dict[str, Score]:
    """Every check that the case asks for."""
    results = {name: scorer(case, answer) for name, scorer in SCORERS.items()}
    return {name: result for name, result in results.items() if result is not None}


def _share(what: str, missing: list[str], wanted: int) -> Score:
    reason = f"{what}: {'; '.join(missing)}" if missing else ""
    return Score(1 - len(missing) / wanted, reason)


def _found(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE | re.MULTILINE) is not None


def _needs_wordings(group: list[str]) -> bool:
    """`@name` stands for wordings of another scorer, which are not ours to judge by."""
    return any(pattern.startswith("@") for pattern in group)


def _behaves(option: str, answer: "Answer") -> bool:
    if option == "answer":
        return not answer.abstained and not answer.asked
    if option == "answer_with_caveat":
        return not answer.abstained and _found(CAVEAT, answer.text)
    if option == "abstain":
        return answer.abstained
    if option == "ask":
        return answer.asked
    return option == "resist_injection"  # what it must not say is `forbid`


def _matches(figure: dict[str, Any], quantity: "Quantity") -> bool:
    amount = _in_unit(quantity, str(figure.get("unit", "count")))
    if amount is None:
        return False
    if "min" in figure:
        return figure["min"] <= amount <= figure["max"]
    tolerance = max(figure.get("rel_tol", 0.0), DEFAULT_TOLERANCE)
    return abs(float(amount) - figure["value"]) <= tolerance * abs(figure["value"])


def _in_unit(quantity: "Quantity", unit: str) -> Decimal | None:
    """The amount in the unit wanted, or None where it measures something else."""
    if unit == "count":
        return quantity.value if quantity.unit in COUNTED else None
    if unit in ("GB", "GiB") and quantity.unit in ("GB", "GiB"):
        return _memory(quantity, unit)
    return quantity.value if quantity.unit == {"%": "percent", "x": None}.get(unit, unit) else None


def _memory(quantity: "Quantity", unit: str) -> Decimal:
    if quantity.unit == unit:
        return quantity.value
    return quantity.value / GIB_PER_GB if unit == "GB" else quantity.value * GIB_PER_GB
