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
from agent.tools.vram.listing import cards_text, models_text, solved_text, training_text
from agent.tools.vram.prose import ladder

_TRIED = ("fp8", "awq")
"""Formats tried for a language model that does not fit a card as released."""


class MemoryArguments(BaseModel):
    """Arguments of `check_vram`; what is left out takes the model's own default."""

    model: str | None = Field(None, description="Model as people write it, or a size such as 70B.")
    gpu: str | None = Field(None, description="Card, e.g. 'RTX 3060' or '2x A100 80GB'.")
    gpus: int | None = Field(None, description="Number of cards.")
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
    which: str | None = Field(None, description="'gpus' that run the model, 'models' for the card.")
    family: str | None = Field(None, description="With which='models': only this family.")
    kind: str | None = Field(
        None, description="With which='models': llm, dense, moe, image, video, 3d or audio."
    )
    show: str | None = Field(None, description="'ladder': only what would make it fit.")


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
    which, show = request.pop("which", None), request.pop("show", None)
    if which == "models":
        return _models(request, language)
    request.pop("family", None)
    request.pop("kind", None)
    # a page or a model may have written the name: no path and no address is opened for it
    request |= {"catalogue_only": True}
    if which == "gpus":
        return _cards(request, language)
    name = request.pop("model", "")
    if request.get("task") == "training":
        return _training(name, language)
    if request.get("solve") == "gpus" and not request.get("gpu"):
        request["gpu"] = "80GB class"  # what makers count in where they say "three cards"
    report = check_fit(name, request.pop("gpu", None), **request)
    text = report.markdown(language)
    if report.solved:
        text = f"{solved_text(report, language)}\n\n{text}"
    chart = vram_chart(report, language)
    charts = {"charts": [chart]} if chart and show != "ladder" else {}
    if show == "ladder" and report.required_gib is not None:
        steps = ladder(report.options, language)
        text = f"{report.sentence(language)}\n\n{steps}" if steps else report.sentence(language)
    return text, {**report.to_dict(), "text": text, **charts}


def _models(request: dict[str, Any], language: Language) -> tuple[str, dict[str, Any]]:
    gpu, family = request.pop("gpu", ""), request.pop("family", None)
    request.pop("model", None)
    card = read_gpu(gpu).name  # here "this machine" would be the server's: it names no card
    rows = which_models(gpu, family=family, formats=_TRIED, **request)
    tried = not request.get("precision")
    text = models_text(rows, card, family, tried, language)
    return text, {"which": "models", "gpu": str(card), "rows": in_english(rows), "text": text}


def _cards(request: dict[str, Any], language: Language) -> tuple[str, dict[str, Any]]:
    request.pop("gpu", None)
    name = request.pop("model", "")
    rows = which_gpus(name, **request)
    model = read_model(name).model
    precision = rows[0]["precision"] if rows else str(request.get("precision") or model.dtype)
    text = cards_text(rows, say(model.name, language), precision, language)
    return text, {
        "which": "gpus",
        "model": str(model.name),
        "rows": in_english(rows),
        "text": text,
    }


def _training(name: str, language: Language) -> tuple[str, dict[str, Any]]:
    model = read_model(name).model
    text = training_text(model, language)
    return text, {"model": str(model.name), "task": "training", "verdict": "unknown", "text": text}


__all__: list[str] = ["check_vram"]
_: BaseTool = check_vram
