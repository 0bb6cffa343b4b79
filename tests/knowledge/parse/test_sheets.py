import pytest

from knowledge.parse.grids import as_rows

PRICES = ["Article|Net|Gross", "Screw|1|1.19", "Nail|2|2.38"]
TOLD = "Article: Screw; Net: 1; Gross: 1.19\n\nArticle: Nail; Net: 2; Gross: 2.38"


def _told(rows: list[str], has_forms: bool = False) -> str:
    return as_rows([row.split("|") for row in rows], has_forms)


@pytest.mark.parametrize(
    ("below", "told"),
    [
        ("Valid until 31 Dec 2025||", "Valid until 31 Dec 2025"),
        ("有效期至二〇二五年底", "有效期至二〇二五年底"),
        ("Owner|Ann|", "Owner: Ann"),
        ("Owner:|Ann", "Owner: Ann"),
        ("Owner|42|", "Article: Owner; Net: 42; Gross: not given"),
        ("Bolt||", "Article: Bolt"),
        ("Bolt|on request|4", "Article: Bolt; Net: on request; Gross: 4"),
    ],
)
def test_notes_below_a_table_are_no_records(below: str, told: str):
    assert _told([*PRICES, "||", below]) == f"{TOLD}\n\n{told}"
    assert _told([*PRICES, below]).startswith(TOLD)


def test_records_go_on_below_notes():
    assert _told([*PRICES, "", "Owner|Ann", "", "Bolt|3|4"]) == (
        f"{TOLD}\n\nArticle: Bolt; Net: 3; Gross: 4\n\nOwner: Ann"
    )


def test_tables_side_by_side_are_told_one_after_the_other():
    rows = ["Plan|Price||GPU|Memory", "Pro|20||4090|24", "Max|200||H100|80", "|||A100|40"]
    assert _told(rows) == (
        "Plan: Pro; Price: 20\n\nPlan: Max; Price: 200\n\n"
        "GPU: 4090; Memory: 24\n\nGPU: H100; Memory: 80\n\nGPU: A100; Memory: 40"
    )


def test_a_blank_column_within_a_table_parts_it_not():
    assert _told(["Plan|Price||Support|Seats", "Pro|20||mail|1", "Max|200||phone|5"]) == (
        "Plan: Pro; Price: 20; Support: mail; Seats: 1\n\n"
        "Plan: Max; Price: 200; Support: phone; Seats: 5"
    )
    assert _told(["Plan|Region||2024|2025", "Pro|EU||1|2", "Max|US||3|4"]) == (
        "Plan: Pro; Region: EU; 2024: 1; 2025: 2\n\nPlan: Max; Region: US; 2024: 3; 2025: 4"
    )


def test_how_many_blank_rows_and_columns_lie_between_tables_does_not_count():
    rows = [
        ["Plan", "Price", "", "GPU"],
        ["Pro", "20", "", "4090"],
        [""],
        ["Max", "40", "", "H100"],
    ]
    wide = [[*row[:2], *[""] * 700, *row[3:]] for row in rows]
    wide[2:3] = [[""]] * 700
    assert as_rows(wide) == as_rows(rows)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["A|", "Plan|Price", "Pro|10", "B|", "Plan|Price", "Pro|12"], ["A", "Plan: Pro; Price: 10", "B", "Plan: Pro; Price: 12"]),
        (["Plan|Price", "Pro|10", "Plan|Price", "Max|30"], ["Plan: Pro; Price: 10", "Plan: Max; Price: 30"]),
        (["Name|City", "Ann|Oslo", "NAME|CITY", "Bob|Rome"], ["Name: Ann; City: Oslo", "NAME: Bob; CITY: Rome"]),
        (["Name|City", "Ann|Oslo", "", "Name|City", "Bob|Rome"], ["Name: Ann; City: Oslo", "Name: Bob; City: Rome"]),
        (["Plan|2024", "Pro|10", "", "Plan|2025", "Pro|12"], ["Plan: Pro; 2024: 10", "Plan: Pro; 2025: 12"]),
        (["|2024||2025|", "|H1|H2|H1|H2", "Sales|1|2|3|4"] * 2, ["Sales; 2024 H1: 1; 2024 H2: 2; 2025 H1: 3; 2025 H2: 4"] * 2),
        (["Prices", "Article|Net", "Nut|1", "Times", "Supplier|Days", "Acme|3"], ["Prices", "Article: Nut; Net: 1", "Times", "Supplier: Acme; Days: 3"]),
        (["Plan|Price", "Pro|10", "Plan|Price|Seats", "Max|20|3"], ["Plan: Pro; Price: 10", "Plan: Max; Price: 20; Seats: 3"]),
    ],
    ids=["titles", "put together", "case", "below a blank row", "years", "two rows", "other names", "more columns"],
)  # fmt: skip
def test_a_header_may_come_again_without_a_blank_row(rows: list[str], told: list[str]):
    assert _told(rows) == "\n\n".join(told)


@pytest.mark.parametrize(
    "rows",
    [
        ["Item|Owner|Cost", "Phase 1", "Write|Ann|5", "Phase 2", "Call|Bob|n/a", "Send|Ann|7", "Mail|Cid|9"],
        ["Question|Answer", "Question|Is it free?", "Is it fast?|yes"],
    ],
)  # fmt: skip
def test_a_record_is_no_header_that_comes_again(rows: list[str]):
    first = rows[0].partition("|")[0]
    assert all(line.startswith(f"{first}: ") for line in _told(rows).split("\n\n"))
