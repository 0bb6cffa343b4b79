"""Two columns of labels and values, as contracts and invoices have them: no table, although drawn so."""

import re
from collections.abc import Sequence

from knowledge.parse.column_names import is_column_name
from knowledge.parse.grids import NOT_GIVEN, as_rows
from knowledge.parse.headers import is_value, names_a_first_column

_LONGEST = 60
"""Letters of a label."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIGURE = re.compile(r"[-+]?[\d.,]+\s*%?")
_NUMBER = re.compile(
    r".*(?:\b(?:no|nr|num(?:ber)?|id|ref(?:erence)?|code)\b|nummer\b|№|编号|号码?$).*", re.I
)
"""A label of a number, which may have letters in it as names have."""
_ADDRESS = re.compile(r"\S+@\S+\.\S+|https?:\S+|\bwww\.\S+")
_PHONE = re.compile(
    r"(?<![\w.,-])(?:\+\d[\d ()-]{6,}|\(?0\d{1,4}\)?[ -]\d{3,}|\d{3,4}[ -]\d{3,4}[ -]\d{4}|1\d{10})(?![\w.,-])"
)
_NO_FIGURE = re.compile(
    r"[(（\[].*?[)）\]]|(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d)|\w*[^\W\d]\w*\d\w*"
)
"""Figures that names of columns have, too: in brackets, years, and parts of a code."""
_INDEX = re.compile(r"(?:[^\W\d_]+ ){1,2}\d[\d.]*")
"""A name with the number that tells it from others of its kind: "Vendor 1"."""
_MARK = re.compile(r"\W*|[^\W\d_]|[a-z]+|Yes|No|是|否|有|无")
"""What cells of a table may hold alone, and fields of a form seldom."""
_COLON = (":", "：")


def as_form(rows: Sequence[Sequence[str | None]], has_header: bool | None = None) -> str:
    r"""A paragraph for each label with its value; empty where the rows are no form.

    `has_header` says whether the look of the first row, or that of the first column, makes it the
    names of the others, where that is known.

    >>> as_form([["Customer:", "Bolt Ltd"], ["Total:", "120 EUR"]])
    'Customer: Bolt Ltd\n\nTotal: 120 EUR'
    """
    pairs = [[" ".join((cell or "").split()) for cell in row] for row in rows]
    pairs = [pair for pair in pairs if any(pair)]
    if not _are_pairs(pairs) or not _is_form(pairs, has_header):
        return ""
    return "\n\n".join(f"{label.rstrip(':： ')}: {value or NOT_GIVEN}" for label, value in pairs)


def _are_pairs(rows: Sequence[Sequence[str]]) -> bool:
    """Whether each row has a label of its own."""
    if len(rows) < 2 or any(len(row) != 2 for row in rows):
        return False
    labels = [label for label, _ in rows]
    is_short = all(re.match(r"\w", label) and len(label) <= _LONGEST for label in labels)
    return is_short and len(set(labels)) == len(labels) and not any(map(is_value, labels))


def _is_form(pairs: Sequence[Sequence[str]], has_header: bool | None) -> bool:
    if has_header is not None:
        return not has_header
    if all(label.endswith(_COLON) for label, _ in pairs):
        return True
    if _begins_with_a_value(pairs):
        return True
    return not _begins_with_names(pairs[0]) and as_rows(pairs, has_forms=True) != as_rows(pairs)


def _begins_with_a_value(pairs: Sequence[Sequence[str]]) -> bool:
    """Whether the first row cannot name the columns: it has a figure in the second one, not a year
    over others, a number by its label, a telephone or an address."""
    (label, value), *below = pairs
    is_first_name = names_a_first_column([label])
    if _YEAR.fullmatch(value):
        return not is_first_name and not all(_FIGURE.fullmatch(other) for _, other in below)
    is_number = _NUMBER.fullmatch(label) and re.search(r"\d", value)
    is_address = _ADDRESS.search(value) or _PHONE.search(value)
    return is_value(value) or bool(is_number or is_address) or _tells_a_figure(pairs)


def _tells_a_figure(pairs: Sequence[Sequence[str]]) -> bool:
    """Whether the first value has a figure among its words, as a street or a rule does, and not all
    below are figures, marks or words as "yes"."""
    (label, value), *below = pairs
    is_name = _INDEX.fullmatch(value) or is_column_name(re.split(r"[\d,]", value)[0])
    if is_name or names_a_first_column([label]) or not re.search(r"\d", _NO_FIGURE.sub("", value)):
        return False
    return not all(is_value(other) or _MARK.fullmatch(other) for _, other in below)


def _begins_with_names(pair: Sequence[str]) -> bool:
    """Whether the first row says what the columns hold: "Plan" and "Monthly price", not "Name" and
    "Ann Lee"."""
    label, value = pair
    words = value.split()
    is_one = len(words) == 1 and not re.search(r"\d|[㐀-鿿]{5}", value)
    return is_column_name(value) or (is_one and names_a_first_column([label]))
