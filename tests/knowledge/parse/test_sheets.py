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
