import pytest

from knowledge.document import CannotRead
from knowledge.parse.csv import parse


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_whatever_parts_them_rows_name_their_columns(mark):
    content = f'Plan{mark}Note\nPlus{mark}"a{mark} b"\nPro{mark}c\n'.encode()
    assert (
        parse(content).text
        == f"Plan: Plus; Note: {' '.join(f'a{mark} b'.split())}\n\nPlan: Pro; Note: c"
    )


def test_a_mark_that_stands_inside_cells_parts_nothing():
    assert parse(b"a;b,c;;d\ne;f,g\n").text == "a;b: e;f; c;;d: g"


def test_chinese_columns_in_an_old_encoding():
    assert parse("套餐,价格\n标准,20\n高级,200\n".encode("gbk")).text == (
        "套餐: 标准; 价格: 20\n\n套餐: 高级; 价格: 200"
    )


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("# Plans, as of May: list; all\nPlan,USD\nPlus,20\n", "Plans, as of May: list; all\n\nPlan: Plus; USD: 20"),
        ("# Plans\n#Plan,USD\nPlus,20\n", "Plans\n\nPlan: Plus; USD: 20"),
        ("#1,a\n#2,b\n", "#1: #2; a: b"),
    ],
    ids=["a remark", "a header marked as one", "marked throughout"],
)  # fmt: skip
def test_remarks_above_a_table_are_no_header(content, text):
    assert parse(content.encode()).text == text


def test_remarks_below_a_table_are_none_of_its_rows():
    content = b'Lock,Boats,Ferries\nElm,14,2\n# closed in May, and for repairs\nOak,9,1\n"# counted by hand, twice",,\n'
    assert parse(content).text == (
        "Lock: Elm; Boats: 14; Ferries: 2\n\nLock: Oak; Boats: 9; Ferries: 1"
        "\n\nclosed in May, and for repairs\n\ncounted by hand, twice"
    )


def test_a_remark_with_as_many_commas_as_the_rows_is_none_of_them():
    assert parse(b"Lock,Boats\nElm,14\n# by hand, at the gate\n").text == (
        "Lock: Elm; Boats: 14\n\nby hand, at the gate"
    )
    assert parse(b"Lock, Boats\nElm, 14\n# Oak, 9\n").text == (
        "Lock: Elm; Boats: 14\n\nLock: # Oak; Boats: 9"
    )


def test_rows_whose_names_begin_with_a_hash_are_rows():
    assert parse(b"Crew,Boat,Oars\n# Reds,,4\n").text == "Crew: # Reds; Boat: not given; Oars: 4"
    assert parse(b"Berth,Length\n#4,20\n# 5,30\n").text == (
        "Berth: #4; Length: 20\n\nBerth: # 5; Length: 30"
    )


@pytest.mark.parametrize("said", ["sep=;", '"sep=;"', "SEP=;\r"])
def test_a_first_line_for_excel_says_what_parts_the_columns_and_is_no_text(said):
    content = f"{said}\nPlan;Price, USD\nPlus;20\n".encode()
    assert parse(content).text == "Plan: Plus; Price, USD: 20"
    assert parse(b"\xef\xbb\xbf" + content).text == "Plan: Plus; Price, USD: 20"


def test_a_cell_without_end_is_refused():
    with pytest.raises(CannotRead, match="its rows cannot be read"):
        parse(b'a,"' + b"x" * 2_000_000)


def test_labels_with_their_values_are_no_table():
    sheet = b"Customer;Bolt Ltd\nContract;A-77\nStart;01.01.2025\nFee;1200\n"
    assert parse(sheet).text == (
        "Customer: Bolt Ltd\n\nContract: A-77\n\nStart: 01.01.2025\n\nFee: 1200"
    )
