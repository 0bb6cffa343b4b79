"""Several sums set against each other: which costs least, and by how much."""

from collections.abc import Sequence
from decimal import Decimal, localcontext

from agent.tools.bilingual import Note
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import read_money
from agent.tools.revenue.money import EXACT, plain, say_money
from agent.tools.revenue.plain_report import plain_report, same_currency
from agent.tools.revenue.report import Report, Step


def side_by_side(names: Sequence[str], amounts: Sequence[str], *, is_bill: bool = True) -> Report:
    """What lies between the least and the most; of bills the least is called cheaper.

    >>> side_by_side(["Kite", "Lark"], ["70 USD", "72 USD"]).sentences[0]
    '**Kite is cheaper at $70**, against Lark $72: a difference of $2.'
    """
    with localcontext(EXACT):
        if len(names) < 2 or len(names) != len(amounts):
            raise CannotCalculate("A comparison needs two amounts or more, each with its name.")
        paid = [read_money(amount, "amount") for amount in amounts]
        currency = same_currency(*(m.currency for m in paid))
        ordered = sorted(zip(names, (m.amount for m in paid), strict=True), key=lambda one: one[1])
        (least, low), (most, high) = ordered[0], ordered[-1]
        name = Note(f"{most} less {least}", f"{most}减{least}")
        step = Step(name, f"{plain(high)} - {plain(low)}", high - low, currency)
        listed = ordered if is_bill else list(zip(names, (m.amount for m in paid), strict=True))
        sentences = _sentences(listed, high - low, currency, is_bill=is_bill and high > low)
        return plain_report(high - low, currency, [step], sentences)


def _sentences(
    listed: Sequence[tuple[str, Decimal]], gap: Decimal, currency: str, *, is_bill: bool
) -> tuple[str, str]:
    def said(value: Decimal, *, zh: bool = False) -> str:
        return say_money(value, currency, "zh" if zh else "en")

    if not is_bill:
        english = "; ".join(f"{name} {said(value)}" for name, value in listed)
        chinese = "；".join(f"{name} {said(value, zh=True)}" for name, value in listed)
        return (
            f"**{english}**: {said(gap)} apart.",
            f"**{chinese}**：相差{said(gap, zh=True)}。",
        )
    (name, least), *others = listed
    rest = ", ".join(f"{other} {said(value)}" for other, value in others)
    rest_zh = "，".join(f"{other} {said(value, zh=True)}" for other, value in others)
    if len(others) == 1:
        english = (
            f"**{name} is cheaper at {said(least)}**, against {rest}: a difference of {said(gap)}."
        )
    else:
        english = f"**{name} is the cheapest at {said(least)}**; {rest}. The dearest costs {said(gap)} more."
    best = "更便宜" if len(others) == 1 else "最便宜"
    return (
        english,
        f"**{name} {best}，为{said(least, zh=True)}**；{rest_zh}。相差{said(gap, zh=True)}。",
    )
