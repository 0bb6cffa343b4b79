"""Scenarios side by side: what each earns, and the inputs in which they differ."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from agent.tools.bilingual import Language
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.money import say_money, short_money
from agent.tools.revenue.scenarios.report import ScenarioReport


def compare(named: Sequence[tuple[str, ScenarioReport]]) -> ScenarioReport:
    """The first report, with all of them beside each other in `compared` and `differences`.

    Raises:
        CannotCalculate: fewer than two, or results in different currencies.
    """
    if len(named) < 2:
        raise CannotCalculate("A comparison needs two scenarios.")
    currencies = {report.currency for _, report in named}
    if len(currencies) > 1:
        raise CannotCalculate(
            f"The scenarios are in {' and '.join(sorted(currencies))}; give both one currency and the rates it needs."
        )
    first = named[0][1]
    compared = [_row(name, report) for name, report in named]
    details = {**first.details, "compared": compared, "differences": _differences(named)}
    sentences = (_sentence(named, "en"), _sentence(named, "zh"))
    return replace(first, details=details, sentences=sentences)


def _row(name: str, report: ScenarioReport) -> dict[str, Any]:
    row = {
        "name": name, "scenario": report.details["scenario"], "total": report.total, "years": report.details["years"],
        "revenue": [period.revenue for period in report.periods],
    }  # fmt: skip
    if "sides" in report.details:
        row["side"] = next(iter(report.details["sides"]))  # whose revenue and total these are
    for field in ("crossover", "break_even"):
        if field in report.details:
            row[field] = report.details[field]
    if "costs" in report.details:
        row["profit"] = sum(report.details["costs"]["profit"])
    return row


def _differences(named: Sequence[tuple[str, ScenarioReport]]) -> list[dict[str, Any]]:
    """Inputs that are not the same everywhere; None where a scenario has no such input."""
    tables = [
        {row.key: f"{row.value} {row.unit}".strip() for row in report.details["inputs"]}
        for _, report in named
    ]
    keys = list(dict.fromkeys(key for table in tables for key in table))
    return [
        {"key": key, "values": [table.get(key) for table in tables]}
        for key in keys
        if len({table.get(key) for table in tables}) > 1
    ]


def _sentence(named: Sequence[tuple[str, ScenarioReport]], language: Language) -> str:
    base = named[0][1].total
    parts: list[str] = []
    for n, (name, report) in enumerate(named):
        said = say_money(report.total, report.currency, language)
        if n and report.total != base:
            sign = "+" if report.total > base else ""
            said += f" ({sign}{short_money(report.total - base, report.currency, language)})"
        parts.append(f"**{name}** {said}{_crossing(report, language)}")
    return ("；".join(parts) + "。") if language == "zh" else "; ".join(parts) + "."


def _crossing(report: ScenarioReport, language: Language) -> str:
    """When the sides of a scenario cross; nothing where it has one side."""
    if "crossover" not in report.details:
        return ""
    year = report.details["crossover"]
    if language == "zh":
        return f"，{year}年交叉" if year else "，未交叉"
    return f", crossover in {year}" if year else ", no crossover"
