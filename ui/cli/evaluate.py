"""`vendorscope eval`: how good the answers are, how near the memory figures, how fast all of it."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ui.cli.arguments import positive_number
from ui.cli.failure import DONE, Failure, WrongUsage
from ui.cli.output import print_json, print_table, progress


def add(commands: Any) -> None:
    """The command's options."""
    command = commands.add_parser("eval", help="measure", description=evaluate.__doc__)
    kinds = ("answers", "vram", "speed")
    command.add_argument("--kind", choices=kinds, metavar="|".join(kinds), default="answers")
    command.add_argument("--questions", metavar="FILE", help="JSON Lines (default: our own set)")
    command.add_argument("--model", metavar="M", help="with --kind answers: who answers")
    command.add_argument("--repeats", metavar="N", type=positive_number, help="with --kind speed")
    command.set_defaults(run=evaluate)


def evaluate(options: argparse.Namespace) -> int:
    """Measure answers (default), memory estimates or speed."""
    if options.kind == "speed" and options.questions:
        raise WrongUsage("--questions goes with --kind answers or vram.")
    return {"answers": _answers, "vram": _vram, "speed": _speed}[options.kind](options)


def _answers(options: argparse.Namespace) -> int:
    from agent import Analyst
    from evals.answers import run, summarise
    from evals.cases import QUESTIONS, BadCase, read_cases

    results = []
    try:
        cases = read_cases(Path(options.questions or QUESTIONS))
        with Analyst(options.model, threads=":memory:") as analyst:
            for result in run(analyst, cases):
                results.append(result)
                for reason in result.reasons:
                    progress(f"{result.case.id} ({result.case.turn}) {reason}")
    except BadCase as error:
        raise Failure.of(error) from error
    if not results:
        raise Failure("There is no question in the file.")
    total = summarise(results)
    if options.json:
        print_json(total | {"results": [result.to_dict() for result in results]})
        return DONE
    rows = [(name, row["n"], f"{row['score']} %") for name, row in total["types"].items()]
    print_table(("type", "n", "score"), rows)
    print(f"score={total['score']}% complete={total['complete']}% n={total['n']}")
    return DONE


def _vram(options: argparse.Namespace) -> int:
    from evals.cases import VRAM, BadCase
    from evals.vram import run, summarise

    try:
        results = list(run(Path(options.questions or VRAM)))
    except BadCase as error:
        raise Failure.of(error) from error
    if not results:
        raise Failure("There is no row in the file.")
    total = summarise(results)
    if options.json:
        print_json(total | {"results": [asdict(result) for result in results]})
        return DONE
    rows = [
        (r.id, f"{r.published_gib:.2f}", _gib(r.estimated_gib), f"{100 * r.error:.0f} %", r.reason)
        for r in results
    ]
    print_table(("id", "published GiB", "estimated GiB", "error", ""), rows)
    print(" ".join(f"{name}={value}" for name, value in total.items()))
    return DONE


def _speed(options: argparse.Namespace) -> int:
    from evals.speed import measure, to_markdown

    rows = measure(options.repeats or 5)
    if options.json:
        print_json([asdict(row) for row in rows])
    else:
        print(to_markdown(rows))
    return DONE


def _gib(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
