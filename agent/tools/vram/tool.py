"""`check_vram`: the memory engine as a tool of the agent."""

from typing import Any

from langchain.tools import ToolRuntime
from langchain_core.tools import BaseTool, tool
from pydantic import BaseModel, Field

from agent.graph import Turn
from agent.tools.bilingual import Language, in_english, say
from agent.tools.vram import CannotEstimate, check_fit, which_gpus, which_models
from agent.tools.vram.cards import read_gpu
from agent.tools.vram.catalog import read_model
from agent.tools.vram.chart import vram_chart
from agent.tools.vram.licences import of_licence, said_of_licence
from agent.tools.vram.listing import (
    basis,
    card_training_text,
    cards_own_text,
    cards_text,
    models_text,
    size_asked,
    training_text,
)
from agent.tools.vram.prose import ladder
from agent.tools.vram.several_cards import counts, counts_text
from agent.tools.vram.side_by_side import (
    MOST_IN_FULL,
    check_each,
    checks_text,
    difference_text,
    rows_of,
)

_SEVERAL = ("models", "cards", "precisions")


class MemoryArguments(BaseModel):
    """Arguments of `check_vram`; what is left out takes the model's own default."""

    model: str | None = Field(None, description="Model as people write it, or a size such as 70B.")
    gpu: str | None = Field(None, description="Card, e.g. 'RTX 3060' or '2x A100 80GB'.")
    gpus: int | None = Field(None, description="Number of cards.")
    free_gib: float | None = Field(None, description="Memory of a card that is still free, GiB.")
    reserved_gib: float | None = Field(None, description="Memory other programs hold, GiB.")
    precision: str | None = Field(None, description="bf16, fp8, awq-int4, q4_k_m, native, …")
    kv_precision: str | None = None
    context: int | None = Field(None, description="Tokens, prompt plus answer.")
    prompt: int | None = None
    batch: int | None = None
    width: int | None = Field(None, description="Pixels.")
    height: int | None = Field(None, description="Pixels.")
    frames: int | None = None
    offload: str | None = Field(None, description="none, model, sequential, group, block, auto.")
    engine: str | None = Field(None, description="transformers, vllm, diffusers, comfyui, …")
    parallel: str | None = None
    task: str | None = None
    solve: str | None = Field(
        None,
        description="context, batch, frames, resolution, precision or gpus: the most that fits.",
    )
    models: list[str] | None = Field(None, description="Several, side by side.")
    cards: list[str] | None = Field(None, description="Several, side by side.")
    precisions: list[str] | None = Field(None, description="Several weight formats likewise.")
    seconds: float | None = Field(
        None, description="With which='models': length of a clip, at each model's frame rate."
    )
    beside: dict[str, int | str] | None = Field(
        None, description="Another setting, to say the difference."
    )
    which: str | None = Field(
        None,
        description="'gpus' that run the model, 'models' for the card (of `models` where given), "
        "'card' for the card's own memory and bandwidth.",
    )
    licence: str | None = Field(None, description="With which='models': 'Apache-2.0', 'MIT', …")
    family: str | None = Field(None, description="With which='models': only this family.")
    kind: str | None = Field(
        None, description="With which='models': llm, dense, moe, image, video, 3d or audio."
    )
    show: str | None = Field(None, description="'ladder' (what makes it fit) or 'size' leads.")


@tool(args_schema=MemoryArguments, response_format="content_and_artifact")
def check_vram(runtime: ToolRuntime[Turn, Any], **given: Any) -> tuple[str, dict[str, Any]]:
    """Estimate GPU memory of a language, image, video or 3D model, and whether it fits a card."""
    request = {name: value for name, value in given.items() if value is not None}
    language = runtime.context.language
    try:
        return _check(request, language)
    except CannotEstimate as error:
        raise error.told(language) from error


def _check(request: dict[str, Any], language: Language) -> tuple[str, dict[str, Any]]:
    """The text for the model, in the language of the turn, and the result."""
    which = request.pop("which", None)
    seconds, beside = request.pop("seconds", None), request.pop("beside", None)
    several: dict[str, list[str]] = {name: request.pop(name, None) or [] for name in _SEVERAL}
    if which == "card":
        return _card(several["cards"] or [request.get("gpu", "")], request, language)
    chosen = {name: request.pop(name, None) for name in ("family", "kind", "licence")}
    if which == "models" and not several["models"]:
        length = {"seconds": seconds} if seconds else {}
        return _models(request | length, chosen, language)
    # a page or a model may have written the name: no path and no address is opened for it
    request |= {"catalogue_only": True}
    if which == "gpus":
        return _cards(request, language)
    if request.get("task") == "training":
        return _training(request.pop("model", ""), language)
    if request.get("solve") == "gpus" and not request.get("gpu"):
        request["gpu"] = "80GB class"  # what makers count in where they say "three cards"
    if which == "models" or any(len(values) > 1 for values in several.values()):
        return _side_by_side(request, several, chosen["licence"], language)
    return _one(request, language, beside)


