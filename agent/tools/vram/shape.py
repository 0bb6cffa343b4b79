"""Counts of a request: tokens, pixels, frames, batch; read, checked, and filled in by defaults."""

import math
import re
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.vram.catalog import Model
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.words import term

DEFAULT_CONTEXT = 8192
#: No model has these: beyond them a number is a slip, not a size.
LIMITS = {
    "context": 10**8,
    "prompt": 10**8,
    "width": 10**5,
    "height": 10**5,
    "frames": 10**5,
    "batch": 10**5,
    "gpus": 10**5,
}
#: What may stand behind a count.
_UNITS = {
    **dict.fromkeys(("context", "prompt"), r"(?:tokens?|tok)?"),
    **dict.fromkeys(("width", "height"), r"(?:px|pixels?|p)?"),
    "frames": r"(?:frames?)?",
    "batch": r"(?:requests?|prompts?|images?|pictures?|videos?)?",
    "gpus": r"(?:cards?|gpus?)?",
}


def read_size(name: str, value: Any) -> int:
    """A count of tokens, pixels, frames, requests or cards, within what any model has."""
    said, chinese = name.capitalize(), term(name).zh
    number = count_in(name, value)
    if number is None:
        raise CannotEstimate(
            Note(f"{said} {value!r} is not a number.", f"{chinese}“{value}”不是数字。"),
            Note("Give a whole number.", "请给出整数。"),
        )
    if not math.isfinite(number) or number != int(number):
        raise CannotEstimate(
            Note(f"{said} {value!r} is not a whole number.", f"{chinese}“{value}”不是整数。")
        )
    if number <= 0:
        raise CannotEstimate(
            Note(
                f"{said} must be at least 1, not {int(number)}.",
                f"{chinese}至少为 1，不能是 {int(number)}。",
            )
        )
    if number > LIMITS[name]:
        raise CannotEstimate(
            Note(
                f"{said} {int(number):,} is beyond any model.",
                f"{chinese} {int(number):,} 超出任何模型。",
            ),
            Note(f"The most that is read is {LIMITS[name]:,}.", f"最多读到 {LIMITS[name]:,}。"),
        )
    return int(number)


def count_in(name: str, value: Any) -> float | None:
    """The number a value is or spells; None where it is none.

    >>> count_in("context", "32k tokens"), count_in("context", "100K"), count_in("height", "720p")
    (32768.0, 100000.0, 720.0)
    """
    if isinstance(value, str):
        spelt = value.strip().lower().replace(",", "").replace("_", "")
        found = re.fullmatch(rf"([-+]?[\d.e+-]+)\s*([km])?\s*(?:{_UNITS.get(name, '')})", spelt)
        if found is None:
            return _float(spelt)
        number = _float(found[1])
        return number if number is None else number * _times(number, found[2])
    return _float(value)


def _times(number: float, letter: str | None) -> int:
    """What "k" or "m" stands for: powers of 1,024 where windows are counted so (8k, 32k, 1M)."""
    power = {None: 0, "k": 1, "m": 2}[letter]
    whole = int(number)
    is_window = whole == number and whole > 0 and whole & (whole - 1) == 0
    return (1024 if is_window else 1000) ** power


def _float(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def read_shape(
    model: Model, sizes: dict[str, int], said: list[str], cautions: list[str]
) -> dict[str, int]:
    """Tokens, pixels and frames, with the defaults of the model."""
    batch = sizes.get("batch") or 1
    if "batch" not in sizes:
        said.append(Note("Batch 1.", "批大小 1。"))
    if model.parts or model.stages:
        return {"context": 0, "prompt": 0, "batch": batch} | _picture(model, sizes, said, cautions)
    context = sizes.get("context")
    if context is None:
        context = max(sizes.get("prompt", 0), min(DEFAULT_CONTEXT, model.max_context or 10**9))
        said.append(Note(f"Context {context:,} tokens.", f"上下文 {context:,} 个 token。"))
    prompt = sizes.get("prompt", context)
    if prompt > context:
        context = prompt
        cautions.append(
            Note(
                "The prompt is longer than the context; the prompt was taken for both.",
                "提示词比上下文长；两者都按提示词计。",
            )
        )
    if "prompt" not in sizes:
        said.append(Note("The whole context may be prompt.", "整个上下文都可能是提示词。"))
    if model.max_context and context > model.max_context:
        cautions.append(
            Note(
                f"{context:,} tokens are past the model's own limit of {model.max_context:,}.",
                f"{context:,} 个 token 超过模型自身的上限 {model.max_context:,}。",
                first=True,
            )
        )
    return {
        "context": context,
        "prompt": prompt,
        "batch": batch,
        "width": 0,
        "height": 0,
        "frames": 0,
    }


def _picture(
    model: Model, sizes: dict[str, int], said: list[str], cautions: list[str]
) -> dict[str, int]:
    default = model.defaults or {"width": 1024, "height": 1024}
    width, height = sizes.get("width"), sizes.get("height")
    if (width is None) != (height is None) and model.defaults:
        # one side given ("720p"): keep the model's shape, the given side being the short one
        short = width or height or 0
        ratio = max(default["width"], default["height"]) / min(default["width"], default["height"])
        width, height = math.ceil(short * ratio / 16) * 16, short
        said.append(
            Note(
                f"Size {width} x {height}: the shape of the model's default.",
                f"尺寸 {width} x {height}：按模型默认的画面比例。",
            )
        )
    elif width is None or height is None:
        width, height = default["width"], default["height"]
        if model.parts:
            said.append(
                Note(
                    f"Size {width} x {height}, the model's default.",
                    f"尺寸 {width} x {height}，模型默认值。",
                )
            )
    frames = sizes.get("frames")
    if frames is None:
        frames = default.get("frames", 1)
        if frames > 1:
            said.append(
                Note(f"{frames} frames, the model's default.", f"{frames} 帧，模型默认值。")
            )
    if model.kind == "image" and frames > 1:
        cautions.append(
            Note(
                f"{model.name} makes single images; frames were read as 1.",
                f"{model.name} 只生成单张图像；帧数按 1 计。",
            )
        )
        frames = 1
    largest = default["width"] * default["height"] * default.get("frames", 1)
    usual = default.get("frames", 1)
    if model.kind == "video" and model.defaults and frames > usual:
        cautions.append(
            Note(
                f"{frames} frames are more than the model's default of {usual}: the memory is "
                "computed; how well it holds a longer clip together is not.",
                f"{frames} 帧超过模型默认的 {usual} 帧：显存可以计算，更长的片段能否保持质量则不在其中。",
            )
        )
    elif model.parts and width * height * frames > 4 * largest:
        cautions.append(
            Note("This is far past the size the model was made for.", "远超该模型设计的尺寸。")
        )
    return {"width": width, "height": height, "frames": frames}
