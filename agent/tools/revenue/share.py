"""What part one amount of money is of another."""

from decimal import Decimal, localcontext

from agent.tools.bilingual import Note
from agent.tools.revenue.currencies import convert
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import Amount, Price, read_currency, read_money, read_rates
from agent.tools.revenue.money import EXACT, plain, say_money
from agent.tools.revenue.report import Report, Step


def share(
    part: Amount, whole: Amount, *, currency: str | None = None, rate: str | None = None
) -> Report:
    """`part ÷ whole × 100`, both in one currency.

    >>> share("4.5bn USD", "18bn USD").to_dict()["share_percent"]
    '25'
    """
    with localcontext(EXACT):
        some, everything = read_money(part, "part"), read_money(whole, "whole")
        _same_period(some, everything)
        rates = read_rates(rate)
        wanted = read_currency(currency) or everything.currency or some.currency or "USD"
        amounts = [
            convert(m.amount, m.currency or wanted, wanted, rates) for m in (some, everything)
        ]
        percent = amounts[0] / amounts[1] * 100
        said = [say_money(amount, wanted) for amount in amounts]
        said_zh = [say_money(amount, wanted, "zh") for amount in amounts]
        formula = f"{plain(amounts[0])} ÷ {plain(amounts[1])} × 100"
        return Report(
            total=amounts[0],
            currency=wanted,
            converted={},
            periods=[],
            solved=None,
            trace=[Step(Note("share", "占比"), formula, percent, "percent")],
            cautions=_cautions(percent),
            assumptions=[],
            sentences=(
                f"**{plain(percent, 2)} %**: {said[0]} of {said[1]}.",
                f"**{plain(percent, 2)}%**：{said_zh[1]}中的{said_zh[0]}。",
            ),
            details={"share_percent": percent, "part": amounts[0], "whole": amounts[1]},
        )


def _same_period(part: Price, whole: Price) -> None:
    if part.per and whole.per and part.per != whole.per:
        raise CannotCalculate(
            Note(
                f"One amount is per {part.per} and the other per {whole.per}; give both for the same period.",
                "两个金额的周期不同；请按同一周期给出。",
            )
        )


def _cautions(percent: Decimal) -> list[str]:
    if percent <= 100:
        return []
    return [Note("The part is larger than the whole.", "部分大于整体。")]
