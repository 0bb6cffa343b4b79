"""Where the alias table comes from: bundled rows, and spellings made out of a name."""

import json
import re
from collections.abc import Iterator
from importlib.resources import files

from agent.offline.spelling import curated, openers

_PROPER = re.compile(
    r"(?<![\w.])[A-Z][\w&+]*(?:-\w+)?(?:[ -](?:[A-Z][\w&+]*(?:-\w+)?|\d{1,2}(?:\.\d+)?)(?!\w))+"
)
"""Two words or more with capitals, numbers among them: "Acme Copilot", "Zorblatt Pro 3"."""
_MOST_NAMES = 40


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


def names_in(title: str, opening: str) -> list[str]:
    r"""Product names in a document's title, headings and first sentences.

    >>> names_in("Acme price list", "# Getting Started\n\nThe Acme Copilot costs 77 dollars.")
    ['Acme Copilot']
    """
    found: dict[str, None] = {}
    for line in [title, *opening.split("\n")]:
        for match in _PROPER.finditer(line.lstrip("#>*-| ")):
            if name := _without_ordinary_ends(match[0]):
                found.setdefault(name)
    return list(found)[:_MOST_NAMES]


def _without_ordinary_ends(name: str) -> str | None:
    """The name without words that name nothing; None where fewer than two words are left."""
    words = re.split(r"[ -]", name) if "-" not in name else name.split(" ")
    ordinary = openers() | frozenset(curated()["of_documents"])
    while words and words[0].casefold() in ordinary:
        words.pop(0)
    while words and words[-1].casefold() in ordinary:
        words.pop()
    named = [w for w in words if w.casefold() not in ordinary and not w[0].isdigit()]
    return " ".join(words) if len(words) > 1 and named else None
