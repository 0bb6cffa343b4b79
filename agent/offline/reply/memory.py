"""What is said of a memory check before its report: copies, models together, one part of the
memory, the speed of several cards, main memory instead of a card. Figures are the report's own."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from agent.answer import Language
from agent.offline.memory.claimed import holds
from agent.offline.reply.phrases import phrase
from agent.offline.request import Request

Result = Mapping[str, Any]

_VERDICT = re.compile(r"\A\*\*[^*\n]{1,12}\*\*[:：]\s?")
_TIGHT = 0.95
"""Share of the usable memory from which the engine, too, calls a fit tight."""
ACTIVE_ONLY = "active_only|"
_PARTS = ("kv_cache", "weights")


def report_text(request: Request, result: Result) -> str:
    """The report as the tool wrote it, after a sentence on what else was asked of it."""
    language, asked = request.language, request.arguments
    text = str(result.get("text") or "")
    if asked.get("host"):
        text = _in_main_memory(text, result, language)
    lead = _lead(request, result)
    if asked.get("show") == "sentence":
        return lead or text.split("\n\n")[0]
    if lead:
        return "\n\n".join([lead, without_verdict(text)])
    return text


def without_verdict(text: str) -> str:
    """The report without the word it begins with, where the answer has one of its own."""
    return _VERDICT.sub("", text)


def with_notes(notes: Sequence[str], text: str, language: Language) -> tuple[list[str], str]:
    """Premises of the user's to be said first, and the report with what was counted for it.

    A note "name|value|…" is a phrase with its values; it stands behind the answer.
    """
    counted: list[str] = []
    for note in notes:
        name, *values = note.split("|")
        if values:
            blanks = dict(zip("abc", values, strict=False))
            counted.append(_premise(phrase(f"note_{name}", language, **blanks), language))
    first, _, rest = text.partition("\n\n")
    plain = [_premise(note, language) for note in notes if "|" not in note]
    return plain, "\n\n".join(part for part in (first, *counted, rest) if part)


def _premise(text: str, language: Language) -> str:
    return phrase("premise", language, text=text)


def _lead(request: Request, result: Result) -> str:
    asked, language = request.arguments, request.language
    if asked.get("supposes") == "active":
        return _active(request.notes, language)
    if asked.get("together"):
        return _together(result.get("rows") or (), language)
    if asked.get("pooled"):
        return _pooled(result.get("rows") or (), language)
    if asked.get("copies"):
        return _copies(int(asked["copies"]), result, language)
    if asked.get("show") == "speed":
        return _speed(result.get("reports") or [result], language)
    if asked.get("show") == "main_memory":
        return _waiting(result, language)
    if asked.get("claimed_gb"):
        return _claimed(asked, result, language)
    part = asked.get("part")
    return _part(part, result, language) if part in _PARTS and not asked.get("which") else ""


def _active(notes: Sequence[str], language: Language) -> str:
    """That the active part of a mixture is not what must be held, as the note says it."""
    values = next((note.split("|")[1:] for note in notes if note.startswith(ACTIVE_ONLY)), None)
    if values is None:
        return ""
    said = phrase("note_active_only", language, a=values[0], b=values[1])
    return f"**{phrase('not_so', language)}**{phrase('colon', language)}{said}"


def _claimed(asked: Mapping[str, Any], result: Result, language: Language) -> str:
    """Whether the memory that somebody says a model needs agrees with the estimate."""
    need = result.get("required_gib")
    if not need:
        return ""
    low, high = result.get("range_gib") or (need, need)
    said, bound = float(asked["claimed_gb"]), asked.get("claimed_as")
    more = need > said
    key = "right" if holds(said, bound, low, high, need) else "too_low" if more else "too_high"
    number = f"{result['gpus']} × " if (result.get("gpus") or 1) > 1 else ""
    values = {"need": f"{number}{need:.1f}", "claimed": f"{said:g}", "model": result["model"]}
    return phrase(f"claimed_{key}", language, **values)


def _waiting(result: Result, language: Language) -> str:
    """The main memory that the weights take which an offload keeps off the card: at most all."""
    gib = (result.get("breakdown_gib") or {}).get("weights")
    if not gib:
        return ""
    return phrase("ram_to_offload", language, gib=f"{gib:.1f}", model=result.get("model") or "")


def _copies(number: int, result: Result, language: Language) -> str:
    """Whether so many copies of a model fit side by side: each holds its own weights and cache."""
    need, usable = result.get("required_gib"), result.get("available_gib")
    if not need:
        return ""
    values = {"number": _count(number, language), "model": result["model"], "need": f"{need:.1f}"}
    if not usable:
        return phrase("copies_need", language, **values)
    fits = max(int(usable // need), 0)
    key = "copies_do" if number * need <= usable else "copies_do_not"
    said = phrase(key, language, **values, usable=f"{usable:.1f}", card=_card(result, language))
    most = phrase("copies_fit", language, fits=_count(fits, language)) if fits < number else ""
    verdict = _verdict(number * need, usable, language)
    return f"**{verdict}**{phrase('colon', language)}{said}{most}"


def _count(number: int, language: Language) -> str:
    words = phrase("counts", language).split()
    return words[number] if number < len(words) else str(number)


def _together(rows: Sequence[Result], language: Language) -> str:
    """Whether models fit side by side on the one card of the rows."""
    needs = [(row, row.get("required_gib")) for row in rows]
    usable = next((row.get("available_gib") for row in rows if row.get("available_gib")), None)
    if not usable or any(need is None for _, need in needs):
        return ""
    total = sum(float(need or 0) for _, need in needs)
    listed = phrase("and", language).join(
        f"{row['name']} ({need or 0:.1f} GiB)" for row, need in needs
    )
    key = "together_fit" if total <= usable else "together_not"
    said = phrase(key, language, models=listed, usable=f"{usable:.1f}")
    return f"**{_verdict(total, usable, language)}**{phrase('colon', language)}{said}"


def _pooled(rows: Sequence[Result], language: Language) -> str:
    """Whether what a model needs is less than what different cards have together."""
    usable = [float(row.get("available_gib") or 0.0) for row in rows]
    needs = [float(row.get("required_gib") or 0.0) for row in rows]
    if not usable or not all(usable) or not all(needs):
        return ""
    key = "pooled_may" if min(needs) <= sum(usable) else "pooled_not"
    cards = phrase("and", language).join(str(row.get("gpu") or "") for row in rows)
    each = " + ".join(f"{gib:.1f}" for gib in usable)
    values = {"usable": each, "need": f"{min(needs):.1f}", "cards": cards}
    return phrase(key, language, model=rows[0]["name"], **values)


def _verdict(need: float, usable: float, language: Language) -> str:
    key = "fits" if need <= _TIGHT * usable else "just_fits" if need <= usable else "fits_not"
    return phrase(key, language)


def _part(part: str, result: Result, language: Language) -> str:
    """The one part of the memory that was asked, over all cards."""
    gib = (result.get("breakdown_gib") or {}).get(part)
    if gib is None:
        return ""
    setting = result.get("request") or {}
    cache = setting.get("kv_precision") or ""
    values = {
        "gib": f"{gib:.1f}",
        "model": result["model"],
        "tokens": f"{setting.get('context', 0):,}",
    }
    formats = {"format": cache if part == "kv_cache" else setting.get("precision", "")}
    return phrase(f"part_{part}", language, **values, **formats)


def _speed(reports: Sequence[Result], language: Language) -> str:
    """The bound by bandwidth on each card, the fastest first; only the model's own card holds one."""
    bounds = [
        (float(one["speed"]["tokens_per_second_at_most"]), one)
        for one in reports
        if one.get("speed")
    ]
    pipelines = [one for one in reports if _makes_pictures(one)]
    if pipelines:
        return phrase("speed_no_bound", language, model=pipelines[0]["model"])
    if not bounds or len(bounds) < len(reports):
        return ""
    bounds.sort(key=lambda pair: -pair[0])
    first = bounds[0][1]
    colon = phrase("colon", language)
    each = phrase("semicolon", language).join(
        phrase("speed_on", language, card=_card(one, language), most=f"{most:,.0f}")
        + _by_split(one, language)
        + ("" if one.get("fits") else phrase("speed_unfit", language))
        for most, one in bounds
    )
    key = "speed_beside" if len(bounds) > 1 else "speed_alone"
    precision = (first.get("request") or {}).get("precision", "")
    lead = phrase(
        key, language, card=_card(first, language), model=first["model"], precision=precision
    )
    return f"{lead}{colon}{each}{phrase('speed_basis', language)}"


