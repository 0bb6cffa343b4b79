"""Where the alias table comes from: bundled rows, and spellings made out of a name."""

import json
import re
from collections.abc import Iterator
from importlib.resources import files

from agent.offline.spelling import curated


def library_rows() -> list[tuple[str, str]]:
    """Vendor and system of every bundled row that names both."""
    pairs: dict[tuple[str, str], None] = {}
    folder = files("knowledge") / "data"
    for entry in sorted(folder.iterdir(), key=lambda f: f.name) if folder.is_dir() else ():
        if not entry.name.endswith(".jsonl"):
            continue
        for line in entry.read_text(encoding="utf-8").splitlines():
            row = json.loads(line) if line.strip() else {}
            if row.get("vendor") and row.get("system"):
                pairs.setdefault((row["vendor"], row["system"]))
    return list(pairs)


def plain_names(system: str) -> Iterator[str]:
    """A row's system without price tiers and remarks; "Claude Sonnet 4 and 4.5 ≤200k" names two."""
    if system in curated()["unnamed"]:
        return
    plain = re.sub(r"\s*(?:\([^)]*\)|[≤>≥<]\s*\d+\w*)", "", system).strip()
    both = re.fullmatch(r"(.*?)\s*(\d+(?:\.\d+)?) and (\d+(?:\.\d+)?)", plain)
    if both:
        yield f"{both[1]} {both[2]}"
        yield f"{both[1]} {both[3]}"
    else:
        yield plain


def word_orders(name: str) -> list[str]:
    """Claude 4.5 Haiku is also called Claude Haiku 4.5 and Haiku 4.5; so with every tier."""
    found = re.fullmatch(r"Claude (?:(\d[\d.]*) (\w+)|(\w+) (\d[\d.]*))", name)
    if not found:
        return []
    number, tier = found[1] or found[4], found[2] or found[3]
    return [f"Claude {tier} {number}", f"Claude {number} {tier}", f"{tier} {number}"]


def short_card(card: str) -> list[str]:
    """RTX 4090 D is also called 4090 D and GeForce RTX 4090 D."""
    consumer = re.fullmatch(
        r"(?:RTX|GTX) (\d{4}(?: (?:Ti Super|Ti|Super|D))?(?: \d+GB| Laptop)?)", card
    )
    return [consumer[1], f"GeForce {card}"] if consumer else []
