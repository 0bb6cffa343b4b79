import pytest

from knowledge.parse.drawn_forms import as_form

FORMS = [
    "Customer|Bolt Ltd / Contract no.|A-77 / Start|1 May 2025 / Fee|120 euros",
    "Invoice no.|2025-17 / Customer|Bolt Ltd / Total|1,200.00 EUR",
    "Name|Ann Lee / Born|1 May 1990 / Height|1.70 m",
    "Contact|ann@example.org / Phone|+49 30 1 / City|Ulm",
    "Seats|5 / Storage|10 GB / SSO|yes",
    "Customer:|Bolt Ltd / Owner:|Ann Lee",
    "Reception|Ida Moe, +47 5555 1111 / Night porter|at the gate / Bookings|desk@rill.example",
    "Office|desk@rill.example or the front door / Manager|Liv Berg",
    "Venue|Old Mill, Quay 5 / Time|18:30 / Speaker|Ida Moe",
    "Deposit|Two months, at most 3,000 crowns / Pets|Only with leave",
    "联系人|李安 138 0000 1111 / 地址|杭州文一路",
    "客户|博尔特公司 / 开始日期|2025年5月1日 / 费用|120元",
]
TABLES = [
    "Plan|Price / Basic|9 EUR / Pro|19 EUR",
    "Plan|2024 / Pro|20 / Max|40",
    "Metric|Q1 / Revenue|5 / Cost|3",
    "Task|Deadline / Offer|2025-03-01 / Demo|next week / Budget|1200",
    "Feature|Highest limit / Uploads|20 MB / Calls|500 a day / Seats|5",
    "Configuration|Orbix-A13B / Layers|32 / Activation|SwiGLU / Vocabulary|128K",
    "Country|Phone / Norway|+47 5555 1111 / Spain|+34 2222 3333",
    "Method|Time on 8 GPUs / A|3 h / B|not run",
    "Check|Round 1 / Noise|passed well / Heat|failed twice",
    "Ingredient|Amount for 4 people / Flour|500 g / Salt|a pinch",
    "Shop|Visitors (group 3) / North|many more / South|as before",
    "Option|Open to tier 2 / SSO|yes / Audit|no",
    "Term|Meaning / API|What programs speak / SDK|What programs are made with",
    "Plan|Region|Price / Basic|EU|9",
    "2024|20 EUR / 2025|30 EUR",
    "Customer|Bolt Ltd",
]


def _rows(text: str) -> list[list[str]]:
    return [row.split("|") for row in text.split(" / ")]


@pytest.mark.parametrize("text", FORMS)
def test_labels_and_values_are_told_as_such(text: str):
    told = as_form(_rows(text)).split("\n\n")
    assert told == [f"{label.rstrip(':')}: {value}" for label, value in _rows(text)]


@pytest.mark.parametrize("text", TABLES)
def test_what_names_its_columns_is_no_form(text: str):
    assert as_form(_rows(text)) == ""


def test_the_look_of_a_table_decides_where_it_is_known():
    rows = [["Landlord", "Ann"], ["Tenant", ""]]
    assert as_form(rows, has_header=False) == "Landlord: Ann\n\nTenant: not given"
    assert as_form(_rows(FORMS[0]), has_header=True) == ""
