"""Formulas as text keep their meaning, to a spreadsheet's own parser: brackets where they matter."""

from decimal import Decimal

import formulas
import pytest

from agent.tools.revenue.scenarios.ledger import (
    Expr,
    Ledger,
    larger,
    smaller,
    total,
    whole_up,
    write,
)

SIGNS = {"+": "+", "-": "-", "*": "*", "/": "/", "**": "^", "max": "MAX", "min": "MIN"}
A, B, C = (Expr(Decimal(n)) for n in (7, 3, 2))


@pytest.mark.parametrize(
    ("expr", "text"),
    [
        (A - (B + C), "7-(3+2)"),
        (A - B + C, "7-3+2"),
        (A / (B * C), "7/(3*2)"),
        (A * (B + C), "7*(3+2)"),
        ((A + B) ** 2, "(7+3)^2"),
        (1 - A / 100, "1-7/100"),
        (A - (B - C), "7-(3-2)"),
        (A - Expr(Decimal(-2)), "7-(-2)"),
        (larger(A - B, 0) * C, "MAX(7-3, 0)*2"),
        (smaller(A, 1) + C, "MIN(7, 1)+2"),
        (total([A, B, C]) * 2, "(7+3+2)*2"),
        (Expr(Decimal(-2)) ** 2, "(-2)^2"),
        ((A**2) ** 2, "(7^2)^2"),
        (A * (B / C), "7*3/2"),
    ],
)
def test_the_text_of_a_formula_gives_its_value(expr: Expr, text: str) -> None:
    written = write(expr, lambda leaf: str(leaf.value), SIGNS)
    assert written == text
    read = formulas.Parser().ast(f"={written}")[1].compile()()
    assert float(read) == pytest.approx(float(expr.value))


def test_cards_come_whole() -> None:
    assert whole_up(Expr(Decimal("2.01"))).value == 3
    assert whole_up(Expr(Decimal(2))).value == 2


def test_plain_decimals_leave_no_steps() -> None:
    ledger = Ledger()
    assert ledger.step("a", "a", "a", "USD", Decimal(5)) == 5
    assert ledger.steps == []
    assert ledger.step("b", "b", "b", "USD", A * B).value == 21
    assert [cell.key for cell in ledger.steps] == ["b"]
