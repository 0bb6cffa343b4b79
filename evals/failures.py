"""Where the analyst fails: `python -m evals.failures FILE` asks a question file, for `RESULTS.md`.

A line a type with the checks it lacked, then the worst answers and what each is owed to.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

from evals.answers import Result
from evals.cases import QUESTIONS, BadCase, Case, read_cases
from evals.score import SCORERS, score

if TYPE_CHECKING:
    from agent import Analyst, Answer

_WORST = 10
_LONGEST_CELL = 90


@dataclass(frozen=True)
class Failure:
    """An answer that lacks something."""

    result: Result
    cause: str


def failures_of(answered: Iterable[tuple[Result, "Answer"]]) -> list[Failure]:
    """Those with a check not passed, the worst first; equal ones in the order they were asked."""
    lacking = [Failure(r, cause_of(r, answer)) for r, answer in answered if r.reasons]
    return sorted(lacking, key=lambda failure: failure.result.value)


def cause_of(result: Result, answer: "Answer") -> str:
    """What an answer's faults are owed to: the earliest step that went wrong.

    Understanding comes before search, search before the choice of what is told.
    """
    lacked = {name for name, check in result.scores.items() if check.value < 1}
    follows = " in a follow-up" if result.case.turn else ""
    if "forbidden" in lacked:
        return "said what it must not" + follows
    if "tools" in lacked:
        return "understood as another kind of question" + follows
    if "behaviour" in lacked and answer.abstained:
        return "found nothing that answers" + follows
    if "behaviour" in lacked and answer.asked:
        return "asked back" + follows
    if "behaviour" in lacked:
        return "answered what it should not" + follows
    if "citations" in lacked:
        return "told something about another thing" + follows
    passed = any(result.scores[name].value for name in lacked)
    return ("told a part of it" if passed else "told another statement on the thing") + follows


def to_markdown(results: Sequence[Result], failures: Sequence[Failure]) -> str:
    """Both tables."""
    return "\n".join([*_by_type(results), "", *_worst(failures)])


def _by_type(results: Sequence[Result]) -> list[str]:
    lines = [
        "| type | n | score | complete | lacked |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name in sorted({result.case.type for result in results}):
        of_it = [result for result in results if result.case.type == name]
        lines.append(_row(name, of_it))
    return [*lines, _row("all", results)]


def _row(name: str, results: Sequence[Result]) -> str:
    lacked = Counter(
        check
        for r in results
        for check in SCORERS
        if check in r.scores and r.scores[check].value < 1
    )
    told = ", ".join(f"{check} {count}" for check, count in lacked.most_common()) or "–"
    points = 100 * mean(result.value for result in results)
    complete = 100 * mean(not result.reasons for result in results)
    return f"| {name} | {len(results)} | {points:.1f} % | {complete:.1f} % | {told} |"


def _worst(failures: Sequence[Failure]) -> list[str]:
    lines = [
        f"The worst {min(_WORST, len(failures))} of {len(failures)}:",
        "",
        "| id | score | question | lacked | owed to |",
        "| --- | --- | --- | --- | --- |",
    ]
    for failure in failures[:_WORST]:
        case = failure.result.case
        cells = [
            f"{case.id}.{case.turn}" if case.turn else case.id,
            f"{100 * failure.result.value:.0f} %",
            _cell(case.question),
            _cell("; ".join(failure.result.reasons)),
            failure.cause,
        ]
        lines.append(f"| {' | '.join(cells)} |")
    causes = Counter(failure.cause for failure in failures)
    told = ", ".join(f"{cause} {count}" for cause, count in causes.most_common())
    return [*lines, "", f"All {len(failures)} by cause: {told}."] if failures else ["None failed."]


def _cell(text: str) -> str:
    line = " ".join(text.split()).replace("|", "\\|")
    return line if len(line) <= _LONGEST_CELL else line[: _LONGEST_CELL - 1] + "…"


def ask_all(
    analyst: "Analyst", conversations: Iterable[list[Case]]
) -> list[tuple[Result, "Answer"]]:
    """Every turn with its answer; the turns of a conversation in one thread."""
    answered: list[tuple[Result, Answer]] = []
    for number, turns in enumerate(conversations):
        for case in turns:
            answer = analyst.ask(case.question, thread=f"eval-{number}")
            answered.append((Result(case, answer.text, score(case, answer)), answer))
    return answered


def main() -> None:
    """Ask the file of the offline analyst and print the tables."""
    from agent import Analyst

    parser = argparse.ArgumentParser(prog="python -m evals.failures", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=QUESTIONS, help="JSON Lines")
    try:
        conversations = read_cases(parser.parse_args().file)
    except BadCase as error:
        raise SystemExit(str(error)) from error
    with Analyst(model="offline", threads=":memory:") as analyst:
        answered = ask_all(analyst, conversations)
    print(to_markdown([result for result, _ in answered], failures_of(answered)))


if __name__ == "__main__":
    main()
