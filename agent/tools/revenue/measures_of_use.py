"""Units of what is used: time and storage convert into each other, things are only counted."""

from decimal import Decimal

SECONDS = {
    "second": Decimal(1),
    "minute": Decimal(60),
    "hour": Decimal(3600),
    "day": Decimal(86400),
    "week": Decimal(604_800),
    "month": Decimal(2_592_000),
    "quarter": Decimal(7_776_000),
    "year": Decimal(31_536_000),
}
"""A month is 30 days, a quarter 90, a year 365: what clouds and people reckon with."""

GIGABYTES = {"MB": Decimal("0.001"), "GB": Decimal(1), "TB": Decimal(1000), "PB": Decimal(1_000_000)}  # fmt: skip
"""Decimal units, as storage is sold."""

ZH = {"second": "秒", "minute": "分钟", "hour": "小时", "day": "天", "week": "周", "month": "月", "quarter": "季度",
      "year": "年", "image": "张", "video": "条", "call": "次", "chat": "次", "GPU": "卡", "item": "件"}  # fmt: skip

_PER_YEAR = {"year": 1, "quarter": 4, "month": 12}


def in_unit(value: Decimal, unit: str, wanted: str) -> Decimal | None:
    """The value in another unit of the same kind; None where the two do not convert.

    >>> in_unit(Decimal(30), "day", "hour"), in_unit(Decimal(250), "TB", "GB"), in_unit(Decimal(1), "GB", "hour")
    (Decimal('720'), Decimal('250000'), None)
    """
    for scale in (SECONDS, GIGABYTES):
        if unit in scale and wanted in scale:
            return value * scale[unit] / scale[wanted]
    return value if unit == wanted else None


def times_in(period: str, span: str) -> Decimal:
    """How often a period comes in a span: months in a year are 12, weeks 52, days in a month 30.

    >>> times_in("month", "year"), times_in("day", "month"), times_in("day", "year")
    (Decimal('12'), Decimal('30'), Decimal('365'))
    """
    if (period, span) == ("week", "year"):
        return Decimal(52)
    if period in _PER_YEAR and span in _PER_YEAR:
        return Decimal(_PER_YEAR[period]) / _PER_YEAR[span]
    return SECONDS[span] / SECONDS[period]
