"""What the name of a weight file says: which model of the catalogue it is of, in which precision."""

import re
from functools import cache

from agent.tools.vram.catalog import Model, models, read_model
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.facts import table
from agent.tools.vram.formats import formats

_ENDING = re.compile(r"\.(safetensors|gguf|sft|ckpt|pth?|bin)$", re.I)
#: Words of file names -> formats, in the order of trust; GGUF mixes are read before them.
_WORDS = (
    (r"nvfp4|fp4_?mixed|svdq_fp4", "nvfp4"),
    (r"mxfp4", "mxfp4"),
    (r"nf4", "nf4"),
    (r"fp4", "fp4"),
    (r"svdq_int4|int4|w4a\d+", "int4"),
    (r"int8|w8a8", "int8"),
    (r"fp8|e4m3|e5m2|float8", "fp8"),
    (r"bf16|bfloat16", "bf16"),
    (r"fp16|f16|float16", "fp16"),
    (r"fp32|f32|float32", "fp32"),
)
_MIX = re.compile(
    r"(?:^|[-_. ])(i?q\d_(?:k_?(?:xxs|xs|s|m|xl|l)?|[01]|xxs|xs|s|m|nl))(?:$|[-_. ])", re.I
)


def plain_name(file: str) -> str:
    """A file's name without folder and ending, in lower case, its joints as `_`."""
    name = _ENDING.sub("", re.split(r"[/\\]", file.strip())[-1])
    return re.sub(r"[-_\s]+", "_", name.lower())


def model_of_file(file: str) -> Model | None:
    """The model of the catalogue that a weight file is of, by its name.

    >>> model_of_file("wan2.2_t2v_high_noise_14B_fp8_scaled.safetensors").name
    'Wan2.2-T2V-A14B'
    """
    name = plain_name(file)
    if not name:
        return None
    for pattern, model in _rules():
        if pattern.search(name):
            return _by_name().get(model)
    try:
        return read_model(_ENDING.sub("", re.split(r"[/\\]", file)[-1]).replace("_", "-")).model
    except CannotEstimate:
        return None


def precision_of_file(file: str) -> str | None:
    """The format that a weight file's name states, or None.

    >>> precision_of_file("flux1-dev-Q4_K_S.gguf"), precision_of_file("t5xxl_fp8_e4m3fn.safetensors")
    ('q4_k_s', 'fp8')
    """
    stem = _ENDING.sub("", re.split(r"[/\\]", file.strip())[-1])
    if mix := _MIX.search(stem):
        name = mix[1].lower()
        for candidate in (name, name.replace("_k_xl", "_k_m"), name + "_m", name.rsplit("_", 1)[0]):
            if candidate in formats():
                return candidate
    return format_in_words(stem)


def format_in_words(text: str) -> str | None:
    """The format that a name or a widget's value states: 'fp8_e4m3fn_fast' -> 'fp8'."""
    words = re.sub(r"[-_.\s]+", "_", text.lower())
    return next((name for pattern, name in _WORDS if re.search(pattern, words)), None)


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), model) for pattern, model in table("comfyui_nodes")["files"])


@cache
def _by_name() -> dict[str, Model]:
    return {model.name: model for model in models()}
