"""Questions on documents about something else entirely: `python -m evals.other_library`.

A ferry line, a museum, a tram, a football club: nothing that the code knows of. The library is
built anew from `evals/other_library/documents`, alone, in a temporary folder.
"""

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent import Analyst, Answer
from knowledge import Library

HERE = Path(__file__).parent / "other_library"
_NUMBER = re.compile(r"(?<![A-Za-z\d.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_CLOSE = 0.002
_SCALES = (1.0, 1e3, 1e6)
"""A figure may be written out, in thousands or in millions."""


@dataclass(frozen=True)
class Judged:
    """One question, and what its answer lacked."""

    row: dict[str, Any]
    answer: Answer
    lacks: tuple[str, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask all or the given rows, print a line a kind and what was lacking."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=Path, default=HERE / "questions.jsonl")
    parser.add_argument("--documents", type=Path, default=HERE / "documents")
    parser.add_argument("--failures", action="store_true", help="print questions and answers")
    options = parser.parse_args(arguments)
    rows = [json.loads(line) for line in options.questions.read_text("utf-8").splitlines() if line]
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Path(folder) / "library")
        files = ingest(library, options.documents)
        with Analyst(library=library, threads=":memory:") as analyst:
            judged = [judge(row, _ask(analyst, row), files) for row in rows]
    _print(judged, options.failures)
    return 0


def ingest(library: Library, documents: Path) -> dict[str, str]:
    """The file of each document by its id."""
    files: dict[str, str] = {}
    for file in sorted(documents.iterdir()):
        report = library.ingest([file])
        if report.failed:
            print(f"not read: {report.failed}", file=sys.stderr)
        files |= {
            d.document_id: file.name for d in library.documents() if d.document_id not in files
        }
    return files


def judge(row: dict[str, Any], answer: Answer, files: dict[str, str]) -> Judged:
    """What the answer lacks: figures, facts, a citation of the right document (`files` names each
    by its id), or to abstain."""
    if row["abstain"]:
        return Judged(row, answer, () if answer.abstained else ("answered",))
    return Judged(row, answer, tuple(_lacks(row, answer, files)))


def misses(row: dict[str, Any], text: str) -> tuple[int, int]:
    """How many of the figures and facts of a right answer a text lacks, and of how many."""
    return len(list(_untold(row, text))), len(row["figures"]) + len(row["facts"])


def _untold(row: dict[str, Any], text: str) -> Iterator[str]:
    told = [float(found.replace(",", "")) for found in _NUMBER.findall(text)]
    for figure in row["figures"]:
        ways = figure if isinstance(figure, list) else [figure]
        if not any(_is_same(way, number) for way in ways for number in told):
            yield f"figure {figure}"
    for fact in row["facts"]:
        if not re.search(fact, text, re.IGNORECASE):
            yield f"fact {fact}"


def _lacks(row: dict[str, Any], answer: Answer, files: dict[str, str]) -> Iterator[str]:
    if answer.abstained:
        yield "abstained"
    yield from _untold(row, answer.text)
    for wrong in row["forbidden"]:
        if re.search(wrong, answer.text, re.IGNORECASE):
            yield f"wrong {wrong}"
    cited = {files.get(citation.document_id, "") for citation in answer.citations}
    named = row["document"]
    wanted = set([named] if isinstance(named, str) else named)
    if (wanted - cited) if row.get("cite") == "all" else not wanted & cited:
        yield "citation"


def _is_same(figure: float, number: float) -> bool:
    """Whether a number told is the figure wanted, which may be rounded."""
    decimals = len(str(figure).partition(".")[2]) if figure != int(figure) else 0
    return (decimals > 0 and round(number, decimals) == figure) or any(
        abs(number * scale - figure) <= _CLOSE * abs(figure)
        or abs(number - figure * scale) <= _CLOSE * abs(figure * scale)
        for scale in _SCALES
    )


def _ask(analyst: Analyst, row: dict[str, Any]) -> Answer:
    answer: Answer | None = None
    for question in row.get("turns") or [row["question"]]:
        answer = analyst.ask(question, thread=row["id"])
    assert answer is not None
    return answer


def _print(judged: Sequence[Judged], with_failures: bool) -> None:
    kinds = sorted({one.row["kind"] for one in judged})
    for kind in kinds:
        of_kind = [one for one in judged if one.row["kind"] == kind]
        right = sum(not one.lacks for one in of_kind)
        print(f"{kind:14} {right:3} of {len(of_kind):3}")
    answerable = [one for one in judged if not one.row["abstain"]]
    others = [one for one in judged if one.row["abstain"]]
    print(
        f"right={_share(answerable)} of {len(answerable)} abstained={_share(others)} of {len(others)}"
    )
    if with_failures:
        for one in judged:
            if one.lacks:
                asked = " / ".join(one.row.get("turns") or [one.row["question"]])
                print(
                    f"\n{one.row['id']} {asked}\n  lacks {', '.join(one.lacks)}\n  {one.answer.text}"
                )


def _share(judged: Sequence[Judged]) -> str:
    if not judged:
        return "-"
    return f"{100 * sum(not one.lacks for one in judged) / len(judged):.1f}%"


if __name__ == "__main__":
    sys.exit(main())
