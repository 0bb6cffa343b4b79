"""Right rewordings of an answer: another notation, script, unit or rounding of what it says. Knows
nothing of the checker."""

import random
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from evals.planted import Answered

_HAN = "零一二三四五六七八九"
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_AMOUNT = r"(?<!to )(?<!and )(?<!or )(?<!至 )(?<![\w.,/-])(\d+(?:\.\d+)?)"


def reword(answer: Answered, way: str, chance: random.Random) -> Answered | None:
    """The answer with every place of one kind said in that way; None where it has none."""
    pattern, say = WAYS[way]
    if way in ("rounded", "GiB") and answer.style in ("memory", "sum"):
        return None  # what these say is rounded already
    text, count = re.subn(pattern, say, answer.text)
    changed = count and text != answer.text and not re.search(r"`|\]\(", answer.text)
    return replace(answer, text=text, style=f"{answer.style}, {way}") if changed else None


def _rounded(match: re.Match[str]) -> str:
    value = Decimal(match[1])
    whole = value.quantize(Decimal(1), rounding="ROUND_HALF_EVEN")
    return match[0] if value < 10 else f"about {whole} {match[2]}"


def _to_yi(match: re.Match[str]) -> str:
    """52.3 billion dollars is 523亿美元."""
    value = Decimal(match[1]) * (10 if match[2] == "billion" else Decimal("0.01"))
    unit = {"dollars": "美元", "yuan": "元"}[match[3]]
    return f"{value.normalize():f}亿{unit}"


def _gib(match: re.Match[str]) -> str:
    value = Decimal(match[1]) * 10**9 / 2**30
    return f"{value:.2f} GiB"


def _day(match: re.Match[str]) -> str:
    return f"{int(match[3])} {_MONTHS[int(match[2]) - 1]} {match[1]}"


def _zh_day(match: re.Match[str]) -> str:
    return f"{match[1]}年{int(match[2])}月{int(match[3])}日"


def _wide(match: re.Match[str]) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in match[0])


def _hanzi(match: re.Match[str]) -> str:
    """20% is 百分之二十."""
    n = int(match[1])
    tens = (_HAN[n // 10] if n >= 20 else "") + "十" if n >= 10 else ""
    return "百分之" + tens + (_HAN[n % 10] if n % 10 else "")


def _digits(match: re.Match[str]) -> str:
    by = {"million": 10**6, "billion": 10**9}[match[2]]
    return f"{int(Decimal(match[1]) * by):,}"


Say = str | Callable[[re.Match[str]], str]
WAYS: dict[str, tuple[str, Say]] = {
    "rounded": (
        _AMOUNT.replace(r"(?:\.\d+)?", r"\.\d+") + r" (billion|million|GiB|GB)\b",
        _rounded,
    ),
    "sign before": (_AMOUNT + r" (million |billion |)dollars(?! input| output)", r"US$\1 \2"),
    "short scale": (r"\$(\d[\d.]*) billion", r"$\1bn"),
    "亿": (_AMOUNT + r" (billion|million) (dollars|yuan)\b", _to_yi),
    "GiB": (r"(?<!至 )(?<!to )(?<![\w.,/-])(\d{2,}(?:\.\d+)?) ?GB\b", _gib),
    "day in words": (r"\b(20\d\d)-(\d\d)-(\d\d)\b", _day),
    "day in Chinese": (r"\b(20\d\d)-(\d\d)-(\d\d)\b", _zh_day),
    "month alone": (r"\b(20\d\d)-(\d\d)-(\d\d)\b", r"\1-\2"),
    "wide digits": (r"(?<![\w.,\[/-])\d+(?:\.\d+)?(?= ?(?:万|亿|元|美元|GB|%))", _wide),
    "百分之": (r"(?<![\w.,/-])([1-9]\d?)%", _hanzi),
    "per cent": (r"(?<=\d)%", " percent"),
    "written out": (
        _AMOUNT + r" (million|billion)(?= (?:dollars|yuan|users|people|tokens)\b)",
        _digits,
    ),
    "per month": (r"(?<=dollars) a month\b", " per month"),
    "slash": (r"(?<=dollars) a (month|year)\b", r"/\1"),
    "n't": (r"\b(is|are|was|were|does|do|did|has|have) not\b", r"\1n't"),
    "bold": (r"(?<![\w.,*/-])(\d[\d.,]* (?:million|billion|GB|GiB))\b", r"**\1**"),
    "Chinese vendor": (r"\bTencent\b(?! Cloud| Hunyuan)", "腾讯"),
}
"""What is looked for, and how it is said."""
