"""What one wants to run: a request read, checked and filled in, with what was assumed."""

from dataclasses import dataclass, field, replace
from typing import Any

from agent.tools.bilingual import Note, say
from agent.tools.vram.cards import Card, read_gpu
from agent.tools.vram.catalog import Found, Model, read_model
from agent.tools.vram.contradictions import contradictions
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.formats import Format, as_in_engine, find_format
from agent.tools.vram.given import Given, read_given
from agent.tools.vram.machine import read_card
from agent.tools.vram.need import Counted
from agent.tools.vram.ollama import as_ollama_serves
from agent.tools.vram.part_formats import read_part_formats
from agent.tools.vram.runtime import (
    Engine,
    Offload,
    Parallel,
    engines,
    find_engine,
    find_offload,
    find_parallel,
)
from agent.tools.vram.shape import LIMITS, read_shape, read_size
from agent.tools.vram.taken import less_taken
from agent.tools.vram.unused import unknown, unused
from agent.tools.vram.words import term

_ANY_ENGINE = Note(
    "Engine: any (all weights on the card, no runtime's savings).",
    "引擎不限（权重全部在卡上，不计任何运行时的节省）。",
)
_ALL_ON_CARD = Note("Engine: any, all parts on the card.", "引擎不限，全部部件都在卡上。")


@dataclass(frozen=True)
class Workload:
    """A request as understood; every value is set."""

    model: Model
    card: Card | None
    gpus: int
    precision: Format | None
    """None is native: what the files hold."""
    kv: Format
    parts: dict[str, Format]
    """Formats of single components, by role (`dit`, `text_encoder`, `vae`) or name."""
    context: int
    prompt: int
    batch: int
    width: int
    height: int
    frames: int
    offload: Offload
    engine: Engine
    parallel: Parallel | None
    split: str = ""  # `parallel` as asked, for a count of cards that is still sought
    task: str = ""
    note: str = ""
    """The engine's note, read where it names a switch."""
    as_maker: bool = False
    """Engine and offload were chosen by us, as the maker runs it on one card."""
    assumptions: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    given: frozenset[str] = field(default_factory=frozenset[str])
    counted: Counted | None = None
    """What a run of the real modules counted for this very workload."""
    narrow_decode: bool = False
    """The maker's decoder is set to 16 bits and small tiles, as its code does on small cards."""

    def changed(self, **values: Any) -> "Workload":
        """The same workload with some values changed."""
        return replace(self, **values)

    def on_unified_memory(self) -> "Workload":
        """The same where one memory serves CPU and GPU: what is offloaded stays in it."""
        if self.card is None or not self.card.unified or not self.offload.leaves_the_card:
            return self
        return replace(self, offload=replace(self.offload, mode="none", t5_cpu=False))

    def in_format(self, fmt: Format) -> "Workload":
        """The same with its weights in another format: a GGUF one where no engine was named runs
        in llama.cpp, whose format it is and whose cache of 8 bits is q8_0."""
        same = replace(self, precision=fmt, parts={})
        if not fmt.is_gguf or "engine" in self.given or _is_pipeline(self.model):
            return same
        is_ours = self.kv.name == "fp8" and "kv_precision" not in self.given
        kv = find_format("q8_0") if is_ours else self.kv
        return replace(same, engine=engines()["llama.cpp"], kv=kv)


def read_workload(model: str | Model, gpu: str | Card | None, request: dict[str, Any]) -> Workload:
    """A request in the names of the contract -> a workload; a `CannotEstimate` says what is off."""
    asked = {key: value for key, value in request.items() if value is not None and value != ""}
    given = _given(model, asked)
    found, asked = Found(given.model, given.precision), given.request | asked
    asked, served = as_ollama_serves(model, asked, found)
    said: list[str] = [*given.assumptions, *served]
    cautions: list[str] = [
        *given.cautions,
        *unknown(asked),
    ]
    card = _card(gpu, asked)
    sizes = {name: read_size(name, asked[name]) for name in LIMITS if name in asked}
    gpus = sizes.get("gpus") or (card.count if card and card.count else 1)
    engine, offload, as_maker, why = _way_of_running(found.model, asked, gpus)
    said += why
    engine_read, caution = find_engine(asked.get("engine"))
    engine = engine_read if asked.get("engine") else engine
    if caution:
        cautions.append(caution)
    cautions += unused(found.model, asked, engine, offload)
    cautions += _on_unified(card, offload)
    precision = as_in_engine(_precision(asked.get("precision"), found.precision), engine.name)
    if (
        precision
        and precision.is_gguf
        and not asked.get("engine")
        and not _is_pipeline(found.model)
    ):
        engine = engines()["llama.cpp"]
        said = [note for note in said if note != _ANY_ENGINE]
        said.append(
            Note("Engine: llama.cpp, whose format it is.", "引擎：llama.cpp，该格式即为其所用。")
        )
    if precision is None:
        dtype = found.model.dtype
        said.append(
            Note(f"Weights as the files hold them ({dtype}).", f"权重按文件原样（{dtype}）。")
        )
    kv = find_format(str(asked.get("kv_precision") or "bf16"))
    shape = read_shape(found.model, sizes, said, cautions)
    _say_card(card, said)
    card = less_taken(card, asked, said)
    note = f"{asked.get('engine_note') or ''}"
    parallel = find_parallel(_or_none(asked.get("parallel")), note, gpus)
    cautions += contradictions(asked, found.model, card, gpus, precision, engine, parallel)
    return Workload(
        model=found.model,
        card=card,
        gpus=gpus,
        precision=precision,
        kv=kv,
        parts=read_part_formats(asked.get("component_precision")),
        offload=offload,
        engine=engine,
        parallel=parallel,
        split=str(asked.get("parallel") or ""),
        task=str(asked.get("task") or ""),
        note=note,
        as_maker=as_maker,
        assumptions=tuple(said),
        cautions=tuple(cautions),
        given=frozenset(asked),
        counted=None,
        narrow_decode=False,
        **shape,
    )


