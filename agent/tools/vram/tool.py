"""`check_vram`: the memory engine as a tool of the agent."""

from typing import Any

from langchain.tools import ToolRuntime
from langchain_core.tools import BaseTool, tool
from pydantic import BaseModel, Field

from agent.graph import Turn
from agent.tools.vram import check_fit, which_gpus, which_models


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


@tool(args_schema=MemoryArguments, response_format="content_and_artifact")
def check_vram(runtime: ToolRuntime[Turn, Any], **given: Any) -> tuple[str, dict[str, Any]]:
    """Estimate GPU memory of a language, image, video or 3D model, and whether it fits a card."""
    request = {name: value for name, value in given.items() if value is not None}
    which, family = request.pop("which", None), request.pop("family", None)
    if which == "models":
        rows = which_models(request.pop("gpu"), family=family, **request)
        return str(rows), {"which": "models", "rows": rows}
    if which == "gpus":
        rows = which_gpus(request.pop("model"), **request)
        return str(rows), {"which": "gpus", "rows": rows}
    report = check_fit(request.pop("model", ""), request.pop("gpu", None), **request)
    text = report.markdown(runtime.context.language)
    return text, {**report.to_dict(), "text": text}


__all__: list[str] = ["check_vram"]
_: BaseTool = check_vram
