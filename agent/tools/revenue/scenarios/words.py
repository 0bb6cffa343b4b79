"""A scenario's report as Markdown: years, what moves the figure, inputs by whose they are, and how."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from agent.tools.bilingual import Language, say
from agent.tools.revenue.money import format_number, plain, short_money
from agent.tools.revenue.scenarios.measures import value, year_labels
from agent.tools.revenue.scenarios.model import Outcome
from agent.tools.revenue.scenarios.prose import say_figure
from agent.tools.revenue.scenarios.read import Inputs
from agent.tools.revenue.scenarios.values import KINDS, KINDS_ZH, Input

if TYPE_CHECKING:
    from agent.tools.revenue.scenarios.report import ScenarioReport

_MOST_STEPS = 40
"""Steps shown in words; the JSON and the workbook hold all."""

_MOST_SWINGS = 5
_MOST_DIFFERENCES = 30


def words(report: "ScenarioReport", language: Language) -> str:
    """The whole report as Markdown; in Chinese with the scenario's Chinese names."""
    blocks = _blocks(report, language)
    names = report.inputs_read.scenario.names_zh if report.inputs_read else {}
    if language == "zh" and names:
        blocks = [_in_chinese(block, names) for block in blocks]
    return "\n\n".join(blocks)


def _in_chinese(block: str, names: dict[str, str]) -> str:
    """The names of sides and streams in Chinese; within a list of sources only those before a colon."""
    behind = "(?=：)" if block.startswith("- ") else r"(?![\w.])"
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(
        rf"(?<![\w.])(?<!Microsoft )({pattern}){behind}|(?<=[\u4e00-\u9fff])({pattern})(?=[\u4e00-\u9fff])",
        lambda m: names[m[1] or m[2]],
        block,
        flags=re.ASCII,
    )


def _blocks(report: "ScenarioReport", language: Language) -> list[str]:
    first = [say(note, language) for note in report.cautions if getattr(note, "first", False)]
    rest = [say(note, language) for note in report.cautions if not getattr(note, "first", False)]
    blocks = [*first, report.sentence(language), *rest]
    if "compared" in report.details:
        return [*blocks, *_side_by_side(report, language)]
    if report.outcome is None or report.inputs_read is None:
        return blocks
    if len(report.periods) > 1:
        blocks.append(_years(report.inputs_read, report.outcome, language))
    blocks += _swings(report, language)
    blocks.append(_given(report.inputs_read, language))
    head, joint, end = ("假设：", "；", "。") if language == "zh" else ("Assumed: ", "; ", ".")
    blocks.append(head + joint.join(say(text, language) for text in report.assumptions) + end)
    blocks.append(_how(report, language))
    return blocks


def _years(inputs: Inputs, outcome: Outcome, language: Language) -> str:
    """Revenue by year: a column a side, or a stream where there is one side."""
    columns: dict[str, Sequence[Any]] = (
        dict(outcome.sides)
        if len(outcome.sides) > 1
        else {stream.name: stream.revenue for stream in outcome.streams}
    )
    if len(columns) > 1 and len(outcome.sides) == 1:
        columns["合计" if language == "zh" else "total"] = outcome.revenue
    if outcome.profit:
        columns["利润" if language == "zh" else "profit"] = outcome.profit
    lines = [f"| {'年份' if language == 'zh' else 'year'} | " + " | ".join(_cell(name) for name in columns) + " |",
             "| --- |" + " ---: |" * len(columns)]  # fmt: skip
    for n, label in enumerate(year_labels(inputs)):
        cells = (
            short_money(value(column[n]), inputs.currency, language) for column in columns.values()
        )
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _side_by_side(report: "ScenarioReport", language: Language) -> list[str]:
    """Revenue of each scenario by year, then the inputs in which they differ."""
    rows: list[dict[str, Any]] = report.details["compared"]
    heads = [_cell(": ".join(filter(None, (row["name"], row.get("side"))))) for row in rows]
    by_year = [dict(zip(row["years"], row["revenue"], strict=False)) for row in rows]
    lines = [f"| {'年份' if language == 'zh' else 'year'} | " + " | ".join(heads) + " |", "| --- |" + " ---: |" * len(rows)]  # fmt: skip
    for label in sorted({label for years in by_year for label in years}, key=int):
        cells = (
            short_money(years[label], report.currency, language) if label in years else "—"
            for years in by_year
        )  # fmt: skip
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    blocks = ["\n".join(lines)]
    if apart := report.details["differences"]:
        rest = len(apart) - _MOST_DIFFERENCES
        lines = [f"| {'不同的输入' if language == 'zh' else 'differs in'} | " + " | ".join(heads) + " |", "| --- |" + " ---: |" * len(rows)]  # fmt: skip
        lines += [
            f"| {_cell(each['key'])} | "
            + " | ".join(_cell(v or "—") for v in each["values"])
            + " |"
            for each in apart[:_MOST_DIFFERENCES]
        ]
        blocks.append("\n".join(lines))
        if rest > 0:
            blocks.append(f"另有{rest}项不同，见JSON。" if language == "zh" else f"{rest} more differences in the JSON.")  # fmt: skip
    return blocks


