"""The answer of a subscription sum in one sentence, and what was assumed, in English and Chinese."""

from decimal import ROUND_CEILING, Decimal

from agent.tools.bilingual import Note
from agent.tools.revenue.inputs import PERIOD_ZH, Change
from agent.tools.revenue.money import format_price, plain, say_count, say_money
from agent.tools.revenue.report import Period, Solved
from agent.tools.revenue.terms import Terms


def sentences(
    terms: Terms, periods: list[Period], total: Decimal, solved: Solved | None
) -> tuple[str, str]:
    """English and Chinese; the figure comes first."""
    if solved:
        return _solved(terms, solved, periods, total)
    count = terms.subscribers or Decimal(0)
    english, chinese = say_money(total, terms.currency), say_money(total, terms.currency, "zh")
    also, also_zh = _converted(total, terms)
    price, price_zh = _price(terms)
    if terms.years == 1:
        churned = ""
        churned_zh = ""
        if terms.churn:
            churned, churned_zh = (
                f" with {_percent(terms.churn)} churn",
                f"，流失率{_percent(terms.churn, zh=True)}",
            )
        return (
            f"**{english}** a year{also}: {say_count(count)} subscribers at {price}{churned}.",
            f"**每年{chinese}**{also_zh}：{say_count(count, 'zh')}订阅用户，{price_zh}{churned_zh}。",
        )
    last = periods[-1]
    end = say_money(last.revenue, terms.currency)
    end_zh = say_money(last.revenue, terms.currency, "zh")
    return (
        f"**{english}** over {terms.years} years{also}, {end} of it in year {terms.years}:"
        f" {say_count(count)} subscribers at first, at {price}.",
        f"**{terms.years}年合计{chinese}**{also_zh}，其中第{terms.years}年{end_zh}：起初{say_count(count, 'zh')}订阅用户，{price_zh}。",
    )


def _solved(terms: Terms, solved: Solved, periods: list[Period], total: Decimal) -> tuple[str, str]:
    target = terms.target or total
    aim, aim_zh = say_money(target, terms.currency), say_money(target, terms.currency, "zh")
    span = "a year" if terms.years == 1 else f"over {terms.years} years"
    span_zh = "每年" if terms.years == 1 else f"{terms.years}年合计"
    price, price_zh = _price(terms)
    count = terms.subscribers or Decimal(0)
    if solved.name == "subscribers":
        needed = solved.value.to_integral_value(ROUND_CEILING)  # a whole one; less would fall short
        return (
            f"**{say_count(needed)} subscribers** at {price} bring {aim} {span}.",
            f"需要**{say_count(needed, 'zh')}订阅用户**，{price_zh}，才能达到{span_zh}{aim_zh}。",
        )
    if solved.name == "price":
        other, other_zh = _other_period(terms)
        abroad, abroad_zh = _price_abroad(terms)
        other, other_zh = other + abroad, other_zh + abroad_zh
        return (
            f"**{price}**{other} from {say_count(count)} subscribers brings {aim} {span}.",
            f"**{price_zh}**{other_zh}，{say_count(count, 'zh')}订阅用户即可达到{span_zh}{aim_zh}。",
        )
    years = plain(solved.value)
    if terms.target_of_a_year:
        own, own_zh = (
            say_money(periods[-1].revenue, terms.currency, lang) for lang in ("en", "zh")
        )
        return (
            f"**Year {years}** is the first to earn {aim} or more: {own}, from {say_count(count)} subscribers at first at {price}.",
            f"**第{years}年**收入首次达到{aim_zh}：当年{own_zh}，起初{say_count(count, 'zh')}订阅用户，{price_zh}。",
        )
    unit = "year" if years == "1" else "years"
    return (
        f"**{years} {unit}**: with {say_count(count)} subscribers at {price} the sum reaches {aim} in year {years}"
        f", by then {say_money(total, terms.currency)}.",
        f"**{years}年**：{say_count(count, 'zh')}订阅用户，{price_zh}，第{years}年累计达到{aim_zh}"
        f"，届时{say_money(total, terms.currency, 'zh')}。",
    )


def _other_period(terms: Terms) -> tuple[str, str]:
    """A solved price for the other usual period, a month or a year."""
    per = "year" if terms.price.per == "month" else "month"
    amount = terms.price.amount * terms.charges_a_year / (12 if per == "month" else 1)
    return (
        f" ({format_price(amount, terms.price_currency)} a {per})",
        f"（每{PERIOD_ZH[per]}{format_price(amount, terms.price_currency, 'zh')}）",
    )


