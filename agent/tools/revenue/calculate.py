"""One entry for every kind of sum: `kind` and named amounts in, `Report` out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from agent.tools.revenue import after
from agent.tools.revenue.adding import total
from agent.tools.revenue.allowance import allowance
from agent.tools.revenue.balance import balance
from agent.tools.revenue.beside import in_currency
from agent.tools.revenue.break_even import break_even, depreciation, payback
from agent.tools.revenue.bundle import bundle
from agent.tools.revenue.ceiling import ceiling
from agent.tools.revenue.contract import contract
from agent.tools.revenue.conversion import convert_price
from agent.tools.revenue.errors import CannotCalculate, NeedsRate
from agent.tools.revenue.grid import grid
from agent.tools.revenue.growth import growth
from agent.tools.revenue.margin import attach, margin
from agent.tools.revenue.offers import offers
from agent.tools.revenue.own_or_api import own_or_api
from agent.tools.revenue.paths import growth_path, race
from agent.tools.revenue.plain_figures import figures
from agent.tools.revenue.plans import plan_mix
from agent.tools.revenue.ratios import effect, growth_rate, revenue_each, runway
from agent.tools.revenue.report import Report
from agent.tools.revenue.share import share
from agent.tools.revenue.side_by_side import side_by_side
from agent.tools.revenue.sought import sought
from agent.tools.revenue.spending import spending
from agent.tools.revenue.token_prices import token_prices
from agent.tools.revenue.tokens import tokens
from agent.tools.revenue.unit_economics import lifetime_value, retention, unit_margin
from agent.tools.revenue.usage import usage
from agent.tools.revenue.variations import varied
from agent.tools.revenue.worksheet import chain


def _scenario(**amounts: Any) -> Report:
    from agent.tools.revenue.scenarios import named_scenario  # 0.05 s that other sums need not wait

    return named_scenario(**amounts)


KINDS: dict[str, Callable[..., Report]] = {
    "subscriptions": varied,
    "plans": plan_mix,
    "tokens": tokens,
    "growth": growth,
    "margin": margin,
    "attach": attach,
    "bundle": bundle,
    "convert": convert_price,
    "grid": grid,
    "share": share,
    "token_prices": token_prices,
    "usage": usage,
    "spending": spending,
    "balance": balance,
    "break_even": break_even,
    "payback": payback,
    "depreciation": depreciation,
    "unit_margin": unit_margin,
    "lifetime_value": lifetime_value,
    "retention": retention,
    "contract": contract,
    "cut": after.cut,
    "difference": after.difference,
    "offers": offers,
    "arpu": revenue_each,
    "growth_rate": growth_rate,
    "runway": runway,
    "effect": effect,
    "ceiling": ceiling,
    "total": total,
    "growth_path": growth_path,
    "race": race,
    "figures": figures,
    "own_or_api": own_or_api,
    "allowance": allowance,
    "side_by_side": side_by_side,
    "sought": sought,
    "chain": chain,
    "scenario": _scenario,
}


def calculate(
    kind: str = "subscriptions",
    *,
    less: Sequence[str] = (),
    gross_of: Sequence[str] = (),
    against: Mapping[str, Any] | None = None,
    exchange: str | None = None,
    **amounts: Any,
) -> Report:
    """The sum of that kind; `less` are shares or amounts that are taken off it, `gross_of` those who
    take one that is not known, `against` another sum it is compared with, `exchange` a rate
    ("EUR=0.9") at which a kind without currencies of its own is told in `currency` too.

    Raises:
        CannotCalculate: an unknown kind, an argument the kind has no use for, or a bad amount.
    """
    if less and (amounts.get("solve") or kind == "sought"):
        target, note = after.before_cuts(amounts["target"], less)
        report = _sum(kind, {**amounts, "target": target})
        return replace(report, assumptions=[note, *report.assumptions])
    wanted = amounts.pop("currency", None) if exchange else None
    report = _in_a_known_currency(kind, amounts)
    if exchange and wanted:
        report = in_currency(report, wanted, exchange)
    if less:
        report = after.net_of(report, less)
    if gross_of:
        report = after.gross_of(report, gross_of)
    return after.against(report, calculate(**against)) if against else report


def _in_a_known_currency(kind: str, amounts: Mapping[str, Any]) -> Report:
    """The sum; without a rate to the currency wanted, in the amounts' own, and what is needed first."""
    try:
        return _sum(kind, amounts)
    except NeedsRate as needed:
        if not amounts.get("currency") or amounts.get("rate"):
            raise
        report = _sum(kind, {k: v for k, v in amounts.items() if k != "currency"})
        return replace(report, cautions=[*report.cautions, needed.args[0]])


def _sum(kind: str, amounts: Mapping[str, Any]) -> Report:
    if kind not in KINDS:
        raise CannotCalculate(f"There is no sum called {kind!r}; choose {', '.join(KINDS)}.")
    try:
        return KINDS[kind](**amounts)
    except TypeError as error:
        if "unexpected keyword" in str(error) or "missing" in str(error):
            raise CannotCalculate(
                f"A sum of kind {kind!r} cannot be made of {', '.join(amounts) or 'nothing'}."
            ) from error
        raise
