"""Whether a sum over documents' figures is one of money."""

import re

from agent.offline.documents.columns import unit_of
from agent.offline.documents.cues import tells
from agent.offline.documents.judged import Judged
from agent.offline.documents.reckonings import IN_WORDS, Reckoning, bare
from agent.offline.documents.units import CODES

_CURRENCY = re.compile(rf"(?:{CODES})\b.*|[$€£¥₹₩].*")
_OF_A_BUDGET = re.compile(
    r"spen[dt]|paid|left|earned|raised|actual|plan|forecast|target|used|received", re.IGNORECASE
)
"""Headers below which money may stand without its sign."""
_CENTS = re.compile(r"\d\.\d\d\Z")


def is_of_money(one: Reckoning) -> bool:
    """Whether its figures are money, by their own signs or the names of their rows and columns."""
    if one.operation in ("share", "ratio"):
        return True
    if one.form in IN_WORDS:
        return one.is_of_money or one.operation == "product"
    return all(holds_money(part) for part in one.parts)


def may_be_of_money(one: Reckoning) -> bool:
    """Whether it is, or is made of sentences that all tell money."""
    in_words = one.form in IN_WORDS
    return is_of_money(one) or (in_words and all(tells("money").search(p.unit.text) for p in one.parts))  # fmt: skip


def adds_up_money(one: Reckoning) -> bool:
    """Whether it is a sum or mean of columns of money, where a number of things is asked."""
    return one.operation in ("sum", "mean") and one.form not in IN_WORDS and is_of_money(one)


def sets_money_against_things(one: Reckoning) -> bool:
    """Whether of two figures that stand beside each other one is money and the other counts something else."""
    if one.form != "beside" or one.operation in ("ratio", "product"):
        return False
    of_money = [holds_money(part) for part in one.parts]
    if of_money[0] == of_money[-1]:
        return False
    money, other = sorted(one.parts, key=holds_money, reverse=True)[:2]
    named = _CURRENCY.fullmatch(unit_of(money.unit)) is not None
    return named and not _OF_A_BUDGET.search(other.unit.column)


def holds_money(part: Judged) -> bool:
    """Whether a cell's figure is money, by its own sign or the names of its row and column."""
    unit, of = part.unit, tells("of_money")
    is_its_own = bare(unit.column) and not _CENTS.search(unit.value)  # 79.00 below "high season"
    above = "" if is_its_own else f"{unit.heading} {unit.before} {part.source.name}"
    said = f"{unit.column} {unit.label} {above}"  # a column of a year is of what its table is of
    return bool(tells("money").search(unit.value) or of.search(said))
