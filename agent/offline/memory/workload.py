"""What a model is to do on the card: weight format, tokens, offload and engine."""

import re
from collections.abc import Sequence
from typing import Any

from agent.offline.alternatives import named_together
from agent.offline.memory.mixtures import active_said, is_mixture
from agent.offline.memory.picture import kind_of_model
from agent.offline.vocabulary import compiled, phrase, table
from agent.quantities import Quantity
from agent.tools.vram import catalog

_ALONE = re.compile(
    r"^\W*(?:(?:and|now|then|what about|how about|那么?|换成)\s*)*(?:with|at|for|to)?\s*"
    r"(\d{1,4})\s?k\s*(?:呢|please)?\W*$"
    r"|.*\b(?:with|at|for|to) (?![24]k)(\d{1,3})\s?k\W*$",
    re.IGNORECASE,
)
"""A question that is nothing but "with 40k", or ends so: only a context is counted so."""
_BARE = re.compile(r"(?<![A-Za-z0-9_.$€£¥-])(\d{1,4}) ?k(?![A-Za-z0-9_])", re.IGNORECASE)
"""Of a language model "8k" is a length: it makes no pictures, and money has a sign."""
_NAMED_THOUSANDS = re.compile(
    r"(?<![A-Za-z0-9_.])(\d{1,4})\s?[kK](?:\s|-)?(?:tokens?|ctx|context|prompt|window|上下文|长度|的上下文)"
    r"|(?:context|ctx|上下文)\D{0,12}?(\d{1,4})\s?[kK](?!\w)"
)
_NAMED = re.compile(
    r"(?:context|ctx|上下文)(?: (?:of|length|size|window)|长度)*[ =:为]{0,2}(\d{3,7})(?![\d,]*[kK])"
    r"|(?<![\d.,])(\d{3,7})[ -](?:context|ctx)\b|(?<![\d.,])(\d{3,7})的?上下文",
    re.IGNORECASE,
)
_BELOW_ZERO = re.compile(
    r"(?:context|ctx|上下文)(?: (?:length|size|window)|长度)?(?: of| is|[:=为是])? ?"
    r"(?:(?:minus|negative) |负 ?|(?<=[\s=:])[-−])(\d{1,7})",
    re.IGNORECASE,
)


_CACHE_TYPES = {"q4_k_m": "q4_0", "q4_k_s": "q4_0", "q5_k_m": "q5_0", "q5_k_s": "q5_0"}
"""llama.cpp's types of a cache by the name of the weights' format: no cache is kept in K blocks."""


def read_precision(text: str, found: dict[str, Any]) -> None:
    _read_precision(text, found)
    if cache := found.get("kv_precision"):
        found["kv_precision"] = _CACHE_TYPES.get(cache, cache)
        if "gpu" in found and phrase("vram", "helps").search(text):
            found["beside"] = {"kv_precision": "bf16"}


def _read_precision(text: str, found: dict[str, Any]) -> None:
    cache = re.search(
        r"(?:([\w-]+?) ?)?(?:(?:kv[- ]?)?cache\b|(?:kv)?缓存)(?: ?(?:in|at|as|of|with|to|用|为))?(?: ?([\w-]+))?",
        text,
        re.IGNORECASE,
    )
    rest = text
    if cache:
        for part in (cache[1], cache[2]):
            if part and (precision := first_precision(part)):
                found["kv_precision"] = precision
                rest = text.replace(cache[0], " ")
        _read_caches(text, cache, found)
        if "kv_precisions" in found:
            return
    if precision := first_precision(rest):
        if (
            cache
            and re.search(r"kv|缓存", text[:40], re.IGNORECASE)
            and "kv_precision" not in found
        ):
            found["kv_precision"] = precision
        else:
            found["precision"] = precision
            if len(several := named_together(rest, _precisions(rest))) > 1:
                found["precisions"] = several


def _read_caches(text: str, cache: re.Match[str], found: dict[str, Any]) -> None:
    """`kv_precisions` where the formats named side by side are those of the cache."""
    if "kv_precision" not in found:
        return
    near = [p for p in _precisions(text) if p[0] >= cache.start()]
    if len(several := named_together(text, near)) > 1:
        found["kv_precisions"] = several


def first_precision(text: str) -> str | None:
    """The engine's name of the first weight format written."""
    found = _precisions(text)
    return found[0][2] if found else None


def _precisions(text: str) -> list[tuple[int, int, str]]:
    """Start, end and the engine's name of each format written, in their order.

    Of readings that overlap the one that begins first counts, then the first of the table.
    """
    readings: list[tuple[int, int, str]] = []
    for pattern, name in table("precisions").items():
        for match in compiled(rf"(?<![A-Za-z0-9])(?:{pattern})(?![A-Za-z0-9])").finditer(text):
            said = match.expand(name).lower().rstrip("_") if "\\" in name else name
            if said.endswith("_k") and said[1] in "345":
                said = f"{said}_m"
            readings.append((match.start(), match.end(), said))
    apart: list[tuple[int, int, str]] = []
    for reading in sorted(readings, key=lambda one: one[0]):
        if not apart or reading[0] >= apart[-1][1]:
            apart.append(reading)
    return apart


def read_workload(text: str, quantities: Sequence[Quantity], found: dict[str, Any]) -> None:
    """`context`, `prompt` and `batch`; `contexts` where several are asked."""
    spans = _contexts(text, quantities, found)
    for start, end, tokens in spans:
        around = text[max(0, start - 14) : end + 14].lower()
        of_prompt = "prompt" in around and "context" not in around
        found.setdefault("prompt" if of_prompt else "context", tokens)
    several = named_together(text, [(a, b, str(n)) for a, b, n in spans])
    if len(several) > 1 and "prompt" not in found:
        found["contexts"] = [int(n) for n in several]
    if below := _BELOW_ZERO.search(text):
        found["context"] = -int(below[1])  # the engine refuses it
    if batch := phrase("vram", "batch").search(text):
        found["batch"] = int(next(g for g in batch.groups() if g))


