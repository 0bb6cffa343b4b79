import pytest

from knowledge.parse.grids import as_markdown, as_rows


def _told(rows: list[str]) -> list[str]:
    """The rows as they are told, without the names of their columns."""
    text = as_rows([row.split("|") for row in rows])
    return ["|".join(c.rpartition(": ")[2] for c in row.split("; ")) for row in text.split("\n\n")]


GROUPS = ["Vendor|Plan|Price", "Acme|Basic|10", "|Pro|20", "Bolt|Basic|12", "|Pro|24"]
LEVELS = ["Region|Country|City|Sales", "EMEA|Norway|Oslo|5", "||Bergen|6", "|Chad|Faya|7", "APAC|Japan|Kobe|8"]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "whole"),
    [
        (GROUPS, ["Acme|Basic|10", "Acme|Pro|20", "Bolt|Basic|12", "Bolt|Pro|24"]),
        (LEVELS, ["EMEA|Norway|Oslo|5", "EMEA|Norway|Bergen|6", "EMEA|Chad|Faya|7", "APAC|Japan|Kobe|8"]),
        (["Order|Article", "1001|Lamp", "|Desk", "1002|Sofa"], ["1001|Lamp", "1001|Desk", "1002|Sofa"]),
        (["Year|Quarter|Sales", "2024|Q1|5", "|Q2|6"], ["2024|Q1|5", "2024|Q2|6"]),
        (["Country|Year|Sales", "Chad|2024|5", "|2025|6"], ["Chad|2024|5", "Chad|2025|6"]),
        (["Model|Batch|ms", "A|1|10", "|2|12", "B|1|11", "|2|13"], ["A|1|10", "A|2|12", "B|1|11", "B|2|13"]),
        (["Team|Member|Role|Since", "North|Ann|CEO|2020", "|Bob||2021"], ["North|Ann|CEO|2020", "North|Bob|not given|2021"]),
        (["Room|Item|Price", "Hall||", "|Lamp|5", "Bath||", "|Sink|9"], ["Hall", "Hall|Lamp|5", "Bath", "Bath|Sink|9"]),
        (["地区|城市|销售额", "华东|上海|5", "|杭州|6", "华南|深圳|7"], ["华东|上海|5", "华东|杭州|6", "华南|深圳|7"]),
    ],
    ids=["one level", "two", "numbers", "years", "years within", "figures", "a blank", "titles", "zh"],
)  # fmt: skip
def test_a_group_stands_in_each_of_its_rows(rows: list[str], whole: list[str]):
    assert _told(rows) == whole


def test_names_beside_the_middle_of_their_groups_are_not_told_of_others():
    rows = ["Field|Test|Score", "|AIME|1", "Maths|MATH|2", "|GPQA|3", "Science|Olympiad|4", "|SuperGPQA|5"]  # fmt: skip
    assert _told(rows) == ["AIME|1", "Maths|MATH|2", "GPQA|3", "Science|Olympiad|4", "SuperGPQA|5"]


def test_a_table_of_markdown_has_its_groups_as_well():
    assert as_markdown([row.split("|") for row in LEVELS]).split("\n")[3:5] == [
        "| EMEA | Norway | Bergen | 6 |",
        "| EMEA | Chad | Faya | 7 |",
    ]


@pytest.mark.parametrize(
    ("rows", "below"),
    [
        (["Item|Qty|Each|Amount", "Lamp|2|5|10", "Desk|1|20|20", "||Subtotal|2024", "||VAT 20%|6"], ["Subtotal; Amount: 2024", "VAT 20%; Amount: 6"]),
        (["Pos|Article|Qty|Price", "1|Lamp|2|5", "2|Desk|1|20", "|Courier||5"], ["Courier; Price: 5"]),
        (["Item|Unit|Amount", "Lamp|box|10", "|Shipping|5", "|Total|15"], ["Shipping; Amount: 5", "Total; Amount: 15"]),
        (["Item|Qty|Price", "Lamp|2|5", "Desk|1|20", "|3|25"], ["Qty: 3; Price: 25"]),
        (["Item|Price", "Lamp|5", "Desk|20", "|25"], ["Price: 25"]),
        (["Firm|Staff|Sales", "Acme|1|5", "Bolt|2|6", "|3|11", "Crow|4|7"], ["Staff: 3; Sales: 11", "Firm: Crow; Staff: 4; Sales: 7"]),
        (["Item|Qty|Each|Amount", "Lamp|2|5|10", "Total|||10"], ["Item: Total; Amount: 10"]),
        ([*GROUPS, "|Grand total|66"], ["Grand total; Price: 66"]),
        ([*GROUPS, "|Total|36"], ["Vendor: Bolt; Plan: Total; Price: 36"]),
    ],
    ids=["bill", "label apart", "words", "figures", "one figure", "within", "first column", "of all", "of a group"],
)  # fmt: skip
def test_a_sum_is_of_no_group_but_its_own(rows: list[str], below: list[str]):
    assert as_rows([row.split("|") for row in rows]).split("\n\n")[-len(below) :] == below


@pytest.mark.parametrize(
    "row", ["Plus|2.000,00|", "Delivery|5|", "|see page 3|", "|* without VAT|", "|n/a|"]
)
def test_what_is_no_sum_and_of_no_group_stays(row: str):
    rows = [one.split("|") for one in ["Plan|Price|Seats", "Pro|20|1", "Max|30|2", row]]
    names = dict(zip(rows[0], rows[3], strict=True))
    told = as_rows(rows).split("\n\n")[-1]
    assert told in (
        f"Plan: {names['Plan']}; Price: {names['Price']}; Seats: not given",
        f"Price: {names['Price']}",
        names["Price"],
    )
