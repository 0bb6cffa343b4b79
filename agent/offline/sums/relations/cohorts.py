"""Shares of a cohort that are told period by period: "90% in month 1, 70% in month 2", "in months 1 to 3: 100%, 80%, 64%"."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from agent.offline.sums.relations.amount import Amount
from agent.offline.vocabulary import table

_LABEL = re.compile(r"\s*(?:(?:in|at|of|by|for|after|\(|（)\s*)?(?:the )?", re.IGNORECASE)
_JOINED = re.compile(r"[\s,，、;/]*(?:and|then|和|及)?[\s,]*", re.IGNORECASE)
_RANGE = re.compile(
    r"\b(?P<unit>year|month|quarter|week)s?\s(?:1|one)\s?(?:to|through|until|till|[-–])\s?(?:(?:year|month|quarter|week)s?\s)?(?P<last>\d{1,2})\b"
    r"|第?\s?[1一]\s?个?(?P<zunit>年|月|季度|周)?\s?[到至–-]\s?第?\s?(?P<zlast>\d{1,2})\s?个?(?P<zend>年|月|季度|周)",
    re.IGNORECASE,
)
_RUN = re.compile(
    r"\b(?P<unit>year|month|quarter|week)[- ](?:by|over|after)[- ](?:year|month|quarter|week)\b|\b(?:each|every|per|by) (?P<each>year|month|quarter|week)\b"
    r"|\b(?P<adverb>monthly|yearly|weekly|quarterly)\b|逐(?P<zunit>年|月|周)|(?:各|每)个?(?P<zeach>年|月|周)",
    re.IGNORECASE,
)
_STAYING = re.compile(
    r"\bstill\b|\bpaying\b|\bretention\b|\bretain\w*|\bstay\w*|\bremain\w*|\bsurviv\w*|\bcohort|\bactive\b|留存|还在|仍|留下|同期群|剩",
    re.IGNORECASE,
)
_LEAST = 3
"""Shares in a row that are a cohort's; two may be a rate before and after."""


def with_cohort(text: str, amounts: list[Amount]) -> list[Amount]:
    """The amounts with such shares as those of a cohort, without the periods' own numbers and how many they are."""
    return _labelled(text, amounts) or _in_a_row(text, amounts) or amounts


def _labelled(text: str, amounts: Sequence[Amount]) -> list[Amount] | None:
    told = [
        (share, at)
        for share, at in itertools.pairwise(amounts)
        if "share" in share.sorts
        and "length" in at.sorts
        and _LABEL.fullmatch(text[share.end : at.start])
    ]
    shares = [share for share, _ in told]
    return _of_cohort(amounts, shares, told[0][1].unit) if len(told) > 1 else None


def _in_a_row(text: str, amounts: Sequence[Amount]) -> list[Amount] | None:
    """A list of shares that only fall, where the words say that they are of those who are still there."""
    shares = [a for a in amounts if "share" in a.sorts]
    gaps = (text[a.end : b.start] for a, b in itertools.pairwise(shares))
    falls = all(_percent(a) >= _percent(b) for a, b in itertools.pairwise(shares))
    if len(shares) < _LEAST or not falls or not all(_JOINED.fullmatch(gap) for gap in gaps):
        return None
    said = _RANGE.search(text)
    named = said or _RUN.search(text)
    step = next((g for g in named.groups() if g and not g.isdigit()), None) if named else None
    if said and int(said["last"] or said["zlast"]) != len(shares):
        return None
    if step is None or not _STAYING.search(text):
        return None
    kept = [a for a in amounts if said is None or not (said.start() <= a.start < said.end())]
    return _of_cohort(kept, shares, str(table("periods").get(step.lower(), step.lower())))


def _of_cohort(amounts: Sequence[Amount], shares: Sequence[Amount], step: str) -> list[Amount]:
    rest = [a for a in amounts if "length" not in a.sorts]
    return [replace(a, sorts=("cohort",), per=step) if a in shares else a for a in rest]


def _percent(a: Amount) -> float:
    top, _, bottom = a.written.rstrip("%").partition("/")
    return float(top) / float(bottom or 1)
