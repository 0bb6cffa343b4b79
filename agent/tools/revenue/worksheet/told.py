"""Results of a worksheet in words: the figure with its unit, English and Chinese."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from agent.tools.bilingual import Language, Note
from agent.tools.revenue.benchmarks import ceilings
from agent.tools.revenue.measures_of_use import SECONDS, ZH
from agent.tools.revenue.money import format_number, format_price, plain, say_count, say_money
from agent.tools.revenue.report import Report, grouped
from agent.tools.revenue.worksheet.amounts import Measure
from agent.tools.revenue.worksheet.units import PERSON, Unit, currency_of, without_time

_NOUNS_ZH = ZH | {
    PERSON: "人",
    "token": "token",
    "task": "个任务",
    "request": "次请求",
    "GPU": "张卡",
    "month": "个月",
}
_PLURAL = {PERSON: "people"}
_SMALL = 1000


def sentences(
    results: Sequence[tuple[str, Measure]], formulas: Sequence[str], moves: Sequence[str] = ()
) -> tuple[str, str]:
    """The figures in the order asked, then how the first came about; those of `moves` as up or down."""
    turned = [(name, replace(m, value=abs(m.value)) if name in moves else m) for name, m in results]
    ways = [_way(m) if name in moves else ("", "") for name, m in results]
    english = [f"{way}**{_figure(m, 'en')}**{_per(m, 'en')}" for (_, m), (way, _) in zip(turned, ways, strict=True)]  # fmt: skip
    chinese = [f"**{_per(m, 'zh')}{way}{_figure(m, 'zh')}**" for (_, m), (_, way) in zip(turned, ways, strict=True)]  # fmt: skip
    how = grouped(formulas[0])
    if len(results) > 1:
        english = [f"{name.replace('_', ' ')} {said}" for (name, _), said in zip(results, english, strict=True)]  # fmt: skip
        chinese = [f"{name.replace('_', ' ')}{said}" for (name, _), said in zip(results, chinese, strict=True)]  # fmt: skip
        english[0] = english[0][0].upper() + english[0][1:]
        return f"{'; '.join(english)}.", f"{'；'.join(chinese)}。"
    return f"{english[0]}: {how}.", f"{chinese[0]}：{how}。"


def measured(report: Report, result: Measure, bar: Measure) -> Report:
    """The report with whether a result meets its bar."""
    gap = abs(result.value - bar.value)
    said, away = (_figure(replace(bar, value=v), "en") for v in (bar.value, gap))
    said_zh, away_zh = (_figure(replace(bar, value=v), "zh") for v in (bar.value, gap))
    english, chinese = report.sentences
    points, points_zh = (" points", "个百分点") if bar.is_share else ("", "")
    away, away_zh = away.removesuffix(" %") + points, away_zh.removesuffix("%") + points_zh
    if result.value >= bar.value:
        verdict = (f" Yes, {said} is met.", f"达到{said_zh}，达标。")
    else:
        verdict = (f" No, it is {away} below {said}.", f"比{said_zh}低{away_zh}，未达标。")
    return replace(report, sentences=(english + verdict[0], chinese + verdict[1]))


def _way(measure: Measure) -> tuple[str, str]:
    """Whether it went up or down, in both languages."""
    return ("down ", "减少") if measure.value < 0 else ("up ", "增加")


def _figure(measure: Measure, language: Language) -> str:
    """The value with what it counts, without what it is for."""
    currency = currency_of(measure.unit)
    if currency:
        small = abs(measure.value) < _SMALL
        return (format_price if small else say_money)(measure.value, currency, language)
    if measure.is_share:
        return f"{plain(measure.value * 100, 2)}{'%' if language == 'zh' else ' %'}"
    noun = next((name for name, power in measure.unit if power > 0), None)
    whole = abs(measure.value) >= _SMALL or noun == PERSON
    number = say_count(measure.value, language) if whole else format_number(measure.value, 4)
    if noun is None:
        return number
    if language == "zh":
        return number + _NOUNS_ZH.get(noun, f" {noun}")
    return f"{number} {noun if measure.value == 1 else _PLURAL.get(noun, f'{noun}s')}"


def _per(measure: Measure, language: Language) -> str:
    """What the figure is for: " a year per task", "每年每个任务"."""
    names = [name for name, power in measure.unit if power < 0]
    names.sort(key=lambda name: name not in SECONDS)
    if language == "zh":
        return "".join(f"每{_NOUNS_ZH.get(n, n) if n != 'month' else '月'}" for n in names)
    return "".join(f" {'an' if n == 'hour' else 'a'} {n}" if n in SECONDS else f" per {n}" for n in names)  # fmt: skip


def beyond_all_people(measures: Sequence[Measure]) -> list[Note]:
    """A caution where a number of people passes all there are, or all who are online."""
    counted: list[Decimal] = [m.value for m in measures if _is_people(m.unit)]
    for ceiling in ceilings():
        if over := [value for value in counted if value > ceiling.people]:
            return [
                Note(
                    f"{say_count(over[0])} people are more than {ceiling.says} ({say_count(ceiling.people)} in {ceiling.year},"
                    f" {ceiling.source}): a bare product, not a forecast, and not realistic.",
                    f"{say_count(over[0], 'zh')}人超过{ceiling.says_zh}（{ceiling.year}年{say_count(ceiling.people, 'zh')}，"
                    f"{ceiling.source}）：只是乘积，不是可实现的预测，并不现实。",
                    first=True,
                )
            ]
    return []


def _is_people(unit: Unit) -> bool:
    return without_time(unit) == ((PERSON, 1),) and len(unit) == 1
