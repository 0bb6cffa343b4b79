"""What people write for a count, a price, a rate or a period, read once and checked; bad input is named."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from agent.quantities import BARE_B, Quantity, find_quantities
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.leftovers import check_denominator, check_rest

Amount = int | float | str | Decimal
CODES = frozenset(
    "USD CNY EUR GBP JPY HKD INR CAD AUD SGD TWD KRW CHF NZD BRL MXN SEK NOK DKK PLN CZK ZAR RUB TRY THB IDR MYR PHP VND"
    " AED SAR ILS HUF CLP ARS COP EGP NGN KES PKR BDT UAH".split()
)
PER_YEAR = {"year": 1, "quarter": 4, "month": 12, "week": 52, "day": 365}
"""How often a period comes in a year."""
PERIOD_ZH = {"year": "年", "month": "月", "quarter": "季度", "week": "周", "day": "天"}
PERIODS_ZH = {"year": "年", "month": "个月", "quarter": "个季度", "week": "周", "day": "天"}
"""After a number: "3个月后"."""
_PAYERS = {
    None,
    "seat",
    "user",
    "subscriber",
    "customer",
    "person",
    "member",
    "account",
    "employee",
}
_DIGITS = re.compile(r"[-−–]?\d+")
LARGEST_INPUT = Decimal(10) ** 18
MOST_YEARS = 200

_ALIASES = {"RMB": "CNY", "YUAN": "CNY", "DOLLAR": "USD", "DOLLARS": "USD", "EURO": "EUR", "EUROS": "EUR", "$": "USD",
            "€": "EUR", "£": "GBP", "¥": "CNY", "￥": "CNY", "美元": "USD", "人民币": "CNY", "元": "CNY", "欧元": "EUR", "英镑": "GBP"}  # fmt: skip


@dataclass(frozen=True)
class Price:
    """An amount of money for a period; currency and period may be left unsaid."""

    amount: Decimal
    currency: str | None = None
    per: str | None = None
    each: str | None = None
    doubt: str | None = None


@dataclass(frozen=True)
class Change:
    """A share (20 % is 0.2) a year or a month."""

    share: Decimal
    per: str | None = None


@dataclass(frozen=True)
class Count:
    """A number of subscribers, with what the notation leaves open."""

    value: Decimal
    written: str
    is_scaled: bool
    ambiguous: str | None = None


def read_count(given: Amount, what: str = "subscribers") -> Count:
    """A positive number of people: "100M", "1.5 million seats", 2500."""
    quantity = _only_quantity(given, f"number of {what}", "100M or 2,500")
    if isinstance(given, str):
        check_denominator(given.strip(), quantity, f"number of {what}", "100M or 2,500")
    value = _checked(quantity.value, given, f"The number of {what}")
    if quantity.unit not in {None, "people", "seats", "requests", "chats", "tokens"}:
        raise CannotCalculate(
            f"'{given}' is an amount of {quantity.unit}, not a number of {what}; write a count such as 100M."
        )
    plain_digits = quantity.text.split()[0].replace(",", "") if quantity.text else ""
    doubt = None if quantity.ambiguous == BARE_B else quantity.ambiguous
    return Count(value, str(given), not plain_digits.isdigit(), doubt)


def read_price(given: Amount, *, free: bool = False) -> Price:
    """A price with its currency and period where said: "500/yr", "$20/month", "199 CNY/yr"."""
    quantity = _alone(given, "price", "$20/month or 500/yr")
    value = _checked(quantity.value, given, "The price", free=free)
    currency = _currency_of(quantity, given)
    per, each = quantity.per, quantity.each
    if per not in PER_YEAR and per in _PAYERS and each is None:
        per, each = None, per
    if (per is not None and per not in PER_YEAR) or (each is not None and each not in _PAYERS):
        per = each or per if each not in _PAYERS else per
        raise CannotCalculate(
            f"A subscription price per {per} ('{given}') cannot be summed over a year; give it per month or year."
        )
    return Price(value, currency, per, each, quantity.ambiguous)


def read_token_price(given: Amount) -> Price:
    """A price per million tokens; one per thousand or per token is scaled."""
    quantity = _only_quantity(given, "token price", "$3 per million tokens")
    value = _checked(quantity.value, given, "The token price", free=True)
    scales = {
        None: 1,
        "million tokens": 1,
        "thousand tokens": 1000,
        "token": 1_000_000,
        "billion tokens": Decimal("0.001"),
    }
    if quantity.per not in scales:
        raise CannotCalculate(
            f"The token price '{given}' is per {quantity.per}; give it per million tokens."
        )
    return Price(value * scales[quantity.per], _currency_of(quantity, given), "million tokens")


def read_volume(given: Amount, what: str) -> Decimal:
    """A number of tokens or requests, possibly 0."""
    quantity = _only_quantity(
        given, f"number of {what} tokens" if what != "requests" else "number of requests", "2M"
    )
    if quantity.unit not in {None, "tokens", "requests", "chats", "people"}:
        raise CannotCalculate(
            f"'{given}' is an amount of {quantity.unit}; write a count such as 2M."
        )
    return _checked(quantity.value, given, f"The number of {what}", free=True)


def read_money(given: Amount, what: str) -> Price:
    """An amount of money without a period, such as a target."""
    quantity = _alone(given, what, "50B or $50 billion")
    return Price(
        _checked(quantity.value, given, f"The {what}"), _currency_of(quantity, given), quantity.per
    )


def read_change(given: Amount, what: str) -> Change:
    """A rate such as "20%/yr"; a bare number of 1 or more is read as percent."""
    quantity = _alone(given, what, "20%/yr")
    _finite(quantity.value, given, what)
    if quantity.unit not in {None, "percent"}:
        raise CannotCalculate(f"The {what} '{given}' is not a percentage; write it like 20%/yr.")
    if quantity.unit is None and 0 < abs(quantity.value) < 1:
        raise CannotCalculate(
            f"A {what} of {given} may be {given} % or {quantity.value * 100:f} %; write the percent sign."
        )
    if quantity.per not in {None, "year", "month"}:
        raise CannotCalculate(
            f"The {what} '{given}' is per {quantity.per}; give it per month or year."
        )
    if abs(quantity.value) > 100_000:
        raise CannotCalculate(f"A {what} of {given} is beyond anything that can be meant.")
    return Change(quantity.value / 100, quantity.per)


def read_part(given: Amount) -> Decimal:
    """A share of a whole, "15%" or "1/5", between 0 and 1."""
    text = str(given)
    if "/" in text and "%" not in text:
        top, _, bottom = text.partition("/")
        part = Decimal(top) / Decimal(bottom)
    else:
        part = read_change(text, "share").share
    if not 0 <= part <= 1:
        raise CannotCalculate(f"A share of {text} is not possible; it lies between 0 % and 100 %.")
    return part


def read_years(given: Amount) -> int:
    """A whole number of years: 3, "3", "3 years"."""
    quantity = _only_quantity(given, "number of years", "3")
    value = _finite(quantity.value, given, "number of years")
    if quantity.unit == "months":
        raise CannotCalculate(f"'{given}' is in months; a period is a year, so give whole years.")
    if quantity.unit not in {None, "years"}:
        raise CannotCalculate(f"'{given}' is no number of years; write a whole number such as 3.")
    if value != value.to_integral_value() or not 1 <= value <= MOST_YEARS:
        raise CannotCalculate(
            f"The number of years must be a whole number from 1 to {MOST_YEARS}, not {given}."
        )
    return int(value)


def read_currency(given: str | None) -> str | None:
    """An ISO code from what people write: "usd", "RMB", "$"."""
    if given is None:
        return None
    code = _ALIASES.get(str(given).strip().upper(), str(given).strip().upper())
    if code not in CODES:
        raise CannotCalculate(
            f"Unknown currency '{given}'; use an ISO code such as USD, CNY, EUR or GBP."
        )
    return code


def read_rates(
    given: str | dict[str, Amount] | list[str] | tuple[str, ...] | None,
) -> dict[str, Decimal]:
    """Exchange rates by currency: "CNY=7.1" is 7.1 CNY for one unit of the result's currency, "EUR=1/1.08" 1.08 of that for a euro."""
    if given is None:
        return {}
    pairs: list[tuple[str, Amount]] = []
    if isinstance(given, dict):
        pairs = list(given.items())
    else:
        for text in [given] if isinstance(given, str) else given:
            for part in text.replace(";", ",").split(","):
                name, equals, value = part.partition("=")
                if not equals:
                    raise CannotCalculate(
                        f"The exchange rate '{part.strip()}' must name its currency, as in CNY=7.1."
                    )
                pairs.append((name, value))
    rates: dict[str, Decimal] = {}
    for name, value in pairs:
        code = read_currency(name) or ""
        rates[code] = _checked(_read_rate(value), value, "The exchange rate")
    return rates


