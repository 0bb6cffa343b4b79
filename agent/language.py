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
_CHINESE = re.compile(r"[吗呢的了是多少哪几什么怎么能请为在和与换那呀吧]")


def language_of(text: str) -> Language:
    """`zh` where the sentence is Chinese, even around English names; else `en`.

    >>> language_of("我的3060能跑HunyuanVideo吗？"), language_of("Is 通义千问 open source?")
    ('zh', 'en')
    """
    text = text[:4000]
    han = len(_HAN.findall(text))
    if not han:
        return "en"
    if _ENGLISH.search(text):
        return "zh" if han > 2 * len(_WORD.findall(text)) else "en"
    return "zh" if _CHINESE.search(text) or han >= len(_WORD.findall(text)) else "en"
