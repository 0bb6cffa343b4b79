"""The figures of cells, and what they come to beside others of their column in other units: 900 MB and
1.5 GB, 200K and 1M, 6 weeks and 90 days."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache

_SIGNED = re.compile(
    r"[-−–]?\s?(?:\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)|\d[\d,]*)(?:\.\d+)?"
)
_UNIT = re.compile(r"\s?([^\W\d_]+)")

_BEHIND_COMMA = re.compile(r"(?<![\d.,])(?:\d+|\d{1,3}(?:\.\d{3})+),(?:\d{1,2}|\d{4,})(?![\d.,])")
_BEHIND_POINT = re.compile(r"(?<![\d.,])(?:\d+|\d{1,3}(?:,\d{3})+)\.(?:\d{1,2}|\d{4,})(?![\d.,])")

Scale = Mapping[str, Decimal]
"""What each unit of one kind comes to, in the least of them."""


def _scale(**units: str) -> Scale:
    """The factor of each unit, small or with a capital, from `_scale(_60="min minute")`."""
    return {
        written: Decimal(factor.removeprefix("_").replace("_", "."))
        for factor, names in units.items()
        for unit in names.split()
        for written in ((unit, unit.capitalize()) if len(unit) > 2 else (unit,))
    }


_COUNTS = _scale(
    _1000="K k thousand thousands Tsd 千",
    _10000="万",
    _1000000="M mn mln million millions Mio",
    _100000000="亿",
    _1000000000="B bn billion billions Mrd",
    _1000000000000="T tn trillion trillions",
)
# A lone "m" beside bare figures may be metres, beside "k" it is a million.
_COUNTS_IN_SMALL = _scale(_1000="k K", _1000000="m M mn", _1000000000="b B bn")
_BYTES = {"B": Decimal(1), "bytes": Decimal(1), "byte": Decimal(1)} | {
    written: Decimal(1000) ** power
    for power, letter in enumerate("KMGTP", 1)
    for written in (f"{letter}B", f"{letter.lower()}B", f"{letter.lower()}b", f"{letter}iB")
}
_BITS = {
    f"{letter}{written}": Decimal(1000) ** power
    for power, letters in enumerate(("Kk", "M", "G", "T"), 1)
    for letter in letters
    for written in ("bps", "bit", "b")
}
_HERTZ_AND_WATTS = [
    {f"{letter}{of}": Decimal(1000) ** n for n, letter in enumerate(("", "k", "M", "G", "T"))}
    for of in ("Hz", "W", "Wh")
]
_LENGTHS = _scale(_1="mm", _10="cm", _1000="m metre metres meter meters", _1000000="km")
_WEIGHTS = _scale(_1="mg", _1000="g", _1000000="kg", _1000000000="t tonne tonnes")
_TIMES = _scale(
    _0_001="ms msec",
    _1="s sec secs second seconds 秒",
    _60="min mins minute minutes 分钟",
    _3600="h hr hrs hour hours 小时",
    _86400="d day days 天 日",
    _604800="week weeks wk wks 周",
    _2629800="month months mo mos 个月 月",
    _31557600="y yr yrs year years 年",
)
_SCALES: tuple[Scale, ...] = (
    {"": Decimal(1), **_COUNTS},
    _COUNTS_IN_SMALL,
    _BYTES,
    _BITS,
    *_HERTZ_AND_WATTS,
    _LENGTHS,
    _WEIGHTS,
    _TIMES,
)


def has_commas(texts: Iterable[str]) -> bool:
    """Whether figures of one table are written with decimals behind a comma.

    >>> has_commas(["5.105,00", "300"]), has_commas(["1,250", "0.5"])
    (True, False)
    """
    texts = [*texts]
    return any(map(_BEHIND_COMMA.search, texts)) and not any(map(_BEHIND_POINT.search, texts))


@lru_cache(maxsize=1 << 14)
def value_of(text: str) -> Decimal | None:
    """The figure of a cell.

    >>> value_of("3,600 g"), value_of("12 400"), value_of("free")
    (Decimal('3600'), Decimal('12400'), None)
    """
    found = _SIGNED.search(text)
    if found is None:
        return None
    try:
        return Decimal(re.sub(r"[,\s]", "", found[0]).replace("−", "-").replace("–", "-"))
    except InvalidOperation:
        return None


def scale_of(texts: Iterable[str]) -> Scale:
    """That of which all these figures have a unit; empty where there is none.

    >>> scale_of(["500 GB", "2 TB"])["TB"], scale_of(["5 GB", "12 months"])
    (Decimal('1000000000000'), {})
    """
    units = {_unit(text) for text in texts if value_of(text) is not None}
    return next((scale for scale in _SCALES if units <= scale.keys()), {})


def size_of(text: str, scale: Scale) -> Decimal:
    """What a figure comes to in a scale; the bare figure where that has not its unit.

    >>> sizes = scale_of(["200K", "1M"])
    >>> size_of("200K", sizes) < size_of("1M", sizes)
    True
    """
    return (value_of(text) or Decimal(0)) * scale.get(_unit(text), Decimal(1))


@lru_cache(maxsize=1 << 14)
def _unit(text: str) -> str:
    """The word right behind the figure."""
    found = _SIGNED.search(text)
    unit = _UNIT.match(text, found.end()) if found else None
    return unit[1] if unit else ""
