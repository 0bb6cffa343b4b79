from collections.abc import Callable

ReadPage = Callable[..., str]
Words = list[tuple[int, int, str]]

LEFT = [
    "The left column tells of",
    "the Orbix drone, which",
    "costs 101 euros in Ulm",
    "and has four motors.",
]
RIGHT = [
    "Beside it one reads of",
    "the Zorbo boat, for which",
    "people pay 999 dollars",
    "in the port of Rome.",
]


def _column(lines: list[str], left: int, top: int = 700, step: int = 16) -> Words:
    return [(left, top - step * n, line) for n, line in enumerate(lines)]


def _told(*parts: list[str]) -> str:
    return "\n".join(line for part in parts for line in part)


def test_columns_are_read_one_after_the_other(read_page: ReadPage):
    assert read_page([*_column(LEFT, 60), *_column(RIGHT, 320)]) == _told(LEFT, RIGHT)
    assert read_page([*_column(LEFT, 60), *_column(RIGHT, 320, 693)]) == _told(LEFT, RIGHT)


def test_three_columns_are_read_in_their_order(read_page: ReadPage):
    third = ["Last comes what is told", "of the Ulvo lamp, whose", "price is 7 pounds here."]
    words = [*_column(LEFT, 40), *_column(RIGHT, 225), *_column(third, 410)]
    assert read_page(words) == _told(LEFT, RIGHT, third)


def test_what_runs_over_both_columns_stays_in_its_place(read_page: ReadPage):
    title = ["A title that is set over both of the columns and is as wide as the page"]
    end = ["Below them stands a last line which is just as wide as the title over them"]
    words = [
        *_column(title, 60, 720),
        *_column(LEFT, 60),
        *_column(RIGHT, 320),
        *_column(end, 60, 630),
    ]
    assert read_page(words) == _told(title, LEFT, RIGHT, end)


def test_a_head_of_two_parts_is_one_line_above_the_columns(read_page: ReadPage):
    head = [(60, 770, "Acme report of the year"), (320, 770, "Confidential, page 3")]
    words = [*head, *_column(LEFT, 60), *_column(RIGHT, 320)]
    assert read_page(words) == _told(["Acme report of the year Confidential, page 3"], LEFT, RIGHT)


def test_rows_are_read_along_where_the_file_holds_them_so(read_page: ReadPage):
    rows = [*zip(_column(LEFT, 60), _column(RIGHT, 320), strict=True)]
    told = [f"{left} {right}" for left, right in zip(LEFT, RIGHT, strict=True)]
    assert read_page([(50, 100, "Below."), *(word for row in rows for word in row)]) == _told(
        told, ["Below."]
    )


def test_narrow_columns_of_figures_are_rows_of_a_table(read_page: ReadPage):
    plans, prices = ["Plan", "Pro", "Max", "Team"], ["Price", "20", "200", "50"]
    told = [f"{plan} {price}" for plan, price in zip(plans, prices, strict=True)]
    assert read_page([*_column(plans, 60), *_column(prices, 320)]) == _told(told)


def test_a_table_within_a_column_stays_there(read_page: ReadPage):
    table = [
        (320, 630, "Plan"),
        (420, 630, "Seats"),
        (320, 610, "Pro"),
        (420, 610, "5"),
        (320, 590, "Max"),
    ]
    rules = [(315, 480, y) for y in (645, 625, 605, 585)]
    words = [*_column(LEFT * 2, 60), *_column(RIGHT, 320), *table, *_column(RIGHT, 320, 565)]
    assert read_page(words, rules) == (
        f"{_told(LEFT, LEFT, RIGHT)}\n\n| Plan | Seats |\n| --- | --- |\n| Pro | 5 |\n| Max |  |\n\n{_told(RIGHT)}"
    )


def test_columns_are_read_so_whose_words_stand_far_apart(read_page: ReadPage):
    words = [
        (left + place, top, word)
        for lines, left in ((LEFT, 60), (RIGHT, 320))
        for _, top, line in _column(lines, 0)
        for place, word in zip((0, 40, 95, 138, 190), line.split(), strict=False)
    ]
    assert read_page(words) == _told(LEFT, RIGHT)
