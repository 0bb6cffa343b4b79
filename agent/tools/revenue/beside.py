"""What is said beside a total when asked: ARPU, the change, other periods and units, a share."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.revenue.benchmarks import ceilings
from agent.tools.revenue.conversion import exchanged
from agent.tools.revenue.inputs import (
    PER_YEAR,
    PERIOD_ZH,
    Amount,
    read_money,
    read_rates,
)
from agent.tools.revenue.money import format_price, money_in, plain, say_count, say_money
from agent.tools.revenue.report import Report, Step


def said(report: Report, english: str, chinese: str, step: Step, **details: Any) -> Report:
    """The report with one more sentence, the step behind it and its fields."""
    return replace(
        report,
        sentences=(f"{report.sentences[0]} {english}", f"{report.sentences[1]}{chinese}"),
        trace=[*report.trace, step],
        details={**report.details, **details},
    )


def called(report: Report, case: str) -> Report:
    """The report under the name of the case that it tells."""
    english, chinese = report.sentences
    return replace(
        report, sentences=(f"{case[0].upper()}{case[1:]}: {english}", f"{case}：{chinese}")
    )


def with_arpu(report: Report, everyone: Decimal) -> Report:
    arpu = report.total / everyone
    step = Step(
        Note("ARPU over all users", "全体用户ARPU"),
        f"{plain(report.total)} ÷ {plain(everyone)}",
        arpu,
        report.currency,
    )
    return said(
        report,
        f"Over all {say_count(everyone)} that is {format_price(arpu, report.currency)} each (ARPU).",
        f"按全部{say_count(everyone, 'zh')}用户计，人均（ARPU）{format_price(arpu, report.currency, 'zh')}。",
        step,
        arpu=arpu,
    )


def compared(report: Report, before: Report) -> Report:
    change = report.total - before.total
    percent = change / before.total * 100
    word, zh = (
        ("up", "增加") if change > 0 else ("down", "减少") if change < 0 else ("unchanged", "不变")
    )
    step = Step(
        Note("change", "变化"),
        f"{plain(report.total)} - {plain(before.total)}",
        change,
        report.currency,
    )
    by, by_zh = (say_money(abs(change), report.currency, language) for language in ("en", "zh"))
    old, old_zh = (say_money(before.total, report.currency, language) for language in ("en", "zh"))
    share = f"{plain(abs(percent), 2)} %"
    moved = f"{word.capitalize()} {by} ({share})" if change else "Unchanged"
    moved_zh = f"{zh}{by_zh}（{share}）" if change else "不变"
    answered = replace(
        report,
        sentences=(
            f"**{moved}** on {old}: {report.sentences[0]}",
            f"**比原来的{old_zh}{moved_zh}**：{report.sentences[1]}",
        ),
    )
    details = {"before": before.total, "change": change, "change_percent": percent}
    return replace(answered, trace=[*report.trace, step], details={**report.details, **details})


_SPANS = {**PER_YEAR, "half-year": 2, "decade": Decimal("0.1")}
"""How often a period comes in a year, those included that no price is told for."""
_SPAN_ZH = {**PERIOD_ZH, "half-year": "半年", "decade": "十年"}


def per_periods(report: Report, periods: Sequence[str]) -> Report:
    """The total by other periods too, one that runs over several equal years by the year as well."""
    years = max(len(report.periods), 1)
    own = {1: "year", 10: "decade"}.get(years)
    for period in periods:
        if period == own or period not in _SPANS:
            continue
        times = _SPANS[period]
        part = report.total / years / times
        of_a_year = plain(report.total) + (f" ÷ {years}" if years > 1 else "")
        step = Step(
            Note(f"a {period}", f"每{_SPAN_ZH[period]}"),
            of_a_year + (f" ÷ {times}" if times >= 1 else f" × {plain(1 / Decimal(times))}"),
            part,
            report.currency,
        )
        report = said(
            report,
            f"{say_money(part, report.currency)} a {period}.",
            f"每{_SPAN_ZH[period]}{say_money(part, report.currency, 'zh')}。",
            step,
            **{f"per_{period.replace('-', '_')}": part},
        )
    return report


def in_currency(report: Report, wanted: str, rate: Amount) -> Report:
    """The total in another currency too, at the rate stated: "EUR=0.9" for one dollar, or "USD=1.08"
    for one euro."""
    own = report.currency
    if not own or own == wanted:
        return report
    amount, formula = exchanged(report.total, own, wanted, read_rates(str(rate)))
    step = Step(Note(f"in {wanted}", f"折合{wanted}"), formula, amount, wanted)
    told = replace(report, converted={**report.converted, wanted: amount})
    return said(
        told,
        f"That is **{say_money(amount, wanted)}**.",
        f"即**{say_money(amount, wanted, 'zh')}**。",
        step,
    )


def of_seats(report: Report) -> Report:
    """A buyer's bill: what is counted are seats, no subscribers of its own."""
    english, chinese = report.sentences
    said = re.sub(r"\b1 subscribers\b", "1 seat", english).replace(" subscribers", " seats")
    return replace(report, sentences=(said, chinese.replace("订阅用户", "席位")))


