"""Weight and cache formats: how many bits a value takes, and what a format leaves unquantised."""

import re
from dataclasses import dataclass
from functools import cache

from agent.tools.bilingual import Note
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.facts import table

_SUFFIX = re.compile(
    r"[-_ (\[]+(fp8|fp16|bf16|fp32|nvfp4|mxfp4|fp4|awq(?:-int4)?|gptq(?:-int[48])?|int[48]|nf4"
    r"|bnb-4bit|bnb-8bit|[48]-?bit|w8a8|w4a16|mlx-[48]bit|(?:gguf-)?i?q\d_[\w]+)(?:-v\d)?[)\]]*$",
    re.I,
)
_SPELLINGS = {
    "float32": "fp32",
    "f32": "fp32",
    "single": "fp32",
    "bfloat16": "bf16",
    "float16": "fp16",
    "f16": "fp16",
    "half": "fp16",
    "16bit": "bf16",
    "float8": "fp8",
    "fp8e4m3": "fp8",
    "fp8e4m3fn": "fp8",
    "fp8e5m2": "fp8",
    "w8a8": "int8",
    "8bit": "int8",
    "w4a16": "gptq-int4",
    "4bit": "int4",
    "gptq": "gptq-int4",
    "gptqint4": "gptq-int4",
    "gptqint8": "gptq-int8",
    "awqint4": "awq",
    "bnb4bit": "nf4",
    "bnbnf4": "nf4",
    "bnbint4": "nf4",
    "qlora": "nf4",
    "bnb8bit": "bnb-int8",
    "llmint8": "bnb-int8",
    "mxfp4moe": "mxfp4",
    "q4": "q4_k_m",
    "q5": "q5_k_m",
    "q3": "q3_k_m",
    "q8": "q8_0",
    "q6": "q6_k",
    "q2": "q2_k",
}
_KNOWN = (
    "native, fp32, bf16, fp16, fp8, int8, int4, gptq-int8, gptq-int4, awq, nf4, "
    "bnb-int8, mxfp4, nvfp4, fp4"
)


@dataclass(frozen=True)
class Format:
    """How values are stored."""

    name: str
    bits: float
    """Bits a quantised weight takes, scales and zero points included."""
    keeps: str = ""
    """What stays in 16 bits: embeddings (and head), also attention, or linear attention."""
    whole: bool = False
    """`bits` is the average over the whole file, embeddings included (GGUF, MLX)."""
    pinned: bool = False
    """Weights of this format cannot leave the card."""
    second: str | None = None
    """Of a checkpoint of two formats, the one for what is not an expert."""
    note: str = ""

    @property
    def is_gguf(self) -> bool:
        """Whether it is one of llama.cpp's formats: Q4_K_M, IQ3_M, Q8_0."""
        return re.match(r"i?q\d_", self.name) is not None

    @property
    def is_quantised(self) -> bool:
        """Whether weights take fewer than 16 bits."""
        return self.bits < 16


def find_format(text: str) -> Format:
    """The format a person means; case and punctuation are ignored.

    >>> find_format("Q4_K_M").name, find_format("GGUF-q4_k_m").name, find_format("FP-8").bits
    ('q4_k_m', 'q4_k_m', 8.002)
    """
    if "+" in text:
        first, second = (find_format(part) for part in text.split("+", 1))
        return Format(f"{first.name}+{second.name}", first.bits, first.keeps, second=second.name)
    key = re.sub(r"[^a-z0-9]", "", text.lower())
    key = key.removeprefix("gguf") or key
    name = _by_key().get(key) or _by_key().get(re.sub(r"[^a-z0-9]", "", _SPELLINGS.get(key, "")))
    if name is None:
        raise CannotEstimate(
            Note(f"Unknown precision {text!r}.", f"未知的精度“{text}”。"),
            Note(
                f"Known: {_KNOWN}, and GGUF names such as q4_k_m.",
                f"可用：{_KNOWN}，以及 q4_k_m 等 GGUF 名称。",
            ),
            ["bf16", "fp8", "q4_k_m"],
        )
    return formats()[name]


#: What a bare width is in runtimes that know one format of it.
_WIDTHS = {
    **dict.fromkeys(("llama.cpp", "ollama"), {"int4": "q4_k_m", "int8": "q8_0"}),
    "mlx": {"int4": "mlx-4bit", "int8": "mlx-8bit"},
}


def as_in_engine(fmt: Format | None, engine: str) -> Format | None:
    """The format that "4 bit" or "8 bit" is in a runtime; any other as it is.

    >>> as_in_engine(find_format("4bit"), "ollama").name, as_in_engine(None, "mlx")
    ('q4_k_m', None)
    """
    name = fmt and _WIDTHS.get(engine, {}).get(fmt.name)
    return formats()[name] if name else fmt


def format_in_name(name: str) -> tuple[str, str | None]:
    """A model's name without the format at its end, and that format.

    >>> format_in_name("Qwen3-32B-AWQ"), format_in_name("HiDream-I1 (fp8)")
    (('Qwen3-32B', 'awq'), ('HiDream-I1', 'fp8'))
    """
    found = _SUFFIX.search(name)
    if not found or not found.start():
        return name, None
    try:
        return name[: found.start()], find_format(found[1]).name
    except CannotEstimate:
        return name, None


@cache
def formats() -> dict[str, Format]:
    """Every format by name."""
    return {name: Format(name, **row) for name, row in table("formats").items()}


@cache
def _by_key() -> dict[str, str]:
    return {re.sub(r"[^a-z0-9]", "", name): name for name in formats()}
