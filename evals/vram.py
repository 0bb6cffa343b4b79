"""Memory figures that vendors published, against the engine's estimate for the same setting."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from evals.cases import VRAM, read_lines


@dataclass(frozen=True)
class Result:
    """One setting: what was published, what was estimated."""

    id: str
    published_gib: float
    estimated_gib: float | None
    reason: str = ""

    @property
    def error(self) -> float:
        """Relative; infinite where there is no estimate."""
        if self.estimated_gib is None:
            return float("inf")
        return abs(self.estimated_gib / self.published_gib - 1)


def run(path: Path = VRAM) -> Iterator[Result]:
    """Estimate every row of the file."""
    from agent.tools.vram import check_rows

    rows = [row for _, row in read_lines(path)]
    for row, result in zip(rows, check_rows([row["request"] for row in rows]), strict=True):
        yield _result(row, result)


def summarise(results: list[Result]) -> dict[str, Any]:
    """The median error and how many are within a tenth, in per cent."""
    within = sum(result.error <= 0.1 for result in results)
    return {
        "median_error": round(100 * median(result.error for result in results), 1),
        "within_10": round(100 * within / len(results), 1),
        "n": len(results),
    }


def _result(row: dict[str, Any], result: dict[str, Any]) -> Result:
    name, published = row["request"]["id"], row["published_gib"]
    if "error" in result:
        return Result(name, published, None, str(result["error"]))
    if parts := row.get("parts"):
        return Result(name, published, sum(result["breakdown_gib"][part] for part in parts))
    return Result(name, published, result.get("required_gib"))