def _read_rate(given: Amount) -> Decimal:
    """A number, or one divided by it where the rate is said the other way round: "1/1.08"."""
    top, stroke, bottom = str(given).partition("/")
    if not stroke:
        return _decimal(given, "exchange rate", "CNY=7.1")
    parts = [_decimal(part, "exchange rate", "CNY=7.1") for part in (top, bottom)]
    return parts[0] / parts[1] if parts[1] else Decimal(0)


def _alone(given: Amount, what: str, example: str) -> Quantity:
    """The quantity, with no word beside it that was not understood."""
    quantity = _only_quantity(given, what, example)
    if isinstance(given, str):
        check_rest(given.strip(), quantity, what, example)
    return quantity


def _only_quantity(given: Amount, what: str, example: str) -> Quantity:
    if isinstance(given, bool) or not isinstance(given, (int, float, str, Decimal)):
        raise CannotCalculate(
            f"The {what} must be a number or text such as {example}, not {given!r}."
        )
    if not isinstance(given, str):
        value = _decimal(given, what, example)
        return Quantity(
            value, None, None, None, 0, 0, str(given) if value >= 1000 else str(given), None
        )
    text = given.strip()
    if not text:
        raise CannotCalculate(f"The {what} is empty; give a value such as {example}.")
    if _DIGITS.fullmatch(text):  # "2000" alone is a number, though in a sentence it would be a year
        value = Decimal(re.sub("[−–]", "-", text))
        return Quantity(value, None, None, None, 0, len(text), text, None)
    found = find_quantities(text)
    if len(found) != 1:
        problem = "holds no number" if not found else "holds more than one number"
        raise CannotCalculate(f"The {what} '{_short(text)}' {problem}; write it like {example}.")
    return found[0]