def _cell(text: str) -> str:
    return text.replace("|", "/").replace("\n", " ")


def _swings(report: "ScenarioReport", language: Language) -> list[str]:
    blocks: list[str] = []
    currency, sides = report.currency, list(report.details.get("sides", {}))
    if swings := report.details.get("tornado"):
        listed = "; ".join(
            f"{say(swing.label, language)} {short_money(swing.at_low, currency, language)} … {short_money(swing.at_high, currency, language)}"
            for swing in swings[:_MOST_SWINGS]
        )
        of = say_figure(report.details["tornado_of"], sides, language)
        blocks.append(
            f"{of}最敏感的输入：{listed}。"
            if language == "zh"
            else f"What moves {of} most: {listed}."
        )
    if drawn := report.details.get("simulation"):
        low, middle, high = (
            short_money(drawn["percentiles"][p], currency, language) for p in ("5", "50", "95")
        )
        of, draws = say_figure(drawn["of"], sides, language), f"{drawn['draws']:,}"
        blocks.append(
            f"{draws}次模拟（种子{drawn['seed']}）：{of}中位数{middle}，90%在{low}至{high}之间（估计）。" if language == "zh"
            else f"{draws} seeded draws (seed {drawn['seed']}): {of} has median {middle}, 90 % between {low} and {high} (an estimate)."
        )  # fmt: skip
    return blocks


def _given(inputs: Inputs, language: Language) -> str:
    """Inputs by whose they are."""
    names = KINDS_ZH if language == "zh" else KINDS
    lines: list[str] = []
    for kind in (*KINDS, None):
        own = [
            (key, item)
            for key, item in inputs.by_key.items()
            if item.kind == kind and not key.startswith("sensitivity.")
        ]
        if not own:
            continue
        head = names[kind] if kind else ("输入" if language == "zh" else "inputs")
        colon = "：" if language == "zh" else ": "
        lines.append(
            f"- {head}{colon}"
            + "; ".join(
                f"{say(inputs.labels[key], language)} {_said(item, language)}" for key, item in own
            )
        )
    return "\n".join(lines)


def _said(item: Input, language: Language) -> str:
    written = (
        f"{format_number(item.value, 4)} {item.unit}" if item.source == "solved" else item.written
    )
    chinese = language == "zh" and item.source_zh
    source = item.source_zh if chinese else item.source
    about = ("，" if chinese else ", ").join(part for part in (source, item.date) if part)
    brackets = "（{}）" if chinese else " ({})"
    return _cell(written + brackets.format(about) if about else written)


def _how(report: "ScenarioReport", language: Language) -> str:
    shown = report.trace[:_MOST_STEPS]
    lines = [
        f"- {say(step.step, language)}: {step.formula} = {plain(step.value)}" for step in shown
    ]
    if more := len(report.trace) - len(shown):
        lines.append(
            f"- … 另有{more}步，见JSON或工作簿"
            if language == "zh"
            else f"- … {more} more steps in the JSON and the workbook"
        )
    return (
        f"<details><summary>{'计算过程' if language == 'zh' else 'How'}</summary>\n\n"
        + "\n".join(lines)
        + "\n\n</details>"
    )
