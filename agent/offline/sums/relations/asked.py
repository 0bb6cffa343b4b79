"""What a question asks for, as roles: each place that asks with those it may mean."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.offline.sums.planner.sought import ASKS, asking, period_in
from agent.offline.sums.relations.amount import Amount
from agent.offline.sums.relations.book import roles
from agent.offline.vocabulary import phrase, table

_COMMA = re.compile(r"[,，;；:：、?？]|\s[-–—]\s")
_PIECE = re.compile(rf"{_COMMA.pattern}|\s(?=(?:and|plus|with)\b)|(?=[和与及]|以及)")
_CONDITION = re.compile(
    r"(?:\b(?:if|given|assuming|provided)\b|如果|假设)[^,，;；]*?(?=\b(?:before|until|without|what|how|which)\b|[,，;；]|$)",
    re.IGNORECASE,
)
_SILENT = "\x01"
"""In the place of words that ask for nothing."""
_RATE_OF = re.compile(
    r"(?<![\d一二三四五六七八九十])(年|月|季度|周)度?(?:均|化)?(?:的)?(?:流失|留存|续费|增长)"
)
_GIVEN_BEFORE = re.compile(r"\x00\s?$")
_GIVEN_BEHIND = re.compile(r"\s?(?:(?:of|is|are|was|[:=]|为|是)\s?)?\x00", re.IGNORECASE)

_MEANT = re.compile(r"\b(?:at|with|on|given|from) (?:that|this|the same|such an?)\s$|(?:按|用|以)(?:这个?|该|上述|同样的?)$", re.IGNORECASE)  # fmt: skip
"""Before what was told already: "LTV at that churn"."""


@dataclass(frozen=True)
class Slot:
    """One result that is asked for: the roles that its words may mean, each with how far from the likeliest it is."""

    candidates: tuple[tuple[str, int], ...]
    period: str | None


def slots_in(text: str, amounts: Sequence[Amount]) -> list[Slot]:
    """The results asked for in their order; empty where none is known here."""
    asking_parts = [_that_ask(said) for _, said in asking(_hidden(text, amounts))]
    found = [s for part in asking_parts for s in _slots(part, "asked")]
    found = found or [s for part in asking_parts for s in _slots(part, "mentioned")]
    pieces = (p for part in asking_parts for p in _COMMA.split(part))
    apart = (period_in(p) for p in pieces if not next(_slots(p, "asked"), None))
    return _with_periods(found, next((per for per in apart if per), None))


def _hidden(text: str, amounts: Sequence[Amount]) -> str:
    """The text with its amounts blotted out, of "month 6" the number alone."""
    letters = list(text)
    for a in amounts:
        for at in range(a.start, a.end):
            if "length" not in a.sorts or text[at].isdigit():
                letters[at] = "\x00"
    return "".join(letters)


def _that_ask(sentence: str) -> str:
    """The sentence with all silenced but the stretches between commas that ask: those with a word that does and
    all behind, and those without amounts; where no word asks, the first words of the others too: "LTV at $20?"."""
    sentence = _CONDITION.sub(lambda m: _SILENT * len(m[0]), sentence)
    cuts = [0, *(m.end() for m in _COMMA.finditer(sentence)), len(sentence)]
    pieces = [sentence[a:b] for a, b in itertools.pairwise(cuts)]
    asked = any(ASKS.search(piece) for piece in pieces)
    begun = not asked and all("\x00" in piece for piece in pieces if piece.strip())
    made: list[str] = []
    for piece in pieces:
        begun = begun or bool(ASKS.search(piece) if asked else "\x00" not in piece)
        kept = len(piece)
        if not begun and "\x00" in piece:
            kept = 0 if asked else piece.index("\x00") + 1
        made.append(piece[:kept] + _SILENT * (len(piece) - kept))
    return "".join(made)


def _slots(part: str, by: str) -> Iterator[Slot]:
    """The places of a sentence that ask for something, overlapping ones as one."""
    hits = sorted(_hits(part, by), key=lambda h: (h[0], -h[1]))
    weak = _hits(part, "mentioned") if by == "asked" else []
    while hits:
        end = hits[0][1]
        own: list[tuple[int, int, str]] = []
        for h in hits:
            if h[0] < end:
                own.append(h)
                end = max(end, h[1])
        hits = [h for h in hits if h not in own]
        begin = min(h[0] for h in own)
        own += [w for w in weak if w[0] < end and begin < w[1]]
        yield Slot(_ranked(own), _period_of(part, begin, end))


def _ranked(hits: Sequence[tuple[int, int, str]]) -> tuple[tuple[str, int], ...]:
    """The roles by how many letters name them, the most first; those of as many are as likely."""
    lengths = sorted({b - a for a, b, _ in hits}, reverse=True)
    ranks: dict[str, int] = {}
    for a, b, name in hits:
        rank = lengths.index(b - a)
        ranks[name] = min(rank, ranks.get(name, rank))
    return tuple(sorted(ranks.items(), key=lambda found: found[1]))


def _hits(piece: str, by: str) -> list[tuple[int, int, str]]:
    """Where a stretch holds the words by which roles are asked for."""
    patterns = [(role.name, getattr(role, by)) for role in roles().values()]
    return [
        (*m.span(), name)
        for name, p in patterns
        if p
        for m in p.finditer(piece)
        if not _is_told(piece, m)
    ]


def _is_told(piece: str, m: re.Match[str]) -> bool:
    """Whether an amount beside the words gives what they name: "5% monthly churn"."""
    before, behind = piece[: m.start()], piece[m.end() :]
    if _MEANT.search(before) and not ASKS.search(m[0]):
        return True
    dated = re.search(r"(?:year|month|quarter|week|after|in|by|[年月周第度])$", m[0], re.IGNORECASE)
    waits = phrase("worksheet", "time_asks").search(m[0])  # "how many years is half of it away?"
    given = None if dated or waits else _GIVEN_BEHIND.match(behind)
    return bool(_GIVEN_BEFORE.search(before) or given)


def _period_of(piece: str, begin: int, end: int) -> str | None:
    """The period in the words that ask, else that of the stretch up to the next "and"."""
    cuts = [m.start() for m in _PIECE.finditer(piece)]
    first = max((c for c in cuts if c <= begin), default=0)
    last = min((c for c in cuts if c >= end), default=len(piece))
    said, around = piece[begin:end], piece[first:last]
    near = _RATE_OF.search(piece[max(0, begin - 2) : end])
    return period_in(said) or (str(table("periods")[near[1]]) if near else period_in(around))


def _with_periods(found: Sequence[Slot], apart: str | None) -> list[Slot]:
    """Each result once; one without a period is of that of the one before, "annual retention and churn", or of
    one said apart, "each per month"."""
    made: list[Slot] = []
    for slot in found:
        period = slot.period or (made[-1].period if made else None) or apart
        if not any(m.candidates == slot.candidates for m in made):
            made.append(Slot(slot.candidates, period))
    return made
