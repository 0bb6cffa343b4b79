"""Whether a sum over documents' figures is one of money."""

import re

from agent.offline.documents.cues import tells
from agent.offline.documents.judged import Judged
from agent.offline.documents.reckonings import IN_WORDS, Reckoning, bare

_CENTS = re.compile(r"\d\.\d\d\Z")


def is_of_money(one: Reckoning) -> bool:
    """Whether its figures are money, by their own signs or the names of their rows and columns."""
    if one.operation in ("share", "ratio"):
        return True
    if one.form in IN_WORDS:
        return one.is_of_money or one.operation == "product"
    return all(_holds_money(part) for part in one.parts)


def may_be_of_money(one: Reckoning) -> bool:
    """Whether it is, or is made of sentences that all tell money."""
    in_words = one.form in IN_WORDS
    return is_of_money(one) or (in_words and all(tells("money").search(p.unit.text) for p in one.parts))  # fmt: skip


def adds_up_money(one: Reckoning) -> bool:
    """Whether it is a sum or mean of columns of money, where a number of things is asked."""
    return one.operation in ("sum", "mean") and one.form not in IN_WORDS and is_of_money(one)


def _holds_money(part: Judged) -> bool:
    unit, of = part.unit, tells("of_money")
    is_its_own = bare(unit.column) and not _CENTS.search(unit.value)  # 79.00 below "high season"
    above = "" if is_its_own else f"{unit.heading} {unit.before} {part.source.name}"
    said = f"{unit.column} {unit.label} {above}"  # a column of a year is of what its table is of
    return bool(tells("money").search(unit.value) or of.search(said))
