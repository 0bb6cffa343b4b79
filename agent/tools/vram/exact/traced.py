"""What a trace gives: bytes alive in each phase, what the modules hold, and what was run."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from agent.tools.bilingual import Note, join
from agent.tools.vram.components import format_of
from agent.tools.vram.denoising import is_fp32_residual
from agent.tools.vram.diffusion import FRAMES_AT_ONCE, is_tiled
from agent.tools.vram.exact.configs import Configs
from agent.tools.vram.exact.live_bytes import CannotTrace
from agent.tools.vram.exact.notes import (
    of_language,
    of_linear,
    of_pipeline,
    other_count,
    traced_on,
    versions,
)
from agent.tools.vram.facts import table
from agent.tools.vram.prefill import chunk_of
from agent.tools.vram.workload import Workload

if TYPE_CHECKING:
    from agent.tools.vram.exact.denoisers import Denoiser


@dataclass(frozen=True)
class Traced:
    """Bytes on one card before it is split, by phase, and the modules' own counts."""

    libraries: str
    alive: dict[str, float]
    """Phase -> bytes alive above weights (and cache) at its peak."""
    parameters: dict[str, int]
    """Part -> parameters, counted on the module."""
    cache: float | None = None
    """What a language model's layers keep after the prompt, in 16 bits."""
    prompt: int = 0
    """Tokens of the prompt that was run."""
    is_own: bool = True
    is_part: bool = False
    said: tuple[str, ...] = ()
    cautions: tuple[str, ...] = field(default_factory=tuple[str, ...])

    @property
    def parameters_b(self) -> float:
        """Of all parts that were built, in billions."""
        return sum(self.parameters.values()) / 1e9


def trace_language(work: Workload, configs: Configs, until: float) -> Traced:
    """One prefill of the prompt, or of the engine's chunk of it."""
    from agent.tools.vram.exact.language import trace_prefill
    from agent.tools.vram.exact.language_shapes import shape_of_config, shape_of_facts

    model = work.model
    told = configs.language
    shape = shape_of_config(told, model.name) if told else shape_of_facts(model)
    prompt = min(work.prompt, chunk_of(work) or work.prompt)
    run = trace_prefill(shape, prompt, work.batch, until)
    kind = str(shape.config.model_type)
    certain = told is not None or (run.is_part and shape.is_own)
    off = other_count(model.name, kind, run.parameters, model.params_b, is_certain=certain)
    attention = "a fused kernel" if run.is_fused else "SDPA"
    text = f"{kind}, {attention}, a prompt of {prompt:,} tokens in 16 bits"
    zh = f"{kind}，{'融合算子' if run.is_fused else 'SDPA'}，提示词 {prompt:,} 个 token，16 位"
    if run.layers_run < (model.layers or 0):
        text += f"; {run.layers_run} of {model.layers} layers run, since each is like them"
        zh += f"；运行 {model.layers} 层中的 {run.layers_run} 层，其余各层相同"
    libraries = versions("transformers", "torch")
    return Traced(
        libraries,
        {"generation": run.activations},
        {"language model": run.parameters},
        run.cache,
        prompt,
        shape.is_own,
        run.is_part,
        (traced_on(libraries, text, zh),),
        (*off, *of_language(work, shape.is_own, kind, run.is_fused), *of_linear(shape.config)),
    )


