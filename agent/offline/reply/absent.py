"""Names that a question asks to find in the article, and that no statement of it holds."""

import re
from collections.abc import Sequence

from agent.evidence import Row
from agent.offline.request import Request
from agent.offline.respelled import is_english
from agent.offline.spelling import openers

_MENTION = re.compile(
    r"(?<!^)\b(?:mention|name|refer to|talk about|bring up|cover|discuss|reference)\w*\b|提到|提及|[说谈写讲聊]到|讨论|出现"
    r"|\b(?:any|a|one|single) (?:word|line|mention|reference|trace) (?:on|about|of|to)\b"
    r"|\b(?:say|write|tell\w*)s? (?:(?:anything|something|much|a thing) )?(?:about|on|of)\b"
    r"|\b(?:occur|appear|come up|show up|turn up|comes up|shows up|turns up)s?\b|[:,] (?:is it |anywhere )?in (?:the|this) (?:article|piece|text|post)\W*$"
    r"|^\W*(?:is|are|was|were) (?!it\b|this\b|that\b|there\b)[\w.-]+(?: [\w.-]+)? (?:(?:even|also|ever|anywhere|at all|part|somewhere) )*(?:in|of) (?:the|this|that) (?:\w+ )?(?:article|piece|text|post|essay)(?: (?:at all|anywhere|somewhere|too|as well))*\W*$",
    re.IGNORECASE,
)
_PROPER = re.compile(r"\b[A-Z][A-Za-z0-9.\-]+(?: [A-Z][A-Za-z0-9.\-]+)*")
_PLAIN = re.compile(
    r"\b(?:mentions?|names?|talks? about|brings? up|covers?|discuss(?:es)?|about|of|to) ([a-z]{4,})\b"
    r"|\b(?:does|is|was|did) ([a-z]{4,}) (?:\w+ )?(?:come|show|turn|appear|mentioned|named)|\b(?:if|whether) ([a-z]{4,}) (?:\w+ )?(?:comes?|shows?|turns?|appears?|is mentioned)|^([a-z]{4,}) (?:mentioned|named)"
    r"|^\W*(?:is|are|was|were) ([a-z]{4,}) (?:(?:even|also|ever|anywhere|at all|part|somewhere) )*(?:in|of) (?:the|this|that)\b"
)
_HAN = re.compile(
    r"(?:提到|提及|[说谈写讲聊]到|讨论)(?:过|了)?+(?!什么|哪|谁|的|[一两二三四五六七八九十几多][家个款项种张条位])([\u4e00-\u9fff]{2,6}?)(?=这|公司|[了吗没么？?，。,]|$)"
    r"|^([\u4e00-\u9fff]{2,6}?)(?:有没有|是否)?(?:在|被)(?:这篇|该)?(?:文章|文中|本文)"
)


def names_absent(request: Request, rows: Sequence[Row]) -> list[str]:
    """The proper names that the question asks to find in the article, if no statement holds one."""
    if not _MENTION.search(request.question):
        return []
    names = [*request.systems, *request.vendors] or _unknown(request.question)
    held = " ".join(_said(row) for row in rows).lower()
    absent = [name for name in names if not _holds(held, name.lower())]
    return absent if len(absent) == len(names) else []


def _said(row: Row) -> str:
    extra = row["extra"]
    named = " ".join(map(str, extra.get("entities") or ()))
    return f"{row['text']} {row['title']} {named} {extra.get('text_zh') or ''}"


def _holds(held: str, name: str) -> bool:
    """Whether it stands there, an English name as a word of its own."""
    if not name.isascii():
        return name in held
    return re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", held) is not None


def _unknown(question: str) -> list[str]:
    """Names that the library does not know: with a capital, or no word at all, or in Chinese."""
    proper = [name for m in _PROPER.finditer(question) if (name := _without_opener(m[0]))]
    if proper or (found := _HAN.search(question)) is None:
        plain = [word for m in _PLAIN.finditer(question) for word in m.groups() if word]
        return proper or [word for word in plain if not is_english(word)]
    return [found[1] or found[2]]


def _without_opener(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if first.casefold() in openers() else name
