from collections.abc import Callable
from io import BytesIO

from pypdf import PdfWriter

from knowledge.parse.margins import Line
from knowledge.parse.paper import Page, Table, as_texts
from knowledge.parse.pdf import parse

NAMES = ["Tier", "Seats", "USD"]


def _page(
    *rows: list[str], above: str = "", below: str = "", edges: tuple[int, ...] = (0, 9)
) -> Page:
    lines = [[Line(text)] if text else [] for text in (above, below)]
    return Page([lines[0], Table([list[str | None](row) for row in rows], [*edges]), lines[1]])


def test_what_runs_along_on_most_pages_is_told_once_and_nothing_else_is_left_out(make_pdf):
    pages = [
        ["Acme report", f"Zebra {n} costs {3 * n} dollars", *["Striped."] * 33] for n in range(5)
    ]
    pages = [[*lines[:34], f"{n}"] for n, lines in enumerate(pages, 1)]
    parsed = parse(make_pdf([*pages, ["Last words", "Striped."]]))
    assert parsed.text.count("Acme report") == 1
    assert parsed.text.count("Striped.") == 32 * 5 + 1
    starts = [parsed.text[at:].split("\n")[0] for at in parsed.pages]
    assert starts == [
        "Acme report",
        *(f"Zebra {n} costs {3 * n} dollars" for n in range(1, 5)),
        "Last words",
    ]
    assert "\n2\n" not in parsed.text


def test_the_same_line_on_few_pages_stays(make_pdf):
    assert parse(make_pdf([["Prices", "a"], ["Prices", "b"]])).text == "Prices\na\n\nPrices\nb"
    pages = [["Prices", "a"], ["Prices", "b"], ["Seats", "c"], ["Seats", "d"]]
    assert parse(make_pdf(pages)).text.count("Prices") == 2


def test_a_table_that_goes_on_has_the_names_of_its_columns_on_every_page(make_pdf):
    writer = PdfWriter()
    for words, table in (
        ("Prices", [NAMES, ["T1", "1", "2"]]),
        ("", [["T2", "2", "4"], ["T3", "3", "6"]]),
    ):
        writer.append(BytesIO(make_pdf([[words]], table)))
    target = BytesIO()
    writer.write(target)
    parsed = parse(target.getvalue())
    head = "| Tier | Seats | USD |\n| --- | --- | --- |\n"
    assert parsed.text == f"Prices\n\n{head}| T1 | 1 | 2 |\n\n{head}| T2 | 2 | 4 |\n| T3 | 3 | 6 |"
    assert parsed.page_at(parsed.text.index("T2")) == 2


def test_a_table_goes_on_over_several_pages_and_past_their_numbers():
    texts = as_texts(
        [
            _page(NAMES, ["a", "1", "2"], below="1"),
            _page(["b", "3", "4"], below="Page 2"),
            _page(["c", "", "6"]),
        ]
    )
    assert [text.split("\n")[0] for text in texts] == ["| Tier | Seats | USD |"] * 3
    assert texts[2].endswith("| c | not given | 6 |")


def test_another_table_keeps_its_own_names():
    def second(*rows: list[str], **given: object) -> str:
        return as_texts([_page(NAMES, ["a", "1", "2"]), _page(*rows, **given)])[1]  # type: ignore[arg-type]

    rest = (["b", "3", "4"],)
    assert second(NAMES, *rest).count("Tier") == 1
    assert second(["Model", "GB", "Watts"], *rest).startswith("| Model |")
    assert second(*rest, above="Seats of old").startswith("Seats of old\n\n| b |")
    assert second(*rest, edges=(0, 50)).startswith("| b |")
    first = _page(["x", "1", "2"], ["y", "3", "4"])
    assert as_texts([first, _page(*rest)])[1].startswith("| b |")


def test_parted_words_of_lines_and_cells_are_whole():
    page = _page(NAMES, ["Enter-\nprise", "1", "2"], above="War-\nranty")
    page.blocks[0] = [Line("Its war-"), Line("ranty lasts.")]
    assert as_texts([page])[0].startswith("Its warranty\nlasts.\n\n| Tier")
    assert "| Enterprise | 1 | 2 |" in as_texts([page])[0]


def test_a_form_that_goes_on_is_told_by_its_labels_on_every_page():
    rows = [["Customer", "Bolt Ltd"], ["Start", "1 May 2025"], ["Fee", "120 euros"], ["Rent", "90"]]
    assert as_texts([_page(*rows[:3]), _page(*rows[3:], ["Seats", "5"])]) == [
        "Customer: Bolt Ltd\n\nStart: 1 May 2025\n\nFee: 120 euros",
        "Rent: 90\n\nSeats: 5",
    ]


def test_tables_that_touch_are_two(read_page: Callable[..., str]):
    def table(tops: list[int], sides: list[int], rows: list[list[str]]) -> list[tuple]:
        lines = [f"{x} {tops[0]} m {x} {tops[-1]} l S" for x in sides]
        lines += [f"{sides[0]} {y} m {sides[-1]} {y} l S" for y in tops]
        drawn = [(9, 9, f") Tj ET {' '.join(lines)} BT (")]
        for top, row in zip(tops[1:], rows, strict=True):
            drawn += [(x + 3, top + 5, text) for x, text in zip(sides, row, strict=False)]
        return drawn

    form = [["Customer", "Bolt Ltd"], ["Fee", "120 euros"], ["Start", "1 May 2025"]]
    bill = [["Pos", "Article", "Qty"], ["1", "Lamp", "2"], ["2", "Desk", "1"]]
    words = table([700, 680, 660, 640], [60, 160, 260], form)
    assert read_page([*words, *table([640, 620, 600, 580], [60, 100, 200, 260], bill)]) == (
        "Customer: Bolt Ltd\n\nFee: 120 euros\n\nStart: 1 May 2025\n\n"
        "| Pos | Article | Qty |\n| --- | --- | --- |\n| 1 | Lamp | 2 |\n| 2 | Desk | 1 |"
    )
