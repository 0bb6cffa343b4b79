"""Amounts as text: plain decimals for JSON, and money as people write it in English and Chinese."""

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Literal

Language = Literal["en", "zh"]

#: 120 digits hold every amount below 10^60 with 50 digits to spare behind the point.
EXACT = Context(prec=120, rounding=ROUND_HALF_UP)
LARGEST = Decimal(10) ** 60
"""Larger results are refused: they mean no money, and would cost the promised digits."""

_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "INR": "₹"}
_CHINESE = {
    "USD": "美元", "CNY": "元", "EUR": "欧元", "GBP": "英镑", "JPY": "日元", "HKD": "港元", "INR": "印度卢比",
    "CAD": "加元", "AUD": "澳元", "SGD": "新加坡元", "TWD": "新台币", "KRW": "韩元", "CHF": "瑞士法郎", "NZD": "新西兰元",
}  # fmt: skip
_ENGLISH_SCALES = [(12, " trillion"), (9, " billion"), (6, " million")]
_CHINESE_SCALES = [(12, "万亿"), (8, "亿"), (4, "万")]

SCALES = [
    *((word.strip(), power) for power, word in _ENGLISH_SCALES),
    ("thousand", 3),
    *((word, power) for power, word in _CHINESE_SCALES),
]
"""Words for a power of ten, in which an amount can be asked for."""


