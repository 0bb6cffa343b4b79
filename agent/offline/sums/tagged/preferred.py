"""Which of two readings of a sum is taken: that by rules, or that of the tagger."""

import re
from bisect import bisect
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Any

from agent.offline.entities import Entity
from agent.offline.sums.business_sums import BUSINESS
from agent.offline.sums.ratio_sums import RATIOS
from agent.offline.sums.sum_arguments import TAKES
from agent.offline.sums.tagged.compose import TaggedSum, tagged_sum
from agent.offline.sums.tagged.items import MONTHS, items_in
from agent.offline.sums.tagged.reading import unsaid_in
from agent.quantities import Quantity, find_quantities

_SURE_ALONE, _LIKELY_ALONE, _SURE_AGAINST = 0.5, 0.9, 0.8
"""How sure the tagger is to be, or how likely its sum among others, where the rules lack a value; how sure where they
make another sum."""
_SURE_FIRST = 0.85
_FIRST = frozenset({"plans", "convert", "uplift"})
"""How sure of which kinds, that the rules are not asked at all."""
_SURE_OF_ANY, _SURE_OF_ADDED = 0.99, 0.999
_OF_ANY = frozenset(
    {"revenue", "need_payers", "need_price", "attach", "tokens", "share_of", "grid", "cases"}
)
"""The same of kinds that the rules know as well, and of what some pay on top, which may be asked with what all pay;
not of those whose sums come in more forms than the tagger makes:
what grows, dwindles or is left over."""
_DAYS = re.compile(
    r"\(\d{1,3}d\)|\b\d{1,3}[- ]days?[- ](?:month|bill|period|window)\b", re.IGNORECASE
)
"""Days as in "monthly (30d)" or "a 30-day month"."""
_SUMMED = re.compile(
    r"\bsum(?:med|ming)\b|\b(?:simply|just|be|are|them|i|we|you) add(?:ed|ing)?\b|\badd(?:ed|ing)? (?:up|together|the|both|them)\b"
    r"|\b(?:without|not|no|never|rather than) compound|\bseparate(?:ly)?\b|\bboth\b|\b(?:another|further)\b",
    re.IGNORECASE,
)
"""Says that rates of one base are taken together, none of them of the other."""
_LIKELY_AGAINST = 0.97
"""The same of a sum that leaves no amount out."""
_LIKELY_CONVERTED = 0.99
"""The same of one price for another period, which might be one whose payers are to be asked for."""
_SURE_OF_PRODUCT, _LEAST_PAYERS = 0.98, 1000
"""Where the rules take payers times a price for one amount by another, or for what is invested."""
_SURE_BESIDE = 0.97
"""Where numbers and prices stand beside each other and the rules ask which belongs to which, or take them for things
that are used."""
_REPORTED = re.compile(r"\b(?:did|was|were|reported|(?:19|20)\d\d)\b", re.IGNORECASE)
"""Words of a figure that some document may hold."""
_EXTRA = re.compile(
    r"\b(?:extra|added|additional|incremental|on top|how much more|the (?:gain|increase|increment))\b",
    re.IGNORECASE,
)
"""Asks for what rates bring beside their base, not for both."""
_WORDING = frozenset(
    {"show_per", "show", "in_units", "ask_period", "compare", "show_month", "names", "case"}
)
_TELLS_MORE = frozenset({"share_of", "grid", "cases"})
"""Kinds of the tagger that tell all the figures which the steps of a chain would."""
_TOLD_BESIDE = frozenset({"show_month", "paying_share", "in_units"})
"""Arguments by which more than one figure is told: who is left, who pays and what that is for each, both notations."""
_LISTED = frozenset({"grid", "cases", "plans"})
"""Kinds of many amounts of a sort, which questions that are asked one by one look like as well."""
_OWN = frozenset(
    {
        "scenario",
        "sought",
        "cut",
        "bundle",
        "convert",
        "share",
        "growth_path",
        "race",
        "effect",
    }
)
"""Kinds of the rules that are named by words of their own."""
_BEYOND = frozenset(
    "summed loss share_of_plan with_base added cases less gross_of changes first_year until_year shown_years"
    " shown_months growth churn cached_tokens cached_share discount offers cannibalised cost share unit_cost paying_share_to price_to bill periods days per".split()
)
"""Arguments of the rules that no part of the tagger's stands for, or that change a sum more than they are changed by it."""


_AMOUNTS = frozenset(
    {"growth", "churn", "cost", "loss", "discount", "bill", "per", "price_to", "days"}
)
"""Of them those that an amount of the question stands behind, or its period, which the tagger gives another part."""


