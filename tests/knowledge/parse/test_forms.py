import pytest

from knowledge.parse.grids import as_rows


def _told(rows: list[str], has_forms: bool = False) -> str:
    return as_rows([row.split("|") for row in rows], has_forms)


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


@pytest.mark.parametrize(
    "rows",
    [
        ["Task|Deadline", "Offer|2025-03-01", "Demo|next week", "Budget|1200"],
        ["Supplier|Terms", "Acme|30 days", "Bolt|$500 minimum", "Crow|2025-12-31"],
        ["Employee|Notice period", "Ann|3 months", "Bob|2025-12-31", "Cid|90"],
        ["Service|Lead time (or price)", "Logo|3 days", "Film|$500 per minute"],
        ["Sponsor|Gives", "Acme|$500", "Bolt|20 chairs", "Crow|3 kg"],
        ["Kunde|Kündigungsfrist", "Acme|30 Tage", "Bolt|01.01.2026", "Crow|500"],
        ["任务|截止日期", "报价|2025-03-01", "演示|下周", "预算|1200"],
    ],
)
def test_values_of_several_kinds_are_a_column_where_the_first_row_is_no_pair(rows: list[str]):
    first, second = rows[0].split("|")
    pairs = [row.split("|") for row in rows[1:]]
    assert _told(rows, has_forms=True) == "\n\n".join(
        f"{first}: {one}; {second}: {other}" for one, other in pairs
    )


@pytest.mark.parametrize(
    "rows",
    [
        ["Boat|Albatross", "Length|12 m", "Price|$90000", "Built|1999"],
        ["Product|Team plan", "Price|$5", "Start|2025-01-01", "Seats|10 seats"],
        ["Vermieter|Anna Lang", "Miete|900 EUR", "Fläche|72 m2", "Beginn|01.03.2025"],
        ["Invoice no.|2025-17", "Date|2025-03-04", "Total|120 EUR", "VAT|20 %"],
    ],
)
def test_a_pair_above_fields_names_no_columns(rows: list[str]):
    assert _told(rows, has_forms=True) == "\n\n".join(row.replace("|", ": ") for row in rows)


SERVERS = (
    ["Server|srv-1", "CPU|16 cores", "RAM|64 GB"],
    ["Server|srv-2", "CPU|8 cores", "RAM|32 GB"],
)
HOSTS = ["Host|alpha", "City|Oslo", "Owner|Ann"], ["Host|beta", "City|Rome", "Owner|Bob"]
CASES = (
    ["Case 1|", "Fee|120 EUR", "Start|2025-01-01"],
    ["Case 2|", "Fee|90 EUR", "Start|2025-02-01"],
)
CLIENTS = (
    ["客户|甲公司", "费用|$5", "开始|2025-01-01"],
    ["客户|乙公司", "费用|$6", "开始|2025-02-01"],
)


@pytest.mark.parametrize(
    "forms", [SERVERS, HOSTS, CASES, CLIENTS], ids=["units", "words", "titles", "zh"]
)
def test_forms_with_the_same_labels_are_told_in_a_line_each(forms: tuple[list[str], ...]):
    told = "\n\n".join(
        "; ".join(row.replace("|", ": ").strip(": ") for row in form) for form in forms
    )
    one, other = forms
    assert _told([*one, "", *other], has_forms=True) == told
    assert _told(["All", "", *one, "", "", *other], has_forms=True) == f"All\n\n{told}"


@pytest.mark.parametrize(
    ("below", "told"),
    [
        (["Delivery address|Oslo", "Carrier|DHL"], "Delivery address: Oslo\n\nCarrier: DHL"),
        (["Article|Price", "Lamp|5", "Desk|20"], "Article: Lamp; Price: 5\n\nArticle: Desk; Price: 20"),
        (["Pos|Article|Qty", "1|Lamp|5"], "Pos: 1; Article: Lamp; Qty: 5"),
        (["Signed by|Ann Lee"], "Signed by: Ann Lee"),
    ],
    ids=["a form", "a table of two columns", "a table", "a line"],
)  # fmt: skip
def test_what_stands_below_a_form_is_read_for_itself(below: list[str], told: str):
    form = ["Buyer|Bolt Ltd", "Start|2025-01-01", "Fee|120 EUR"]
    assert _told([*form, "", *below], has_forms=True) == (
        f"Buyer: Bolt Ltd\n\nStart: 2025-01-01\n\nFee: 120 EUR\n\n{told}"
    )
