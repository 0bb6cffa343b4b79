import re

import pytest

from knowledge.parse.scripts import Part, in_line


def _parts(text: str) -> list[Part]:
    found = re.findall(r"\^\{(.*?)\}|_\{(.*?)\}|([^^_]+)", text)
    return [(up or down or plain, 1 if up else -1 if down else 0) for up, down, plain in found]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("takes 10^{6} calls, 2^{32} keys", "takes 10⁶ calls, 2³² keys"),
        ("10^{-3} and 10^{−6} and 10^{1.5}", "10⁻³ and 10⁻⁶ and 10^1.5"),
        ("20 m^{2}, 5 km^{2}, 9 kB/s^{3}, 平方米^{2}", "20 m², 5 km², 9 kB/s³, 平方米²"),
        ("E=mc^{2}, (x+1)^{2}, x_{1}^{2}", "E=mc², (x+1)², x₁²"),
        ("2^{n}, x^{n+1}, e^{-x}, x_{i}, V_{max}", "2^n, x^(n+1), e^(-x), x_i, V_max"),
        ("CO_{2}, SO_{4}^{2-}, the ^{14}C method", "CO₂, SO₄²⁻, the ¹⁴C method"),
        ("$9^{1} a month, 9 €^{2}, USD 20^{2}", "$9(1) a month, 9 €(2), USD 20(2)"),
        ("9.99^{3} or 1,200^{2} or 99.9%^{1}", "9.99(3) or 1,200(2) or 99.9%(1)"),
        ("Team^{1,2}, 价格^{1}, in 2024^{1}", "Team(1,2), 价格(1), in 2024(1)"),
        ("the price.^{2} (see above)^{3}", "the price.(2) (see above)(3)"),
        ("$9^{(1)} and €8^{[2]} and £7^{a}", "$9(1) and €8(2) and £7(a)"),
        ("500^{1} users a month ^{2}", "500(1) users a month (2)"),
        ("^{1}Without tax.", "(1) Without tax."),
        ("^{2} Abroad more.", "(2) Abroad more."),
        ("$19^{99} and 3 ^{1}⁄_{2}", "$19⁹⁹ and 3 ¹⁄₂"),
        ("the 21^{st}, 2^{nd}, n^{th}, 1^{er}", "the 21st, 2nd, nth, 1er"),
        ("20 ^{o}C, 20^{o}C, Acme^{®}, $9^{*}", "20 °C, 20°C, Acme®, $9*"),
        ("^{All of it stands above 5}", "All of it stands above 5"),
    ],
)
def test_what_stands_above_or_below_is_told_from_what_it_stands_beside(text: str, line: str):
    assert "".join(in_line(_parts(text))) == line


def test_a_sign_of_several_parts_is_one_and_said_by_the_first():
    assert in_line([("10", 0), ("1", 1), ("2", 1), ("", 1), (" bytes", 0)]) == (
        ["10", "¹²", "", "", " bytes"]
    )