def _decimal(given: Amount, what: str, example: str) -> Decimal:
    try:
        value = Decimal(str(given).strip().replace(",", ""))
    except InvalidOperation:
        raise CannotCalculate(
            f"The {what} '{_short(str(given))}' is not a number; write it like {example}."
        ) from None
    return _finite(value, given, what)


def _finite(value: Decimal, given: Amount, what: str) -> Decimal:
    if not value.is_finite():
        raise CannotCalculate(f"The {what} '{given}' is not a finite number.")
    return value


def _checked(value: Decimal, given: Amount, what: str, *, free: bool = False) -> Decimal:
    _finite(value, given, what.removeprefix("The "))
    if value < 0:
        raise CannotCalculate(f"{what} cannot be negative ({_short(str(given))}).")
    if value == 0 and not free:
        raise CannotCalculate(f"{what} is zero, so there is nothing to calculate.")
    if value > LARGEST_INPUT:
        raise CannotCalculate(
            f"{what} ({_short(str(given))}) is beyond anything that can be meant."
        )
    return value


def _currency_of(quantity: Quantity, given: Amount) -> str | None:
    if quantity.unit is None:
        return None
    if quantity.unit not in CODES:
        raise CannotCalculate(
            f"'{_short(str(given))}' is an amount of {quantity.unit}, not money; write it like $20/month."
        )
    return quantity.unit


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
