"""The blocks of a report in Markdown, in English and Chinese; figures come in, nothing is computed."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from agent.tools.bilingual import Language, Note, join, say
from agent.tools.vram.words import term

PARTS = {
    "weights": "weights",
    "kv_cache": "KV cache",
    "activations": "activations",
    "overhead": "overhead",
}


def gib(figure: float, beside: float | None = None) -> str:
    """GiB to one decimal, to more where one would show two different figures alike.

    >>> gib(79.12, 79.08), gib(79.12, 70.0), gib(79.1)
    ('79.12', '79.1', '79.1')
    """
    digits = 1
    if beside is not None and figure != beside:
        while digits < 3 and f"{figure:.{digits}f}" == f"{beside:.{digits}f}":
            digits += 1
    return f"{figure:.{digits}f}"


def table(
    phases: Sequence[dict[str, Any]],
    breakdown: dict[str, float] | None,
    language: Language,
    gpus: int = 1,
) -> str:
    """GiB of each phase on the fullest card, or where there is one phase only, of each part over
    all cards."""
    zh = language == "zh"
    unit = "GiB"
    if len(phases) > 1:
        head = "阶段" if zh else "phase"
        cells = [(phase["name"], phase["gib"]) for phase in phases]
        if gpus > 1:
            unit = "GiB（每卡）" if zh else "GiB a card"
    elif breakdown:
        if gpus > 1:
            unit = f"GiB（{gpus} 张卡合计）" if zh else f"GiB over {gpus} cards"
        head = "部分" if zh else "part"
        cells = [(PARTS[key], value) for key, value in breakdown.items()]
    else:
        return ""
    rows = [f"| {say(term(name), language)} | {gib:.1f} |" for name, gib in cells]
    return "\n".join([f"| {head} | {unit} |", "| --- | --- |", *rows])


def speed(bound: dict[str, Any] | None, language: Language) -> str:
    """How fast it decodes at most, and how fast it did where someone published it."""
    if bound is None:
        return ""
    zh = language == "zh"
    most = f"{bound['tokens_per_second_at_most']:,.0f}"
    split = _of_split(bound, language)
    said = (
        f"解码速度：{split}按显存带宽至多约 {most} token/秒（上限，不是预测）。"
        if zh
        else f"Decoding: at most {most} tokens/s by bandwidth{split} (a bound, not a forecast)."
    )
    if not (row := bound.get("published")):
        return said
    figure, conditions = f"{row['tokens_per_second']:g}", say(row["conditions"], language)
    source, where = short_link(row["source"]), say(row["difference"], language)
    if zh:
        head = f"已公布（{where}）" if where else "已公布"
        return f"{said}{head}：{figure} token/秒（{conditions}）— {source}，{row['date']}"
    head = f"Published {where}" if where else "Published"
    return f"{said} {head}: {figure} tokens/s ({conditions}) — {source}, {row['date']}"


def _of_split(bound: dict[str, Any], language: Language) -> str:
    """How several cards share the work at that speed; the other split's bound where both are open."""
    if not (split := bound.get("split")):
        return ""
    said, other = say(split, language), bound.get("in_turn_at_most")
    if language == "zh":
        turn = f"（各卡存放整层、依次计算时至多 {other:,.0f}）" if other else ""
        return f"{said}{turn}"
    turn = f", {other:,.0f} where they hold whole layers in turn" if other else ""
    return f" {said}{turn}"


def evidence(rows: Sequence[dict[str, Any]], language: Language) -> str:
    """Published figures: what, in which setting, how that differs, where and when."""
    if not rows:
        return ""
    zh = language == "zh"
    title = "已公布的数据：" if zh else "Published:"
    return "\n".join([title, *(f"- {_figure(row, language)}" for row in rows)])


def way(found: dict[str, Any] | None, language: Language) -> str:
    """What runs it all the same where it does not fit as released, before the figure of that."""
    if found is None:
        return ""
    changes, cost = found["changes"], say(found["cost"], language)
    how = _settings(say(found["how"], language), language)
    figure = gib(found["required_gib"], found["available_gib"])
    available = gib(found["available_gib"], found["required_gib"])
    said = say(join(changes, "; ", "；"), language)
    if language == "zh":
        head = f"改动{'一处' if len(changes) == 1 else '两处'}即可运行"
        return f"**{head}**：{said} → 约需 {figure} GiB，可用约 {available}（{cost}）{how}。"
    head = f"Runs with {'one change' if len(changes) == 1 else 'two changes'}"
    return f"**{head}**: {said} → about {figure} GiB of {available} usable ({cost}){how}."