def is_tagged_sum(text: str, quantities: Sequence[Quantity], entities: Sequence[Entity]) -> bool:
    """Whether the tagger alone takes a question's amounts for a sum."""
    tagged = tagged_sum(text, quantities, entities) if quantities else None
    if tagged is None:
        return False
    if (
        len(_untimed(quantities)) == 1
    ):  # most questions that name one price do not want it converted
        surely = tagged.sure >= _SURE_BESIDE or tagged.likely >= _LIKELY_CONVERTED
        return tagged.kind == "convert" and surely
    return tagged.sure >= _SURE_AGAINST or tagged.likely >= _LIKELY_ALONE


def makes_sum(text: str, quantities: Sequence[Quantity], entities: Sequence[Entity]) -> bool:
    """Whether two amounts or more make one sum that is as good as sure, with none left over."""
    tagged = tagged_sum(text, quantities, entities) if len(quantities) > 1 else None
    return tagged is not None and tagged.is_whole and tagged.likely >= _LIKELY_AGAINST


def lacks_amount(text: str, quantities: Sequence[Quantity]) -> bool:
    """Whether a question for a revenue names those who pay and no price, or a price and nobody who pays it."""
    items = items_in(text, quantities) if _REPORTED.search(text) is None else None
    return items is not None and unsaid_in(text, items) is not None


def lacks_payers(text: str, quantities: Sequence[Quantity]) -> bool:
    """Whether one price is named and what all pay is asked, not what it is for another period."""
    items = items_in(text, quantities) if len(_untimed(quantities)) == 1 else None
    return items is not None and unsaid_in(text, items) == "subscribers"


def is_sure(text: str, tagged: TaggedSum) -> bool:
    """Whether it is of a kind that the tagger knows better than the rules, and takes every amount of the question."""
    if tagged.kind == "tokens" and _DAYS.search(text):
        return False  # no amount that the tagger is asked about
    if tagged.kind in _OF_ANY:
        few = tagged.kind == "revenue" and not _has_many_payers(tagged)
        least = _SURE_OF_ADDED if tagged.kind == "attach" else _SURE_OF_ANY
        return tagged.is_whole and tagged.sure >= least and not few
    if tagged.kind == "uplift" and not _SUMMED.search(text):
        return False
    if any("share" not in plan for plan in tagged.arguments.get("plans", ())):
        return False
    least = _LIKELY_CONVERTED if tagged.kind == "convert" else _SURE_FIRST
    return tagged.kind in _FIRST and tagged.is_whole and tagged.sure >= least


def _untimed(quantities: Sequence[Quantity]) -> list[Quantity]:
    """Without lengths of time, which only say what is asked: "over twelve months"."""
    return [q for q in quantities if str(q.unit or "").removesuffix("s") not in MONTHS]


def places_all(tagged: TaggedSum, ruled: Mapping[str, Any]) -> bool:
    """Whether the tagger makes the rules' own sum of all amounts, so that none is left over."""
    return tagged.is_whole and tagged.sure >= _SURE_AGAINST and _is_less(tagged.arguments, ruled)


def is_told_in_parts(parts: Sequence[str], entities: Sequence[Entity] = ()) -> bool:
    """Whether the tagger is sure that questions asked in one message are of one sum whose amounts they share."""
    text = " ".join(parts)
    tagged = tagged_sum(text, find_quantities(text), entities)
    if tagged is None or tagged.sure < _SURE_AGAINST or tagged.kind in _LISTED:
        return False
    ends = list(accumulate(len(part) + 1 for part in parts))
    return {bisect(ends, start) for start, _ in tagged.places} == {*range(len(parts))}


def is_preferred(
    text: str, tagged: TaggedSum, ruled: Mapping[str, Any], missing: str | None
) -> bool:
    """Whether the tagger's sum is to be told in place of the rules'."""
    if tagged.kind == "convert":
        return missing is not None and _is_split(tagged) and tagged.likely >= _LIKELY_ALONE
    if missing is not None:
        alone = tagged.sure >= _SURE_ALONE or tagged.likely >= _LIKELY_ALONE
        alone = alone and (tagged.is_whole or missing != "place")
        return alone and not _is_less(tagged.arguments, ruled)
    if ruled.get("kind") == "grid" and ruled.get("compare") and tagged.kind == "plans":
        return False  # which of two is more, not both together
    if _is_known_better(tagged, ruled):
        return tagged.sure >= (_SURE_ALONE if ruled.get("kind") == "tokens" else _SURE_AGAINST)
    if ruled.get("kind") in (*_OWN, *BUSINESS, *RATIOS) or _is_less(tagged.arguments, ruled):
        return False
    beyond = {name for name in _BEYOND if name in ruled and name not in tagged.arguments}
    if beyond - (_AMOUNTS if tagged.is_whole and tagged.sure >= _SURE_BESIDE else set[str]()):
        return False
    both = (ruled.get("kind"), tagged.kind)
    if both == ("plans", "revenue") or both == ("margin",) * 2 and _is_loss(tagged.arguments):
        return False
    if ruled.get("kind") == "chain" and not _tells_as_much(text, tagged, ruled):
        return False
    beside = "ask_groups" in ruled or ruled.get("kind") == "usage"
    likely = tagged.is_whole and tagged.likely >= _LIKELY_AGAINST and not beside
    return likely or tagged.sure >= (_SURE_BESIDE if beside else _SURE_AGAINST)


