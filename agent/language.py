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
_ENGLISH_ALONE = re.compile(
    r"\b(?:what|which|when|where|how|why|are|does|did|do|can|could|would|the|of|and|with|to|my)\b",
    re.IGNORECASE,
)
"""Function words that only English has."""
_TELL = r"(?:answer|reply|respond|repeat|say|write|tell|explain|give|show|summari[sz]e|describe)"
_WANTED = re.compile(
    rf"(?:^\W*(?:(?:and|now|again|once more|the same)\s+)*|(?:^|[.?!,;，。？！])\s*(?:(?:and|now|please)\s+)*{_TELL}\b[^.?!]{{0,80}}\s)"
    r"in (?:(?P<zh>chinese|mandarin)|english)\W*(?:please|again)?\W*$"
    r"|(?:请|改|换成?|再)?用(?:(?P<zh2>中文|汉语)|英文|英语)(?:回答|回复|呢|再?(?:说|讲)(?:一遍|一次)?|重复)",
    re.IGNORECASE,
)
_OTHER_SCRIPT = re.compile(
    r"[\u0400-\u052f\u0590-\u06ff\u0900-\u097f\u0e00-\u0e7f\u3040-\u30ff\uac00-\ud7af]"
)
"""Cyrillic, Hebrew, Arabic, Devanagari, Thai, kana, Hangul."""
_OTHER_WORDS = frozenset(
    "der die das und ist sind was wie wieviel viel kostet kosten wer wann warum welche welcher für mit nicht ein eine"
    " kann von im auf le la les des du est sont quel quelle quels combien coûte coute qui quand pourquoi pour avec pas"
    " une dans el los las es son cuál cuánto cuanto cuesta quién cuándo qué por para con una il lo gli che quanto costa"
    " chi quando perché são é qual quanto custa quem com não uma wat hoeveel het een voor niet zijn".split()
)
"""Function words of German, French, Spanish, Italian, Portuguese and Dutch that English lacks or
hardly has; two of them and no English one make another language."""
_CHINESE = re.compile(r"[吗呢的了是多少哪几什么怎么能请为在和与换那呀吧]")


def names_language_only(text: str) -> bool:
    """Whether a text asks for nothing but another language: "and in Chinese please"."""
    wanted = _WANTED.search(text)
    rest = _WANTED.sub("", text) if wanted else text
    return wanted is not None and len(re.findall(r"\w+", rest)) <= 2


def is_of_another(text: str) -> bool:
    """Whether a text is neither English nor Chinese, by its script or its function words.

    >>> is_of_another("Was kostet ChatGPT Plus?"), is_of_another("What does ChatGPT Plus cost?")
    (True, False)
    """
    text = text[:4000]
    if len(_OTHER_SCRIPT.findall(text)) > 2:
        return True
    found = {word.casefold() for word in re.findall(r"[^\W\d_]+", text)} & _OTHER_WORDS
    return len(found) > 1 and not _ENGLISH_ALONE.search(text)


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
