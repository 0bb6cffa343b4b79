"""What a question asks for, as roles: each place that asks with those it may mean."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.offline.sums.planner.sought import ASKS, asking, period_in
from agent.offline.sums.relations.amounts import Amount
from agent.offline.sums.relations.book import roles

_PIECE = re.compile(r"[,，;；:：、?？]|\s(?=(?:and|plus|with)\b)|(?=[和与及]|以及)")
_CONDITION = re.compile(r"\b(?:if|given|assuming|provided)\b|如果|假设", re.IGNORECASE)
_GIVEN_BEFORE = re.compile(r"\x00\s?$")
_GIVEN_BEHIND = re.compile(r"\s?(?:(?:of|is|are|was|[:=]|为|是)\s?)?\x00", re.IGNORECASE)


@dataclass(frozen=True)
class Slot:
    """One result that is asked for: the roles that its words may mean, the likeliest first."""

    candidates: tuple[str, ...]
    period: str | None


def slots_in(text: str, amounts: Sequence[Amount]) -> list[Slot]:
    """The results asked for in their order; empty where none is known here."""
    pieces = [p for _, said in asking(_hidden(text, amounts)) for p in _asking_pieces(said)]
    found = [(piece, s) for piece in pieces for s in _slots(piece, "asked")]
    found = found or [(piece, s) for piece in pieces for s in _slots(piece, "mentioned")]
    apart = (period_in(p) for p in pieces if p not in [piece for piece, _ in found])
    return _with_periods([s for _, s in found], next((per for per in apart if per), None))


def _hidden(text: str, amounts: Sequence[Amount]) -> str:
    """The text with its amounts blotted out, of "month 6" the number alone."""
    letters = list(text)
    for a in amounts:
        for at in range(a.start, a.end):
            if "length" not in a.sorts or text[at].isdigit():
                letters[at] = "\x00"
    return "".join(letters)


def _asking_pieces(sentence: str) -> Iterator[str]:
    """Stretches between commas that ask: those with a word that does and all behind, and those without amounts;
    where no word asks, the first words of the others too: "LTV at $20 a month and 4% churn?"."""
    pieces = re.split(r"[,，;；:：、?？]", sentence)
    asked = any(ASKS.search(piece) for piece in pieces)
    begun = not asked and all("\x00" in piece for piece in pieces if piece.strip())
    for piece in pieces:
        part = _CONDITION.split(piece)[0] if not _CONDITION.match(piece.strip()) else ""
        if not part.strip():
            continue
        begun = begun or bool(ASKS.search(part) if asked else "\x00" not in piece)
        if begun or "\x00" not in piece:
            yield part
        elif not asked:
            yield part[: part.index("\x00") + 1]


def _slots(piece: str, by: str) -> Iterator[Slot]:
    """The places of a stretch that ask for something, overlapping ones as one."""
    hits = sorted(_hits(piece, by), key=lambda h: (h[0], -h[1]))
    weak = _hits(piece, "mentioned") if by == "asked" else []
    while hits:
        end = hits[0][1]
        own: list[tuple[int, int, str]] = []
        for h in hits:
            if h[0] < end:
                own.append(h)
                end = max(end, h[1])
        hits = [h for h in hits if h not in own]
        begin = min(h[0] for h in own)
        own.sort(key=lambda h: h[0] - h[1])
        names = [h[2] for h in [*own, *(w for w in weak if w[0] < end and begin < w[1])]]
        yield Slot(tuple(dict.fromkeys(names)), _period_of(piece, begin, end))


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
    dated = re.search(r"(?:year|month|quarter|week|[年月周第度])$", m[0], re.IGNORECASE)
    given = None if dated else _GIVEN_BEHIND.match(behind)
    return bool(_GIVEN_BEFORE.search(before) or given)


def _period_of(piece: str, begin: int, end: int) -> str | None:
    """The period in the words that ask, else that of the stretch up to the next "and"."""
    cuts = [m.start() for m in _PIECE.finditer(piece)]
    first = max((c for c in cuts if c <= begin), default=0)
    last = min((c for c in cuts if c >= end), default=len(piece))
    return period_in(piece[begin:end]) or period_in(piece[first:last])


def _with_periods(found: Sequence[Slot], apart: str | None) -> list[Slot]:
    """Each result once; one without a period is of that of the one before, "annual retention and churn", or of
    one said apart, "each per month"."""
    made: list[Slot] = []
    for slot in found:
        period = slot.period or (made[-1].period if made else None) or apart
        if not any(m.candidates == slot.candidates for m in made):
            made.append(Slot(slot.candidates, period))
    return made

