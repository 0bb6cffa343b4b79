"""Growth by a factor, as a question tells it: every so often, over a length of time, or once."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_EVERY = r"(?:each|every|yearly|annually|monthly|quarterly|weekly|daily|per|an? (?:year|month|quarter|week))\b"
_ONCE = re.compile(
    rf"(?P<cut>\b(?:cut|reduce[ds]?|slash(?:ed|es)?)\b[^,.;?]{{0,24}}\b(?:in|by) half\b)|\b(?P<word>doubl|tripl|quadrupl|halv)(?:es?|ed|ing)\b(?!(?:(?!\band\b)[^,.;?]){{0,20}}{_EVERY})"
    r"|(?P<hword>翻一番|翻番|翻一倍|翻倍|翻两番|翻两倍|增加一倍|减半|腰斩)",
    re.IGNORECASE,
)
_WISHED = re.compile(
    r"(?:\b(?:to|until|till|before|when|must|should|need(?:ed|s)?)(?: \w+){0,3}|\bhow (?:long|soon|many \w+)\b[^?.;]{0,40}|(?:才能?|要|能|多久[^，。？]{0,8}|何时[^，。？]{0,6}))\s*$",
    re.IGNORECASE,
)
_PERIODIC = re.compile(
    r"每(?:隔|过)?[\d一二三四五六七八九十两半]*个?半?(?:年|月|季度|周|天)[^，。,]{0,6}$"
)
_TIMES = {"doubl": "2", "tripl": "3", "quadrupl": "4", "halv": "1/2", "翻两番": "4", "翻两倍": "3", "减半": "1/2", "腰斩": "1/2"}  # fmt: skip


class Factor(NamedTuple):
    """By how much something is multiplied once, and where that stands."""

    times: str
    start: int
    end: int


def factors_once(text: str) -> Iterator[Factor]:
    """What is multiplied once: "the price doubles", "人数减半"; not what is to be reached so: "how long to double".

    >>> [f.times for f in factors_once("the fee triples and users halve; how long to double?")]
    ['3', '1/2']
    """
    for m in _ONCE.finditer(text):
        before = text[: m.start()]
        if _WISHED.search(before[-60:]) or _PERIODIC.search(before):
            continue
        said = (m["word"] or m["hword"] or "halv").lower()
        yield Factor(_TIMES.get(said, "2"), m.start(), m.end())
