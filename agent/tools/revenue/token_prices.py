"""Prices per million tokens in another currency, each for itself: they are not to be added."""

from decimal import Decimal, localcontext
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.revenue.conversion import exchanged
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import Amount, Price, read_currency, read_rates, read_token_price
from agent.tools.revenue.money import EXACT, format_price, round_half_up
from agent.tools.revenue.report import Report, Step

_KINDS = {"input": "输入", "output": "输出", "cached": "缓存输入"}


def token_prices(
    *,
    input_price: Amount | None = None,
    output_price: Amount | None = None,
    cached_price: Amount | None = None,
    currency: str | None = None,
    rate: str | None = None,
) -> Report:
    """Each price in `currency`: divided or multiplied by the rate, "CNY=7.2" being 7.2 CNY for one unit.

    >>> token_prices(input_price="0.8 CNY", output_price="8 CNY", currency="USD", rate="CNY=7.2").to_dict()["prices"]
    {'input': '0.1111111111', 'output': '1.1111111111'}
    """
    given = {"input": input_price, "output": output_price, "cached": cached_price}
    with localcontext(EXACT):
        prices = {k: read_token_price(price) for k, price in given.items() if price is not None}
        if not prices:
            raise CannotCalculate(
                "There is no token price to convert; give one per million tokens."
            )
        own, rates = next(iter(prices.values())).currency, read_rates(rate)
        wanted = read_currency(currency) or own or "USD"
        done = {
            k: exchanged(p.amount, p.currency or wanted, wanted, rates) for k, p in prices.items()
        }
        amounts = {kind: amount for kind, (amount, _) in done.items()}
        return Report(
            total=next(iter(amounts.values())),
            currency=wanted,
            converted={},
            periods=[],
            solved=None,
            trace=[
                _step(kind, formula, amount, wanted) for kind, (amount, formula) in done.items()
            ],
            cautions=[],
            assumptions=[],
            sentences=_sentences(prices, amounts, wanted),
            details={"prices": amounts},
        )


def _step(kind: str, formula: str, amount: Decimal, wanted: str) -> Step:
    name = Note(f"{kind}, per million tokens", f"{_KINDS[kind]}，每百万token")
    return Step(name, formula, amount, wanted)


def _sentences(
    prices: dict[str, Price], amounts: dict[str, Decimal], wanted: str
) -> tuple[str, str]:
    english, chinese = [], []
    for kind, price in prices.items():
        paid_in = price.currency or wanted
        is_own = paid_in == wanted  # nothing was converted
        own = "" if is_own else f" ({format_price(price.amount, paid_in)})"
        own_zh = "" if is_own else f"（{format_price(price.amount, paid_in, 'zh')}）"
        english.append(f"{kind} **{_say(amounts[kind], wanted)}**{own}")
        chinese.append(f"{_KINDS[kind]}**{_say(amounts[kind], wanted, 'zh')}**{own_zh}")
    return (
        f"Per million tokens: {', '.join(english)}.",
        f"每百万token：{'，'.join(chinese)}。",
    )


def _say(amount: Decimal, currency: str, language: Any = "en") -> str:  # Any: en or zh
    """To the cent from 1 up, four decimals below: $0.1111."""
    exact = round_half_up(amount, 4) == amount
    return format_price(
        amount if exact else round_half_up(amount, 2 if amount >= 1 else 4), currency, language
    )