def _given(model: str | Model, asked: dict[str, Any]) -> Given:
    """The model that is meant: a row, what a text points to, or a name of the catalogue.

    `catalogue_only` opens neither path nor address: for texts that a page or a model wrote.
    """
    if isinstance(model, Model):
        return Given(model)
    text = _text("model", model)
    given = None
    if not asked.get("catalogue_only"):
        given = read_given(text, online=asked.get("online") is True)
    return given or Given(*read_model(text))


def _card(gpu: str | Card | None, asked: dict[str, Any]) -> Card | None:
    """The card that is meant; in a text that a page or a model wrote, "auto" is no card."""
    if gpu is None or isinstance(gpu, Card):
        return gpu
    return (read_gpu if asked.get("catalogue_only") else read_card)(_text("gpu", gpu))


def _way_of_running(
    model: Model, asked: dict[str, Any], gpus: int
) -> tuple[Engine, Offload, bool, list[str]]:
    """Engine and offload: as asked, or as the maker runs a pipeline on one card."""
    is_pipeline = _is_pipeline(model)
    named = bool(asked.get("engine") or asked.get("offload"))
    offload = find_offload(_or_none(asked.get("offload")))
    if named or not is_pipeline:
        said: list[str] = [] if named else [_ANY_ENGINE]
        if _is_makers_own(model, asked) and model.maker and not asked.get("offload"):
            offload = find_offload(model.maker.get("offload")) if gpus == 1 else offload
        return engines()["any"], offload, False, said
    if model.maker is None:
        return engines()["any"], offload, False, [_ALL_ON_CARD]
    way = model.maker["offload"]
    return (
        engines()[model.maker.get("engine", "official")],
        find_offload(way),
        True,
        [_as_its_maker(way, model.maker)],
    )


def _is_makers_own(model: Model, asked: dict[str, Any]) -> bool:
    """Whether the maker's own code is asked for, which its facts are about."""
    return asked.get("engine") == "official" and "engine" not in (model.maker or {})


def _is_pipeline(model: Model) -> bool:
    return bool(model.parts or model.stages)


def _as_its_maker(way: str, maker: dict[str, str]) -> Note:
    """How the maker runs a pipeline on one card, and where it says so."""
    chinese = maker.get("note_zh") or f"（{maker['note']}）"
    return Note(
        f"Run as its maker does on one card (offload {way}): {maker['note']}.",
        f"按厂商的单卡方式运行（卸载方式 {way}）：{chinese}。",
    )


def _precision(asked: Any, in_name: str | None) -> Format | None:
    text = str(asked).strip() if asked else in_name
    if asked and str(asked).strip().lower() == "native":
        text = in_name
    return find_format(text) if text and text.lower() != "native" else None


def _on_unified(card: Card | None, offload: Offload) -> list[Note]:
    """That offloading saves nothing where one memory serves CPU and GPU."""
    if card is None or not card.unified or not offload.leaves_the_card:
        return []
    return [
        Note(
            f"The {card.name} has one memory for CPU and GPU: offloading frees none of it, so every "
            "part is counted.",
            f"{card.name} 的 CPU 与 GPU 共用内存：卸载不会腾出空间，因此各部件都计入。",
        )
    ]


def _say_card(card: Card | None, said: list[str]) -> None:
    if card is None:
        return
    note = term(card.note or "")
    said.append(
        Note(
            f"{card.name}: {card.memory_gib:g} GiB, about {card.usable_gib:g} usable"
            + (f" ({note})." if note else "."),
            f"{say(card.name, 'zh')}：{card.memory_gib:g} GiB，可用约 {card.usable_gib:g}"
            + (f"（{note.zh}）。" if note else "。"),
        )
    )


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise CannotEstimate(
            Note(
                f"The {name} must be a name, not {value!r}.",
                f"{term(name).zh}须为名称，不能是 {value!r}。",
            )
        )
    return value


def _or_none(value: Any) -> str | None:
    return str(value) if value else None
