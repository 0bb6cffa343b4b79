"""A report without years: one figure, how it was reached, and its sentence in both languages."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.report import Report, Step


def plain_report(
    total: Decimal,
    currency: str,
    steps: Sequence[Step],
    sentences: tuple[str, str],
    *,
    assumptions: Sequence[Note] = (),
    cautions: Sequence[Note] = (),
    converted: dict[str, Decimal] | None = None,
    **details: Any,
) -> Report:
    """`total` in `currency`; `details` are further fields of the JSON."""
    return Report(
        total=total,
        currency=currency,
        converted=converted or {},
        periods=[],
        solved=None,
        trace=list(steps),
        cautions=list(cautions),
        assumptions=list(assumptions),
        sentences=sentences,
        details=details,
    )


def same_currency(*currencies: str | None) -> str:
    """The one currency of several amounts; USD where none says one.

    Raises:
        CannotCalculate: when they differ.
    """
    named = sorted({currency for currency in currencies if currency})
    if len(named) > 1:
        raise CannotCalculate(
            Note(
                f"The amounts are in {' and '.join(named)}; give them in one currency.",
                f"金额分别以{'和'.join(named)}计；请用同一种货币给出。",
            )
        )
    return named[0] if named else "USD"
