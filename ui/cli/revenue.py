"""`vendorscope revenue`: what subscribers pay, to the cent."""

import argparse
from typing import Any

from ui.cli.arguments import whole_number
from ui.cli.failure import DONE, Failure, WrongUsage
from ui.cli.output import hand_over

FIELDS = {
    "subscribers": ("N", "100M, 1,000,000, 1亿 …"),
    "price": ("PRICE", "with its period: 500/yr, $20/mo, 199 CNY/yr"),
    "growth": ("RATE", "of subscribers: 20%%/yr"),
    "churn": ("RATE", "share that leaves: 3%%/mo"),
    "price_change": ("RATE", "of the price: -10%%/yr"),
    "currency": ("CODE", "of the total; by default the price's own, else USD"),
    "target": ("AMOUNT", "with --solve: what all years should bring"),
}
"""The options that are also the engine's names."""


def add(commands: Any) -> None:
    """The command's options."""
    command = commands.add_parser("revenue", help="what do subscribers pay?")
    command.description = revenue.__doc__
    for name, (metavar, about) in FIELDS.items():
        command.add_argument("--" + name.replace("_", "-"), metavar=metavar, help=about)
    command.add_argument("--years", metavar="N", type=whole_number, help="how many (1)")
    command.add_argument(
        "--rate", metavar="CNY=7.1", type=_rate, action="append", help="7.1 CNY for one --currency"
    )
    command.add_argument(
        "--solve",
        metavar="subscribers|price|years",
        help="what the --target is to find; with --scenario any key, like plans.plus.price",
    )
    command.add_argument(
        "--scenario", metavar="FILE|article", help="a model in TOML, or the article's thesis"
    )
    command.add_argument(
        "--set",
        metavar="KEY=VALUE",
        action="append",
        help="a value of the scenario: plans.plus.price=25 USD/month",
    )
    command.add_argument(
        "--of",
        metavar="FIGURE",
        help="of a scenario, for the --target: revenue, profit, cash, gap, gap.2035",
    )
    command.add_argument(
        "--save", metavar="FILE", help="also write the scenario with its --set values"
    )
    command.add_argument(
        "--compare", nargs=2, metavar=("A", "B"), help="two scenarios side by side"
    )
    command.add_argument("--xlsx", metavar="FILE", help="also write a workbook with formulas")
    command.add_argument("--csv", metavar="FILE", help="also write the periods as CSV")
    command.set_defaults(run=revenue)


def revenue(options: argparse.Namespace) -> int:
    """Compute subscription revenue in exact decimals, with every step."""
    if options.scenario is not None or options.compare is not None:
        from ui.cli.scenarios import scenario

        return scenario(options)
    _check_complete(options)
    from agent.tools.revenue import CannotCalculate, subscriptions, write_csv, write_xlsx

    try:
        report = subscriptions(**_request(options))
    except CannotCalculate as error:
        raise Failure.of(error) from error
    hand_over(report, options, (write_xlsx, write_csv))
    return DONE


def _check_complete(options: argparse.Namespace) -> None:
    for name in ("set", "of", "save"):
        if getattr(options, name) is not None:
            raise WrongUsage(
                f"--{name} belongs to a scenario.",
                "Name it with --scenario FILE or --scenario article.",
            )
    if options.solve not in {None, "subscribers", "price", "years"}:
        raise WrongUsage(
            f"--solve: {options.solve!r} is none of subscribers, price, years.",
            "Other inputs are found with --scenario.",
        )
    missing = [name for name in ("subscribers", "price") if getattr(options, name) is None]
    if options.solve and options.target is None:
        raise WrongUsage("--target is missing.", f"Say what to reach with --solve {options.solve}.")
    if missing and options.target is None:
        raise WrongUsage(f"--{missing[0]} is missing.", "Give it, or --solve it from a --target.")
    if options.target and not missing and options.solve is None:
        raise WrongUsage("--solve is missing.", "Say what the --target is to find.")


def _request(options: argparse.Namespace) -> dict[str, Any]:
    given = {name: getattr(options, name) for name in (*FIELDS, "years", "rate", "solve")}
    return {name: value for name, value in given.items() if value is not None}


def _rate(text: str) -> str:
    currency, separator, rate = text.partition("=")
    if not (separator and currency.strip() and rate.strip()):
        raise argparse.ArgumentTypeError(f"{text!r} is no rate; write it as CNY=7.1")
    return text