def plain(value: Decimal, places: int = 10) -> str:
    """Plain notation, rounded half up, no trailing zeros.

    >>> plain(Decimal("5E+10")), plain(Decimal("0.00000000005")), plain(Decimal("-0.00000000001"))
    ('50000000000', '0.0000000001', '0')
    """
    text = f"{round_half_up(value, places):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def operand(value: Decimal) -> str:
    """As a formula of a trace holds it: of less than one, ten digits that say something.

    >>> operand(Decimal("0.0000000000501234567891")), operand(Decimal("2.5"))
    ('0.00000000005012345679', '2.5')
    """
    return plain(value, max(10, 9 - value.adjusted()) if value else 10)


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Half away from zero, at any size the package computes.

    >>> round_half_up(Decimal("0.125"), 2)
    Decimal('0.13')
    """
    return value.quantize(Decimal(1).scaleb(-places), context=EXACT)


def format_number(value: Decimal, places: int = 2) -> str:
    """Thousands separated, at most `places` decimals.

    >>> format_number(Decimal("208333333.333")), format_number(Decimal("240.00"))
    ('208,333,333.33', '240')
    """
    whole, _, decimals = plain(value, places).partition(".")
    grouped = f"{int(whole):,}" if whole.lstrip("-") != "0" else whole
    return f"{grouped}.{decimals}" if decimals else grouped


def format_money(value: Decimal, currency: str, language: Language = "en") -> str:
    """The exact amount, to the cent.

    >>> format_money(Decimal("13996800000"), "USD"), format_money(Decimal("41.666"), "CNY", "zh")
    ('$13,996,800,000', '41.67元')
    """
    text = _padded(abs(value))
    return _with_currency(text, currency, language, negative=value < 0)


def format_price(value: Decimal, currency: str, language: Language = "en") -> str:
    """A price, which may be finer than a cent: $0.435 per million tokens."""
    exact = round_half_up(value, 4)
    if abs(value) < 10 and exact == value and round_half_up(value, 2) != value:
        return _with_currency(plain(abs(value)), currency, language, negative=value < 0)
    if abs(value) < Decimal("0.01") and value:
        return _with_currency(plain(abs(value)), currency, language, negative=value < 0)
    return format_money(value, currency, language)


def fine_price(value: Decimal, currency: str, language: Language = "en") -> str:
    """What one of many costs: of less than one, four digits that say something.

    >>> fine_price(Decimal("0.016354"), "USD"), fine_price(Decimal("2.5"), "USD")
    ('$0.01635', '$2.50')
    """
    if not 0 < abs(value) < 1 or round_half_up(value, 2) == value:
        return format_price(value, currency, language)
    return _with_currency(
        plain(Decimal(f"{abs(value):.4g}"), 12), currency, language, negative=value < 0
    )


def short_money(value: Decimal, currency: str, language: Language = "en") -> str:
    """The amount in billions or 亿: exact to two decimals of the scale, else three digits.

    >>> short_money(Decimal("50000000000"), "USD"), short_money(Decimal("50000000000"), "USD", "zh")
    ('$50 billion', '500亿美元')
    >>> short_money(Decimal("13996800000"), "USD")
    '$14.0 billion'
    """
    text, _ = _short(abs(value), language)
    return _with_currency(text, currency, language, negative=value < 0)


def say_money(value: Decimal, currency: str, language: Language = "en") -> str:
    """Short, with the exact amount beside it where the two differ.

    >>> say_money(Decimal("432000000"), "USD")
    '$432 million'
    >>> say_money(Decimal("13996800000"), "USD")
    '$14.0 billion ($13,996,800,000)'
    """
    full, short = format_money(value, currency, language), short_money(value, currency, language)
    return short if _short(abs(value), language)[1] else _beside(short, full, language)


_INDIAN = {"lakh crore": 12, "crore": 7, "lakh": 5}
"""Scale words that sums are told in only where they are asked for."""


def money_in(value: Decimal, unit: str, currency: str) -> str:
    """The amount counted in `unit`, a scale word of either language, in that language.

    >>> money_in(Decimal("5000000000000"), "trillion", "USD"), money_in(Decimal("5000000000000"), "万亿", "USD")
    ('$5 trillion', '5万亿美元')
    >>> money_in(Decimal("4000000000000"), "lakh crore", "INR")
    '₹4 lakh crore'
    """
    power = {**dict(SCALES), **_INDIAN}[unit]
    number = format_number(value.scaleb(-power, context=EXACT), 4)
    if unit.isascii():
        return _with_currency(f"{number} {unit}", currency, "en", negative=False)
    return _with_currency(f"{number}{unit}", currency, "zh", negative=False)


def say_count(value: Decimal, language: Language = "en") -> str:
    """A number of people: "100 million", "1亿", with all digits beside it where they differ.

    >>> say_count(Decimal(100_000_000)), say_count(Decimal("208333333.33"))
    ('100 million', '208 million (208,333,333)')
    """
    whole = round_half_up(value, 0)
    short, is_exact = _short(whole, language)
    return short if is_exact else _beside(short, format_number(whole, 0), language)


def _beside(short: str, full: str, language: Language) -> str:
    return f"{short}（{full}）" if language == "zh" else f"{short} ({full})"


def _short(value: Decimal, language: Language) -> tuple[str, bool]:
    """The amount with its scale word, and whether it is exact to the cent."""
    amount = round_half_up(value, 2)
    for power, word in _CHINESE_SCALES if language == "zh" else _ENGLISH_SCALES:
        scaled = amount.scaleb(-power, context=EXACT)
        if scaled < 1:
            continue
        if round_half_up(scaled, 2) == scaled:
            return format_number(scaled) + word, True
        places = max(0, 3 - len(str(int(scaled))))
        return f"{round_half_up(scaled, places):,f}{word}", False
    return _padded(amount), True


def _padded(amount: Decimal) -> str:
    """Two decimals or none: 13.50, 240."""
    text = format_number(amount)
    return text + "0" if "." in text and len(text.partition(".")[2]) == 1 else text


def _with_currency(text: str, currency: str, language: Language, *, negative: bool) -> str:
    sign = "-" if negative else ""
    if language == "zh":
        return f"{sign}{text}{_CHINESE.get(currency, ' ' + currency)}"
    symbol = _SYMBOLS.get(currency)
    return f"{sign}{symbol}{text}" if symbol else f"{sign}{currency} {text}"


def say_amount(value: Decimal, currency: str | None, language: Language = "en") -> str:
    """An amount of money in words, or a count where no currency is given."""
    return say_money(value, currency, language) if currency else say_count(value, language)
