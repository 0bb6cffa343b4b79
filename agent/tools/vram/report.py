"""The result of a check: its fields, its JSON, and its sentences in English and Chinese."""

from dataclasses import dataclass, field
from typing import Any, Literal

from agent.tools.bilingual import Language, in_english, say
from agent.tools.vram import prose
from agent.tools.vram.solution import solved_text

Verdict = Literal["fits", "tight", "does not fit", "unknown"]
_WORDS: dict[Language, dict[str, str]] = {
    "en": {"fits": "Yes", "tight": "Just fits", "does not fit": "No"},
    "zh": {"fits": "可以", "tight": "勉强可以", "does not fit": "不行"},
}


@dataclass(frozen=True)
class Report:
    """Fields of contracts §4; sizes are GiB, None where not asked or not known."""

    model: str
    verdict: Verdict | None = None
    vendor: str | None = None
    """Of a closed model, who runs it."""
    id: str | None = None
    same_as: str | None = None
    """The row whose architecture a version shares: GLM-4.5 of GLM-4.6."""
    beside: str = ""
    """What the version has beside that architecture."""
    gpu: str | None = None
    gpus: int = 1
    fits: bool | None = None
    required_gib: float | None = None
    range_gib: list[float] | None = None
    resident_gib: float | None = None
    """With every part at work whole on the card, where `required_gib` counts on a runtime that
    loads in part what does not fit, and runs slower."""
    least_gib: float | None = None
    """The least it runs in so; `required_gib` is then the card, which such a runtime fills."""
    total_gib: float | None = None
    available_gib: float | None = None
    breakdown_gib: dict[str, float] | None = None
    phases: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    allocated_gib: float | None = None
    reserved_gib: float | None = None
    evidence: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    options: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    way: dict[str, Any] | None = None
    """Where it does not fit as released: the one or two usual steps with which it runs all the
    same, with the figure and the settings that do it."""
    solved: dict[str, Any] | None = None
    speed: dict[str, Any] | None = None
    """Upper bound of decoding speed from memory bandwidth, with a published speed; for language
    models."""
    request: dict[str, Any] = field(default_factory=dict[str, Any])
    """The setting as understood, defaults included."""
    analytic_gib: float | None = None
    """Where the modules were run: what arithmetic alone gives for the same setting."""
    exact: dict[str, Any] | None = None
    """Where the modules were run: libraries, parameters, activations traced and estimated."""
    assumptions: list[str] = field(default_factory=list[str])
    sources: list[str] = field(default_factory=list[str])
    cautions: list[str] = field(default_factory=list[str])

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready; fields that do not apply are left out, the contract's stay."""
        row = {name: in_english(getattr(self, name)) for name in self.__dataclass_fields__}
        row = {k: v for k, v in row.items() if k not in ("beside", "vendor")}
        optional = {
            "id",
            "same_as",
            "solved",
            "way",
            "speed",
            "resident_gib",
            "least_gib",
            "analytic_gib",
            "exact",
        }
        if self.verdict == "unknown":
            optional |= {"required_gib", "range_gib", "total_gib", "breakdown_gib"}
            optional |= {"allocated_gib", "reserved_gib", "available_gib"}
        return {k: v for k, v in row.items() if not (k in optional and v is None)}

    def sentence(self, language: Language = "en") -> str:
        """The verdict with needed and available memory, in one sentence."""
        zh = language == "zh"
        setting = self._setting_behind_name(language)
        if self.required_gib is None:
            return self._closed(language)
        model = self.named(language)
        need = self._needs(language)
        each = ("（每卡）" if zh else " a card") if self.gpus > 1 else ""
        if self.gpu is None or self.available_gib is None:
            return f"{model}{setting}{need}{each}。" if zh else (f"{model}{setting} {need}{each}.")
        card = say(self.gpu, language)
        cards = f"{self.gpus} × {card}" if self.gpus > 1 else card
        available = prose.gib(self.available_gib, self.required_gib)
        word = _WORDS[language][self.verdict or "fits"]
        if self.resident_gib is not None and self.fits:
            word = _WORDS[language]["fits"] + ("，但更慢" if zh else ", slower")
        if self.way:
            word = "按原样放不下" if zh else "Does not fit as it is"
        if zh:
            return f"**{word}**：{model}{setting}{need}{each}；{cards} 可用约 {available} GiB。"
        return (
            f"**{word}**: {model}{setting} {need}{each}; "
            f"the {cards} has about {available} GiB usable."
        )

    def _setting_behind_name(self, language: Language) -> str:
        """The setting in brackets; between commas where brackets stand before it."""
        setting = self.setting(language)
        if self.same_as is None or not setting:
            return setting
        inner = setting.strip(" ()（）")
        return f"，{inner}，" if language == "zh" else f", {inner},"

    def named(self, language: Language = "en") -> str:
        """The model, and for a version the row whose architecture it shares."""
        model = say(self.model, language)
        if self.same_as is None:
            return model
        beside = say(self.beside, language)
        if language == "zh":
            return f"{model}（架构与 {self.same_as} 相同{f'，{beside}' if beside else ''}）"
        return f"{model} (same architecture as {self.same_as}{f', {beside}' if beside else ''})"

    def _needs(self, language: Language) -> str:
        """The figure with its range, and what it is whole where it counts on loading in part."""
        required = self.required_gib or 0.0
        low, high = self.range_gib or [required, required]
        figure = prose.gib(required, self.available_gib)
        if self.resident_gib is not None and self.least_gib is not None:
            low, high = (self.least_gib * one / (required or 1.0) for one in (low, high))
            figure = prose.gib(self.least_gib, self.available_gib)
            whole = prose.gib(self.resident_gib, self.available_gib)
            if language == "zh":
                spread = f"（范围 {low:.1f}–{high:.1f}）"
                return f"分批载入至少需 {figure} GiB{spread}，各部件整体上卡时约 {whole} GiB"
            return (
                f"needs at least {figure} GiB (range {low:.1f}–{high:.1f}) loaded in part, "
                f"{whole} with each part whole on the card"
            )
        if language == "zh":
            return f"约需 {figure} GiB（范围 {low:.1f}–{high:.1f}）"
        return f"needs about {figure} GiB (range {low:.1f}–{high:.1f})"

    def setting(self, language: Language = "en") -> str:
        """The setting in brackets: size, frames, tokens, precision, batch, offload."""
        asked = self.request
        words: list[str] = []
        if asked.get("width"):
            words.append(f"{asked['width']} × {asked['height']}")
        if asked.get("frames", 1) > 1:
            words.append(
                f"{asked['frames']} 帧" if language == "zh" else f"{asked['frames']} frames"
            )
        if asked.get("context"):
            words.append(
                f"上下文 {asked['context']:,}"
                if language == "zh"
                else f"{asked['context']:,} tokens"
            )
        if asked.get("precision"):
            words.append(str(asked["precision"]))
        if (cache := asked.get("kv_precision") or "bf16") not in ("bf16", "fp16"):
            words.append(f"{'缓存' if language == 'zh' else 'cache in'} {cache}")
        if (batch := asked.get("batch") or 1) > 1:
            words.append(f"批大小 {batch:,}" if language == "zh" else f"batch {batch:,}")
        if asked.get("offload") not in (None, "none"):
            words.append(f"{'卸载方式' if language == 'zh' else 'offload'} {asked['offload']}")
        if not words:
            return ""
        return f"（{'，'.join(words)}）" if language == "zh" else f" ({', '.join(words)})"

    def markdown(self, language: Language = "en") -> str:
        """Verdict, phases or parts, evidence, what would make it fit, assumptions."""
        first = [note for note in self.cautions if getattr(note, "first", False)]
        closed = self.verdict == "unknown"  # its sentence says all that there is
        later = [note for note in self.cautions if note not in first and not closed]
        blocks = [
            solved_text(self, language) if self.solved else "",
            prose.way(self.way, language),
            self.sentence(language),
            prose.notes((), first, language),
            prose.table(self.phases, self.breakdown_gib, language, self.gpus),
            prose.speed(self.speed, language) if self.fits else "",
            prose.evidence(self.evidence, language),
            prose.ladder(self.options, language, fits=bool(self.fits)),
            prose.notes(self.assumptions, later, language),
        ]
        return "\n\n".join(block for block in blocks if block)

    def _closed(self, language: Language) -> str:
        """That the memory of a model which only its maker runs is not published."""
        model, card = say(self.model, language), say(self.gpu or "", language)
        maker = self.vendor or ("厂商" if language == "zh" else "the maker")
        if language == "zh":
            where = card or "自己的显卡"
            return (
                f"**未公布**：{maker} 没有公开 {model} 的权重和所需显存；它只在厂商自己的服务器上运行，"
                f"不能在 {where} 上运行，因此不给出数字。"
            )
        where = f"the {card}" if card else "a card of one's own"
        return (
            f"**Not published**: {maker} publishes neither the weights of {model} nor the memory "
            f"they take; it runs on the maker's own machines only, not on {where}, so no figure is "
            "given."
        )
