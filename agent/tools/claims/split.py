"""Statements of a text, with where they stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.tools.claims import vocabulary

_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|(?<=[。！？])[”’）]*|\n+")
_SHORTEST = 12
_ONLY_ASKS = re.compile(
    r"(?:(?:please|can you|could you) )?(?:check|verify|confirm|fact-check|audit)"
    r"(?: (?:all|both|each|these|those|them|this|that|it|of|for|me|us|please|two|three|four|five"
    r"|claims?|statements?|sentences?|points?))+\W*$"
    r"|(?:请)?(?:核实|核查|确认|查证)(?:一下)?(?:以上|这些|全部|都)?[。！]?$",
    re.IGNORECASE,
)
"""A sentence that only asks for the others to be checked ("Check all three.")."""
_BETWEEN_STATEMENTS = re.compile(
    r"\s*[,;，；、]\s*(?:(?:and|but|while|whereas|而且|并且|而|但)\s*)?(?:that\s+)?(?:the\s+)?"
    r"|\s+(?:and|but|while|whereas)\s+(?:that\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"(?:['’]s)?\s+(?:\w+\s+){0,3}?(?:is|are|was|were|has|have|had|does|do|did|can|could|will|would|costs?"
    r"|needs?|runs?|owns?|makes?|sells?|charges?|belongs?|became|rose|fell|bought|made|took|came"
    r"|keeps?|beats?|holds?|uses?|offers?|earns?|lives?|comes?|\w{3,}ed|isn['’]t|doesn['’]t)\b",
    re.IGNORECASE,
)
_SUBJECT_AGAIN = re.compile(
    r"(?P<joint>[,;]\s*(?:(?:and|but|while|whereas|yet)\s+)?)(?:it|they)(?P<verb>['’](?:s|re|ve))?(?=\s)",
    re.IGNORECASE,
)
_IN_FULL = {"s": " is", "re": " are", "ve": " have"}
_ZH_VERB = re.compile(
    r"[^，。；、]{0,8}(?:是|有|没有|已|开源|闭源|收购|属于|需要|用|涨|跌|卖|收费|免费|岁)"
)
_ASKS = re.compile(
    r"(?:and |then |so |but )?(?:what|which|who|whose|when|where|why|how|is|are|was|were|do|does|did|can|could|will|would"
    r"|should|has|have|tell|give|show|list|under|on|in|at|for|by|from|with)\b|.*(?:多少|什么|哪|吗|几|谁|怎么|如何)",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s*(?:,? ?and|&|,|和|与|及|以及|、|跟)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Claim:
    """One statement; `text == document[char_start:char_end]`."""

    text: str
    char_start: int
    char_end: int


def split(document: str) -> list[Claim]:
    """The statements of a text in reading order; headings and crumbs are left out.

    >>> [claim.text for claim in split("IMA is open source. So is Yuanqi, it says.")]
    ['IMA is open source.', 'So is Yuanqi, it says.']
    """
    claims: list[Claim] = []
    start = 0
    for end in [*_END.finditer(document), None]:
        stop = end.start() if end else len(document)
        text = document[start:stop].strip()
        if len(text) >= _SHORTEST and not text.startswith("#") and not _ONLY_ASKS.match(text):
            at = document.index(text, start)
            claims.append(Claim(text, at, at + len(text)))
        start = end.end() if end else stop
    if not claims and document.strip():
        text = document.strip()
        at = document.index(text)
        claims.append(Claim(text, at, at + len(text)))
    return claims


def premise(text: str) -> tuple[str, str]:
    """What a question takes for granted, and the question without it; ("", text) where nothing.

    A clause that only says when ("since Qwen3 came out") is no premise.

    >>> premise("Now that Alibaba owns Anthropic, what does Claude cost?")
    ('Alibaba owns Anthropic', 'what does Claude cost?')
    >>> premise("What does Claude cost since September 2025?")[0]
    ''
    """
    opening = vocabulary.phrases("premise", "opening").match(text.lstrip())
    if opening:
        clause, comma, rest = _first_clause(text.lstrip()[opening.end() :])
        alone = not comma and opening[0][0] >= "\u3400"  # 既然甲收购了乙, its question apart
        if _is_statement(clause) and (alone or (comma and _ASKS.search(rest))):
            return clause.strip(" 。"), rest.strip()
    for closing in vocabulary.phrases("premise", "closing").finditer(text):
        clause = text[closing.end() :].strip(" ?？.。")
        if closing.start() > _SHORTEST and _is_statement(clause):
            return clause, text[: closing.start()].rstrip(" ,，") + "?"
    return "", text


def _first_clause(text: str) -> tuple[str, str, str]:
    """Up to the comma after which a question begins: a premise may hold commas itself."""
    for comma in re.finditer(r"[,，]\s*", text):
        if _ASKS.match(text, comma.end()):
            return text[: comma.start()], comma[0], text[comma.end() :]
    return text.partition("，") if "，" in text else text.partition(", ")


def _is_statement(clause: str) -> bool:
    said = _VERB.search(clause.strip(), 1) is not None or re.search(r"[\u3400-\u9fff]{3}", clause)
    return bool(said) and vocabulary.phrases("premise", "when").search(clause) is None


def statements_in(text: str, places: Sequence[tuple[int, int]]) -> list[str]:
    """The statements that one sentence joins, each with its own subject and verb; else empty.

    `places` are where the names stand.

    >>> text = "Is it true that IMA is open, and that Coze is closed?"
    >>> statements_in(text, [(16, 19), (38, 42)])
    ['IMA is open', 'Coze is closed']
    """
    starts = [start for start, end in places if _VERB.match(text, end) or _ZH_VERB.match(text, end)]
    joints = [
        (joint.start(), joint.end())
        for joint in _BETWEEN_STATEMENTS.finditer(text)
        if joint.end() in starts
    ]
    if not joints or not any(start < joints[0][0] for start in starts):
        return []
    edges = [starts[0], *(edge for joint in joints for edge in joint), len(text)]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    pieces = [text[start:end].strip(" ,.;?!，。；？！\"'”’") for start, end in pairs]
    # "Gemini and Claude beat ChatGPT" joins two names, not two statements.
    whole = all(_VERB.search(piece, 1) or _ZH_VERB.search(piece, 1) for piece in pieces)
    return pieces if whole else []


def with_subject(text: str, places: Sequence[tuple[int, int]]) -> str:
    """The sentence with its subject said again where a second part has only a pronoun for it.

    >>> with_subject("Acme's App is open, but it's also paid.", [(0, 4), (7, 10)])
    "Acme's App is open, but Acme's App is also paid."
    """
    again = _SUBJECT_AGAIN.search(text)
    verb = next((m for _, end in places if (m := _VERB.match(text, end))), None)
    named = [place for place in places if verb and place[1] < verb.end()]
    if not again or not named or named[-1][1] > again.start():
        return text
    subject = text[named[0][0] : named[-1][1]]

    def said_again(found: re.Match[str]) -> str:
        return found["joint"] + subject + _IN_FULL.get((found["verb"] or "")[1:], "")

    return _SUBJECT_AGAIN.sub(said_again, text)


def one_subject_each(text: str, places: Sequence[tuple[int, int]]) -> dict[str, str]:
    """Subject -> the statement on it alone, where several are joined by "and"; else empty.

    `places` are where the names stand.

    >>> one_subject_each("Are IMA and Yuanqi open source?", [(4, 7), (12, 18)])
    {'IMA': 'Are IMA open source?', 'Yuanqi': 'Are Yuanqi open source?'}
    """
    run: list[tuple[int, int]] = []
    for place in sorted(places):
        if run and not _JOINT.fullmatch(text[run[-1][1] : place[0]]):
            if len(run) > 1:
                break
            run = []
        run.append(place)
    if len(run) < 2:
        return {}
    before, after = text[: run[0][0]], text[run[-1][1] :]
    return {text[start:end]: before + text[start:end] + after for start, end in run}
