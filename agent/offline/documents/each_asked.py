"""A question on several named things, or on several times, put of each of them, so that none is
left out unsaid."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from agent.language import language_of
from agent.offline.documents.asked import Asked
from agent.offline.documents.cues import asks
from agent.offline.documents.decided import side_by_side
from agent.offline.documents.decision import Decided
from agent.offline.documents.judged import APART, Judged
from agent.offline.documents.words import lists, stems

_MOST = 4
_BETWEEN = re.compile(
    r"\s*(?:[,、，]\s*(?:(?:and|or)\s+)?|\b(?:and|or|&|versus|vs\.?)\s+|[和与跟及]|还是)"
    r"\s*(?:\b(?:at|by|for|from|in|of|on|to|with)\s+)?(?:(?:that|those)\s+(?:at|by|from|in|of)\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
"""What stands between two that are named together, the little word before the first perhaps again."""
_WHICH = re.compile(
    r"^\W*(?:which|what|whose)(?: of the)? (.+?) (?:is|are|costs?)\b", re.IGNORECASE
)
"""Of what the cheaper one is asked: "which plan is cheaper"."""
_CHEAPER_ZH = re.compile(
    r"(?:是?哪一?[个家款种]|谁的?)?(?:更|比较|最)?(?:便宜|贵)(?:[一有]?[些点]|多少)?"
)
_BOTH = re.compile(r"\b(?:both|between|either)\s+$", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:in )?((?:19|20)\d\d)\b")
_THEN = re.compile(
    r",?\s+and\s+(?=(?:what|how|who|where)\b)|[，,](?=现在|如今|目前)", re.IGNORECASE
)
"""Before the second half of a question on then and now."""
_SAME_OF_EACH = re.compile(r"(\s?的[\u3400-\u9fff]{1,10})(?=[和与跟及]|还是)([^的]{1,30}?)\1")
"""What is asked of each is said twice: "Elm 的套餐和 Oak 的套餐"."""


class Part(NamedTuple):
    """One of the things or times that a question names, and the question put of that alone."""

    name: str
    text: str


def of_each(asked: Asked, whole: Decided, answer: Callable[[str], Decided]) -> Decided:
    """What answers the whole question; where that leaves out something that is asked, what answers
    the question put of each, with the names of those of which nothing is told."""
    if asked.operation or asked.extreme or whole.sum is not None or whole.is_list:
        return whole
    is_told = bool(whole.units) and not whole.is_one_state
    parts = things_of(asked.text) or (() if is_told else _times_of(asked.text))
    unsaid = [part.name for part in parts if not _is_told(part.name, whole.units)]
    if not parts or (whole.units and not unsaid):
        return whole
    answers = [answer(part.text) for part in parts]
    is_any_sure = any(one.units for one in answers)
    told = [_first(one, is_any_sure) for one in answers]
    units = {_place(one): one for one in told if one is not None}
    is_more = len(units) > len(parts) - len(unsaid)
    if not is_more and not (units and all(_place(one) in units for one in whole.units)):
        is_short = whole.is_side_by_side and is_any_sure
        return replace(whole, unsaid=tuple(unsaid)) if is_short else whole
    left = [part.name for part, one in zip(parts, told, strict=True) if one is None]
    return replace(side_by_side(asked, tuple(units.values())), unsaid=tuple(left))


def _first(decided: Decided, is_any_sure: bool) -> Judged | None:
    """The statement that answers one part; where another is answered for sure, one a little less so."""
    if decided.sum is not None:
        return None
    near = [one for one in decided.closest if one.fits and one.sure > -APART and is_any_sure]
    return next(iter((*decided.units, *near)), None)


def _place(one: Judged) -> tuple[str, int, str]:
    return one.source.document_id, one.unit.start, one.unit.column


def things_of(text: str) -> tuple[Part, ...]:
    """A part for each of several names that the question joins; none where it joins none.

    >>> [part.text for part in things_of("What do Elm Bank, Oak and the Fir cost a month?")]
    ['What does Elm Bank cost a month?', 'What does Oak cost a month?', 'What does Fir cost a month?']
    >>> [part.text for part in things_of("Compare Elm and Oak prices")]
    ['What are Elm prices?', 'What are Oak prices?']
    >>> things_of("How long is the Kellen bridge?")
    ()
    """
    text = _SAME_OF_EACH.sub(r"\2\1", text)
    spans = [span for match in asks("name").finditer(text) if (span := _name(match, text))]
    joined = _joined(text, spans)
    if not 2 <= len(joined) <= _MOST:
        return ()
    before, after = _BOTH.sub("", text[: joined[0][0]]), text[joined[-1][1] :]
    names = [text[start:end] for start, end in joined]
    return tuple(Part(name, _put(before, name, after)) for name in names)


def _times_of(text: str) -> tuple[Part, ...]:
    """A part for each of several years, or for one and now.

    >>> [part.text for part in _times_of("What did Elm cost in 2023 and what does it cost now?")]
    ['What did Elm cost in 2023', 'What did Elm cost now']
    >>> [part.text for part in _times_of("What did Elm cost in 2023 and 2024?")]
    ['What did Elm cost in 2023?', 'What did Elm cost in 2024?']
    """
    first, *then = _THEN.split(text, maxsplit=1)
    years = [*_YEAR.finditer(first)]
    if len(years) == 1 and then and (now := asks("now").search(then[0])):
        alone = f"{first[: years[0].start()]}{now[0]}{first[years[0].end() :]}"
        return (Part(years[0][1], first), Part(now[0], alone))
    joined = _joined(text, [year.span() for year in _YEAR.finditer(text)])
    if not 2 <= len(joined) <= _MOST:
        return ()
    before, after = text[: joined[0][0]], text[joined[-1][1] :]
    said = "in {}" if language_of(text) == "en" else "{}"
    names = [text[end - 4 : end] for _, end in joined]
    return tuple(Part(name, f"{before}{said.format(name)}{after}") for name in names)


def _joined(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run between which only commas and joining words stand."""
    runs: list[list[tuple[int, int]]] = [[]]
    for span in spans:
        if runs[-1] and not _BETWEEN.fullmatch(text[runs[-1][-1][1] : span[0]]):
            runs.append([])
        runs[-1].append(span)
    return max(runs, key=len)


