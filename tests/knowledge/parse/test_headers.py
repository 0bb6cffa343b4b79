import pytest

from knowledge.parse.grids import as_rows


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (["Plan|Price|Price|Note", "Plus|20|18|x"], "Plan: Plus; Price: 20; Price (2): 18; Note: x"),
        (["a|a|b", "1|2|3"], "a: 1; a (2): 2; b: 3"),
        (["v|v", "x|y"], "v; v\n\nx; y"),
        (["Model|4090|5090", "Qwen|50|60"], "Model: Qwen; 4090: 50; 5090: 60"),
        (["型号|4090|5090", "Qwen|50|60"], "型号: Qwen; 4090: 50; 5090: 60"),
        (["|4090|5090", "Qwen|50|60"], "Qwen; 4090: 50; 5090: 60"),
        (["|2023|2024", "Sales|10|20"], "Sales; 2023: 10; 2024: 20"),
        (["|2025", "Sales|10"], "Sales; 2025: 10"),
        (["City", "Berlin", "Paris"], "City: Berlin\n\nCity: Paris"),
        (["Plus|20|30", "Pro|200|300"], "Plus; 20; 30\n\nPro; 200; 300"),
        (["Free|free|1", "Plus|20|5"], "Free; free; 1\n\nPlus; 20; 5"),
        (["Price", "20", "30"], "Price: 20\n\nPrice: 30"),
        (["Zebras are striped.", "Okapis too."], "Zebras are striped.\n\nOkapis too."),
        (["Name:|Price:", "Plus|20"], "Name:: Plus; Price:: 20"),
        (["Free|0 USD", "Plus|20 USD"], "Free; 0 USD\n\nPlus; 20 USD"),
        (["Price|1 month|12 months", "Plus|20 USD|200 USD"], "Price: Plus; 1 month: 20 USD; 12 months: 200 USD"),
    ],
)  # fmt: skip
def test_the_first_row_names_the_columns_where_it_can_be_told(rows: list[str], text: str):
    assert as_rows([row.split("|") for row in rows]) == text


@pytest.mark.parametrize(
    ("above", "text"),
    [
        (["Source:|Acme"], "Source: Acme"),
        (["来源：|Acme", "Prices of 2025"], "来源： Acme\n\nPrices of 2025"),
        (["Source|Acme", "Author|Ann"], "Source; Acme\n\nAuthor; Ann"),
    ],
)
def test_lines_about_the_table_are_not_taken_for_its_header(above: list[str], text: str):
    table = ["", "Plan|USD|Seats", "Plus|20|1", "Pro|200|5"]
    assert as_rows([row.split("|") for row in [*above, *table]]) == (
        f"{text}\n\nPlan: Plus; USD: 20; Seats: 1\n\nPlan: Pro; USD: 200; Seats: 5"
    )


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (["Pos|Art|Price", "1|Screw|20", "2|Nail|5"], ["Pos: 1; Art: Screw; Price: 20", "Pos: 2; Art: Nail; Price: 5"]),
        (["Staff|Role|Since", "Ann|CEO|May", "Bob|CTO|June"], ["Staff: Ann; Role: CEO; Since: May", "Staff: Bob; Role: CTO; Since: June"]),
        (["Art no.|Price", "A-1|20", "A-2|5"], ["Art no.: A-1; Price: 20", "Art no.: A-2; Price: 5"]),
        (["Phone|on request", "Mail|a@b"], ["Phone; on request", "Mail; a@b"]),
    ],
    ids=["figures", "words", "pairs with figures", "labels with words"],
)  # fmt: skip
def test_a_short_table_has_its_header_though_more_lines_stand_around_it(
    table: list[str], told: list[str]
):
    above, below = ["Acme", "Offer 17", "for Bolt"], ["", "Prices are before any taxes."]
    rows = [row.split("|") for row in [*above, "", *table, *below]]
    assert as_rows(rows).split("\n\n") == [*above, *told, below[-1]]


def test_a_header_below_a_title_stays_where_nothing_is_below_it():
    assert as_rows([["Prices"], ["Plan", "USD"]]) == "Prices\n\nPlan; USD"


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (["|2024||2025|", "|H1|H2|H1|H2", "Sales|1|2|3|4"], "Sales; 2024 H1: 1; 2024 H2: 2; 2025 H1: 3; 2025 H2: 4"),
        (["Plan|Price||Since", "Plan|Month|Year|", "Plus|20|200|2024"], "Plan: Plus; Price Month: 20; Price Year: 200; Since: 2024"),
        (["Plan|Price|", "Plus|20|new", "|30|"], "Plan: Plus; Price: 20; new\n\nPrice: 30"),
    ],
    ids=["years over halves", "one group", "a record is no second row of names"],
)  # fmt: skip
def test_a_row_of_groups_over_the_names_goes_with_them(rows: list[str], text: str):
    assert as_rows([row.split("|") for row in rows]) == text


@pytest.mark.parametrize(
    ("below", "text"),
    [
        (["Model|VRAM", "Q|24"], "Model: Q; VRAM: 24"),
        (["Hardware", "Box|VRAM", "Q|24"], "Hardware\n\nBox: Q; VRAM: 24"),
        (["Box|VRAM|Watts", "Q|24|9", "R|48|9"], "Box: Q; VRAM: 24; Watts: 9\n\nBox: R; VRAM: 48; Watts: 9"),
        (["Big|on request", "Free|0"], "Plan: Big; USD: on request\n\nPlan: Free; USD: 0"),
        (["GPU|Card", "Q|24 GB"], "GPU: Q; Card: 24 GB"),
        (["Tier|Charge", "Q|$20 per seat"], "Tier: Q; Charge: $20 per seat"),
    ],
    ids=["a first column's name", "a title", "more columns", "a record", "a unit", "a price"],
)  # fmt: skip
def test_below_a_blank_row_another_table_may_begin(below: list[str], text: str):
    rows = [row.split("|") for row in ["Plan|USD", "Plus|20", "", *below]]
    assert as_rows(rows) == f"Plan: Plus; USD: 20\n\n{text}"
