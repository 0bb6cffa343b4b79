"""Bytes alive while denoisers and decoders of diffusers run, traced on tensors without data.

Writes the laws of `agent/tools/vram/data/activations.json`. Needs torch and diffusers
(requirements-exact.txt), no weights and no accelerator:
`python -m evals.trace_activations [--only NAME …] [--out FILE]`.

What is counted: every storage from its birth to its death, above weights and inputs. Attention
and RMS norm keep their output alone, as their fused kernels do. A convolution in 16 bits holds,
while it runs, a second copy of its input and output: the library's tensor-core kernels want the
channels last and turn both; in 32 bits it reads them as they are. Traced so, HunyuanVideo's
decoder holds 29,370 values a pixel at 121 frames, 21.5 GiB at 768 x 512, which is what is
published for diffusers; without the copies it would be 14.7.
"""

import argparse
import importlib
import inspect
import json
import sys
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from agent.tools.vram.exact.decoders import DECODERS, Decoder
from agent.tools.vram.exact.denoiser_calls import Grid
from agent.tools.vram.exact.denoisers import DENOISERS, Denoiser
from agent.tools.vram.exact.live_bytes import built, fake_tensors, live_bytes, peak_bytes
from agent.tools.vram.exact.pipeline import without_torchvision

LAWS = Path(__file__).parents[1] / "agent" / "tools" / "vram" / "data" / "activations.json"
#: Width, height, frames of two calls: the second checks that the law is one of tokens.
SIZES = ((1024, 1024, 1), (1536, 1024, 1))
#: Share of the peak past which growth with tokens x tokens is a law of its own.
QUADRATIC = 0.18
CLIPS = ((768, 512, 25), (768, 512, 49))


def main() -> None:
    """Trace and write, one line a class on stderr."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--out", type=Path, default=LAWS)
    asked = parser.parse_args()
    warnings.filterwarnings("ignore")
    without_torchvision()
    dits = {d.name: _told(d.name, denoiser_law, d) for d in DENOISERS if _is_on(d.name, asked)}
    vaes = {d.name: _told(d.name, decoder_law, d) for d in DECODERS if _is_on(d.name, asked)}
    laws = json.loads(LAWS.read_text(encoding="utf-8"))
    for kind, traced in (("dit", dits), ("vae", vaes)):
        laws[kind] = merged(laws[kind], traced)
    asked.out.write_text(as_text(laws | {"versions": versions()}), encoding="utf-8")


def merged(rows: dict[str, Any], traced: dict[str, Any]) -> dict[str, Any]:
    """Traced laws over the rows there are; what was read of a maker's code stays beside them."""
    beside = ("maker_", "takes_lengths")
    new = {
        name: law
        | {key: said for key, said in rows.get(name, {}).items() if key.startswith(beside)}
        for name, law in traced.items()
        if "error" not in law
    }
    return rows | {name: law | {"basis": "traced"} for name, law in new.items()}


def as_text(laws: dict[str, Any]) -> str:
    """JSON with one law a line, so that a new trace reads well as a difference."""
    head = {key: value for key, value in laws.items() if key not in ("dit", "vae")}
    lines = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    for kind in ("dit", "vae"):
        rows = [f"    {json.dumps(k)}: {json.dumps(v)}" for k, v in sorted(laws[kind].items())]
        lines.append(f'  "{kind}": {{\n' + ",\n".join(rows) + "\n  }")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def denoiser_law(spec: Denoiser) -> dict[str, Any]:
    """Units (peak bytes / (tokens x hidden x 2)) in 16 bits and, as makers' code runs, in 32."""
    units, pair_bytes, slack = _two_sizes(spec, "bfloat16")
    wide, _, _ = _two_sizes(spec, "float32")
    law: dict[str, Any] = {"units": units, "fp32_units": wide, "slack": slack}
    if pair_bytes:
        law["pair_bytes"] = pair_bytes
    if spec.chunks:
        law["chunked_units"] = round(_chunked(spec), 2)
    if spec.with_picture:
        law["picture_units"] = round(_at(replace(spec, inputs=spec.with_picture), "bfloat16"), 2)
    for name, dtype in (("", "bfloat16"), ("fp32_", "float32")):
        law |= {f"{name}{key}": value for key, value in _grown(spec, dtype).items()}
        kept = law.get(f"{name}kept_units", 0.0) * spec.kept[0]
        law[f"{name}units"] = round(law[f"{name}units"] - kept, 2)
        if spec.ffn:
            law[f"{name}ffn_units"] = _feeding(spec, dtype, kept)
    return law | ({"kept_share": spec.kept_share} if spec.deeper else {})


def _grown(spec: Denoiser, dtype: str) -> dict[str, float]:
    """Units that one more layer leaves behind for later ones."""
    if not spec.deeper:
        return {}
    more = _at(replace(spec, config=spec.deeper), dtype) - _at(spec, dtype)
    return {"kept_units": round(more / (spec.kept[1] - spec.kept[0]), 3)}


def _feeding(spec: Denoiser, dtype: str, kept: float) -> list[float]:
    """Units in a feed-forward layer, as a base and a share of its width over the hidden size.

    Two widths at which it surely is the peak give both.
    """
    name, width = spec.ffn or ("", 0)
    ratios = [times * width / spec.hidden for times in (2, 3)]
    low, high = (
        _at(replace(spec, config=spec.config | {name: times * width}), dtype) for times in (2, 3)
    )
    slope = (high - low) / (ratios[1] - ratios[0])
    return [round(low - slope * ratios[0] - kept, 2), round(slope, 3)]


