"""`vendorscope ask`: one question, or a file of them."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.cli.arguments import date
from ui.cli.failure import DONE, Failure, WrongUsage
from ui.cli.library import check_holds_documents, existing_store
from ui.cli.output import print_json, print_json_line, progress, write_file
from ui.cli.rows import Row, read_rows, read_text

if TYPE_CHECKING:
    from agent import Analyst, Answer


def add(commands: Any) -> None:
    """The command's options."""
    command = commands.add_parser("ask", help="ask a question", description=ask.__doc__)
    command.add_argument("question", metavar="QUESTION", nargs="*", help="`-` reads it from stdin")
    command.add_argument("--thread", metavar="T", help="go on with this conversation")
    command.add_argument("--model", metavar="M", help="a preset (see `models`) or provider:model")
    command.add_argument("--as-of", metavar="DATE", type=date, help="what was known on that day")
    command.add_argument("--store", metavar="DIR", help="ask this library instead of the usual one")
    command.add_argument("--batch-file", metavar="FILE", help="JSON Lines of {id, question|turns}")
    command.add_argument("--receipt", metavar="FILE", help="write what `replay` needs to FILE")
    command.add_argument("--explain", action="store_true", help="show how the answer came about")
    command.set_defaults(run=ask)


def ask(options: argparse.Namespace) -> int:
    """Answer a question from the library and the engines, with sources."""
    if options.batch_file is not None:
        if options.question:
            raise WrongUsage("Give a QUESTION or --batch-file, not both.")
        if options.receipt:
            raise WrongUsage("--receipt is of one QUESTION; it cannot be given with --batch-file.")
        return _ask_batch(options)
    question = _question(options.question)
    with _analyst(options) as analyst:
        if options.json:
            answer = analyst.ask(question, thread=options.thread)
            print_json(answer.to_dict())
        elif sys.stdout.isatty():
            answer = _stream(analyst, question, options.thread)
        else:
            from ui.render import to_terminal

            answer = analyst.ask(question, thread=options.thread)
            print(to_terminal(answer))
        if options.explain and not options.json:
            from ui.cli.explain import explained

            print(f"\n{explained(answer)}")
        if not options.json:
            _print_footer(answer)
        if options.receipt:
            _write_receipt(Path(options.receipt), question, answer, analyst, options.as_of)
    return DONE


def _print_footer(answer: "Answer") -> None:
    """What was checked, who answered and for how much, last; offline stays quiet."""
    from ui.credit import footer

    if lines := footer(answer):
        print(f"\n{lines}")


def _write_receipt(
    path: Path, question: str, answer: "Answer", analyst: "Analyst", as_of: str | None
) -> None:
    from agent.receipt import make_receipt
    from agent.settings import Settings

    receipt = make_receipt(question, answer, analyst.library, as_of, Settings.read().receipt_key)
    text = json.dumps(receipt, ensure_ascii=False, indent=1) + "\n"
    write_file(path, lambda unfinished: unfinished.write_text(text, "utf-8"))


def _question(words: list[str]) -> str:
    if not words:
        raise WrongUsage("QUESTION is missing.", 'Write vendorscope ask "…" or --batch-file FILE.')
    question = read_text("-") if words == ["-"] else " ".join(words)
    if not question.strip():
        raise WrongUsage("The question is empty.", "Write what you want to know.")
    return question


@contextmanager
def _analyst(options: argparse.Namespace, threads: str | None = None) -> Iterator["Analyst"]:
    """The analyst these options ask for; what a user can mend comes out as a `Failure`."""
    store = existing_store(options.store)
    from agent import Analyst

    try:
        with Analyst(options.model, store, options.as_of, threads) as analyst:
            check_holds_documents(analyst.library, store)
            yield analyst
    except ValueError as error:  # the analyst's own way to say what cannot be asked
        raise Failure.of(error) from error


def _stream(analyst: "Analyst", question: str, thread: str | None) -> "Answer":
    """Words as they come, then the sources; what was streamed gives way to the answer's text."""
    from agent.language import language_of
    from ui.render import step_title, to_terminal

    shown = ""
    answer: Answer | None = None
    for event in analyst.stream(question, thread=thread):
        if event.kind == "step" and event.result is None:
            title = step_title(event.name, event.arguments, language_of(question), pending=True)
            progress(f"· {title}")
        elif event.kind == "token":
            shown += event.text
            print(event.text, end="", flush=True)
        elif event.kind == "answer" and event.answer is not None:
            answer = event.answer
            _finish(shown, answer.text, to_terminal(answer))
    assert answer is not None  # a stream ends with its answer
    return answer


def _finish(shown: str, text: str, rendered: str) -> None:
    if shown.strip() == text.strip() and rendered.startswith(text.strip()):
        print(rendered[len(text.strip()) :])
    else:
        print(f"\n\n{rendered}" if shown else rendered)


@dataclass(frozen=True)
class _Case:
    """One line of a batch, as it will be asked."""

    id: Any
    turns: list[str]
    thread: str


def _ask_batch(options: argparse.Namespace) -> int:
    if options.thread is not None:
        raise WrongUsage("--thread cannot be given with --batch-file; each line is its own thread.")
    rows = read_rows(options.batch_file)
    with _analyst(options, threads=":memory:") as analyst:  # a batch is no conversation to keep
        for row in rows:
            _ask_row(analyst, row, options.json)
    return DONE


def _ask_row(analyst: "Analyst", row: Row, as_json: bool) -> None:
    """The turns of one line; a line that cannot be asked is named, and the next one follows."""
    try:
        case = _case(row)
    except Failure as failure:
        given = (row.content or {}).get("id")
        _print_turn({"id": given, "line": row.line} | failure.to_dict(), str(failure), "", as_json)
        return
    for turn, question in enumerate(case.turns):
        _ask_turn(analyst, case, turn, question, as_json)


def _ask_turn(analyst: "Analyst", case: _Case, turn: int, question: str, as_json: bool) -> None:
    from ui.credit import footer
    from ui.render import to_terminal

    row: dict[str, Any] = {"id": case.id, "turn": turn}
    try:
        answer: Answer = analyst.ask(question, thread=case.thread)
    except ValueError as error:  # this question cannot be asked; the others can
        failure = Failure.of(error)
        row |= failure.to_dict()
        text = str(failure)
    else:
        row |= answer.to_dict()
        text = "\n\n".join(part for part in (to_terminal(answer), footer(answer)) if part)
    _print_turn(row, text, question, as_json)


def _print_turn(row: dict[str, Any], text: str, question: str, as_json: bool) -> None:
    if as_json:
        print_json_line(row)
    else:
        heading = f"# {question}\n\n" if question else ""
        print(f"{heading}{text}\n", flush=True)


def _case(row: Row) -> _Case:
    """The questions of a line, in order.

    Raises:
        Failure: when the line holds none.
    """
    if row.content is None:
        raise Failure(str(row.reason))
    turns = row.content.get("turns")
    given = turns if turns is not None else [row.content.get("question")]
    if not isinstance(given, list) or not given:
        raise Failure(f"Line {row.line} has turns that are no list of questions.")
    texts = [turn.get("user") if isinstance(turn, dict) else turn for turn in given]
    if not all(isinstance(text, str) for text in texts):
        raise Failure(f"Line {row.line} needs a question, or turns as texts or {{user}}.")
    return _Case(row.content.get("id"), [str(text) for text in texts], f"line-{row.line}")