def _price_abroad(terms: Terms) -> tuple[str, str]:
    """A solved price in each currency that a rate is stated for; both periods where one is a month."""
    english = chinese = ""
    month = terms.price.amount * terms.charges_a_year / 12
    per = terms.price.per or "year"
    for code, rate in terms.rates.items():
        if terms.price_currency != terms.currency:
            continue
        own, monthly = (format_price(v * rate, code) for v in (terms.price.amount, month))
        own_zh, monthly_zh = (
            format_price(v * rate, code, "zh") for v in (terms.price.amount, month)
        )
        english += f", that is {own} a {per}" + (f" ({monthly} a month)" if per != "month" else "")
        english += f" at {plain(rate)} {code} for one {terms.currency},"
        chinese += f"，按{plain(rate)}合每{PERIOD_ZH[per]}{own_zh}" + (
            f"（每月{monthly_zh}）" if per != "month" else ""
        )
    return english, chinese


def _converted(total: Decimal, terms: Terms) -> tuple[str, str]:
    """The same amount at the stated rates."""
    english = chinese = ""
    for code, rate in terms.rates.items():
        english += f", {say_money(total * rate, code)} at {plain(rate)} {code}"
        chinese += f"，按{plain(rate)}合{say_money(total * rate, code, 'zh')}"
    return english, chinese


def _price(terms: Terms) -> tuple[str, str]:
    per = terms.price.per or "year"
    amount, currency = terms.price.amount, terms.price_currency
    return (
        f"{format_price(amount, currency)} a {per}",
        f"每{PERIOD_ZH[per]}{format_price(amount, currency, 'zh')}",
    )


def _percent(change: Change, *, zh: bool = False) -> str:
    share = plain(change.share * 100)
    per = change.per or "year"
    return f"每{PERIOD_ZH[per]}{share}%" if zh else f"{share}% a {per}"


def assumptions(terms: Terms) -> list[str]:
    """The readings that another person might have chosen otherwise."""
    notes = [
        Note("one year", "一年") if not terms.years_said and terms.solve != "years" else None,
        None if terms.period_said else Note("the price is for a year", "价格按年计"),
        Note("a solved price is for the period of the price given, else a year", "所求价格按年计")
        if terms.solve == "price" and not terms.period_said
        else None,
        Note(f"a year has {terms.charges_a_year} charges", f"一年计费{terms.charges_a_year}次")
        if terms.price.per in {"week", "day"}
        else None,
        *_changes(terms),
        Note(f"{plain(terms.rate_to_total)} {terms.price_currency} for one {terms.currency}, all years alike",
             f"各年均按1{terms.currency}={plain(terms.rate_to_total)}{terms.price_currency}折算")
        if terms.price_currency != terms.currency
        else None,
        Note("nobody joins or leaves after the start, and everyone pays the full price",
             "开始后无人加入或流失，且全部按原价付费")
        if not (terms.growth or terms.churn)
        else Note("everyone pays the full price", "全部按原价付费"),
    ]  # fmt: skip
    return [note for note in notes if note is not None]


def _changes(terms: Terms) -> list[Note]:
    notes: list[Note] = []
    if terms.growth:
        notes.append(Note(f"growth of {_percent(terms.growth)} steps once a year, from year 2",
                          f"增长{_percent(terms.growth, zh=True)}，自第2年起每年一次"))  # fmt: skip
    if terms.price_change:
        notes.append(Note(f"the price changes by {_percent(terms.price_change)} once a year, from year 2",
                          f"价格变动{_percent(terms.price_change, zh=True)}，自第2年起每年一次"))  # fmt: skip
    if terms.monthly_churn:
        notes.append(Note("churn takes its share of each month's starting base after that month is charged",
                          "每月扣费后按月初人数流失"))  # fmt: skip
        if terms.price.per != "month":
            notes.append(
                Note(
                    f"a price per {terms.price.per} is earned in twelfths of a year",
                    "价格按月均摊确认",
                )
            )
    if terms.yearly_churn:
        notes.append(Note("yearly churn leaves at the year's end", "年流失在年末发生"))
    if terms.churn and terms.growth:
        notes.append(Note("each year starts from what churn left of the year before, times 1 + growth",
                          "每年起始人数为上年留存乘以（1+增长率）"))  # fmt: skip
    return notes
