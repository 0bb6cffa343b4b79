from collections.abc import Callable

import pytest

ReadPage = Callable[..., str]

TOLD = "| Plan | Seats | Price |\n| --- | --- | --- |\n| Pro | 5 | 20 EUR |\n| Max | not given | 200 EUR |"
ROWS = [("Plan", "Seats", "Price"), ("Pro", "5", "20 EUR"), ("Max", "", "200 EUR")]


def _table(top: int = 700) -> list[tuple[int, int, str]]:
    places = [(x, top - 20 * y) for y in range(3) for x in (60, 200, 300)]
    cells = [cell for row in ROWS for cell in row]
    return [(x, y, cell) for (x, y), cell in zip(places, cells, strict=True) if cell]


def _rules(*heights: int) -> list[tuple[int, int, int]]:
    return [(55, 400, y) for y in heights]


def test_a_blank_cell_between_rules_keeps_its_place(read_page: ReadPage):
    assert read_page(_table(), _rules(715, 695, 675, 655)) == TOLD


def test_three_rules_make_a_table_as_papers_have_it(read_page: ReadPage):
    words = [(60, 740, "Results follow here."), *_table(), (60, 600, "Max is best.")]
    assert (
        read_page(words, _rules(715, 695, 655)) == f"Results follow here.\n\n{TOLD}\n\nMax is best."
    )


def test_text_between_two_such_tables_belongs_to_neither(read_page: ReadPage):
    between = "Prices of the year before stand in the table that follows:"
    words = [*_table(), (60, 630, between), *_table(600)]
    rules = _rules(715, 695, 655, 615, 595, 555)
    assert read_page(words, rules) == f"{TOLD}\n\n{between}\n\n{TOLD}"


def test_a_cell_of_several_lines_stays_whole_where_each_row_has_its_rule(read_page: ReadPage):
    words = [
        (60, 700, "Plan"),
        (200, 700, "Note"),
        (60, 680, "Pro"),
        (200, 680, "paid for"),
        (200, 665, "each year"),
    ]
    words += [(60, 640, "Max"), (200, 640, "new")]
    assert read_page(words, _rules(715, 695, 655, 635)) == (
        "| Plan | Note |\n| --- | --- |\n| Pro | paid for each year |\n| Max | new |"
    )


@pytest.mark.parametrize("line", [0, 1, 2])
def test_cells_at_any_height_of_a_row_stay_in_it_where_each_row_has_its_rule(
    read_page: ReadPage, line: int
):
    words = [(60, 700, "Plan"), (200, 700, "Note"), (320, 700, "Price")]
    for top, plan in ((680, "Pro"), (620, "Max")):
        words += [(200, top - 15 * n, text) for n, text in enumerate(("paid", "for", "yearly"))]
        words += [(60, top - 15 * line, plan), (320, top - 15 * line, "20 EUR")]
    assert read_page(words, _rules(715, 695, 635, 575)) == (
        "| Plan | Note | Price |\n| --- | --- | --- |\n"
        "| Pro | paid for yearly | 20 EUR |\n| Max | paid for yearly | 20 EUR |"
    )


@pytest.mark.parametrize("heights", [(695, 675, 655), (715, 695, 675)], ids=["header", "last row"])
def test_a_row_beyond_the_outermost_rule_belongs_to_the_table(
    read_page: ReadPage, heights: tuple[int, ...]
):
    words = [
        (60, 735, "Results follow here."),
        *_table(),
        (200, 660, "9"),
        (60, 645, "That is all."),
    ]
    assert read_page(words, _rules(*heights)) == (
        f"Results follow here.\n\n{TOLD.replace('not given', '9')}\n\nThat is all."
    )


def test_lines_close_to_the_outermost_rules_that_are_no_rows_stay_outside(read_page: ReadPage):
    words = [(60, 718, "Table 1"), (200, 718, "Our plans"), *_table()]
    words.append((60, 643, "Prices are those of last year, taxes are not in them."))
    read = read_page(words, _rules(715, 695, 675, 655))
    assert read == f"Table 1 Our plans\n\n{TOLD}\n\n{words[-1][2]}"


def test_running_text_between_rules_is_no_table(read_page: ReadPage):
    line = "Words that run along the whole line between its rules, again and again."
    words = [(60, 700 - 20 * n, line) for n in range(4)]
    assert read_page(words, _rules(715, 675, 635)) == "\n".join([line] * 4)
    parts = [
        (60, "Here is a sentence of some length."),
        (300, "There is another one, just as long."),
    ]
    words = [(x, 700 - 20 * n, text) for n in range(4) for x, text in parts]
    assert "|" not in read_page(words, [(55, 560, y) for y in (715, 675, 635)])
