"""Several checks side by side: each model, card and weight format of a question, one line each."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from agent.tools.bilingual import Language, Note, in_english, join, say
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.fit import check_fit
from agent.tools.vram.larger import larger_first
from agent.tools.vram.report import Report
from agent.tools.vram.solution import SOLVED_IN_WORDS
from agent.tools.vram.together import cards_together

_MOST_LINES = 12
MOST_IN_FULL = 4
"""Checks up to which each report stands in full below the table."""
_VERDICTS = {
    "fits": Note("fits", "放得下"),
    "tight": Note("just fits", "勉强放得下"),
    "with changes": Note("does not fit as it is, only with changes", "原样放不下，调整后可以"),
    "does not fit": Note("does not fit", "放不下"),
    "unknown": Note("closed, not to be run", "未公开权重，无法运行"),
}
_ORDER = list(_VERDICTS)
_HEAD = {
    "model": Note("model", "模型"),
    "card": Note("card", "显卡"),
    "weights": Note("weights", "权重格式"),
    "need": Note("needs, GiB", "需要 GiB"),
    "usable": Note("usable, GiB", "可用 GiB"),
    "verdict": Note("verdict", "结论"),
    "with": Note("fits with", "怎样放得下"),
}


@dataclass(frozen=True)
class Checks:
    """Reports of several checks, those that fit first where the models were many; and what could
    not be checked, in words."""

    reports: Sequence[Report]
    refused: Sequence[CannotEstimate] = ()


def check_each(
    models: Sequence[str],
    cards: Sequence[str | None] = (None,),
    precisions: Sequence[str | None] = (None,),
    **request: Any,
) -> Checks:
    """One check for each model, card and format; a name that is not known refuses its line only.

    Raises:
        CannotEstimate: where none can be checked.
    """
    reports: list[Report] = []
    refused: list[CannotEstimate] = []
    for model, card, precision in product(models, cards, precisions):
        try:
            reports.append(check_fit(model, card, **{**request, "precision": precision}))
        except CannotEstimate as error:
            refused.append(error)
    if not reports:
        raise refused[0]
    if len(reports) > _MOST_LINES:
        reports.sort(key=lambda one: (_ORDER.index(_group_of(one)), -(one.required_gib or 0)))
    return Checks(reports, refused)


def checks_text(checks: Checks, language: Language, *, by_size: bool = False) -> str:
    """What fits and what does not, a table, and each report in full under its own heading.

    `by_size` where the larger of the models is asked, not the one that needs more memory.
    """
    reports = checks.reports
    told = _told_apart(reports)
    shown = reports[:_MOST_LINES]
    left_out = len(reports) - len(shown)
    more = Note(f"… and {left_out} more.", f"……另有 {left_out} 个。")
    blocks = [
        _lead(reports, told, language, by_size),
        _table(shown, told, language),
        say(more, language) if left_out else "",
        say(cards_together(reports), language),
        *dict.fromkeys(say(error.told(language).args[0], language) for error in checks.refused),
    ]
    if len(reports) <= MOST_IN_FULL:
        blocks += [_in_full(one, told, language) for one in reports]
    return "\n\n".join(block for block in blocks if block)


def rows_of(checks: Checks) -> list[dict[str, Any]]:
    """Each check as a row, with the steps that would make it fit."""
    return [
        {
            "name": in_english(one.model),
            "gpu": in_english(one.gpu),
            "gpus": one.gpus,
            "precision": _weights(one),
            "required_gib": one.required_gib,
            "available_gib": one.available_gib,
            "verdict": one.verdict,
            "fits_with": in_english(_way(one)),
            "solved": in_english(one.solved),
        }
        for one in checks.reports
    ]


def _told_apart(reports: Sequence[Report]) -> list[str]:
    """What differs between the checks; the model where nothing does."""
    differs = {
        "model": len({one.model for one in reports}) > 1,
        "card": len({(one.gpu, one.gpus) for one in reports}) > 1,
        "weights": len({_weights(one) for one in reports}) > 1,
    }
    asked = [name for name, different in differs.items() if different]
    if "model" in asked and "weights" in asked and not _asked_of_each(reports):
        asked.remove("weights")  # each model as released: its format is no choice of the question
    return asked or ["model"]


def _asked_of_each(reports: Sequence[Report]) -> bool:
    """Whether one model stands there in several formats."""
    names = [(one.model, one.gpu, one.gpus) for one in reports]
    return len(set(names)) < len(names)


def difference_text(one: Report, other: Report, language: Language) -> str:
    """How much more memory one of two settings takes, the larger figure first."""
    if one.required_gib is None or other.required_gib is None:
        return ""
    less, more = sorted((one, other), key=lambda report: report.required_gib or 0.0)
    high, low = more.required_gib or 0.0, less.required_gib or 0.0
    note = Note(
        f"**Difference: {high - low:.1f} GiB**: {high:.1f} GiB{more.setting('en')} against "
        f"{low:.1f} GiB{less.setting('en')}.",
        f"**相差 {high - low:.1f} GiB**：{high:.1f} GiB{more.setting('zh')}，"
        f"{low:.1f} GiB{less.setting('zh')}。",
    )
    return say(note, language)


def _weights(one: Report) -> str:
    return str(one.request.get("precision") or "")


def _card(one: Report) -> Note:
    card = one.gpu or ""
    many = f"{one.gpus} × " if one.gpus > 1 else ""
    return Note(f"{many}{card}", f"{many}{say(card, 'zh')}")


def _name(one: Report, told: Sequence[str]) -> Note:
    """What tells this check from the others: its model, card or format."""
    cells = {"model": one.model, "card": _card(one), "weights": _weights(one)}
    return join((cells[part] for part in told), ", ", "，")


def _lead(reports: Sequence[Report], told: Sequence[str], language: Language, by_size: bool) -> str:
    """The answer in a sentence: which fit, which do not."""
    zh = language == "zh"
    same = [part for part in ("model", "card", "weights") if part not in told]
    first = reports[0]
    common = join(
        (
            {"model": first.model, "card": _card(first), "weights": ""}[part]
            for part in same
            if part != "weights"
        ),
        " on the ",
        "，",
    )
    groups = {
        verdict: [one for one in reports if _group_of(one) == verdict] for verdict in _VERDICTS
    }
    if all(one.gpu is None for one in reports):
        named = [(_name(one, told), one) for one in reports]
        said = [say(larger_first(named[:_MOST_LINES], by_size=by_size), language)]
    else:
        said = [_group(verdict, ones, told, language) for verdict, ones in groups.items() if ones]
    before = say(common, language)
    colon, dot, gap = ("：", "。", "") if zh else (": ", ".", " ")
    return (before + colon if before else "") + gap.join(text + dot for text in said)


def _group_of(one: Report) -> str:
    """The verdict, and of what does not fit whether the ladder leads to something that does."""
    return "with changes" if one.fits is False and _way(one) else one.verdict or "unknown"


def _group(verdict: str, ones: Sequence[Report], told: Sequence[str], language: Language) -> str:
    zh = language == "zh"
    names = [say(_name(one, told), language) for one in ones]
    more = len(names) - _MOST_LINES
    listed = ("、" if zh else "; ").join(names[:_MOST_LINES])
    if more > 0:
        listed += f" 等 {len(names)} 个" if zh else f" and {more} more"
    word = say(_VERDICTS[verdict], language)
    return f"**{word[:1].upper() + word[1:]}**{'：' if zh else ': '}{listed}"


def _table(reports: Sequence[Report], told: Sequence[str], language: Language) -> str:
    with_card = any(one.gpu for one in reports)
    solved = next((str(one.solved["name"]) for one in reports if one.solved), None)
    ways = [_way(one) for one in reports]
    columns = [*told, "need", *(["usable", "verdict"] if with_card else [])]
    head = [say(_HEAD[column], language) for column in columns]
    if solved:
        head.append(say(Note(*SOLVED_IN_WORDS[solved]), language))
    if any(ways):
        head.append(say(_HEAD["with"], language))
    lines = [head, ["---"] * len(head)]
    for one, way in zip(reports, ways, strict=True):
        cells = [_cell(one, column, language) for column in columns]
        if solved:
            value = (one.solved or {}).get("value")
            cells.append(
                "–" if value is None else f"{value:,}" if isinstance(value, int) else str(value)
            )
        if any(ways):
            cells.append(say(way, language))
        lines.append(cells)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cell(one: Report, column: str, language: Language) -> str:
    match column:
        case "model":
            return say(one.model, language)
        case "card":
            return say(_card(one), language)
        case "weights":
            return _weights(one)
        case "need":
            return "–" if one.required_gib is None else f"{one.required_gib:.1f}"
        case "usable":
            return "–" if one.available_gib is None else f"{one.available_gib:.1f}"
        case _:
            return say(_VERDICTS[one.verdict or "unknown"], language)


def _way(one: Report) -> Note:
    """The steps of the ladder up to the first that fits on this card, with its GiB."""
    steps: list[str] = []
    for row in one.options if one.fits is False else ():
        if row.get("instead"):
            continue
        steps.append(row["change"])
        if row["fits"]:
            changes = join(steps, " + ", " + ")
            figure = f"{row['required_gib']:.1f} GiB"
            return Note(f"{changes} → {figure}", f"{changes.zh} → {figure}")
    return Note("", "")


def _in_full(one: Report, told: Sequence[str], language: Language) -> str:
    name = say(_name(one, told), language)
    return f"<details><summary>{name}</summary>\n\n{one.markdown(language)}\n\n</details>"