def trace_pipeline(work: Workload, configs: Configs, until: float) -> Traced:
    """One denoising step of one branch, and one decode of what is decoded at once."""
    from agent.tools.vram.exact.denoiser_shapes import (
        config_of,
        released_config,
        spec_of_class,
        spec_of_row,
    )

    model, told = work.model, configs.denoiser
    name = str(told["_class_name"]) if told else model.dit_class
    spec = spec_of_class(name, model.dit_class) if told else spec_of_row(model)
    if spec is None:
        raise CannotTrace(
            Note(
                f"The denoiser of {model.name} ({name}) has no public class that is known here.",
                f"{model.name} 的去噪网络（{name}）没有本工具已知的公开类。",
            ),
            Note("Leave exact out for an estimate.", "可不用精确模式，改用估算。"),
        )
    config = config_of(told, spec.cls) if told else released_config(model, spec)
    published = next((p["params_b"] for p in model.parts if p["role"] == "dit"), None)
    alive, count, step = _stepped(work, spec, config, until)
    off = other_count(model.name, spec.cls, count, published, is_certain=told is not None)
    parameters = {spec.cls: count}
    alive |= _decoded(work, configs.decoder, parameters, until)
    libraries = versions("diffusers", "torch")
    said = join([step, Note("one decode", "一次解码") if "VAE decode" in alive else ""])
    text = f"{', '.join(parameters)}; {said}"
    zh = f"{'、'.join(parameters)}；{said.zh}"
    return Traced(
        libraries,
        alive,
        parameters,
        said=(traced_on(libraries, text, zh),),
        cautions=(*off, *of_pipeline(work, alive)),
    )


def _stepped(
    work: Workload, spec: "Denoiser", config: dict[str, Any], until: float
) -> tuple[dict[str, float], int, str]:
    """The denoising phase, the module's parameters, and what was run.

    A maker's own code is in neither library and keeps up to three times as much alive: its step
    is left to the law, which knows.
    """
    from agent.tools.vram.exact.pipeline import count_parameters, trace_denoiser

    if work.engine.name == "official":
        return {}, count_parameters(spec.cls, config), ""
    dtype = "float32" if is_fp32_residual(work) else "bfloat16"
    step = trace_denoiser(work, spec, config, dtype, until)
    # bitsandbytes' int8 keeps 16-bit copies of inputs and of outlier columns, which no module shows
    copies = 2 if format_of(work, "dit").name == "bnb-int8" else 1
    alive = step.alive * work.batch * work.model.cfg_batch * copies
    width = "32" if dtype == "float32" else "16"
    said = Note(f"one denoising step in {width} bits", f"一步去噪（{width} 位）")
    return {"denoising": alive}, step.parameters, said


def _decoded(
    work: Workload, told: dict[str, Any] | None, parameters: dict[str, int], until: float
) -> dict[str, float]:
    """The decode phase, of one tile where the runtime tiles; nothing where no decoder is known."""
    from agent.tools.vram.exact.decoders import DECODERS
    from agent.tools.vram.exact.denoiser_shapes import config_of
    from agent.tools.vram.exact.pipeline import trace_decoder

    model = work.model
    spec = next((d for d in DECODERS if d.name == model.vae_class), None)
    if spec is None or (told and told.get("_class_name") != spec.cls):
        return {}
    if told:
        channels, spatial = model.latent_channels, model.spatial
        spec = replace(
            spec,
            config=config_of(told, spec.cls),
            channels=channels or spec.channels,
            spatial=spatial or spec.spatial,
        )
    law = table("activations")["vae"][spec.name]
    dtype = (
        "float32" if law.get("value_bytes") == 4 and work.engine.name != "lightx2v" else "bfloat16"
    )
    width, height, frames = work.width, work.height, work.frames
    output = 0.0
    if is_tiled(work):
        output = 2 * 3 * width * height * frames * work.batch * (4 if dtype == "float32" else 2)
        width, height = min(width, spec.tile[0]), min(height, spec.tile[1])
    if not model.temporal:
        frames = min(frames, FRAMES_AT_ONCE[work.offload.mode != "none"])
    batch = 1 if work.offload.vae_slicing else work.batch
    at_once = 1 if not (spec.temporal or spec.batches_frames) else frames
    one = trace_decoder(spec, (width, height, at_once), dtype, until)
    parameters[spec.cls] = one.parameters
    return {"VAE decode": one.alive * (frames / at_once) * batch + output}
