"""The result of a check: its fields, its JSON, and its sentences in English and Chinese."""

from dataclasses import dataclass, field
from typing import Any, Literal

Verdict = Literal["fits", "tight", "does not fit", "unknown"]
Language = Literal["en", "zh"]


@dataclass(frozen=True)
class Report:
    """Fields of contracts §4; sizes are GiB, None where not asked or not known."""

    model: str
    verdict: Verdict | None = None
    id: str | None = None
    gpu: str | None = None
    gpus: int = 1
    fits: bool | None = None
    required_gib: float | None = None
    range_gib: list[float] | None = None
    total_gib: float | None = None
    available_gib: float | None = None
    breakdown_gib: dict[str, float] | None = None
    phases: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    allocated_gib: float | None = None
    reserved_gib: float | None = None
    evidence: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    options: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    solved: dict[str, Any] | None = None
    speed: dict[str, Any] | None = None
    """Upper bound of decoding speed from memory bandwidth, for language models."""
    request: dict[str, Any] = field(default_factory=dict[str, Any])
    """The setting as understood, defaults included."""
    assumptions: list[str] = field(default_factory=list[str])
    sources: list[str] = field(default_factory=list[str])
    cautions: list[str] = field(default_factory=list[str])

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready; fields that do not apply are left out, the contract's stay."""
        row = {name: getattr(self, name) for name in self.__dataclass_fields__}
        optional = {"id", "solved", "speed"}
        if self.verdict == "unknown":
            optional |= {"required_gib", "range_gib", "total_gib", "breakdown_gib"}
            optional |= {"allocated_gib", "reserved_gib", "available_gib"}
        return {k: v for k, v in row.items() if not (k in optional and v is None)}

    def sentence(self, language: Language = "en") -> str:
        """The verdict with needed and available memory, in one sentence."""
        zh = language == "zh"
        setting = self.setting(language)
        if self.required_gib is None:
            return (
                f"无法判断：{self.model} 没有公开权重，显存需求未知。"
                if zh
                else f"Unknown: {self.model} publishes no weights, so its memory is not known."
            )
        low, high = self.range_gib or [self.required_gib, self.required_gib]
        need = (
            f"约需 {self.required_gib:.1f} GiB（范围 {low:.1f}–{high:.1f}）"
            if zh
            else f"needs about {self.required_gib:.1f} GiB (range {low:.1f}–{high:.1f})"
        )
        each = ("（每卡）" if zh else " a card") if self.gpus > 1 else ""
        if self.gpu is None or self.available_gib is None:
            return (
                f"{self.model}{setting}{need}{each}。"
                if zh
                else (f"{self.model}{setting} {need}{each}.")
            )
        cards = f"{self.gpus} × {self.gpu}" if self.gpus > 1 else self.gpu
        if zh:
            word = {"fits": "可以", "tight": "勉强可以", "does not fit": "不行"}
            return (
                f"**{word[self.verdict or 'fits']}**：{self.model}{setting}{need}{each}；"
                f"{cards} 可用约 {self.available_gib:.1f} GiB。"
            )
        word = {"fits": "Yes", "tight": "Just", "does not fit": "No"}[self.verdict or "fits"]
        return (
            f"**{word}**: {self.model}{setting} {need}{each}; "
            f"the {cards} has about {self.available_gib:.1f} GiB usable."
        )

    def setting(self, language: Language = "en") -> str:
        """The setting in brackets: size, frames, tokens, precision, offload."""
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
        if asked.get("offload") not in (None, "none"):
            words.append(f"offload {asked['offload']}")
        if not words:
            return ""
        return f"（{'，'.join(words)}）" if language == "zh" else f" ({', '.join(words)})"

    def markdown(self, language: Language = "en") -> str:
        """Verdict, phases or parts, evidence, what would make it fit, assumptions."""
        blocks = [self.sentence(language), self._table(language), self._evidence(language)]
        blocks += [self._ladder(language), self._notes(language)]
        return "\n\n".join(block for block in blocks if block)

    def _table(self, language: Language) -> str:
        zh = language == "zh"
        if len(self.phases) > 1:
            head = "| 阶段 | GiB |" if zh else "| phase | GiB |"
            names = {"text encoding": "文本编码", "denoising": "去噪", "VAE decode": "VAE 解码"}
            rows = [
                f"| {names.get(p['name'], p['name']) if zh else p['name']} | {p['gib']:.1f} |"
                for p in self.phases
            ]
        elif self.breakdown_gib:
            head = "| 部分 | GiB |" if zh else "| part | GiB |"
            names = {
                "weights": ("weights", "权重"),
                "kv_cache": ("KV cache", "KV 缓存"),
                "activations": ("activations", "激活"),
                "overhead": ("overhead", "运行开销"),
            }
            rows = [
                f"| {names[key][zh]} | {value:.1f} |" for key, value in self.breakdown_gib.items()
            ]
        else:
            return ""
        return "\n".join([head, "| --- | --- |", *rows])

    def _evidence(self, language: Language) -> str:
        if not self.evidence:
            return ""
        lines = [
            f"- {row['figure_gib']:g} GiB, {row['kind']}: {row['conditions']}"
            + (f" ({row['difference']})" if row["difference"] else "")
            + f" — {row['source']}"
            + (f", {row['date']}" if row["date"] else "")
            for row in self.evidence
        ]
        title = "已公布的数据：" if language == "zh" else "Published:"
        return "\n".join([title, *lines])

    def _ladder(self, language: Language) -> str:
        if not self.options:
            return ""
        zh = language == "zh"
        lines = [
            f"{n}. {row['change']} → {row['required_gib']:.1f} GiB"
            + (("，放得下" if zh else ", fits") if row["fits"] else "")
            + f" ({row['cost']})"
            for n, row in enumerate(self.options, 1)
        ]
        title = (
            "可以这样减少（损失小的在前）：" if zh else "What would make it fit, least loss first:"
        )
        return "\n".join([title, *lines])

    def _notes(self, language: Language) -> str:
        zh = language == "zh"
        lines = [f"{'假设' if zh else 'Assumed'}: " + " ".join(self.assumptions)]
        lines = lines if self.assumptions else []
        lines += [f"{'注意' if zh else 'Caution'}: {text}" for text in self.cautions]
        return "\n".join(lines)
