"""Amounts that frame a sum and play no part in it: how many we are, how soon an answer is wanted."""

import re
from collections.abc import Iterator, Sequence

from agent.offline.sums.amounts import is_money
from agent.offline.sums.mankind import names_world
from agent.offline.sums.tagged.compose import tagged_sum
from agent.quantities import Quantity, find_quantities

_SENTENCE = re.compile(r"(?:[^.;:!?()\n]|[.:](?=\w))+")
_STALE = re.compile(
    r"\b(?:no longer|stopped being|stale|out ?dated|out of date|superseded|obsolete|shredded|scrapped|previous|former|earlier (?:draft|figure|estimate|version)|from before|dates? from|old(?:er)? (?:figure|price|number|list|sheet))\b",
    re.IGNORECASE,
)
"""Of amounts that held once."""
_OWN_HEADS = re.compile(
    r"\s*(?:(?:of (?:our|the|my) |[a-z-]+ )?(?:people(?! (?:on|with|at|who)\b)|persons?|staff|employees|engineers|developers|devs|founders|co-?founders|colleagues|partners|folks|heads?|hires|interns"
    r"|shareholders|investors|kids|children)\b|of (?:us|them)\b|-(?:person|people|strong|man|woman|head)\b)",
    re.IGNORECASE,
)
_SOON = re.compile(r"\s*(?:minutes?|mins?|hours?|days|weeks?)\b", re.IGNORECASE)
_AT_ONCE = re.compile(r"\s*(?:minutes?|mins?)\b", re.IGNORECASE)
_GONE = re.compile(
    r"\s*(?:years?|months?|weeks?|quarters?)\s+(?:ago|in a row|running|earlier|of (?:back|delay|talks?|negotiat))"
    r"|\s*(?:minutes?|mins?|hours?)\s+(?:before|until|till|to go|left)\b",
    re.IGNORECASE,
)
_SO_LONG = re.compile(r"-(?:minute|hour)\b", re.IGNORECASE)
_OF_A_CARD = re.compile(
    r"\s?-?(?:GB|GiB|gigs?|gigabytes?)\b(?: of (?:v?ram|memory))?(?: [a-z]+)? (?:cards?|GPUs?|laptops?|graphics|machines?)\b",
    re.IGNORECASE,
)
"""Of a machine that stands by: "my 12 GB card is too slow, so I'd rent"."""
_SIGNS = (_OF_A_CARD, _STALE, _OWN_HEADS, _SOON, _GONE, _SO_LONG)
_UNTIL = re.compile(
    r"\b(?:in|within|have|got|next|last|['’]ve)\s+(?:about\s+|the\s+)?$", re.IGNORECASE
)
_OURS = re.compile(
    r"\b(?:we|us|our|i|my|me|since|founded|started|launched|company|team|crew|staff|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_OF_PEOPLE = re.compile(r"\b(?:we|you|they|there|staff|team|people|hires?|leads?)\b", re.IGNORECASE)
_OF_PAYERS = re.compile(
    r"\b(?:pay|paid|subscri|sign|join|buy(?:s|ing)?\b|bought|us(?:e|es|ed|ing)\b|leav|left|quit\b|cancel|each\b|churn|how (?:many|much|long))",
    re.IGNORECASE,
)
"""Words of those that a sum counts, or of what moves them."""
_NUMBER = re.compile(
    r"\d[\d,.]*(?<=\d)|[a-z]+(?:-[a-z]+)?(?=-(?:person|people|strong|man|woman|head|minute|hour)\b)|[a-z]+(?:-[a-z]+)?",
    re.IGNORECASE,
)
_A_TEAM = 500
_SURE, _LIKELY = 0.8, 0.97


def framed(text: str) -> str:
    """The question with the numbers of its asides as words, where a whole sum is left without them.

    >>> framed("We're 18 people. Last year we took in $90,000 and spent $60,000. Gross margin?")[:22]
    "We're several people. "
    """
    if "(" not in text and not any(said.search(text) for said in _SIGNS):
        return text
    quantities = find_quantities(text)
    asides = [*_asides(text, quantities)] if len(quantities) > 1 else []
    if not asides or _all_play(text, quantities, asides):
        return text
    rest = text
    for start, end in reversed(asides):
        rest = f"{rest[:start]}several{rest[end:]}"
    if all(_OF_A_CARD.match(text, end) for _, end in asides) and _is_priced(quantities):
        return rest
    tagged = tagged_sum(rest, find_quantities(rest), ())
    whole = tagged is not None and (
        tagged.sure >= _SURE or (tagged.is_whole and tagged.likely >= _LIKELY)
    )
    return rest if whole or names_world(rest) else text


def _is_priced(quantities: Sequence[Quantity]) -> bool:
    """Whether two prices are named, so that no memory is asked."""
    return sum(map(is_money, quantities)) > 1


def _all_play(text: str, quantities: Sequence[Quantity], asides: Sequence[tuple[int, int]]) -> bool:
    """Whether they surely are parts of the sum after all: "what we spend in 30 days"."""
    tagged = tagged_sum(text, quantities, ())
    if tagged is None or not tagged.is_whole or tagged.sure < _SURE:
        return False
    return all(any(a < end and start < b for a, b in tagged.places) for start, end in asides)


def _asides(text: str, quantities: Sequence[Quantity]) -> Iterator[tuple[int, int]]:
    """Where the numbers stand that count our own people or the time until something is due."""
    for sentence in _SENTENCE.finditer(text):
        held = [q for q in quantities if sentence.start() <= q.start < sentence.end()]
        asks = text[sentence.end() : sentence.end() + 1] == "?"
        if asks:
            continue
        beside = text[max(0, sentence.start() - 1)] == "(" and _OF_PEOPLE.search(sentence[0])
        beside = beside and not any(map(_is_of_a_sum, held))
        if beside or _STALE.search(sentence[0]):
            yield from ((q.start, _number_end(text, q)) for q in held)
            continue
        ours = _OURS.search(sentence[0]) and not _OF_PAYERS.search(sentence[0])
        ours = ours and not any(map(_is_of_a_sum, held))
        for q in held:
            end = _number_end(text, q)
            until = _UNTIL.search(text[: q.start])
            is_due = until and _SOON.match(text, end)
            if (
                (until and _AT_ONCE.match(text, end))
                or _SO_LONG.match(text, end)
                or _OF_A_CARD.match(text, end)
                or _GONE.match(text, end)
                or (ours and (is_due or _OWN_HEADS.match(text, end)))
            ):
                yield q.start, end


def _number_end(text: str, q: Quantity) -> int:
    number = _NUMBER.match(text, q.start)
    return number.end() if number else q.end


def _is_of_a_sum(q: Quantity) -> bool:
    return is_money(q) or q.unit == "percent" or q.value > _A_TEAM
