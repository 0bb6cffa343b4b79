import pytest

from knowledge.document import CannotRead
from knowledge.parse import grids
from knowledge.parse.grids import as_markdown, as_rows


def test_each_row_names_its_columns():
    rows = [["Plan", "USD"], ["Plus", "20"], ["", ""], ["Pro", ""]]
    assert as_rows(rows) == "Plan: Plus; USD: 20\n\nPlan: Pro"


def test_a_title_over_the_table_stays_and_the_row_below_it_is_the_header():
    assert as_rows([["Prices of 2025"], ["Plan", "USD"], ["Plus", "20"]]) == (
        "Prices of 2025\n\nPlan: Plus; USD: 20"
    )


def test_a_first_row_with_figures_is_no_header():
    assert as_rows([["Plus", "20"], ["Pro", "$200"]]) == "Plus; 20\n\nPro; $200"


def test_a_header_alone_and_cells_beyond_it_are_kept():
    assert as_rows([["Plan", "USD"]]) == "Plan; USD"
    assert as_rows([["Plan", "USD"], ["Plus", "20", "new"]]) == "Plan: Plus; USD: 20; new"


def test_a_table_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(grids, "_MOST_CELLS", 3)
    with pytest.raises(CannotRead, match="more than 3 cells"):
        as_rows([["a", "b"], ["c", "d"]])


def test_markdown_keeps_its_shape_whatever_the_cells_hold():
    assert as_markdown([["a", "b|c"], ["two\nlines"], ["", " "]]) == (
        "| a | b\\|c |\n| --- | --- |\n| two lines |  |"
    )
    assert as_markdown([["", ""]]) == ""


def test_years_are_names_of_columns_and_a_lacking_cell_shifts_none():
    rows = [["region", "2022", "2023", "2024"], ["East", "1", "2", "3"], ["West", "", "50", "75"]]
    assert as_rows(rows) == (
        "region: East; 2022: 1; 2023: 2; 2024: 3\n\nregion: West; 2022: not given; 2023: 50; 2024: 75"
    )
    assert as_rows([["2023", "2024"], ["1", "2"]]) == "2023; 2024\n\n1; 2"


def test_a_blank_cell_is_told_where_the_row_fills_most_of_its_columns():
    header = ["Plan", "USD", "Seats", "Since", "Until"]
    assert as_rows([header, ["Plus", "20", "", "2024"], ["Free", "", "", "", ""]]) == (
        "Plan: Plus; USD: 20; Seats: not given; Since: 2024; Until: not given\n\nPlan: Free"
    )


def test_a_blank_cell_of_a_markdown_table_is_told_where_its_row_fills_most_columns():
    table = [["Plan", "USD", "Seats", ""], ["Plus", "20", "", ""], ["Free", "", "", ""]]
    assert as_markdown(table).splitlines()[2:] == [
        "| Plus | 20 | not given |  |",
        "| Free |  |  |  |",
    ]


def test_blank_first_cells_and_one_that_another_covers_are_not_said_to_lack():
    table = [["方案", "月费", "席位"], ["专业版", "20", "1"], ["团队", "25", None], ["", "30", "2"]]
    assert as_markdown(table).splitlines()[3:] == ["| 团队 | 25 |  |", "|  | 30 | 2 |"]


def test_blank_first_cells_are_not_said_to_lack_in_rows_either():
    rows = [["Plan", "Region", "USD", "EUR"], ["Pro", "US", "20", "18"], ["Max", "", "9", "8"]]
    assert as_rows([*rows, ["", "", "3", "2"]]) == (
        "Plan: Pro; Region: US; USD: 20; EUR: 18\n\n"
        "Plan: Max; Region: not given; USD: 9; EUR: 8\n\nUSD: 3; EUR: 2"
    )


@pytest.mark.parametrize(
    "note", ["Note: unaudited", "注：未经审计", "* without tax", "All in USD."]
)
def test_a_note_below_a_table_is_no_value_of_its_first_column(note):
    rows = [["Region", "USD"], ["EU", "20"], ["US", "30"]]
    assert as_rows([*rows, [], [note]]).endswith(f"Region: US; USD: 30\n\n{note}")


def test_two_rows_of_names_are_one_in_markdown():
    table = [["Plan", "2024", None, "2025", None], [None, "H1", "H2", "H1", "H2"]]
    assert as_markdown([*table, ["Pro", "1", "", "3", None]]) == (
        "| Plan | 2024 H1 | 2024 H2 | 2025 H1 | 2025 H2 |\n| --- | --- | --- | --- | --- |\n"
        "| Pro | 1 | not given | 3 |  |"
    )
