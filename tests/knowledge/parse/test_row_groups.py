import pytest

from knowledge.parse.html import parse

_SAID = "<h1>Plans</h1><p>These are the plans of Zed for all teams, without tax, from June on.</p>"
_HEADER = "<th></th><th>Basic</th><th>Pro</th>"
_SPACE = "<td>Space</td><td>5 GB</td><td>9 GB</td>"
_MAIL = "<td>Mail</td><td>yes</td><td>yes</td>"
_PHONE = "<td><a href=/x>Phone</a></td><td></td><td>yes</td>"
_TOLD = [
    "Storage: Space | 5 GB | 9 GB",
    "Support: Mail | yes | yes",
    "Support: Phone | not given | yes",
]


def _rows(*rows: str, header: str = _HEADER) -> list[str]:
    """Those below the header, without their borders."""
    table = "".join(row if row.startswith("<tr") else f"<tr>{row}</tr>" for row in rows)
    page = f"<main>{_SAID}<table><tr>{header}</tr>{table}</table></main>"
    text = parse(f"<html><body>{page}</body></html>".encode()).text
    return [line.strip("| ") for line in text.split("|---|\n")[-1].split("\n")]


@pytest.mark.parametrize(
    "group",
    [
        "<th colspan=3>{}</th>",
        "<td colspan=3>{}</td>",
        "<th>{}</th><td></td><td></td>",
        "<td><b>{}</b></td><td colspan=2>&nbsp;</td>",
        "<td class=title>{}</td><td></td><td></td>",
        "<tr class=group><td>{}</td><td></td><td></td></tr>",
        "<th>{}</th><th>Basic</th><th>Pro</th>",
    ],
)
def test_the_name_of_a_group_of_rows_stands_in_each_of_them_and_in_no_row_of_its_own(group: str):
    storage, support = map(group.format, ("Storage", "Support"))
    assert _rows(storage, _SPACE, support, _MAIL, _PHONE) == _TOLD


def test_a_group_may_begin_below_rows_that_are_of_none():
    rows = _rows(_SPACE, "<th colspan=3>Support</th>", _MAIL, _PHONE)
    assert rows == ["Space | 5 GB | 9 GB", *_TOLD[1:]]
    named = _HEADER.replace("<th></th>", "<th>Storage</th>")
    again = named.replace("Storage", "Support")
    assert _rows(_SPACE, again, _MAIL, _PHONE, header=named) == rows


def test_what_spans_a_table_and_names_no_rows_stays():
    note = "<td colspan=3>All prices are before taxes.</td>"
    assert _rows(_SPACE, note, _MAIL)[1].startswith("All prices are before taxes.")
    assert _rows(_SPACE, _MAIL, "<td colspan=3>See all of them</td>")[-1].startswith("See all")
    menu = [f"<td>{one}</td><td></td><td></td>" for one in ("Bread", "Milk")]
    assert _rows("<th colspan=3>Foods</th>", *menu) == ["Foods", "Bread", "Milk"]
    pause = _rows(_SPACE, "<td colspan=3>Pause</td>", _MAIL)
    assert [row.split(" |")[0] for row in pause] == ["Space", "Pause", "Mail"]


def test_a_row_of_which_nothing_is_given_is_no_group():
    assert _rows("<td>Fax</td><td></td><td></td>", _MAIL)[-1] == "Mail | yes | yes"
    named = [row.replace("td>", "th>", 2) for row in ("<td>Fax</td><td></td><td></td>", _MAIL)]
    assert _rows(*named)[-1] == "Mail | yes | yes"


def test_a_sum_below_the_last_group_may_be_of_all():
    seat = "<td>Seat</td><td>$5</td><td>$9</td>"
    total = "<td>Total</td><td>$10</td><td>$18</td>"
    one, other = "<th colspan=3>Fees</th>", "<th colspan=3>Price</th>"
    assert _rows(one, seat, total, other, seat, total) == [
        "Fees: Seat | $5 | $9",
        "Fees: Total | $10 | $18",
        "Price: Seat | $5 | $9",
        "Total | $10 | $18",
    ]
