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


@pytest.mark.parametrize(
    "rows",
    [
        ["Customer|Bolt Ltd", "Contract|A-77", "Start|2025-01-01", "Fee|1200"],
        ["Kunde|Bolt GmbH", "Vertrag|A-77", "Beginn|01.01.2025", "Gebühr|1.200"],
        ["客户|螺栓公司", "合同|甲七", "开始|2025年1月1日", "费用|1200"],
        ["Name|Falcon", "Weight|3 kg", "Price|900 EUR", "Range|12 km"],
    ],
)
def test_a_form_has_no_names_of_columns(rows: list[str]):
    assert _told(rows, has_forms=True) == "\n\n".join(row.replace("|", ": ") for row in rows)


def test_labels_with_values_of_several_kinds_are_a_form():
    form = ["Customer|Acme Corp", "Contract no.|A-77", "Start|2025-01-01", "Fee|400 EUR"]
    told = "Customer: Acme Corp\n\nContract no.: A-77\n\nStart: 2025-01-01\n\nFee: 400 EUR"
    assert _told(form, has_forms=True) == told
    assert _told(["Contract", "", *form], has_forms=True) == f"Contract\n\n{told}"


@pytest.mark.parametrize(
    "rows",
    [
        ["Tariff|Price", "Pro|$20 per seat", "Max|€200", "Free|on request"],
        ["Site|Contact", "Rome|Ann", "Oslo|Bob"],
        ["Card|Memory", "A|24 GB GDDR6", "B|80 GB HBM3"],
        ["Event|When", "Start|2025-01-01", "End|2026"],
        ["Item|Count", "Bolts|12", "Nuts|unknown"],
        ["Package|Version", "Bolt|1.2.3", "Nut|12"],
        ["Plan|Storage", "Basic|500 MB", "Pro|2 TB"],
    ],
)
def test_a_table_of_two_columns_stays_one(rows: list[str]):
    assert _told(rows, has_forms=True) == _told(rows)
    assert _told(rows).startswith(f"{rows[0].partition('|')[0]}: ")


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
