"""Formats of single components of a pipeline, by the names a request gives them."""

import re
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.formats import Format, find_format, formats


def read_part_formats(asked: Any) -> dict[str, Format]:
    """Formats of components: `{"dit": "fp8", "text_encoder": {"T5": "nf4"}}` flattened."""
    if asked is None:
        return {}
    if not isinstance(asked, dict):
        raise CannotEstimate(
            Note(
                "The precision of components must name each component.", "部件精度须逐个写明部件。"
            ),
            Note(
                'For example {"dit": "fp8", "text_encoder": "nf4"}.',
                '例如 {"dit": "fp8", "text_encoder": "nf4"}。',
            ),
        )
    flat: dict[str, Format] = {}
    for name, value in asked.items():  # pyright: ignore[reportUnknownVariableType] - JSON from outside
        inner: dict[Any, Any] = value if isinstance(value, dict) else {name: value}  # pyright: ignore[reportUnknownVariableType]
        for key, text in inner.items():
            if text is not None:
                native = str(text).lower() == "native"
                flat[_role(str(key))] = formats()["bf16"] if native else find_format(str(text))
    return flat


def _role(name: str) -> str:
    key = re.sub(r"[^a-z0-9]", "", name.lower())
    if key in ("dit", "transformer", "unet", "transformer2", "denoiser"):
        return "dit"
    if key.startswith(("textencoder", "te")) and not key[-1:].isdigit():
        return "text_encoder"
    return key
