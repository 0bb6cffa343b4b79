"""The format of a quantised checkpoint, by what its `quantization_config` says."""

from typing import Any, NamedTuple

from agent.tools.vram.formats import formats

#: Methods with one format.
_METHODS = {
    "awq": "awq", "fp8": "fp8", "fbgemm_fp8": "fp8", "fine_grained_fp8": "fp8", "mxfp4": "mxfp4",
    "nvfp4": "nvfp4", "bitnet": "ternary", "modelopt_fp4": "nvfp4",
}  # fmt: skip


class Quantisation(NamedTuple):
    """A format of ours, and the bits a packed weight takes."""

    name: str
    bits: int


def quantisation(config: dict[str, Any]) -> Quantisation | None:
    """How a checkpoint is quantised, or None where it is not.

    >>> quantisation({"quantization_config": {"quant_method": "gptq", "bits": 4}})
    Quantisation(name='gptq-int4', bits=4)
    """
    told: Any = config.get("quantization_config") or config.get("compression_config")
    if not isinstance(told, dict):
        return _mlx(config)
    return _read(told)  # pyright: ignore[reportUnknownArgumentType] - JSON from outside


def _read(told: dict[str, Any]) -> Quantisation:
    method = str(told.get("quant_method") or told.get("quant_library") or "").lower()
    bits = _whole(told.get("bits")) or _whole(told.get("w_bit")) or 4
    if method == "gptq" or method == "auto-round":
        return Quantisation("gptq-int8" if bits == 8 else "gptq-int4", bits)
    if method == "awq" and bits == 8:
        return Quantisation("int8", 8)
    if method in ("bitsandbytes", "bnb"):
        four = bool(told.get("load_in_4bit") or told.get("_load_in_4bit"))
        return Quantisation("nf4", 4) if four else Quantisation("bnb-int8", 8)
    if method in ("compressed-tensors", "modelopt"):
        return _groups(told)
    if method in _METHODS:
        name = _METHODS[method]
        return Quantisation(name, round(formats()[name].bits))
    return Quantisation({8: "int8", 2: "ternary"}.get(bits, "int4"), bits)


def _groups(told: dict[str, Any]) -> Quantisation:
    """compressed-tensors and ModelOpt: groups of layers with bits and kind of their weights."""
    named = str(told.get("quant_algo") or told.get("format") or "").lower()
    groups: Any = told.get("config_groups")
    weights: Any = {}
    if isinstance(groups, dict) and groups:
        first: Any = next(iter(groups.values()))  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
        weights = first.get("weights") if isinstance(first, dict) else {}  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
    weights = weights if isinstance(weights, dict) else {}  # pyright: ignore[reportUnknownVariableType]
    bits = _whole(weights.get("num_bits")) or (8 if "8" in named else 4)  # pyright: ignore[reportUnknownMemberType]
    floating = weights.get("type") == "float" or "fp" in named or "float" in named  # pyright: ignore[reportUnknownMemberType]
    if bits == 8:
        return Quantisation("fp8" if floating else "int8", 8)
    if floating:
        return Quantisation("mxfp4" if "mxfp4" in named else "nvfp4", 4)
    return Quantisation("int4", bits)


def _mlx(config: dict[str, Any]) -> Quantisation | None:
    told: Any = config.get("quantization")
    bits = _whole(told.get("bits")) if isinstance(told, dict) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
    if not bits:
        return None
    return Quantisation("mlx-8bit" if bits > 6 else "mlx-4bit", bits)


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and value > 0 else None
