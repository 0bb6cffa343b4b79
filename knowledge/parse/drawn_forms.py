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
_ADDRESS = re.compile(r"\S+@\S+|https?:\S+|www\.\S+")
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
    over others, or a number by its label."""
    (label, value), *below = pairs
    is_first_name = names_a_first_column([label])
    if _YEAR.fullmatch(value):
        return not is_first_name and not all(_FIGURE.fullmatch(other) for _, other in below)
    is_number = _NUMBER.fullmatch(label) and re.search(r"\d", value)
    return is_value(value) or bool(is_number or _ADDRESS.fullmatch(value))


def _begins_with_names(pair: Sequence[str]) -> bool:
    """Whether the first row says what the columns hold: "Plan" and "Monthly price", not "Name" and
    "Ann Lee"."""
    label, value = pair
    words = value.split()
    is_one = len(words) == 1 and not re.search(r"\d|[㐀-鿿]{5}", value)
    return is_column_name(value) or (is_one and names_a_first_column([label]))
