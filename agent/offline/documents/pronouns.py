"""What the question before asked of, put for the pronoun by which an English question speaks of it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.offline.documents import periods
from agent.offline.documents.cues import asks
from agent.offline.documents.phrases import Phrase, phrases_of, things
from agent.offline.documents.spoken import spoken
from agent.offline.documents.words import stems

_MOST = 14
"""Words of a question whose pronoun may stand for what was asked before it."""
_MOST_UNTOLD = 6
"""Words of a question that names no thing of its own."""
_LEFT = (
    "is|are|was|were|do|does|did|has|have|had|can|could|may|must|will|would|should"
    "|of|for|in|on|at|with|by|to|from|under"
)
_THAT = re.compile(
    rf"\b(?P<left>{_LEFT})\s+(?:that|this|those|these)\s+(?P<noun>[a-z][a-z-]+)\b", re.IGNORECASE
)
_IT = re.compile(r"\b(?:it|they|them)\b")
_THEY = re.compile(r"\b(?:they|them|their|these|those)\b")
_JUST_IT = re.compile(
    r"^\W*(?:and\s+|but\s+)?(?:what|how (?:much|many)) (?:is|are|was|were) (?:it|that|they)\b",
    re.IGNORECASE,
)
"""What asks for the same figure again."""
_ITS = re.compile(r"\b(?:its|their)\b")
_HIS = re.compile(r"\b(?:his|her)\b")
_PLACES = ("at", "in", "from")
_NUMBERED = re.compile(r"\b[a-z]{3,} \Z")
_ONE_OF = re.compile(r"\b[a-z]{3,} (?:[A-Z]|\d{1,3}) of (?:the |our )?\Z")
_THERE = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )\bthere\b(?! (?:is|are|was|were|be)\b)"
)
_EMPTY = re.compile(
    r"\b(?:is|was|will|would) it (?:[\w-]+ ){0,3}(?:to|that|if|whether|for)\b"
    r"|\b(?:does|did|has) it (?:[\w-]+ ){0,3}(?:to|that|if|whether)\b|\bit takes?\b",
    re.IGNORECASE,
)
"""Where "it" may stand for what comes after."""
_FIGURE = re.compile(
    r"\b(?P<verb>is|are|was|were|did|does|do|has|have)\s+(?:that|this|it|they|those)\s+"
)
_PLURAL = {"is": "are", "was": "were", "does": "do", "has": "have"}
_COUNTED = re.compile(r"\bhow (?:many|much)\s+\Z|\b(?:is|are|was|were)\s+\Z", re.IGNORECASE)
_WHICH = re.compile(r"^\W*(?:which|what)\s+(?:[a-z-]+\s+)?([a-z][a-z-]*)\b", re.IGNORECASE)
_WHO = re.compile(r"^\W*(?:and\s+)?who\b", re.IGNORECASE)
_AMOUNT = re.compile(r"\bhow (?:many|much)\b|\bwhat (?:share|percentage|part)\b", re.IGNORECASE)


def with_its_thing(text: str, earlier: str) -> str:
    """The question whole; empty where it has no such pronoun, or it is not plain what that stands for."""
    if len(text.split()) > _MOST or _EMPTY.search(text):
        return ""
    if _WHO.match(text) and (whole := _of_the_same(text, earlier)):
        return whole
    said = things(earlier)
    items = [one for one in said if one.part == "item"]
    if whole := _of_the_figure(text, earlier, said, items):
        return whole
    of_rows = any(one.part == "rows" for one in said) and _THEY.search(text)
    if of_rows or _JUST_IT.search(text):
        return ""
    items = _heads(earlier, items)
    named = [one for one in items if one.has_name]
    items = named if len(items) > 1 and named else items
    if len(items) != 1 or asks("side_by_side").search(earlier):
        return ""
    item = items[0]
    name = _named(earlier, item)
    whole = _put_for_pronoun(text, earlier, name, item)
    if not whole or whole == text:
        return ""
    when = "" if phrases_held(text) else _time_of(earlier)
    return f"{whole.rstrip(' ?!.')} {when}?" if when and _AMOUNT.search(text) else whole


def _heads(question: str, items: Sequence[Phrase]) -> list[Phrase]:
    """The things that are spoken of, each with the place or origin behind it: the post at Fernlea."""
    heads: list[Phrase] = []
    for one in items:
        before = heads[-1] if heads else None
        if before and one.lead in _PLACES and not question[before.end : one.leads].strip():
            heads[-1] = replace(before, text=question[before.start : one.end], end=one.end)
        else:
            heads.append(one)
    return [_with_letter(question, one) for one in heads]


def _with_letter(question: str, item: Phrase) -> Phrase:
    """A thing with the noun that it is numbered by, or of which it is one: trip 303, variant A of the lift."""
    is_number = item.opens == item.start and item.text[0].isdigit()
    found = _NUMBERED.search(question[: item.start]) if is_number else None
    if found := found or _ONE_OF.search(question[: item.start]):
        start = found.start()
        return replace(item, text=question[start : item.end], start=start, opens=start)
    return item


def phrases_held(text: str) -> bool:
    """Whether a question tells a time itself."""
    return bool(periods.periods_in(text)) or any(one.part == "period" for one in phrases_of(text))


def _put_for_pronoun(text: str, earlier: str, name: str, item: Phrase) -> str:
    """The question with the name for the first pronoun that speaks of the item."""
    if found := _THAT.search(text):
        noun = found["noun"]
        is_it = noun in ("one", "ones") or set(stems(noun)) & item.words
        its = name if is_it else f"the {noun} of {name}"
        return f"{text[: found.end('left')]} {its}{text[found.end() :]}"
    found = _ITS.search(text) or (_HIS.search(text) if _WHO.match(earlier) else None)
    if found:
        own = f"{name}'" if name.endswith("s") else f"{name}'s"
        return f"{text[: found.start()]}{own}{text[found.end() :]}"
    if found := _IT.search(text):
        return f"{text[: found.start()]}{name}{text[found.end() :]}"
    if found := _THERE.search(text):
        at = item.lead if item.lead in ("in", "on") else "at"
        return f"{text[: found.start()]}{at} {name}{text[found.end() :]}"
    return ""


def _of_the_figure(text: str, earlier: str, said: list[Phrase], items: list[Phrase]) -> str:
    """The question on the figure that was asked before: "By how much was that up?"."""
    found = _FIGURE.search(text)
    if found is None or not asks("change").match(text, found.end()):
        return ""
    nouns = [
        one
        for one in said
        if one.part in ("rows", "measure")
        and (_COUNTED.search(earlier[: one.start]) or _COUNTED.search(earlier[: one.opens]))
    ]
    items = items or [one for one in said if one.part == "filter" and one.lead and one.has_name]
    if len(nouns) != 1 or len(items) > 1:
        return ""
    noun = nouns[0].text
    verb = _PLURAL.get(found["verb"], found["verb"]) if noun.endswith("s") else found["verb"]
    of = "".join(f" {one.lead or 'of'} {_named(earlier, one)}" for one in items)
    when = _time_of(earlier)
    figure = f"the {noun}{of} {when}".rstrip()
    return f"{text[: found.start()]}{verb} {figure} {text[found.end() :]}"


def _of_the_same(text: str, earlier: str) -> str:
    """Who else was what, at the time asked before, where a question names neither: "Who had the night?"."""
    told, when = spoken(text), _time_of(earlier)
    if told is None or not when or len(text.split()) > _MOST_UNTOLD:
        return ""
    if any(part != "filter" for part, _, _ in told.spans):
        return ""
    if asks("name").search(text[1:]):
        return ""
    which = _WHICH.match(earlier)
    rows = next((one for one in things(earlier) if one.part in ("rows", "measure", "item")), None)
    if which and rows and rows.start < which.end():
        text = _WHO.sub(earlier[: rows.end].strip(), text)
    elif not _WHO.match(earlier):
        return ""
    return f"{text.rstrip(' ?!.')} {when}?"


def _named(question: str, item: Phrase) -> str:
    """A thing as it is spoken of again."""
    text = question[item.opens : item.end]
    return re.sub(r"^(?:an?|this|that|every|each|any)\s", "the ", text, flags=re.IGNORECASE)


def _time_of(question: str) -> str:
    """The one time that a question names, with its preposition."""
    times = [one for one in phrases_of(question) if one.part == "period"]
    if len(times) != 1:
        return ""
    return question[times[0].leads : times[0].end] if times[0].lead else f"in {times[0].text}"
