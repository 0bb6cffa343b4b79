"""What tokens cost or earn: volumes × price per million, for input, output and cached input."""

from dataclasses import replace
from decimal import Decimal, localcontext

from agent.tools.bilingual import Note
from agent.tools.revenue.currencies import choose_currency, needs_rate
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import (
    Amount,
    Price,
    read_currency,
    read_part,
    read_rates,
    read_token_price,
    read_volume,
)
from agent.tools.revenue.measures_of_use import times_in
from agent.tools.revenue.money import EXACT, fine_price, format_price, plain, say_count, say_money
from agent.tools.revenue.report import Period, Report, Step

_MILLION = Decimal(1_000_000)
_KINDS = {"input": "输入", "output": "输出", "cached": "缓存输入"}
_PERIODS = {
    "second": "秒",
    "minute": "分钟",
    "hour": "小时",
    "day": "天",
    "week": "周",
    "month": "月",
    "quarter": "季度",
    "year": "年",
}
_WHOLE = ("month", "quarter", "year")


def tokens(
    input_tokens: Amount | None = None,
    output_tokens: Amount | None = None,
    cached_tokens: Amount | None = None,
    *,
    input_price: Amount | None = None,
    output_price: Amount | None = None,
    cached_price: Amount | None = None,
    requests: Amount = 1,
    per: str | None = None,
    periods: int = 1,
    bill: str | None = None,
    cached_share: Amount | None = None,
    discount: Amount | None = None,
    discounted_share: Amount | None = None,
    currency: str | None = None,
    rate: str | dict[str, Amount] | list[str] | tuple[str, ...] | None = None,
) -> Report:
    """The sum over `periods` (such as 30 days), each of `requests` with the given tokens.

    With `bill` "year" the periods are those of a year (a month has 30 days, a year 365), times `periods`.
    Prices are per million tokens; without `per` the volumes are one batch. total = Σ volume × requests ÷ 1,000,000 × price × periods.
    Of the input tokens `cached_share` are charged at the cached price. `discount` is taken off the
    whole bill, or off that share of it which `discounted_share` names: what goes through a batch.

    >>> tokens("2M", "0.5M", input_price="$3", output_price="$15", per="day", periods=30).to_dict()["total"]
    '405'
    """
    with localcontext(EXACT):
        given = {
            "input": (input_tokens, input_price),
            "output": (output_tokens, output_price),
            "cached": (cached_tokens, cached_price),
        }
        volumes = {
            kind: read_volume(volume, kind)
            for kind, (volume, _) in given.items()
            if volume is not None
        }
        steps = _split(volumes, cached_share) if cached_share is not None else []
        if not any(volumes.values()):
            raise CannotCalculate(
                "A token sum needs a number of input, output or cached tokens, such as 2M."
            )
        prices = {kind: _price(kind, given[kind][1]) for kind in volumes}
        count = read_volume(requests, "requests")
        if any(p is not None and p not in _PERIODS for p in (per, bill)) or periods < 1:
            raise CannotCalculate(
                "The period must be a second, minute, hour, day, week, month, quarter or year, counted from 1."
            )
        report = _report(
            volumes,
            prices,
            count,
            per or ("month" if periods > 1 else ""),
            1 if bill and per and bill != per else periods,
            read_currency(currency),
            read_rates(rate),
            _taken_off(discount, discounted_share),
        )
        report = replace(report, trace=[*steps, *report.trace])
        return _billed(report, per, bill, periods) if bill and per and bill != per else report


