"""Years of the calendar in a sum: the first and last that it runs over, and whether one of them alone is asked for."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from agent.offline.sums.amounts import Roles
from agent.offline.vocabulary import phrase, words
from agent.quantities import Quantity

_YEAR = re.compile(r"(?<![\d.,$€£¥￥-])(20[0-9]\d)(?![\d%]|[.,]\d|-\d)")

MOVES = {"growth", "churn", "price_change", "added"}
"""What makes one year differ from the next; without it no year of the calendar changes a sum."""


class Named(NamedTuple):
    """A year that a question names, and where."""

    year: int
    start: int
    end: int


def read_years(text: str, roles: Roles, found: dict[str, Any]) -> None:
    """Fills `first_year` and `until_year`, and `show` where one year's figure or their sum is asked.

    A single year is the last where the words lead up to it ("until 2030") or ask about it ("revenue in 2030?").
    """
    years = _years(text, roles)
    if not years:
        return
    first, last = min(years), max(years)
    if first.year != last.year:
        found |= {"first_year": str(first.year), "until_year": str(last.year)}
    elif _leads_up_to(text, last) or (_is_asked(text, last) and not _starts(text, last)):
        found["until_year"] = str(last.year)
    else:
        found["first_year"] = str(first.year)
    if "until_year" in found and "show" not in found and _wants_one(text, last):
        found["show"] = "year"


def years_changed(text: str, roles: Roles, old: Mapping[str, Any]) -> dict[str, Any]:
    """The first or last year that a later turn names for a sum over years: "and in 2031?", "from 2026"."""
    if not MOVES & set(old) or old.get("kind") != "subscriptions":
        return {}
    new: dict[str, Any] = {}
    read_years(text, roles, new)
    years = _years(text, roles)
    if (
        len(years) == 1
        and "first_year" in new
        and "first_year" in old
        and not _starts(text, years[0])
    ):
        new = {"until_year": new["first_year"]} | (
            {"show": "year"} if _wants_one(text, years[0]) else {}
        )
    if "until_year" in new and phrase("revenue", "sum_asks").search(text):
        new["show"] = "total"
    return new


def of_one_length(merged: dict[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """The merged arguments with the length as it was said last: a number of years or the last year."""
    gone = {"until_year"} if "years" in new else {"years"} if "until_year" in new else set[str]()
    if "years" in new and "show" not in new:
        gone.add("show")
    return {k: v for k, v in merged.items() if k not in gone}


def _years(text: str, roles: Roles) -> list[Named]:
    amounts = [q for some in roles for q in some]
    said = (Named(int(m[1]), m.start(), m.end()) for m in _YEAR.finditer(text))
    return [named for named in said if not _is_within(named, amounts)]


def _is_within(named: Named, amounts: Sequence[Quantity]) -> bool:
    return any(q.start <= named.start < q.end for q in amounts)


def _leads_up_to(text: str, named: Named) -> bool:
    until = rf"(?<![a-z]){words('revenue', 'until_before')}\s*(?:the )?(?:(?:end|close) of\s*)?$"
    return re.search(until, text[: named.start], re.IGNORECASE) is not None


def _starts(text: str, named: Named) -> bool:
    since = (
        rf"(?<![a-z]){words('revenue', 'since_before')}\s*(?:the )?(?:(?:start|beginning) of\s*)?$"
    )
    return re.search(since, text[: named.start], re.IGNORECASE) is not None


def _is_asked(text: str, named: Named) -> bool:
    """Whether the clause of the year asks: "what is revenue in 2028", "2028年收入多少"."""
    before = re.split(r",(?!\d{3})|[，;；。?？:]|\.\s", text[: named.start])[-1]
    after = re.split(r",(?!\d{3})|[，;；。?？]|\.(?:\s|$)", text[named.end :])[0]
    clause = f"{before} {after}"
    return phrase("revenue", "year_asks").search(clause) is not None


def _wants_one(text: str, last: Named) -> bool:
    """Whether the last year's own figure is asked rather than the sum up to it."""
    if phrase("revenue", "sum_asks").search(text):
        return False
    ahead, behind = text[: last.start], text[last.end :]
    through = re.search(
        r"\b(?:until|till|through|thru|up to|to|and|-)\s*$|[到至—–-]\s*$", ahead, re.I
    )
    asked = _is_asked(text, last)
    if through:
        return bool(asked and re.match(r"年?(?:时|的|底|末|，)?[^，。,]{0,6}?(?:年收入|收入|营收)(?!合|总|累)", behind))  # fmt: skip
    return asked or re.search(r"\b(?:in|by|for|during|at)\s*(?:the )?(?:year |end of )?$", ahead, re.I) is not None  # fmt: skip