def _contexts(
    text: str, quantities: Sequence[Quantity], found: dict[str, Any]
) -> list[tuple[int, int, int]]:
    """Start, end and tokens of each length written, in their order."""
    spans = [
        (q.start, q.end, _tokens(q.text, int(q.value)))
        for q in quantities
        if q.unit == "tokens" and q.per is None
    ]
    if kind_of_model(found) == "llm" or re.fullmatch(r"[\d.]+B", str(found.get("model"))):
        spans += [
            (m.start(), m.end(), tokens_of_thousands(int(m[1]))) for m in _BARE.finditer(text)
        ]
    for pattern, in_thousands in ((_NAMED_THOUSANDS, True), (_ALONE, True), (_NAMED, False)):
        if not spans and (said := pattern.search(text)):
            at = next(i for i, group in enumerate(said.groups(), 1) if group)
            number = int(said[at])
            tokens = tokens_of_thousands(number) if in_thousands else number
            spans = [(said.start(at), said.end(at), tokens)]
    apart: list[tuple[int, int, int]] = []
    for span in sorted(spans):
        if not apart or span[0] >= apart[-1][1]:
            apart.append(span)
    return apart


def tokens_of_thousands(number: int) -> int:
    """Tokens of "32k": 1,024 a k where the number is a power of two, as windows are; else 1,000.

    >>> tokens_of_thousands(32), tokens_of_thousands(40)
    (32768, 40000)
    """
    return number * (1024 if number & (number - 1) == 0 else 1000)


def _tokens(said: str, value: int) -> int:
    thousands = re.match(r"(\d{1,4})\s?[kK](?![A-Za-z])", said)
    return tokens_of_thousands(int(thousands[1])) if thousands else value


def read_offload_and_engine(text: str, found: dict[str, Any]) -> None:
    if phrase("vram", "no_offload").search(text):
        found["offload"] = "none"
    elif kind := re.search(
        r"(sequential|model|group|block)[- ](?:wise )?(?:cpu )?(?:off-?load|swap)",
        text,
        re.IGNORECASE,
    ):
        found["offload"] = kind[1].lower()
    elif re.search(r"off-?load(?:ing|ed)?|cpu ?offload|卸载", text, re.IGNORECASE):
        found["offload"] = "model"
    for pattern, suffix in (
        (r"(?:vae )?til(?:ing|ed) ?(?:vae|decode)?", "vae_tiling"),
        (r"vae slic", "vae_slicing"),
    ):
        if re.search(pattern, text, re.IGNORECASE):
            found["offload"] = f"{found.get('offload', 'none')}+{suffix}"
    if phrase("vram", "parts_on_cpu").search(text):
        found["offload"] = f"{found.get('offload', 'none')}+t5_cpu"
    if str(found.get("offload")).startswith("none+"):
        found["offload"] = usual_offload(found.get("model")) + found["offload"].removeprefix("none")
    for pattern, engine in table("engines").items():
        if compiled(
            rf"(?:in|with|on|using|under|through|via|用|在)\s*(?:the )?{pattern}"
            rf"|{pattern}(?: (?:engine|server|runtime)|里|中|上)"
        ).search(text):
            found["engine"] = engine
            break
    else:
        _read_bare_engine(text, found)


def _read_bare_engine(text: str, found: dict[str, Any]) -> None:
    """A runtime that is only mentioned, "framepack 12gb comfyui"; "transformers" is a word, too."""
    for pattern, engine in table("engines").items():
        bare = rf"(?<![A-Za-z0-9.-]){pattern}(?![A-Za-z0-9-])"
        if engine != "transformers" and compiled(bare).search(text):
            found["engine"] = engine
            return


def read_tag(text: str, found: dict[str, Any], notes: list[str]) -> None:
    """Ollama's way to write a model, "qwen3:14b", which its library serves in Q4_K_M."""
    if phrase("vram", "tagged").search(text) and found.get("engine", "ollama") == "ollama":
        found["engine"] = "ollama"
        if "precision" not in found:
            found["precision"] = "q4_k_m"
            notes.append("ollama_tag|")


def read_active(text: str, found: dict[str, Any], notes: list[str]) -> None:
    """A note where the few active parameters of a mixture are taken for what must be held;
    `supposes` where that is put as a claim ("…, so 37 GB will do, right?")."""
    model, said = catalog.find_model(str(found.get("model") or "")), active_said(text)
    active = (model.active_b or said) if model and is_mixture(model.name) else None
    if model and active and phrase("vram", "activates").search(text):
        notes.append(f"active_only|{model.params_b:.4g}|{active:.3g}")
        if said and phrase("vram", "concluded").search(text):
            found["supposes"] = "active"


def supposed_of(model: str, text: str, notes: list[str]) -> dict[str, Any]:
    """What a text supposes of a model that was named before it."""
    found: dict[str, Any] = {"model": model}
    read_active(text, found, notes)
    return {name: value for name, value in found.items() if name != "model"}


def usual_offload(model: str | None) -> str:
    """The offload with which a model's maker runs it on one card; "none" where it does not say."""
    found = catalog.find_model(model or "")
    return str((found.maker or {}).get("offload") or "none") if found else "none"


def plain_value(quantity: Quantity) -> str:
    return f"{quantity.value.normalize():f}"