def _one(
    request: dict[str, Any], language: Language, beside: dict[str, Any] | None = None
) -> tuple[str, dict[str, Any]]:
    show = request.pop("show", None)
    model, gpu = request.pop("model", ""), request.pop("gpu", None)
    report = check_fit(model, gpu, **request)
    text = report.markdown(language)
    if beside:
        apart = difference_text(check_fit(model, gpu, **(request | beside)), report, language)
        text = f"{apart}\n\n{text}" if apart else text
    chart = vram_chart(report, language)
    charts = {"charts": [chart]} if chart and show != "ladder" else {}
    if show == "ladder" and report.required_gib is not None:
        steps = ladder(report.options, language, fits=bool(report.fits))
        text = f"{report.sentence(language)}\n\n{steps}" if steps else report.sentence(language)
    return text, {**report.to_dict(), "text": text, **charts}


def _side_by_side(
    request: dict[str, Any],
    several: dict[str, list[str]],
    licence: str | None,
    language: Language,
) -> tuple[str, dict[str, Any]]:
    """Each model, card and format asked: what fits first, a table, the reports below it."""
    by_size = request.pop("show", None) == "size"
    models = several["models"] or [request.get("model", "")]
    cards = several["cards"] or [request.get("gpu")]
    precisions = several["precisions"] or [request.get("precision")]
    setting = {k: v for k, v in request.items() if k not in ("model", "gpu", "precision")}
    notes: list[str] = []
    if licence:
        parted = of_licence(models, licence)
        notes = [say(note, language) for note in said_of_licence(parted)]
        if not (models := parted.held):
            text = "\n\n".join(notes)
            return text, {"which": "checks", "models": [], "rows": [], "text": text}
    checks = check_each(models, cards, precisions, **setting)
    in_full = len(checks.reports) <= MOST_IN_FULL
    blocks = [
        *notes,
        checks_text(checks, language, by_size=by_size),
        "" if in_full else basis(False, language),
    ]
    text = "\n\n".join(block for block in blocks if block)
    full = checks.reports if in_full else ()
    charts = [chart for one in full if (chart := vram_chart(one, language))]
    return text, {
        "which": "checks",
        "models": list(dict.fromkeys(str(one.model) for one in checks.reports)),
        "rows": rows_of(checks),
        "reports": [one.to_dict() for one in full],
        "text": text,
        **({"charts": charts} if charts else {}),
    }


def _models(
    request: dict[str, Any], chosen: dict[str, Any], language: Language
) -> tuple[str, dict[str, Any]]:
    gpu, licence = request.pop("gpu", ""), chosen.pop("licence")
    request.pop("model", None)
    card = read_gpu(gpu).name  # here "this machine" would be the server's: it names no card
    asked = dict(request)
    rows = which_models(gpu, **chosen, **request)
    if licence:
        held = of_licence([row["name"] for row in rows], licence).held
        rows = [row for row in rows if row["name"] in held]
    tried = not request.get("precision")
    named = " ".join(word for word in (licence, chosen["family"]) if word) or None
    text = models_text(rows, card, named, tried, language, asked=size_asked(asked, rows))
    return text, {"which": "models", "gpu": str(card), "rows": in_english(rows), "text": text}


def _cards(request: dict[str, Any], language: Language) -> tuple[str, dict[str, Any]]:
    request.pop("gpu", None)
    name = request.pop("model", "")
    rows = which_gpus(name, **request)
    model = read_model(name).model
    called = model.called or model.name
    precision = rows[0]["precision"] if rows else str(request.get("precision") or model.dtype)
    shown = say(called, language)
    is_rare = all(row["class"] == "unified" for row in rows)
    together = {"together": counts(name, request)} if is_rare else {}
    text = cards_text(rows, shown, precision, language) if rows else ""
    if is_rare:
        several = counts_text(shown, together["together"], language, beside_one=bool(rows))
        text = f"{text}\n\n{several}" if text else several
    return text, {
        "which": "gpus",
        "model": str(called),
        "rows": in_english(rows),
        **together,
        "text": text,
    }


def _card(
    names: list[str], request: dict[str, Any], language: Language
) -> tuple[str, dict[str, Any]]:
    """What the catalogue holds of the cards; for training, what the rule leaves on the first."""
    found = [read_gpu(name) for name in names]
    training = request.get("task") == "training"
    text = card_training_text(found[0], language) if training else cards_own_text(found, language)
    rows = [
        {
            "name": str(card.name),
            "memory_gib": card.memory_gib,
            "usable_gib": card.usable_gib,
            "bandwidth_gb_s": card.bandwidth_gb_s,
            "date": card.date,
            "source": card.source,
        }
        for card in found
    ]
    task = {"task": "training", "verdict": "unknown"} if training else {}
    return text, {"which": "card", "gpu": rows[0]["name"], "rows": rows, "text": text, **task}


def _training(name: str, language: Language) -> tuple[str, dict[str, Any]]:
    model = read_model(name).model
    text = training_text(model, language)
    return text, {"model": str(model.name), "task": "training", "verdict": "unknown", "text": text}


__all__: list[str] = ["check_vram"]
_: BaseTool = check_vram
