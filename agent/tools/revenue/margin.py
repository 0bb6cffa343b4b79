"""Revenue against cost, and what an addition to a base brings."""

from collections.abc import Sequence
from decimal import Decimal, localcontext

from agent.tools.bilingual import Note
from agent.tools.revenue.attached import attached
from agent.tools.revenue.beside import for_periods
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import (
    Amount,
    read_change,
    read_money,
    read_part,
)
from agent.tools.revenue.money import EXACT, plain, say_money
from agent.tools.revenue.plain_report import plain_report, same_currency
from agent.tools.revenue.report import Report, Step


def margin(revenue: Amount, cost: Amount | None = None, *, loss: Amount | None = None) -> Report:
    """Gross margin: `(revenue - cost) ÷ revenue`; of a loss the operating margin, `-loss ÷ revenue`.

    >>> margin("$200", "$50").to_dict()["margin_percent"]
    '75'
    >>> margin("$4bn", loss="$8bn").to_dict()["margin_percent"]
    '-200'
    """
    with localcontext(EXACT):
        if loss is not None:
            return _of_loss(revenue, loss)
        if cost is None:
            raise CannotCalculate("A margin needs the revenue and its cost, or the loss.")
        earned, spent = read_money(revenue, "revenue"), read_money(cost, "cost")
        if earned.currency and spent.currency and earned.currency != spent.currency:
            raise CannotCalculate(
                f"Revenue is in {earned.currency} and cost in {spent.currency}; give both in one currency."
            )
        currency = earned.currency or spent.currency or "USD"
        gross = earned.amount - spent.amount
        percent = gross / earned.amount * 100
        steps = [
            Step(Note("gross profit", "毛利"), f"{plain(earned.amount)} - {plain(spent.amount)}", gross, currency),
            Step(Note("gross margin", "毛利率"), f"{plain(gross)} ÷ {plain(earned.amount)} × 100", percent, "percent"),
        ]  # fmt: skip
        return _report(
            gross,
            currency,
            steps,
            (
                f"**{plain(percent, 1)} %** gross margin: {say_money(gross, currency)} is left of"
                f" {say_money(earned.amount, currency)} after {say_money(spent.amount, currency)} of cost.",
                f"**毛利率{plain(percent, 1)}%**：{say_money(earned.amount, currency, 'zh')}收入，扣除"
                f"{say_money(spent.amount, currency, 'zh')}成本，毛利{say_money(gross, currency, 'zh')}。",
            ),
            {"margin_percent": percent},
        )


def _of_loss(revenue: Amount, loss: Amount) -> Report:
    earned, lost = read_money(revenue, "revenue"), read_money(loss, "loss")
    currency = same_currency(earned.currency, lost.currency)
    percent = -lost.amount / earned.amount * 100
    formula = f"-{plain(lost.amount)} ÷ {plain(earned.amount)} × 100"
    return plain_report(
        -lost.amount,
        currency,
        [Step(Note("operating margin", "营业利润率"), formula, percent, "percent")],
        (
            f"**{plain(percent, 1)} %** operating margin: {say_money(lost.amount, currency)} is lost on"
            f" {say_money(earned.amount, currency)} of revenue.",
            f"**营业利润率{plain(percent, 1)}%**：{say_money(earned.amount, currency, 'zh')}收入，亏损"
            f"{say_money(lost.amount, currency, 'zh')}。",
        ),
        margin_percent=percent,
    )


def attach(
    *,
    customers: Amount | None = None,
    attach_rate: Amount | None = None,
    uplift_price: Amount | None = None,
    base_price: Amount | None = None,
    base_revenue: Amount | None = None,
    share: Amount | None = None,
    rates: Sequence[Amount] = (),
    combine: str = "add",
    base_per: str | None = None,
    show_per: Sequence[str] = (),
    with_base: bool = False,
) -> Report:
    """What an AI package adds to a base: `customers × attach rate × price`, or `base × share × rates`.

    A base of a period (`base_per`) is told for the others asked (`show_per`) too, at the same rate; with
    `with_base` the total is what base and package bring together.

    >>> attach(customers="500k", attach_rate="12%", uplift_price="$1500/yr").to_dict()["total"]
    '90000000'
    >>> attach(base_revenue="100bn CNY", rates=["6%", "1.5%"]).to_dict()["total"]
    '7500000000'
    >>> attach(base_revenue="75bn USD", share="30%", rates=["20%"]).to_dict()["total"]
    '4500000000'
    """
    with localcontext(EXACT):
        if base_revenue is not None:
            lifted = _lift(base_revenue, share, rates, combine)
            return for_periods(lifted, base_per, show_per) if base_per else lifted
        if customers is None or attach_rate is None or uplift_price is None:
            raise CannotCalculate(
                "An attached package needs the customers, the share that adds it, and its price."
            )
        return attached(
            customers, attach_rate, uplift_price, base_price, with_base=with_base, show_per=show_per
        )


def _lift(
    base_revenue: Amount, part: Amount | None, rates: Sequence[Amount], combine: str
) -> Report:
    base = read_money(base_revenue, "base revenue")
    currency = base.currency or "USD"
    reached = read_part(part) if part is not None else Decimal(1)
    shares = [read_change(rate, "rate").share for rate in rates]
    if not shares:
        raise CannotCalculate("A lift needs at least one rate, such as 6 %.")
    if combine == "multiply":
        factor = Decimal(1)
        for share in shares:
            factor *= 1 + share
        total, formula = factor - 1, " × ".join(f"(1 + {plain(s)})" for s in shares) + " - 1"
    else:
        total, formula = sum(shares, Decimal(0)), " + ".join(plain(s) for s in shares)
    lifted, added = base.amount * reached, base.amount * reached * total
    steps = [Step(Note("lift", "增幅"), formula, total, "share")]
    if part is not None:
        name = Note("revenue that is lifted", "受提升的收入")
        steps.append(Step(name, f"{plain(base.amount)} × {plain(reached)}", lifted, currency))
    formula = f"{plain(lifted)} × {plain(total)}"
    steps.append(Step(Note("added revenue", "新增收入"), formula, added, currency))
    of = say_money(lifted, currency) + (
        f", itself {plain(reached * 100, 2)} % of {say_money(base.amount, currency)}"
        if part is not None
        else ""
    )
    of_zh = say_money(lifted, currency, "zh") + (
        f"（即{say_money(base.amount, currency, 'zh')}的{plain(reached * 100, 2)}%）"
        if part is not None
        else ""
    )
    return _report(
        added,
        currency,
        steps,
        (
            f"**{say_money(added, currency)}** added: {plain(total * 100)} % of {of}.",
            f"**新增{say_money(added, currency, 'zh')}**：{of_zh}的{plain(total * 100)}%。",
        ),
        {"lift_percent": total * reached * 100},
    )


def _report(
    total: Decimal,
    currency: str,
    steps: list[Step],
    sentences: tuple[str, str],
    details: dict[str, Decimal],
) -> Report:
    return Report(
        total=total,
        currency=currency,
        converted={},
        periods=[],
        solved=None,
        trace=steps,
        cautions=[],
        assumptions=[],
        sentences=sentences,
        details=dict(details),
    )