def for_periods(report: Report, own: str, periods: Sequence[str]) -> Report:
    """What is told of one period, for others at the same rate: a quarter's as that of a year."""
    for period in periods:
        if period == own or period not in _SPANS:
            continue
        times = Decimal(PER_YEAR[own]) / _SPANS[period]
        amount = report.total * times
        name = Note(f"a {period} at that rate", f"按此每{_SPAN_ZH[period]}")
        step = Step(name, f"{plain(report.total)} × {plain(times)}", amount, report.currency)
        report = said(
            report,
            f"{say_money(amount, report.currency)} a {period} at that rate.",
            f"按此每{_SPAN_ZH[period]}{say_money(amount, report.currency, 'zh')}。",
            step,
            **{f"per_{period.replace('-', '_')}": amount},
        )
    return report


def as_share(report: Report, share_of: Amount) -> Report:
    whole = read_money(share_of, "whole")
    percent = report.total / whole.amount * 100
    step = Step(
        Note("share", "占比"),
        f"{plain(report.total)} ÷ {plain(whole.amount)} × 100",
        percent,
        "percent",
    )
    return said(
        report,
        f"That is {plain(percent, 2)} % of {say_money(whole.amount, report.currency)}.",
        f"占{say_money(whole.amount, report.currency, 'zh')}的{plain(percent, 2)}%。",
        step,
        share_percent=percent,
    )


def in_units(report: Report, units: Sequence[str]) -> Report:
    """The total in the units asked for, exactly: "$5 trillion", "5万亿美元"."""
    named = [money_in(report.total, unit, report.currency) for unit in dict.fromkeys(units)]
    english, chinese = report.sentences
    return replace(
        report,
        sentences=(f"{english} That is {' = '.join(named)}.", f"{chinese}即{'，'.join(named)}。"),
    )


def not_realistic(report: Report, payers: str, paying: Decimal | None = None) -> Report:
    """All people of a benchmark as payers are a bare product: said why; of a share of them, `paying`, how many that is."""
    highest, online = (row.name for row in ceilings())
    if paying is not None:
        note = _share_of_all(paying, is_mankind=payers.lower() == highest)
    elif payers.lower() == highest:
        note = _all_alive()
    else:
        note = _ALL_ONLINE if payers.lower() == online else _ALL_ADULTS
    return replace(report, cautions=[*report.cautions, note])


_MOST_OF_ONLINE = Decimal("0.05")
"""Of all people online: a share of mankind that is less may pay some day, 410 million for one plan will not."""


def _share_of_all(paying: Decimal, *, is_mankind: bool) -> Note:
    online = ceilings()[-1]
    part = paying / online.people
    share = f"{plain(part * 100, 0 if part >= 1 else 1)}%"
    opens = "Not realistic" if part >= _MOST_OF_ONLINE else "A bare product, not a forecast"
    opens_zh = "并不现实" if part >= _MOST_OF_ONLINE else "只是乘积，不是预测"
    infants = ", and the share is taken of everyone alive, infants and children too" if is_mankind else ", children and people without the means included"  # fmt: skip
    infants_zh = "，且基数包含婴幼儿和儿童" if is_mankind else "，其中也包含儿童和无力付费的人"
    return Note(
        f"{opens}: {say_count(paying)} payers are as many as {share} of all {say_count(online.people)} people online"
        f" ({online.year}, {online.source}){infants}.",
        f"{opens_zh}：{say_count(paying, 'zh')}付费用户相当于全部{say_count(online.people, 'zh')}网民的{share}"
        f"（{online.year}年，{online.source}）{infants_zh}。",
    )


_ALL_ONLINE = Note(
    "Not realistic: everyone online is counted, children and people without the means included, and no service has all of them pay.",
    "并不现实：其中包含所有网民，也包含儿童和无力付费的人，没有哪项服务能让所有人付费。",
)
_ALL_ADULTS = Note(
    "Not realistic: everyone aged 15 and over is counted, people without the means and people who are not online included, and no service has all of them pay.",
    "并不现实：其中包含所有15岁及以上的人，也包含无力付费和不上网的人，没有哪项服务能让所有人付费。",
)


def _all_alive() -> Note:
    online = ceilings()[-1]
    return Note(
        f"Not realistic: everyone alive is counted, infants and children too, and people who are not online;"
        f" {say_count(online.people)} are online ({online.year}, {online.source}).",
        f"并不现实：其中包含婴幼儿和儿童，也包含不上网的人；上网的有{say_count(online.people, 'zh')}人"
        f"（{online.year}年，{online.source}）。",
    )