def _name(match: re.Match[str], text: str) -> tuple[int, int] | None:
    """Where a name stands, without the word that begins the sentence: "Compare Elm"."""
    start, end = match.span()
    first, _, rest = match[0].partition(" ")
    if not text[:start].strip() and set(stems(first)) <= lists()["idle"] | lists()["weak"]:
        start = end - len(rest)
    return None if start == end or asks("month").match(text[start:end]) else (start, end)


def _put(before: str, name: str, after: str) -> str:
    """The question of one name; of which is cheaper, what it costs."""
    if asks("cheaper").search(before + after):
        return _price_of(before, name, after)
    text = f"{before}{name}{after}"
    if compared := asks("compared").match(text):
        return f"What are {compared[1] or compared[2]}?"
    return re.sub(rf"\b([Dd])o (?={re.escape(name)})", r"\1oes ", text)


def _price_of(before: str, name: str, after: str) -> str:
    """What one of those costs of which the cheaper is asked.

    >>> _price_of("Which plan is cheaper, that of ", "Elm", "?")
    'How much does plan of Elm cost?'
    >>> _price_of("", "Elm", " 的团队套餐哪个更便宜？")
    'Elm 的团队套餐多少钱？'
    """
    if language_of(before + after) == "zh":
        rest = _CHEAPER_ZH.sub("多少钱", f"{before}{name}{after}", count=1)
        return re.sub(r"[，,]\s*(?=多少钱)|(?<=多少钱)[，,]\s*", "", rest)
    of = _WHICH.match(before)
    what = f"{of[1]} of {name}" if of else name
    rest = "" if asks("cheaper").search(after) else after.rstrip(" ?.!")
    return f"How much does {what} cost{rest}?"


def _is_told(name: str, units: Sequence[Judged]) -> bool:
    """Whether one of several statements is of a name, by its own words or its document's."""
    wanted = set(stems(name))
    return any(
        wanted <= {*stems(f"{one.unit.around} {one.source.name} {one.source.opening}")}
        for one in units
    )
