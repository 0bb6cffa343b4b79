"""A bundled scenario by its name, with values of its own set: what the chat can ask for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from agent.tools.bilingual import Language, Note, say
from agent.tools.revenue.inputs import Amount
from agent.tools.revenue.money import short_money
from agent.tools.revenue.scenarios.comparison import compare
from agent.tools.revenue.scenarios.files import build, bundled, put
from agent.tools.revenue.scenarios.prose import say_figure
from agent.tools.revenue.scenarios.report import ScenarioReport, calculate_scenario


def named_scenario(
    name: str = "article",
    set: Mapping[str, str] | Sequence[str] | str = (),
    *,
    target: Amount | None = None,
    solve: str | None = None,
    of: str | None = None,
    years: Amount | None = None,
    beside_unchanged: bool = False,
    show: str | None = None,
) -> ScenarioReport:
    """The scenario `name` with "plans.chatgpt.price=240 USD/year" and the like; `solve` names an input's key.

    What was set is said with the value it takes the place of, and the crossover as bundled. With
    `show` "sensitivity" the inputs that move the result most come first; with `beside_unchanged`
    the scenario as it is bundled stands beside it.

    >>> named_scenario("article", {"plans.chatgpt.price": "240 USD/year"}).details["crossover"]
    '2028'
    """
    if isinstance(set, Mapping):
        settings = [f"{key}={value}" for key, value in set.items()]
    else:
        settings = [set] if isinstance(set, str) else list(set)
    if years is not None:
        settings.append(f"years={years}")
    table = bundled(name)
    changed = calculate_scenario(build(put(table, settings)), target=target, solve_for=solve, of=of)
    if not beside_unchanged:
        if settings and not solve:
            changed = _said(changed, calculate_scenario(build(table)), settings)
        return _by_sensitivity(changed) if show == "sensitivity" else changed
    return compare([("changed", changed), (name, calculate_scenario(build(table)))])


def _said(
    changed: ScenarioReport, bundled_report: ScenarioReport, settings: Sequence[str]
) -> ScenarioReport:
    """The report with what was set, and when the sides cross without it."""
    keys = [setting.partition("=")[0].strip() for setting in settings]
    notes = [_set_note(changed, bundled_report, key) for key in keys]
    year = bundled_report.details.get("crossover")
    said = [note for note in notes if note]
    english, chinese = changed.sentences
    if said:
        told = "; ".join(say(note, "en") for note in said)
        english += f" {told[:1].upper()}{told[1:]}."
        chinese += f"{'；'.join(say(note, 'zh') for note in said)}。"
    if "crossover" in bundled_report.details:
        english += f" As bundled, {'the crossover is in ' + year if year else 'they do not cross'}."
        chinese += f"不改动时{'在' + year + '年交叉' if year else '不交叉'}。"
    return replace(
        changed,
        sentences=(english, chinese),
        assumptions=[*said, *changed.assumptions],
    )


def _set_note(changed: ScenarioReport, before: ScenarioReport, key: str) -> Note | None:
    """One input with its value here and as bundled."""
    inputs = changed.inputs_read
    if inputs is None or key not in inputs.by_key:
        return None
    item, label = inputs.by_key[key], inputs.labels[key]
    old = before.inputs_read.by_key.get(key) if before.inputs_read else None
    was, was_zh = (old.written, old.written) if old else ("none", "无")
    return Note(
        f"set here: {say(label, 'en')} {item.written} ({was} as bundled)",
        f"此处设定：{say(label, 'zh')} {item.written}（原为{was_zh}）",
    )


def _by_sensitivity(report: ScenarioReport) -> ScenarioReport:
    """The report that first says which input moves its figure most."""
    swings = report.details.get("tornado")
    if not swings:
        return report
    first = _most(report, "en"), _most(report, "zh")
    return replace(
        report,
        sentences=(f"{first[0]} {report.sentences[0]}", f"{first[1]}{report.sentences[1]}"),
    )


def _most(report: ScenarioReport, language: Language) -> str:
    """The input with the largest swing, and what the figure is at both ends of its range."""
    swing, sides = report.details["tornado"][0], list(report.details.get("sides", {}))
    of = say_figure(report.details["tornado_of"], sides, language)
    base, low, high = (
        short_money(amount, report.currency, language)
        for amount in (report.details["tornado_base"], swing.at_low, swing.at_high)
    )
    label = say(swing.label, language)
    if language == "zh":
        return f"**最敏感的是{label}**：{of}由{base}变为{low}至{high}。"
    return f"**{label} moves it most**: {of} is {base}, and between {low} and {high} over the range of that input."