def _billed(report: Report, per: str, bill: str, periods: int) -> Report:
    """The report for the periods of a bill: "requests a second" for a day, or for 30 of them."""
    times, one = times_in(per, bill), report.total
    total = one * times * periods
    name = Note(
        f"{periods} {bill}s" if periods > 1 else _a(bill).strip(),
        f"{periods if periods > 1 else '每'}{_PERIODS[bill]}",
    )
    formula = f"{plain(one)} × {plain(times, 12)}" + (f" × {periods}" if periods > 1 else "")
    own, rest = report.sentences[0].replace("**", "").split(": ", 1)
    own_zh, rest_zh = report.sentences[1].replace("**", "").split("：", 1)
    said, said_zh = (say_money(total, report.currency, language) for language in ("en", "zh"))
    span = f" for {periods} {bill}s" if periods > 1 else _a(bill)
    span_zh = f"{periods if periods > 1 else '每'}{_PERIODS[bill]}"
    steps = [Step(name, formula, total, report.currency)]
    if periods > 1:  # what one of them costs, too
        single, name_of_one = one * times, Note(_a(bill).strip(), f"每{_PERIODS[bill]}")
        steps.insert(0, Step(name_of_one, f"{plain(one)} × {plain(times, 12)}", single, report.currency))  # fmt: skip
        own = f"{say_money(single, report.currency)}{_a(bill)}, {own}"
        own_zh = f"每{_PERIODS[bill]}{say_money(single, report.currency, 'zh')}，{own_zh}"
    days = Note(
        f"a {bill} of {plain(times_in('day', bill))} days",
        f"一{_PERIODS[bill]}按{plain(times_in('day', bill))}天计",
    )
    counted = per not in _WHOLE and bill in _WHOLE
    return replace(
        report,
        total=total,
        converted={code: amount * times * periods for code, amount in report.converted.items()},
        trace=[*report.trace, *steps],
        assumptions=[*report.assumptions, *([days] if counted else [])],
        sentences=(
            f"**{said}**{span} ({own}): {rest}",
            f"**{span_zh}{said_zh}**（{own_zh}）：{rest_zh}",
        ),
    )


def _taken_off(discount: Amount | None, of: Amount | None) -> tuple[Decimal, str]:
    """The part of the bill that a discount takes, and how it comes about."""
    if discount is None:
        return Decimal(0), ""
    rate, share = read_part(discount), read_part("100%" if of is None else of)
    return rate * share, f"{plain(rate)} × {plain(share)}" if of is not None else plain(rate)


def _split(volumes: dict[str, Decimal], cached_share: Amount) -> list[Step]:
    """Moves the cached share of the input to the cached tokens; the steps of it."""
    share = read_part(cached_share)
    if "input" not in volumes:
        raise CannotCalculate("A cached share is one of a number of input tokens; give that too.")
    whole = volumes["input"]
    volumes["cached"] = volumes.get("cached", Decimal(0)) + whole * share
    volumes["input"] = whole - whole * share
    parts = (("cached", share), ("input", 1 - share))
    for name in [name for name, part in parts if not part]:
        del volumes[name]
    names = {
        "cached": Note("cached input tokens", "命中缓存的输入"),
        "input": Note("other input tokens", "未命中的输入"),
    }
    return [
        Step(names[name], f"{plain(whole)} × {plain(part)}", whole * part, "tokens")
        for name, part in parts
    ]


def _price(kind: str, given: Amount | None) -> Price:
    if given is None:
        raise CannotCalculate(
            f"The price of {kind} tokens is missing; give it per million tokens, such as $3."
        )
    return read_token_price(given)


