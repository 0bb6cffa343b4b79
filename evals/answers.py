"""The task of `vendorscope eval`: ask every case, score it, sum up by type."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from statistics import mean
from typing import TYPE_CHECKING, Any

from evals.cases import Case
from evals.score import Score, score

if TYPE_CHECKING:
    from agent import Analyst, Answer

Ask = Callable[[str, str], "Answer"]
"""A question and the name of its conversation in; an answer out."""


@dataclass(frozen=True)
class Result:
    """One turn, answered and scored."""

    case: Case
    text: str
    scores: dict[str, Score]

    @property
    def value(self) -> float:
        """The mean of its checks; something forbidden voids it."""
        forbidden = self.scores.get("forbidden")
        if forbidden is not None and not forbidden.value:
            return 0.0
        return mean(s.value for s in self.scores.values()) if self.scores else 1.0

    @property
    def reasons(self) -> list[str]:
        """What was lacking, a check each."""
        return [f"{name}: {s.reason}" for name, s in self.scores.items() if s.value < 1]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        row = {key: value for key, value in asdict(self.case).items() if key != "checks"}
        return row | {"score": self.value, "reasons": self.reasons, "text": self.text}


def run(analyst: "Analyst", conversations: Iterable[list[Case]]) -> Iterator[Result]:
    """Ask one after another; the turns of a conversation in one thread."""
    for number, turns in enumerate(conversations):
        for case in turns:
            answer = analyst.ask(case.question, thread=f"eval-{number}")
            yield Result(case, answer.text, score(case, answer))


def summarise(results: list[Result]) -> dict[str, Any]:
    """The score in per cent, of all and by type, and the share with nothing lacking."""
    types = sorted({result.case.type for result in results})
    of_type = {name: [r for r in results if r.case.type == name] for name in types}
    return {
        "score": _per_cent(r.value for r in results),
        "complete": _per_cent(not r.reasons for r in results),
        "n": len(results),
        "types": {
            name: {"score": _per_cent(r.value for r in rows), "n": len(rows)}
            for name, rows in of_type.items()
        },
    }


def _per_cent(values: Iterable[float]) -> float:
    return round(100 * mean(values), 1)
