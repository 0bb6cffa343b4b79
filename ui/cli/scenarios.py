"""`vendorscope revenue --scenario`: what-if models from a file, alone or side by side."""

import argparse
from pathlib import Path
from typing import Any

from ui.cli.failure import DONE, Failure, WrongUsage
from ui.cli.output import hand_over, progress, write_file

_LARGEST_FILE = 1_000_000
"""Bytes; a scenario is a page or two."""


def scenario(options: argparse.Namespace) -> int:
    """Run the scenario, or compare two; what was set is in both of them."""
    _check(options)
    from agent.tools.revenue import CannotCalculate
    from agent.tools.revenue.scenarios import compare, write_csv, write_xlsx

    try:
        if options.compare is not None:
            report = compare([(name, _run(name, options)) for name in options.compare])
        else:
            report = _run(options.scenario, options)
    except CannotCalculate as error:
        raise Failure.of(error) from error
    hand_over(report, options, (write_xlsx, write_csv))
    return DONE


def _check(options: argparse.Namespace) -> None:
    if options.compare is not None and options.scenario is not None:
        raise WrongUsage("--compare names both scenarios itself.", "Leave --scenario out.")
    for name in ("save", "xlsx", "csv"):
        if options.compare is not None and getattr(options, name) is not None:
            raise WrongUsage(f"--{name} writes one scenario.", "Give it with --scenario.")
    if options.target is not None and options.solve is None:
        raise WrongUsage(
            "--solve is missing.", "Say which key the --target is to find, like plans.plus.price."
        )
    if options.solve is not None and options.target is None:
        raise WrongUsage("--target is missing.", f"Say what to reach with --solve {options.solve}.")
    for name in ("subscribers", "price", "growth", "churn", "price_change"):
        if getattr(options, name) is not None:
            flag = "--" + name.replace("_", "-")
            raise WrongUsage(
                f"{flag} is not read with a scenario.",
                f"Use --set, like --set plans.NAME.{name}=VALUE.",
            )


def _run(
    name: str, options: argparse.Namespace
) -> Any:  # Any: ScenarioReport, which is loaded late
    from agent.tools.revenue.scenarios import build, calculate_scenario, put

    built = build(put(_table(name), _settings(options)))
    report = calculate_scenario(
        built, target=options.target, solve_for=options.solve, of=options.of
    )
    if options.save is not None:
        _save(built, options.save)
    return report


def _save(built: Any, path: str) -> None:
    from agent.tools.revenue.scenarios import dump

    write_file(Path(path), lambda at: at.write_text(dump(built), encoding="utf-8", newline="\n"))
    progress(f"Written: {path}")


def _table(name: str) -> dict[str, Any]:
    """The table of a bundled scenario, or of a file."""
    from agent.tools.revenue.scenarios import BUNDLED, bundled, parse

    path = Path(name)
    if name in BUNDLED and not path.is_file():
        return bundled(name)
    if not name.strip():
        raise WrongUsage("The scenario's name is empty.", "Give a file, or article.")
    if path.is_dir():
        raise Failure(f"{name} is a folder; name a scenario file in it.")
    if not path.is_file():
        raise Failure(f"There is no scenario file {name}.", f"Bundled: {', '.join(BUNDLED)}.")
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise Failure(f"{name} is too large for a scenario file.")
        return parse(path.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Failure(f"{name} is no text in UTF-8.") from error
    except OSError as error:
        raise Failure(f"{name} cannot be read: {error.strerror or 'no reason given'}.") from error


def _settings(options: argparse.Namespace) -> list[str]:
    """--set, and the options of the command that are values of a scenario too."""
    settings = list(options.set or ())
    settings += [f"years={options.years}"] if options.years is not None else []
    settings += [f"currency={options.currency}"] if options.currency is not None else []
    return settings + [f"rates.{rate}" for rate in options.rate or ()]