def _at(spec: Denoiser, dtype: str) -> float:
    """Units of the larger of the two calls."""
    return _units(spec, _sizes(spec)[-1], dtype)[0]


def _two_sizes(spec: Denoiser, dtype: str) -> tuple[float, float, float]:
    """Units, bytes a pair of tokens, and the allocator's share; two calls tell the first apart.

    A mask of every pair of tokens, written out, grows with tokens x tokens.
    """
    sizes = _sizes(spec)
    (first, few, _), (last, many, slack) = (_units(spec, sizes[at], dtype) for at in (0, -1))
    growth = (last - first) / (many - few) if many > few else 0.0
    if growth * many <= QUADRATIC * last:
        return round(last, 2), 0.0, round(slack, 2)
    return round(last - growth * many, 2), round(growth * spec.hidden * 2, 2), round(slack, 2)


def _sizes(spec: Denoiser) -> tuple[tuple[int, int, int], ...]:
    return spec.sizes or (CLIPS if spec.temporal or spec.keeps_frames else SIZES)


def _chunked(spec: Denoiser) -> float:
    """Units where the feed-forward layers are run in chunks, as guides for small cards do."""
    size = _sizes(spec)[-1]
    return _units(spec, size, "bfloat16", lambda model: model.enable_forward_chunking())[0]


def decoder_law(spec: Decoder) -> dict[str, Any]:
    """Values alive a pixel of one frame, at a few counts of frames."""
    import torch

    curve: list[list[float]] = []
    slack = 0.0
    for frames in spec.frames:
        alive, held = _decode(spec, frames)
        values = spec.size[0] * spec.size[1] * torch.finfo(getattr(torch, spec.dtype)).bits / 8
        curve.append([frames, round(alive / values, 1)])
        slack = held / alive - 1
    law: dict[str, Any] = {"curve": curve, "tile": list(spec.tile), "slack": round(slack, 2)}
    if spec.dtype == "float32":
        law["value_bytes"] = 4
    if spec.in_autocast:
        law |= _autocast_law(spec)
    return law | ({"tiles_only": True} if spec.tiled else {})


def versions() -> dict[str, str]:
    """Releases of the libraries traced."""
    return {name: importlib.import_module(name).__version__ for name in ("diffusers", "torch")}


def _class(name: str) -> Any:
    return getattr(importlib.import_module("diffusers"), name)


def _units(
    spec: Denoiser,
    size: tuple[int, int, int],
    dtype: str,
    prepare: Callable[[Any], None] = lambda model: None,
) -> tuple[float, int, float]:
    """Units of one call, its tokens, and the allocator's share above them."""
    import torch

    width, height, frames = size
    if spec.temporal:
        frames = (frames - 1) // spec.temporal + 1
    grid = Grid(
        frames,
        height // spec.spatial,
        width // spec.spatial,
        spec.patch,
        spec.text,
        lambda *shape: torch.empty(shape, dtype=getattr(torch, dtype)),
        lambda *shape: torch.ones(shape, dtype=torch.int64),
    )

    def call(model: Any) -> Callable[[], Any]:
        prepare(model)
        taken = set(inspect.signature(type(model).forward).parameters)
        inputs = spec.needed(dict(model.config), spec.inputs(grid), taken)
        return lambda: model(**inputs)

    build = lambda: _class(spec.cls)(**spec.config)  # noqa: E731
    alive, held = peak_bytes(build, call, dtype, spec.text)
    tokens = grid.image_tokens + spec.text
    return alive / (tokens * spec.hidden * 2), tokens, held / alive - 1


def _decode(spec: Decoder, frames: int) -> tuple[float, float]:
    import torch

    def call(model: Any) -> Callable[[], Any]:
        if spec.tiled:
            model.enable_tiling()
        latents = torch.empty(spec.latents(frames), dtype=getattr(torch, spec.dtype))
        more = {"num_frames": frames} if spec.batches_frames else {}
        return lambda: model.decode(latents, **more)

    return peak_bytes(lambda: _class(spec.cls)(**spec.config), call, spec.dtype)


def _autocast_law(spec: Decoder) -> dict[str, Any]:
    """The same with weights in fp32 under an autocast to fp16: values of two bytes, and billions of
    weights of which the autocast keeps copies of two bytes each until the decode ends."""
    import torch

    with fake_tensors():
        model = built(lambda: _class(spec.cls)(**spec.config), "float32")
        turned = [
            p.numel()
            for n, p in model.decoder.named_parameters()
            if p.dim() > 3 and "gamma" not in n
        ]
        curve: list[list[float]] = []
        for frames in spec.frames:
            latents = torch.empty(spec.latents(frames))
            with live_bytes() as ledger, torch.autocast("cpu", dtype=torch.float16):
                model.decode(latents)
            alive = (ledger.peak / 2 - sum(turned)) / (spec.size[0] * spec.size[1])
            curve.append([frames, round(alive, 1)])
    return {"autocast_curve": curve, "autocast_copies_b": round(sum(turned) / 1e9, 4)}


def _told(name: str, law: Callable[[Any], dict[str, Any]], spec: Any) -> dict[str, Any]:
    """The law of one class, or why it could not be traced."""
    try:
        found = law(spec)
    except Exception as error:  # a class that fails must not hide the others; the reason is written
        found = {"error": f"{type(error).__name__}: {str(error)[:300]}"}
    print(name, json.dumps(found), file=sys.stderr, flush=True)
    return found


def _is_on(name: str, asked: argparse.Namespace) -> bool:
    return not asked.only or name in asked.only


if __name__ == "__main__":
    main()
