"""A machine of one's own, bought or rented, against an API: when it pays, from how many tokens, which is cheaper."""

from dataclasses import replace
from decimal import Decimal, localcontext

from agent.tools.bilingual import Note
from agent.tools.revenue.break_even import break_even, payback
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import (  # fmt: skip
    PER_YEAR,
    Amount,
    read_money,
    read_price,
    read_token_price,
    read_volume,
)
from agent.tools.revenue.money import EXACT, fine_price, plain, say_count, say_money
from agent.tools.revenue.plain_report import plain_report, same_currency
from agent.tools.revenue.report import Report, Step
from agent.tools.revenue.side_by_side import side_by_side

_HOURS = Decimal(720)
"""Of a month of 30 days, round the clock."""
_MILLION = Decimal(1_000_000)


def own_or_api(
    *,
    cards: Amount = "1",
    rent: Amount | None = None,
    hours: Amount | None = None,
    investment: Amount | None = None,
    years: Amount | None = None,
    running: Amount | None = None,
    bill: Amount | None = None,
    token_price: Amount | None = None,
    volume: Amount | None = None,
    speed: Amount | None = None,
) -> Report:
    """The own cost of a month, `cards × rent × hours + investment ÷ years ÷ 12 + running`, against the
    API's `bill` of a month or its `token_price`, at a `volume` of tokens where one is given.

    With a `speed`, tokens a second of all cards, what a million tokens cost; an investment without a
    life is paid back out of the bill.

    >>> own_or_api(cards="8", rent="3 USD", hours="700", token_price="0.5 USD").to_dict()["tokens"]
    '33600000000'
    """
    with localcontext(EXACT):
        if speed is not None and rent is not None:
            return _by_speed(cards, rent, speed)
        if investment is not None and years is None and bill is not None:
            return payback(investment, bill, cost=running)
        own, currency, steps = _own(cards, rent, hours, investment, years, running)
        month = f"{plain(own)} {currency}/month"
        if token_price is None:
            if bill is None:
                raise CannotCalculate("What does the API cost: its bill a month, or a million tokens?")  # fmt: skip
            return _with(steps, _cheaper(month, f"{plain(_a_month(bill))} {currency}"))
        report = _with(steps, break_even(month, token_price=token_price))
        if volume is None:
            return _saying_own(report, own, currency)
        used = read_volume(volume, "tokens")
        cost = used / _MILLION * read_token_price(token_price).amount
        compared = _cheaper(month, f"{plain(cost)} {currency}")
        return replace(
            _with(report.trace, compared),
            sentences=tuple(
                f"{a} {b}" for a, b in zip(compared.sentences, report.sentences, strict=True)
            ),  # type: ignore[arg-type]
        )


def _own(
    cards: Amount,
    rent: Amount | None,
    hours: Amount | None,
    investment: Amount | None,
    years: Amount | None,
    running: Amount | None,
) -> tuple[Decimal, str, list[Step]]:
    """What one's own machine costs a month, the currency and how that comes about."""
    parts: list[tuple[Note, str, Decimal]] = []
    paid = [read_price(p) for p in (rent, running) if p is not None]
    spent = read_money(investment, "investment") if investment is not None else None
    currency = same_currency(*(p.currency for p in paid), *([spent.currency] if spent else []))
    if rent is not None:
        many, price = read_volume(cards, "cards"), read_price(rent).amount
        time = _HOURS if hours is None else read_volume(hours, "hours")
        formula = f"{plain(many)} × {plain(price)} × {plain(time)}"
        parts.append((Note("rent a month", "每月租金"), formula, many * price * time))
    if spent is not None and years is not None:
        life = read_volume(years, "years")
        formula = f"{plain(spent.amount)} ÷ {plain(life)} ÷ 12"
        parts.append((Note("purchase, a month of its life", "购置按月摊销"), formula, spent.amount / life / 12))  # fmt: skip
    if running is not None:
        amount = _a_month(running)
        parts.append((Note("running cost a month", "每月运行成本"), plain(amount), amount))
    if not parts:
        raise CannotCalculate("What does the own machine cost: its rent, or its price and life?")
    steps = [Step(name, formula, value, currency) for name, formula, value in parts]
    own = sum((value for _, _, value in parts), Decimal(0))
    if len(parts) > 1:
        formula = " + ".join(plain(value) for _, _, value in parts)
        steps.append(Step(Note("own cost a month", "自有成本每月合计"), formula, own, currency))
    return own, currency, steps


def _a_month(given: Amount) -> Decimal:
    price = read_price(given)
    return price.amount * PER_YEAR[price.per or "month"] / 12


def _cheaper(own: str, bill: str) -> Report:
    return side_by_side(["the own machine", "the API"], [own.partition("/")[0], bill])


def _with(steps: list[Step], report: Report) -> Report:
    return replace(report, trace=[*steps, *report.trace])


def _saying_own(report: Report, own: Decimal, currency: str) -> Report:
    """With what the own machine costs a month behind the tokens at which both cost the same."""
    english, chinese = report.sentences
    return replace(
        report,
        sentences=(
            f"{english} The own machine costs {say_money(own, currency)} a month.",
            f"{chinese}自有设备每月{say_money(own, currency, 'zh')}。",
        ),
    )


def _by_speed(cards: Amount, rent: Amount, speed: Amount) -> Report:
    many, price, fast = read_volume(cards, "cards"), read_price(rent), read_volume(speed, "tokens")
    currency, hour = price.currency or "USD", many * price.amount
    tokens = fast * 3600
    each = hour / tokens * _MILLION
    steps = [
        Step(Note("an hour of all cards", "全部卡每小时"), f"{plain(many)} × {plain(price.amount)}", hour, currency),
        Step(Note("tokens an hour", "每小时token数"), f"{plain(fast)} × 3600", tokens, "tokens"),
        Step(Note("a million tokens", "每百万token"), f"{plain(hour)} ÷ {plain(tokens)} × 1000000", each, currency),
    ]  # fmt: skip
    return plain_report(
        each,
        currency,
        steps,
        (
            f"**{fine_price(each, currency)}** for a million tokens: {say_money(hour, currency)} an hour makes {say_count(tokens)} of them.",
            f"**每百万token {fine_price(each, currency, 'zh')}**：每小时{say_money(hour, currency, 'zh')}，产出{say_count(tokens, 'zh')} token。",
        ),
        assumptions=[Note("the cards are busy all the time", "显卡始终满负荷")],
    )
