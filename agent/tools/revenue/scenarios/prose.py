"""A scenario's answer in words, English and Chinese: the figure first, then years, swings and inputs."""

from decimal import Decimal
from typing import Any

from agent.tools.bilingual import Language, Note
from agent.tools.revenue.money import (
    format_number,
    format_price,
    plain,
    round_half_up,
    say_count,
    say_money,
    short_money,
)
from agent.tools.revenue.scenarios.hosting import say_hosting
from agent.tools.revenue.scenarios.measures import value, year_labels
from agent.tools.revenue.scenarios.model import Outcome
from agent.tools.revenue.scenarios.read import Inputs
from agent.tools.revenue.scenarios.solver import Solution


def sentences(
    inputs: Inputs, outcome: Outcome, details: dict[str, Any], solution: Solution | None
) -> tuple[str, str]:
    """The answer in one sentence or two."""
    return tuple(
        _sentence(inputs, outcome, details, solution, language) for language in ("en", "zh")
    )  # type: ignore[return-value]


def _sentence(
    inputs: Inputs,
    outcome: Outcome,
    details: dict[str, Any],
    solution: Solution | None,
    language: Language,
) -> str:
    parts: list[str] = []
    if solution:
        parts.append(_solved(inputs, solution, list(outcome.sides), language))
    if len(outcome.sides) > 1:
        parts.append(_crossing(inputs, outcome, details, language))
    elif outcome.revenue:
        parts.append(_total(inputs, outcome, language))
    if details.get("hosting"):
        parts.append(_hosting(inputs, details["hosting"], language))
    if details.get("break_even"):
        parts.append(_break_even(inputs, details, language))
    return ("" if language == "zh" else " ").join(parts)


def _total(inputs: Inputs, outcome: Outcome, language: Language) -> str:
    labels, total = year_labels(inputs), say_money(value(outcome.total), inputs.currency, language)
    first, last = (
        short_money(value(outcome.revenue[n]), inputs.currency, language) for n in (0, -1)
    )
    if len(labels) == 1:
        return f"**全年{total}**。" if language == "zh" else f"**{total}** in one year."
    if language == "zh":
        return f"**{len(labels)}年合计{total}**：首年{first}，末年{last}。"
    return f"**{total}** over {len(labels)} years: {first} in the first, {last} in the last."


def _crossing(inputs: Inputs, outcome: Outcome, details: dict[str, Any], language: Language) -> str:
    (one, first), (two, second) = list(outcome.sides.items())[:2]
    labels, year = year_labels(inputs), details["crossover"]
    at = labels.index(year) if year else len(labels) - 1
    a, b = (short_money(value(side[at]), inputs.currency, language) for side in (first, second))
    when = f"{inputs.scenario.start and labels[at] or 'year ' + labels[at]}"
    when_zh = f"{labels[at]}年" if inputs.scenario.start else f"第{labels[at]}年"
    if year is None:
        return (
            f"**{len(labels)}年内未交叉**：{when_zh}{two}收入{b}，{one}为{a}。" if language == "zh"
            else f"**No crossover within {len(labels)} years**: in {when} {two} earns {b} against {a} of {one}."
        )  # fmt: skip
    return (
        f"**{when_zh}交叉**：{two}当年收入{b}，超过{one}的{a}。" if language == "zh"
        else f"**Crossover in {when}**: that year {two} earns {b} against {a} of {one}."
    )  # fmt: skip


def _solved(inputs: Inputs, solution: Solution, sides: list[str], language: Language) -> str:
    target = short_money(solution.target, inputs.currency, language)
    found = _amount(inputs, solution.name, solution.value, solution.unit, language)
    if language == "zh":
        once = "" if solution.monotone else "（该指标并非单调，可能另有解）"
        return f"**{solution.name} = {found}**时{say_figure(solution.of, sides, language)}为{target}{once}。"
    once = (
        ""
        if solution.monotone
        else " (the figure both rises and falls with it, so other values may do as well)"
    )
    reach = "reaches" if solution.name == "years" else "is"
    return f"**{solution.name} = {found}**: {say_figure(solution.of, sides, language)} then {reach} {target}{once}."


def say_figure(of: str, sides: list[str], language: Language) -> str:
    name, _, year = of.partition(".")
    if language == "zh":
        names = {
            "revenue": "收入",
            "profit": "利润",
            "cash": "累计现金",
            "gap": f"{sides[-1]}领先{sides[0]}的金额" if sides else "",
        }
        return f"{year}年{names[name]}" if year else names[name]
    said = f"the lead of {sides[-1]} over {sides[0]}" if name == "gap" else name
    return f"{said} in {year}" if year else said


def _amount(inputs: Inputs, key: str, amount: Decimal, unit: str, language: Language) -> str:
    if unit == "people":
        return say_count(amount, language)
    item = inputs.by_key.get(key)
    if item is not None and item.reads in {"price", "spend", "money", "token_price", "hourly"}:
        currency = item.currency or inputs.currency
        per = unit.partition(" per ")[2]
        return format_price(amount, currency, language) + (f" per {per}" if per else "")
    return f"{format_number(amount, 4)} {unit}".replace("percent", "%")


