"""Whether what comes in covers what is spent, both brought to one period."""

from decimal import Decimal, localcontext

from agent.tools.bilingual import Language, Note
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import PER_YEAR, PERIOD_ZH, Amount, Price, read_money
from agent.tools.revenue.money import EXACT, plain, say_money
from agent.tools.revenue.plain_report import plain_report, same_currency
from agent.tools.revenue.report import Report, Step


def balance(income: Amount, cost: Amount) -> Report:
    """`income - cost` of a year where their periods differ, else of their own period.

    Raises:
        CannotCalculate: one of them says its period and the other does not.

    >>> balance("500M USD/year", "30M USD/month").to_dict()["total"]
    '140000000'
    """
    with localcontext(EXACT):
        earned, spent = read_money(income, "revenue"), read_money(cost, "cost")
        currency = same_currency(earned.currency, spent.currency)
        _ask_period(earned, spent, currency)
        per = earned.per if earned.per == spent.per else "year"
        steps: list[Step] = []
        into = [_for_period(m, per, name, steps, currency) for m, name in ((earned, _INCOME), (spent, _COST))]  # fmt: skip
        left = into[0] - into[1]
        steps.append(Step(Note("left", "盈余"), f"{plain(into[0])} - {plain(into[1])}", left, currency))  # fmt: skip
        a, zh = (f" a {per}", f"每{PERIOD_ZH[per]}") if per else ("", "")

        def said(value: Decimal, language: Language = "en") -> str:
            return say_money(value, currency, language)

        if left >= 0:
            english = f"**Yes, {said(left)}{a} is left**" if left else "**Yes, exactly**"
            chinese = f"**能，{zh}盈余{said(left, 'zh')}**" if left else "**恰好平衡**"
        else:
            english = f"**No, {said(-left)}{a} is lacking**"
            chinese = f"**不能，{zh}亏损{said(-left, 'zh')}**"
        english += f": revenue of {said(into[0])}{a} against {said(into[1])} of cost."
        chinese += f"：{zh}收入{said(into[0], 'zh')}，成本{said(into[1], 'zh')}。"
        notes = [] if per else [Note("both are for the same period", "二者周期相同")]
        return plain_report(left, currency, steps, (english, chinese), assumptions=notes, income=into[0], cost=into[1])  # fmt: skip


_INCOME, _COST = Note("revenue a year", "年收入"), Note("cost a year", "年成本")


def _ask_period(earned: Price, spent: Price, currency: str) -> None:
    """One question for the amount without a period, where the other has one."""
    if (earned.per is None) == (spent.per is None):
        return
    what, zh, m = ("revenue", "收入", earned) if earned.per is None else ("cost", "成本", spent)
    raise CannotCalculate(
        Note(
            f"Is the {what} of {say_money(m.amount, currency)} per month or per year?",
            f"{zh}{say_money(m.amount, currency, 'zh')}是按月还是按年？",
        )
    )


def _for_period(m: Price, per: str | None, name: Note, steps: list[Step], currency: str) -> Decimal:
    """The amount for the period, with the step that brings it there."""
    if per is None or m.per == per or m.per is None:
        return m.amount
    if m.per not in PER_YEAR:
        raise CannotCalculate(
            f"An amount per {m.per} has no yearly sum; give it per month or year."
        )
    value = m.amount * PER_YEAR[m.per] / PER_YEAR[per]
    steps.append(Step(name, f"{plain(m.amount)} × {PER_YEAR[m.per]}", value, currency))
    return value
