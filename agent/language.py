"""Which language a text is in: Chinese or English."""

import re

from agent.answer import Language

_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z]{2,}")
_ENGLISH = re.compile(
    r"\b(?:what|which|who|when|where|how|why|is|are|was|were|does|did|do|can|could|will|would|the|"
    r"of|for|and|with|on|in|to|me|my|about|tell|compare|check)\b",
    re.IGNORECASE,
)
_TELL = r"(?:answer|reply|respond|repeat|say|write|tell|explain|give|show|summari[sz]e|describe)"
_WANTED = re.compile(
    rf"(?:^\W*(?:(?:and|now|again|once more|the same)\s+)*|(?:^|[.?!,;，。？！])\s*(?:(?:and|now|please)\s+)*{_TELL}\b[^.?!]{{0,80}}\s)"
    r"in (?:(?P<zh>chinese|mandarin)|english)\W*(?:please|again)?\W*$"
    r"|(?:请|改|换成?|再)?用(?:(?P<zh2>中文|汉语)|英文|英语)(?:回答|回复|呢|再?(?:说|讲)(?:一遍|一次)?|重复)",
    re.IGNORECASE,
)
_CHINESE = re.compile(r"[吗呢的了是多少哪几什么怎么能请为在和与换那呀吧]")


def names_language_only(text: str) -> bool:
    """Whether a text asks for nothing but another language: "and in Chinese please"."""
    wanted = _WANTED.search(text)
    rest = _WANTED.sub("", text) if wanted else text
    return wanted is not None and len(re.findall(r"\w+", rest)) <= 2


def language_of(text: str) -> Language:
    """`zh` where the sentence is Chinese, even around English names; else `en`.

    A language that is asked for counts before the one it is asked in.

    >>> language_of("我的3060能跑HunyuanVideo吗？"), language_of("Is 通义千问 open source?")
    ('zh', 'en')
    >>> language_of("and in Chinese please"), language_of("请用英文回答")
    ('zh', 'en')
    """
    text = text[:4000]
    if wanted := _WANTED.search(text):
        return "zh" if wanted["zh"] or wanted["zh2"] else "en"
    han = len(_HAN.findall(text))
    if not han:
        return "en"
    if _ENGLISH.search(text):
        return "zh" if han > 2 * len(_WORD.findall(text)) else "en"
    return "zh" if _CHINESE.search(text) or han >= len(_WORD.findall(text)) else "en"
