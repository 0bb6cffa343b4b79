import pytest

from knowledge.parse.grids import as_markdown, as_rows
from knowledge.parse.html import parse


def _rows(*lines: str) -> list[list[str]]:
    return [line.split("|") for line in lines]


@pytest.mark.parametrize(
    ("units", "names"),
    [
        ("|GB|USD", ("Memory (GB)", "Price (USD)")),
        ("Unit|GB|USD / month", ("Memory (GB)", "Price (USD / month)")),
        ("单位|(GB)|元", ("Memory (GB)", "Price (元)")),
        ("||$ per 1M tokens", ("Memory", "Price ($ per 1M tokens)")),
        ("-|GB|-", ("Memory (GB)", "Price")),
    ],
)
def test_a_row_of_units_belongs_to_the_names_above_it(units: str, names: tuple[str, str]):
    memory, price = names
    rows = _rows("Card|Memory|Price", units, "Rook|24|2800", "Jay|32|3100")
    assert as_rows(rows) == (
        f"Card: Rook; {memory}: 24; {price}: 2800\n\nCard: Jay; {memory}: 32; {price}: 3100"
    )
    assert as_markdown(rows).startswith(
        f"| Card | {memory} | {price} |\n| --- | --- | --- |\n| Rook |"
    )


def test_units_below_a_header_of_two_rows_belong_to_it():
    rows = _rows("|2024||2025|", "|H1|H2|H1|H2", "|kW|kW|kW|kW", "Rook|1|2|3|4", "Jay|5|6|7|8")
    assert as_rows(rows).startswith("Rook; 2024 H1 (kW): 1; 2024 H2 (kW): 2;")


@pytest.mark.parametrize("row", ["|Team|Solo", "Rook|GB|USD", "|24|USD", "|GB|on request"], ids=str)
def test_a_record_is_no_row_of_units(row: str):
    told = as_rows(_rows("Card|Memory|Price", row, "Jay|32|3100", "Owl|48|4100"))
    assert "Card: Jay; Memory: 32; Price: 3100" in told


def test_units_over_words_are_told_as_they_stand():
    rows = _rows("Item|Currency|Until", "|USD|month", "Rook|EUR|June", "Jay|EUR|July")
    assert "Currency: USD" in as_rows(rows)


def test_units_of_a_web_page_belong_to_the_names_above_them():
    rows = "<tr><th></th><td>GB</td><td>ms</td></tr><tr><td>Rook</td><td>24</td><td>7</td></tr>"
    table = f"<table><tr><th>Card</th><th>Memory</th><th>Delay</th></tr>{rows}</table>"
    text = parse(f"<html><body><main><h1>Cards</h1>{table}</main></body></html>".encode()).text
    assert "| Card | Memory (GB) | Delay (ms) |" in text
    assert "| Rook | 24 | 7 |" in text