def _hosting(inputs: Inputs, found: dict[str, Any], language: Language) -> str:
    costs = {
        name: say_money(cost, inputs.currency, language)
        for name, cost in found["per_month"].items()
    }
    names = {name: say_hosting({"cheapest": name}, language) for name in costs}
    listed = ("，" if language == "zh" else ", ").join(
        f"{names[name]} {cost}" for name, cost in costs.items()
    )
    if language == "zh":
        return f"**{say_hosting(found, 'zh')}最便宜**，每月：{listed}。"
    cards = f" ({plain(found['cards'])} cards)" if "cards" in found else ""
    return f"**{say_hosting(found, 'en').capitalize()} cost least** a month: {listed}{cards}."


def _break_even(inputs: Inputs, details: dict[str, Any], language: Language) -> str:
    found = details["break_even"]
    # a price solved for no profit leaves some 10^-40 of a dollar, which is not "-$0"
    left = round_half_up(sum(details["costs"]["profit"], Decimal(0)), 2) + 0
    profit = short_money(left, inputs.currency, language)
    back, volume = found["cash_back_in"], found.get("subscribers_without_loss")
    if language == "zh":
        text = f"利润合计{profit}；" + (
            f"{back}年收回现金"
            if inputs.scenario.start and back
            else f"第{back}年收回现金"
            if back
            else "期内未收回现金"
        )
        return text + (
            f"；盈亏平衡需{say_count(volume['value'], 'zh')}订阅用户。" if volume else "。"
        )
    name = back if inputs.scenario.start or not back else f"year {back}"
    text = f"Profit is {profit} in all; " + (
        f"cash is back in {name}" if back else "cash is not back within these years"
    )
    return text + (
        f"; without loss from {say_count(volume['value'])} subscribers of {volume['plan']}."
        if volume
        else "."
    )


def assumptions(inputs: Inputs, outcome: Outcome) -> list[Note]:
    """How the model reads its inputs."""
    notes = [
        Note(
            "yearly growth and price changes step once a year from year 2",
            "年增长与价格变动自第2年起每年一次",
        )
    ]
    keys = inputs.by_key
    if any(
        key.startswith("plans.") and item.per == "month"
        for key, item in keys.items()
        if ".churn" in key
    ):
        notes.append(Note("monthly churn takes its share after the month is charged; who joins is charged from the next month",
                          "月流失在当月计费后发生；新用户自次月计费"))  # fmt: skip
    notes += _churn_by_life(keys)
    if any(key.endswith("ceiling") for key in keys):
        notes.append(Note("growth towards a ceiling follows the logistic curve: (1 + g) × S × K ÷ (K + g × S) a step",
                          "有上限的增长按逻辑斯蒂曲线：每步 (1 + g) × S × K ÷ (K + g × S)"))  # fmt: skip
    if any(key.endswith(".yearly_share") for key in keys):
        notes.append(Note("yearly plans are paid in advance; revenue is earned in twelfths, so bookings run ahead of it",
                          "年付预收；收入按月确认，预订额早于收入"))  # fmt: skip
    if len(outcome.sides) > 1:
        first = next(iter(outcome.sides))
        notes.append(Note(f"the sides are not added: the total, the years' table and costs are those of {first}",
                          f"各方不相加：合计、年表与成本均指{first}"))  # fmt: skip
    if any(key.endswith(".price") for key in keys) and not any(
        key.endswith("discount") for key in keys
    ):
        notes.append(
            Note(
                "prices are taken as paid in full, without discounts or fees",
                "价格按全额计，不计折扣与手续费",
            )
        )
    if inputs.scenario.bundles:
        notes.append(
            Note(
                "a bundle counts what it adds; the base's own revenue is not counted",
                "捆绑只计新增部分，不计基础收入",
            )
        )
    return [*notes, *_own_notes(inputs)]


def _own_notes(inputs: Inputs) -> list[Note]:
    """What the scenario's file says that it counts; in English where there is no Chinese of it."""
    said, chinese = inputs.scenario.notes, inputs.scenario.notes_zh
    return [
        Note(str(note), str(chinese[n]) if n < len(chinese) else str(note))
        for n, note in enumerate(said)
    ]


def _churn_by_life(keys: dict[str, Any]) -> list[Note]:
    """Of a churn list: whom its last rate is for, from the first month on."""
    notes: list[Note] = []
    plans = dict.fromkeys(key.split(".churn.")[0] for key in keys if ".churn." in key)
    for plan in plans:
        entries = [item for key, item in keys.items() if key.startswith(f"{plan}.churn.")]
        name, last = plan.removeprefix("plans."), f"{plain(entries[-1].value)} %"
        notes.append(
            Note(
                f"{name}: the churn list is by month of life; its last rate ({last}) holds from month {len(entries)} of life on"
                " and for all who are there at the start, whose age is not known",
                f"{name}：流失率列表按入会月数；最后一项（{last}）自入会第{len(entries)}月起适用，期初已有用户（入会时间未知）也按此计",
            )
        )
    return notes