def _report(
    volumes: dict[str, Decimal],
    prices: dict[str, Price],
    requests: Decimal,
    per: str,
    periods: int,
    currency: str | None,
    rates: dict[str, Decimal],
    off: tuple[Decimal, str],
) -> Report:
    own = {price.currency for price in prices.values() if price.currency}
    if len(own) > 1 and not currency:
        raise CannotCalculate(
            f"The prices are in {' and '.join(sorted(own))}; name one currency for the sum and a rate."
        )
    result_in = choose_currency(currency, next(iter(own), None), rates)
    steps: list[Step] = []
    amounts: dict[str, Decimal] = {}
    for kind, volume in volumes.items():
        price = prices[kind]
        paid_in = price.currency or result_in
        needs_rate(paid_in, result_in, rates)
        rate = rates[paid_in] if paid_in != result_in else Decimal(1)
        amounts[kind] = volume * requests / _MILLION * price.amount / rate
        formula = plain(volume) + (f" × {plain(requests)}" if requests != 1 else "")
        formula += f" ÷ 1000000 × {plain(price.amount)}" + (
            f" ÷ {plain(rate)}" if rate != 1 else ""
        )
        name = Note(f"{kind} tokens{_a(per)}", f"{_every(per)}{_KINDS[kind]}")
        steps.append(Step(name, formula, amounts[kind], result_in))
    full = sum(amounts.values(), Decimal(0))
    total = (one := full * (1 - off[0])) * periods
    if len(amounts) > 1:
        formula = " + ".join(plain(amount) for amount in amounts.values())
        name = Note(f"a {per}", _every(per)) if per else Note("together", "合计")
        steps.append(Step(name, formula, full, result_in))
    if off[0]:
        name = Note("after the discount", "打折后")
        steps.append(Step(name, f"{plain(full)} × (1 - {off[1]})", one, result_in))
    if periods > 1:
        name = Note(f"{periods} {per}s", f"{periods}{_PERIODS[per]}")
        steps.append(Step(name, f"{plain(one)} × {periods}", total, result_in))
    for code, rate in rates.items():
        steps.append(
            Step(
                Note(f"total in {code}", f"折合{code}"),
                f"{plain(total)} × {plain(rate)}",
                total * rate,
                code,
            )
        )
    return Report(
        total=total,
        currency=result_in,
        converted={code: total * rate for code, rate in rates.items()},
        periods=[
            Period(
                Note(f"{per} {n}", f"第{n}{_PERIODS[per]}") if per else Note("all", "全部"),
                requests,
                one,
                one,
            )
            for n in range(1, min(periods, 1) + 1)
        ],
        solved=None,
        trace=steps,
        cautions=[],
        assumptions=[
            Note("prices are per million tokens, without tiers", "价格按每百万token，不计阶梯")
            if off[0]
            else Note(
                "prices are per million tokens, without tiers or discounts",
                "价格按每百万token，不计阶梯或折扣",
            )
        ],
        sentences=_sentences(
            total, one, result_in, volumes, prices, requests, per, periods, off[0]
        ),
        details={"tokens": volumes, "amounts": amounts},
    )


def _sentences(
    total: Decimal,
    one: Decimal,
    currency: str,
    volumes: dict[str, Decimal],
    prices: dict[str, Price],
    requests: Decimal,
    per: str,
    periods: int,
    off: Decimal,
) -> tuple[str, str]:
    span = f" for {periods} {per}s" if periods > 1 else _a(per)
    span_zh = f"{periods}{_PERIODS[per]}" if periods > 1 else _every(per) or "共"
    english, chinese = [], []
    for kind, volume in volumes.items():
        paid_in = prices[kind].currency or currency
        english.append(
            f"{say_count(volume)} {kind} tokens at {format_price(prices[kind].amount, paid_in)} per million"
        )
        price_zh = format_price(prices[kind].amount, paid_in, "zh")
        chinese.append(f"{_KINDS[kind]}{say_count(volume, 'zh')} token，每百万{price_zh}")
    each = f"{say_count(requests)} requests of " if requests != 1 else ""
    each_zh = f"{say_count(requests, 'zh')}次请求，各" if requests != 1 else ""
    if off:
        english[-1] += f", less {plain(off * 100)} %"
        chinese[-1] += f"，减{plain(off * 100)} %"
    if requests != 1:
        english[-1] += f"; {fine_price(one / requests, currency)} a request"
        chinese[-1] += f"；每次{fine_price(one / requests, currency, 'zh')}"
    daily = f" ({say_money(one, currency)}{_a(per)})" if periods > 1 else ""
    daily_zh = f"（每{_PERIODS[per]}{say_money(one, currency, 'zh')}）" if periods > 1 else ""
    return (
        f"**{say_money(total, currency)}**{span}{daily}: {each}{' and '.join(english)}.",
        f"**{span_zh}{say_money(total, currency, 'zh')}**{daily_zh}：{each_zh}{'；'.join(chinese)}。",
    )


def _a(per: str) -> str:
    return f" {'an' if per == 'hour' else 'a'} {per}" if per else ""


def _every(per: str) -> str:
    return f"每{_PERIODS[per]}" if per else ""