def _is_known_better(tagged: TaggedSum, ruled: Mapping[str, Any]) -> bool:
    """Whether the rules are known to be wrong where the tagger reads such a sum."""
    if tagged.kind == "decay" and ruled.get("kind") == "subscriptions" and "growth" in ruled:
        return True  # "2% run away each month and nobody new comes in"
    if ruled.get("apart") and tagged.kind != "tokens":
        return True  # prices that are told, or those that are paid
    return _is_plain_product(tagged, ruled) or _is_bill(tagged, ruled)


def _is_split(converted: TaggedSum) -> bool:
    """Whether a price is told for a shorter period than its own: nobody asks that of what all payers bring."""
    own = str(converted.arguments["price"]).rpartition("/")[2]
    return MONTHS.get(str(converted.arguments["to_period"]), 0) < MONTHS.get(own, 0)


def _is_plain_product(tagged: TaggedSum, ruled: Mapping[str, Any]) -> bool:
    """Whether it is surely many payers times a price, where the rules divide one by the other or find a profit."""
    if tagged.kind != "revenue" or not tagged.is_whole or tagged.sure < _SURE_OF_PRODUCT:
        return False
    if "paying_share" in tagged.arguments or not _has_many_payers(tagged):
        return False
    return ruled.get("kind") == "arpu" or "depreciation" in ruled.get("answers", ())


def _has_many_payers(tagged: TaggedSum) -> bool:
    """Whether they are so many that no other amount is meant; of all mankind none are counted."""
    many = str(tagged.arguments.get("subscribers", "0")).removesuffix(" seats")
    return "subscribers_of" in tagged.arguments or Decimal(many) >= _LEAST_PAYERS


def _is_bill(tagged: TaggedSum, ruled: Mapping[str, Any]) -> bool:
    """Whether volumes and prices of tokens are all told, where the rules take them for payers of a named product, or
    the volume of one side for a number of requests."""
    if tagged.kind != "tokens" or not tagged.is_whole:
        return False
    if ruled.get("kind") == "tokens":
        many = "requests" in ruled and "requests" not in tagged.arguments
        return many and tagged.likely >= _LIKELY_CONVERTED
    return "price_of" in ruled and ruled.get("kind") == "subscriptions"


def _is_loss(margin: Mapping[str, Any]) -> bool:
    """Whether more is spent than comes in, which two readings may differ by alone."""
    return Decimal(margin["revenue"].split()[0]) < Decimal(margin["cost"].split()[0])


def _tells_as_much(text: str, tagged: TaggedSum, chain: Mapping[str, Any]) -> bool:
    """Whether no figure of a chain's goes untold: its several answers, the whole that rates make of a base, a rate of
    loss that is no growth below nothing."""
    if len(chain.get("answers", ())) > 1:
        return tagged.kind in _TELLS_MORE or bool(_TOLD_BESIDE & set(tagged.arguments))
    if tagged.kind == "uplift":
        return _EXTRA.search(text) is not None
    return tagged.kind != "growth_rate"


def _is_less(tagged: Mapping[str, Any], ruled: Mapping[str, Any]) -> bool:
    """Whether the rules hold all of it, and nothing more or what the tagger has no part for."""
    if tagged["kind"] != ruled.get("kind"):
        return False
    if "periods" in tagged and not {"periods", "days"} & set(ruled):
        return False
    takes = set(TAKES.get(str(tagged["kind"]), ())) - _WORDING
    more = {name for name in ruled if name in takes and name not in tagged}
    same = all(_bare(ruled.get(name)) == _bare(tagged[name]) for name in tagged if name in takes)
    return same and more <= _BEYOND


def _bare(value: Any) -> Any:
    """Without what only names it: who counts them, what a plan is called."""
    if isinstance(value, str):
        return value.removesuffix(" seats")
    if isinstance(value, list):
        named: list[Any] = value
        return [{**one, "name": ""} if isinstance(one, dict) else one for one in named]
    return value
