"""Two or more prices for the same thing: which costs its buyer less, and earns its seller more."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, localcontext

from agent.tools.bilingual import Language, Note
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import PER_YEAR, PERIOD_ZH, Amount, Price, read_count, read_price
from agent.tools.revenue.money import EXACT, format_number, format_price, plain, say_money
from agent.tools.revenue.plain_report import plain_report, same_currency
from agent.tools.revenue.report import Report, Step


def offers(prices: Sequence[Amount], *, subscribers: Amount | None = None) -> Report:
    """Each price for a year, the lowest and the highest, and how far they lie apart.

    >>> report = offers(["20 USD/month", "200 USD/year"]).to_dict()
    >>> report["total"], report["difference"], report["months_paid_for"]
    ('200', '40', '10')
    """
    with localcontext(EXACT):
        paid = [read_price(price) for price in prices]
        if len(paid) < 2 or any(price.per is None for price in paid):
            raise CannotCalculate(
                Note(
                    "Two offers are compared by the year; give each price with its period, such as $20 a month and $200 a year.",
                    "比较方案需要各自的计费周期，例如每月20元与每年200元。",
                )
            )
        currency = same_currency(*(price.currency for price in paid))
        ranked = sorted(paid, key=_a_year)
        least, most = ranked[0], ranked[-1]
        low, high = _a_year(least), _a_year(most)
        steps = [_step(price, currency) for price in paid]
        gap, saved = high - low, (high - low) / high * 100
        steps.append(Step(Note("difference in a year", "每年相差"), f"{plain(high)} - {plain(low)}", gap, currency))  # fmt: skip
        steps.append(Step(Note("saving", "节省比例"), f"{plain(gap)} ÷ {plain(high)} × 100", saved, "percent"))  # fmt: skip
        details: dict[str, Decimal] = {"difference": gap, "saving_percent": saved, "highest": high}
        if least.per == "year" and most.per == "month":
            details["months_paid_for"] = low / most.amount
            name = Note("months that the yearly price pays for", "年付相当于月数")
            steps.append(Step(name, f"{plain(low)} ÷ {plain(most.amount)}", low / most.amount, "months"))  # fmt: skip
        more = _from_all(subscribers, gap, currency, steps, details)
        report = plain_report(
            low,
            currency,
            steps,
            (_said(least, most, currency, "en") + more[0], _said(least, most, currency, "zh") + more[1]),
            assumptions=[Note("a full year, and as many buyers either way", "按满一年计，两种方案人数相同")],
        )  # fmt: skip
        return replace(report, details=details)


def _a_year(price: Price) -> Decimal:
    return price.amount * PER_YEAR[price.per or "year"]


def _step(price: Price, currency: str) -> Step:
    per = price.per or "year"
    name = Note(f"{format_price(price.amount, currency)} a {per}, for a year",
                f"每{PERIOD_ZH[per]}{format_price(price.amount, currency, 'zh')}，全年")  # fmt: skip
    return Step(name, f"{plain(price.amount)} × {PER_YEAR[per]}", _a_year(price), currency)


def _said(least: Price, most: Price, currency: str, language: Language) -> str:
    low, high = _a_year(least), _a_year(most)
    gap = format_price(high - low, currency, language)
    percent = plain((high - low) / high * 100, 2)
    cheap, dear = (_offer(price, currency, language) for price in (least, most))
    free = _months_free(least, most, language)
    if low == high:
        same = format_price(low, currency, language)
        return (
            f"**两者相同**：每年{same}。"
            if language == "zh"
            else f"**Both are the same**: {same} a year."
        )
    if language == "zh":
        return f"**{cheap}更便宜**，每年少付{gap}（{percent}%）{free}；对卖方而言{dear}收入更高，每位每年{format_price(high, currency, 'zh')}。"
    return (
        f"**{cheap} is cheaper**, by {gap} a year ({percent} %){free}; for the seller {dear} earns more,"
        f" {format_price(high, currency)} a year from each who stays the whole year."
    )


def _offer(price: Price, currency: str, language: Language) -> str:
    per = price.per or "year"
    amount, year = (format_price(v, currency, language) for v in (price.amount, _a_year(price)))
    if language == "zh":
        return f"每{PERIOD_ZH[per]}{amount}" + (f"（全年{year}）" if per != "year" else "")
    return f"{amount} a {per}" + (f" ({year} a year)" if per != "year" else "")


def _months_free(least: Price, most: Price, language: Language) -> str:
    if least.per != "year" or most.per != "month":
        return ""
    months = format_number(_a_year(least) / most.amount, 2)
    if language == "zh":
        return f"，相当于{months}个月的月费"
    return f": the price of {months} months"


def _from_all(
    subscribers: Amount | None,
    gap: Decimal,
    currency: str,
    steps: list[Step],
    details: dict[str, Decimal],
) -> tuple[str, str]:
    """The difference over all subscribers, where their number is given."""
    if subscribers is None:
        return "", ""
    people = read_count(subscribers).value
    whole = details["difference_of_all"] = people * gap
    steps.append(Step(Note("difference over all", "全体相差"), f"{plain(people)} × {plain(gap)}", whole, currency))  # fmt: skip
    return (
        f" Over all subscribers that is {say_money(whole, currency)} a year.",
        f"全体订阅用户每年相差{say_money(whole, currency, 'zh')}。",
    )
