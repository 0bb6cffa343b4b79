"""What could be reckoned from tables."""

import pytest

from agent.offline.documents.asked import asked_in
from agent.offline.documents.judged import Judged
from agent.offline.documents.reckonings import Reckoning
from agent.offline.documents.table_reckonings import of_tables
from agent.offline.documents.units import Source, Unit

_HARVEST = {
    "Elstar": {"Planned 2024 (t)": "30", "Picked 2023 (t)": "33", "Picked 2024 (t)": "39.6"},
    "Holsteiner": {"Planned 2024 (t)": "10", "Picked 2023 (t)": "8", "Picked 2024 (t)": "9"},
    "Boskoop": {"Planned 2024 (t)": "20", "Picked 2023 (t)": "25", "Picked 2024 (t)": "27.4"},
}
_TOTAL = {"Total": {"Planned 2024 (t)": "60", "Picked 2023 (t)": "66", "Picked 2024 (t)": "76"}}
_MONTHS = {name: {"boxes": str(i)} for i, name in enumerate(("May", "June", "July", "August"), 10)}
_HUTS = {
    "2023 · Lake": {"guests": "20", "members": "15"},
    "2024 · Lake": {"guests": "40", "members": "25"},
    "2024 · Ridge": {"guests": "30", "members": "5"},
}
_SALES = {
    "Oil": {"2021": "5", "2022": "6", "2023": "10"},
    "Gas": {"2021": "1", "2022": "2", "2023": "4"},
}
_BOATS = {
    f"{name} · {season}": {"loans": str(base + i)}
    for name, base in (("Quay", 50), ("Moss", 30))
    for i, season in enumerate(("2022-23", "2023-24", "2024-25"))
}
_YEARS = {"2021": {"members": "40"}, "2022": {"members": "50"}, "2023": {"members": "45"}}


def _cells(rows: dict[str, dict[str, str]], document: str = "harvest-2024", title: str = "Harvest 2024") -> list[Judged]:  # fmt: skip
    source = Source(document, title, title, "2024-11-02")
    cells = [(i, row, name, value) for i, (row, of) in enumerate(rows.items()) for name, value in of.items()]  # fmt: skip
    return [
        Judged(
            Unit("cell", n, n + 1, value, label=row, column=name, value=value, table=0, row=i),
            source,
            0.0,
            0.5,
            0.5,
            fits=True,
        )  # fmt: skip
        for n, (i, row, name, value) in enumerate(cells)
    ]


def _found(question: str, cells: list[Judged]) -> list[Reckoning]:
    return list(of_tables(asked_in(question), cells))


@pytest.mark.parametrize(
    ("question", "rows", "operation", "values"),
    [
        ("?", _HARVEST, "change", ("33", "39.6")),
        ("?", _HARVEST, "difference", ("30", "39.6")),
        ("?", _HARVEST, "share", ("30", "39.6")),
        ("?", _HARVEST, "sum", ("39.6", "9", "27.4")),
        ("?", _HARVEST, "share", ("9", "76.0")),
        ("?", _HARVEST | _TOTAL, "share", ("9", "76")),
        ("?", _HARVEST | _TOTAL, "change", ("66", "76")),
        ("Elstar and Boskoop together?", _HARVEST | _TOTAL, "sum", ("39.6", "27.4")),
        ("How much more Boskoop than Holsteiner?", _HARVEST | _TOTAL, "difference", ("9", "27.4")),
        ("boxes from June to August", _MONTHS, "sum", ("11", "12", "13")),
        ("boxes Jun - Aug", _MONTHS, "sum", ("11", "12", "13")),
        ("?", _SALES, "mean", ("5", "6", "10")),
        ("?", _HUTS, "sum", ("40", "25")),
        ("guests in 2024?", _HUTS, "sum", ("40", "30")),
        ("?", _YEARS, "change", ("50", "45")),
        ("?", _BOATS, "change", ("30", "32")),
        ("?", _BOATS, "sum", ("50", "51", "52")),
        ("?", _YEARS, "mean", ("40", "50", "45")),
    ],
)
def test_a_table_allows_sums_over_its_rows_and_columns(
    question: str, rows: dict[str, dict[str, str]], operation: str, values: tuple[str, ...]
) -> None:
    found = {(one.operation, one.values) for one in _found(question, _cells(rows))}
    assert (operation, values) in found


def test_a_total_is_no_part_of_a_sum_over_all_rows() -> None:
    found = _found("?", _cells(_HARVEST | _TOTAL))
    sums = {one.values for one in found if one.operation == "sum" and one.form == "all"}
    assert sums == {("30", "10", "20"), ("33", "8", "25"), ("39.6", "9", "27.4")}
    assert all(one.is_whole for one in found if one.rows == "Total")


def test_the_same_figure_of_two_reports_is_set_side_by_side_the_earlier_first() -> None:
    of_2023 = {"Elstar": {"Sold (t)": "21"}, "Boskoop": {"Sold (t)": "14"}}
    of_2024 = {"Elstar": {"Sold (t)": "28"}, "Boskoop": {"Sold (t)": "13"}}
    cells = [*_cells(of_2024, "r24", "Report 2024"), *_cells(of_2023, "r23", "Report 2023")]
    changes = {(one.rows, one.values) for one in _found("?", cells) if (one.operation, one.form) == ("change", "documents")}  # fmt: skip
    assert changes == {("Elstar", ("21", "28")), ("Boskoop", ("14", "13"))}
