"""What is told of a mix of plans beside its total: the share that a plan brings, what discounts take off."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from agent.tools.bilingual import Note
from agent.tools.revenue.beside import said
from agent.tools.revenue.money import plain, say_money
from agent.tools.revenue.report import Report, Row, Step


def with_shares(report: Report, name: str) -> Report:
    """The part of the total that the plan of that name brings, or that each brings, ahead of the rest."""
    rows: Sequence[Row] = report.details["plans"]
    asked = [row for row in rows if row["name"] == name] or list(rows)
    shares = {row["name"]: row["revenue"] / report.total * 100 for row in asked}
    english = ", ".join(f"**{plain(share, 2)} %** from {plan}" for plan, share in shares.items())
    chinese = "，".join(f"{plan}占**{plain(share, 2)}%**" for plan, share in shares.items())
    steps = [
        Step(
            Note(f"share of {row['name']}", f"{row['name']}占比"),
            f"{plain(row['revenue'])} ÷ {plain(report.total)} × 100",
            shares[row["name"]],
            "percent",
        )
        for row in asked
    ]
    money, rest = report.sentences[0].split(" a year", 1)
    money_zh, rest_zh = report.sentences[1].split("：", 1)
    return replace(
        report,
        sentences=(f"{money} a year, {english}:{rest}", f"{money_zh}，{chinese}：{rest_zh}"),
        trace=[*report.trace, *steps],
        details={**report.details, "shares": shares},
    )


def with_discounts(report: Report, listed: Sequence[Decimal], paid: Sequence[Decimal]) -> Report:
    """How much less comes in than at list prices, where a plan has a discount."""
    rows: Sequence[Row] = report.details["plans"]
    full = [
        row["revenue"] * before / after if after else row["revenue"]
        for row, before, after in zip(rows, listed, paid, strict=True)
    ]
    total = sum(full, Decimal(0))
    given = total - report.total
    if not given:
        return report
    step = Step(
        Note("less than at list prices", "比原价少"),
        f"{plain(total)} - {plain(report.total)}",
        given,
        report.currency,
    )
    amounts = [(say_money(given, report.currency, language), say_money(total, report.currency, language)) for language in ("en", "zh")]  # fmt: skip
    return said(
        report,
        f"The lower price takes {amounts[0][0]} off the {amounts[0][1]} at list price.",
        f"比按原价的{amounts[1][1]}少{amounts[1][0]}。",
        step,
        discounts=given,
    )
