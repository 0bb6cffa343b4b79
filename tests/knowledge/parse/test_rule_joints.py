from collections.abc import Callable

ReadPage = Callable[..., str]

ROWS = [
    ("Size", "Firms", "Spend a head"),
    ("Medium", "1400", "220 EUR"),
    ("Large", "7100", "145 EUR"),
]
LEFTS = (60, 104, 136)
"""Between `Medium` and what follows it, and between `Firms` and that, are less than two points."""


def _words(top: int = 700) -> list[tuple[int, int, str]]:
    return [
        (x, top - 20 * y, cell)
        for y, row in enumerate(ROWS)
        for x, cell in zip(LEFTS, row, strict=True)
    ]


def _joined(*heights: int) -> list[tuple[int, int, int]]:
    """Rules of one piece a column."""
    sides = (58, 103, 135, 260)
    return [
        (left, right, y) for y in heights for left, right in zip(sides, sides[1:], strict=False)
    ]


TOLD = (
    "| Size | Firms | Spend a head |\n| --- | --- | --- |\n"
    "| Medium | 1400 | 220 EUR |\n| Large | 7100 | 145 EUR |"
)


def test_columns_close_to_each_other_are_parted_where_their_rules_are_joined(read_page: ReadPage):
    words = [(60, 740, "Medium firms spend the most a head."), *_words()]
    assert (
        read_page(words, _joined(715, 695, 655)) == f"Medium firms spend the most a head.\n\n{TOLD}"
    )


def test_text_between_two_such_tables_stays_text(read_page: ReadPage):
    between = "Firms of the year before stand below:"
    words = [*_words(), (60, 630, between), *_words(600)]
    rules = _joined(715, 695, 655, 615, 595, 555)
    assert read_page(words, rules) == f"{TOLD}\n\n{between}\n\n{TOLD}"


def test_text_between_joined_rules_is_no_table(read_page: ReadPage):
    words = [(60, 700 - 20 * y, "Spending differs from firm to firm.") for y in range(3)]
    assert "|" not in read_page(words, _joined(715, 695, 655))
