"""Families named by owner and kind instead of by name: "Qwen's video model", "腾讯的图像模型"."""

import re
from collections.abc import Iterator
from functools import cache

from agent.offline.spelling import CJK, Entity, curated


def described_families(text: str, found: list[Entity]) -> list[Entity]:
    """Families named by owner and kind: "Qwen's video model", "腾讯的图像模型"."""
    names = curated()
    owners = [
        e
        for e in found
        if e.kind == "vendor" or (e.kind == "system" and e.canonical in names["brands"])
    ]
    if not owners:
        return []
    described: dict[str, Entity] = {}
    for kind, start, end in modalities(text):
        covered = any(e.kind == "system" and e.start <= start < e.end for e in found)
        for owner in owners:
            family = names["families"].get(owner.vendor or "", {}).get(kind)
            if family and not covered:
                described.setdefault(
                    family, Entity("system", family, owner.vendor, start, end, 0.8)
                )
    return list(described.values())


def modalities(text: str) -> Iterator[tuple[str, int, int]]:
    """Kinds of models a text names ("video models", "图像模型"), with their places."""
    for found in _modality_pattern().finditer(text):
        words = found[0].casefold()
        for kind, spellings in curated()["modalities"].items():
            if any(re.search(_bounded(s), words) for s in spellings):
                yield kind, found.start(), found.end()


@cache
def _modality_pattern() -> re.Pattern[str]:
    words = "|".join(
        sorted(
            (re.escape(w) for ws in curated()["modalities"].values() for w in ws),
            key=len,
            reverse=True,
        )
    )
    before = r"(?:large |generation |generating |foundation |大|生成)?"
    thing = rf"(?:{before}(?:models?|tools?|generators?|base|模型|工具))"
    joint = r"(?:\s*(?:and|or|&|/|,|和|与|或|、)\s*)"
    return re.compile(rf"(?:{words})(?:{joint}(?:{words}))?[\s-]*(?:的)?{thing}", re.IGNORECASE)


def _bounded(word: str) -> str:
    return re.escape(word) if CJK.search(word) else rf"\b{re.escape(word)}\b"