def ladder(rows: Sequence[dict[str, Any]], language: Language, *, fits: bool = False) -> str:
    """What would make it fit, numbered; of what fits already, what would leave more room."""
    if not rows:
        return ""
    zh = language == "zh"
    if fits:
        head = "想多留余量，可以：" if zh else "To leave more room:"
        return "\n".join(
            [head, *(f"{n}. {_change(row, language)}" for n, row in enumerate(rows, 1))]
        )
    title = (
        "可以这样减少（损失小的在前，每一步都在前面各步之上）："
        if zh
        else "What would make it fit, least loss first, each step on top of those before:"
    )
    return "\n".join([title, *(f"{n}. {_change(row, language)}" for n, row in enumerate(rows, 1))])


def notes(assumptions: Sequence[str], cautions: Sequence[str], language: Language) -> str:
    """What was assumed, in one line, then a line a caution."""
    zh = language == "zh"
    lines: list[str] = []
    if assumptions:
        said = ("" if zh else " ").join(say(text, language) for text in assumptions)
        lines.append(f"假设：{said}" if zh else f"Assumed: {said}")
    head = "注意：" if zh else "Caution: "
    return "\n".join([*lines, *(head + say(text, language) for text in cautions)])


def short_link(source: str) -> str:
    """An address as a Markdown link with a short name; other text unchanged.

    >>> short_link("https://github.com/QwenLM/Qwen3/blob/7a2f61f/docs/speed_benchmark.md")
    '[QwenLM/Qwen3 speed_benchmark.md](https://github.com/QwenLM/Qwen3/blob/7a2f61f/docs/speed_benchmark.md)'
    """
    if not source.startswith(("https://", "http://")) or " " in source:
        return source
    address = urlsplit(source)
    path = [part for part in address.path.split("/") if part]
    name = address.netloc
    if name == "github.com" and len(path) > 1:
        name = " ".join(["/".join(path[:2]), *path[-1:]]) if len(path) > 2 else "/".join(path)
    return f"[{name}]({source})"


def _as_printed(row: dict[str, Any]) -> Note:
    """A figure in the source's own unit first, GiB beside it.

    >>> print(_as_printed({"figure_gib": 749.715, "printed": "805 GB"}))
    805 GB as published (749.715 GiB)
    """
    figure = f"{row['figure_gib']:g} GiB"
    if not (printed := row.get("printed")):
        return Note(figure, figure)
    alike = printed.split()[0] == f"{row['figure_gib']:g}"  # a counter's GB, which divides by 1024
    read, chinese = ("read as ", "按 ") if alike else ("", "")
    return Note(
        f"{printed} as published ({read}{figure})",
        f"原文 {printed}（{chinese}{figure}{' 计' if alike else ''}）",
    )


def _figure(row: dict[str, Any], language: Language) -> str:
    kind, conditions = say(row["kind"], language), say(row["conditions"], language)
    difference, date = say(row["difference"], language), row["date"]
    source = short_link(row["source"])
    doubt = say(row.get("doubt") or "", language)
    if language == "zh":
        apart = f"（{difference}）" if difference else ""
        apart += f"；注：{doubt}" if doubt else ""
        return f"{_as_printed(row).zh}，{kind}：{conditions}{apart} — {source}，{date or '无日期'}"
    apart = f" ({difference})" if difference else ""
    apart += f"; note: {doubt}" if doubt else ""
    return f"{_as_printed(row)}, {kind}: {conditions}{apart} — {source}, {date or 'undated'}"


def _change(row: dict[str, Any], language: Language) -> str:
    change, cost = say(row["change"], language), say(row["cost"], language)
    if row.get("instead"):
        change = f"不改动而是{change}" if language == "zh" else f"instead: {change}"
    how = _settings(say(row["how"], language), language) if ": " in row["how"] else ""
    figure = gib(row["required_gib"], row.get("available_gib"))
    is_tight = row.get("verdict") == "tight"
    if language == "zh":
        fits = ("，勉强放得下" if is_tight else "，放得下") if row["fits"] else ""
        return f"{change} → {figure} GiB{fits}（{cost}）{how}"
    fits = (", just fits" if is_tight else ", fits") if row["fits"] else ""
    return f"{change} → {figure} GiB{fits} ({cost}){how}"


def _settings(how: str, language: Language) -> str:
    """`vLLM: --flag; llama.cpp: --flag` as a reader copies it, each flag as code."""
    joint = "；" if language == "zh" else "; "
    named = [part.partition(": ") for part in how.split(joint) if part]
    said = [f"{name} `{flag}`" if flag else name for name, _, flag in named]
    return f" — {joint.join(said)}" if said else ""