def _by_split(result: Result, language: Language) -> str:
    """Which split of several cards the bound is of, with the other's, where none is named."""
    other = result["speed"].get("in_turn_at_most")
    return phrase("speed_by_split", language, other=f"{other:,.0f}") if other else ""


def _makes_pictures(result: Result) -> bool:
    """Whether the report is of a pipeline, which goes through phases."""
    return len(result.get("phases") or ()) > 1


def _card(result: Result, language: Language) -> str:
    """The card as the report calls it, with its number where there are several."""
    name = str(result.get("gpu") or "")
    if language == "zh":
        name = re.sub(r"^(\d+) GB card$", r"\1 GB 显卡", name)
    number = result.get("gpus") or 1
    return f"{number} × {name}" if number > 1 else name


def _in_main_memory(text: str, result: Result, language: Language) -> str:
    """The report with main memory in the place of the card, and what that means."""
    size = re.match(r"(\d+) GB card", str(result.get("gpu") or ""))
    if size is None:
        return text
    memory = phrase("main_memory", language, size=size[1])
    for spelt in (f"the {size[1]} GB card", f"{size[1]} GB card", f"{size[1]} GB 显卡"):
        text = text.replace(spelt, memory)
    first, _, rest = text.partition("\n\n")
    return "\n\n".join([first, phrase("on_processor", language), rest])
