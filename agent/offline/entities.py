"""Names as people write them, found in a text: vendors, products, catalogue models and cards.

The alias table is generated from the library's rows and the memory catalogue, widened by
`names.toml`. Spelling is forgiven in words, never in the numbers of a name.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol, Self

from rapidfuzz import process
from rapidfuzz.distance import OSA

from agent.offline.alias_sources import (
    library_rows,
    names_in,
    plain_names,
    short_card,
    word_orders,
)
from agent.offline.families import described_families
from agent.offline.respelled import is_english
from agent.offline.short_names import short_name_meant
from agent.offline.spelling import (
    CJK,
    Entity,
    Kind,
    Name,
    Token,
    common_words,
    curated,
    key_of,
    tokens_of,
)
from agent.offline.standing import may_stand, whole_names
from agent.offline.unheld import newest_like, with_unheld
from agent.tools.vram import cards, catalog

__all__ = ["Entity", "Lexicon"]

_LONGEST_ALIAS_TOKENS = 12
_LONG_NAME = 8
"""Letters of a name of several short words that is known by all but one or two of them."""
_NAMES: tuple[Kind, ...] = ("vendor", "system", "person", "document")


class Documents(Protocol):
    """What a library must offer to widen the table."""

    def documents(self) -> Iterable[Any]: ...
    def openings(self) -> Iterable[tuple[Any, str]]: ...
    def vendors(self) -> Iterable[str]: ...


@dataclass
class Lexicon:
    """Alias table and the search in it. Build one with `bundled` or `from_library`."""

    aliases: dict[str, list[Name]] = field(default_factory=dict[str, list[Name]])
    systems: dict[str, str | None] = field(default_factory=dict[str, str | None])
    """Every product that rows or the curated list name, with its vendor."""
    vendors: dict[str, None] = field(default_factory=dict[str, None])
    words: list[str] = field(default_factory=list[str])
    short: list[str] = field(default_factory=list[str])
    """Distinctive words of the aliases, for correcting spelling."""
    _products: tuple[str, ...] = field(default=(), repr=False)
    """Systems of the data and models of the catalogue, whose versions count as known."""
    _nearest: dict[str, str | None] = field(default_factory=dict[str, "str | None"], repr=False)

    @classmethod
    def bundled(cls) -> "Lexicon":
        """The table of the bundled library; built once and shared."""
        return _bundled()

    @classmethod
    def from_library(cls, library: Documents) -> Self:
        """The bundled table, widened by vendors, systems and titles of the library's documents.

        Of the user's own documents also the products that their beginnings name.
        """
        base = _bundled()
        lexicon = cls(
            {k: list(v) for k, v in base.aliases.items()},
            dict(base.systems),
            dict(base.vendors),
        )
        for document in library.documents():
            vendor, system = _text(document, "vendor"), _text(document, "system")
            if vendor:
                lexicon.add("vendor", vendor, vendor)
            if system:
                lexicon.add("system", system, vendor)
            if title := _text(document, "title"):
                lexicon.add("document", title, vendor)
        for vendor in sorted(library.vendors()):
            lexicon.add("vendor", vendor, vendor)
        for document, opening in library.openings():
            for name in names_in(document.title, opening):
                if base.is_new(name):
                    lexicon.add("system", name, document.vendor)
        return lexicon._finished()

    def add(
        self, kind: Kind, canonical: str, vendor: str | None, spellings: Iterable[str] = ()
    ) -> None:
        """Adds a name under its own and other spellings; a known spelling gains a reading."""
        name = Name(kind, canonical, vendor)
        if kind == "system":
            self.systems.setdefault(canonical, vendor)
        elif kind == "vendor":
            self.vendors.setdefault(canonical)
        for spelling in (canonical, *spellings):
            tokens = [t.text for t in tokens_of(spelling)]
            if not tokens or len(tokens) > _LONGEST_ALIAS_TOKENS:
                continue
            readings = self.aliases.setdefault(key_of(tokens), [])
            if not any(_same_group(r.kind, kind) for r in readings):
                readings.append(name)

    def members(self, family: str) -> tuple[str, ...]:
        """The systems of the data that carry the family's name: Wan2.1, Wan2.2, … for "Wan"."""
        stem = key_of([t.text for t in tokens_of(family)])
        numbered = stem[-1:].isdigit()
        return tuple(
            system
            for system in self.systems
            if (key := key_of([t.text for t in tokens_of(system)])).startswith(stem)
            and not (numbered and re.match(r"[\d.~]", key[len(stem) :]))
        )

    def link(self, text: str) -> list[Entity]:
        """Names in the text, in its order, longest match first.

        Catalogue models and cards are found beside products: "HunyuanVideo" gives both a system
        and a model over the same words.
        """
        tokens = list(tokens_of(text))
        found: list[Entity] = []
        for group in (_NAMES, ("model",), ("gpu",)):
            found += self._match(text, tokens, group)
        found = with_unheld(text, whole_names(text, found), self._products, self.systems)
        found += described_families(text, found)
        return sorted(found, key=lambda e: (e.start, -e.end))

    def unheld(self, names: Iterable[str]) -> dict[str, str | None]:
        """Those names that the table does not hold, each with the newest version of its family."""
        return {
            name: newest_like(name, self.systems)
            for name in names
            if key_of([t.text for t in tokens_of(name)]) not in self.aliases
        }

    def is_new(self, name: str) -> bool:
        """Whether a name is none of the table's, nor one of them with more words around it."""
        linked = [e for e in self.link(name) if e.kind in _NAMES]
        return not linked or name in self.unheld(e.canonical for e in linked)

    def _match(self, text: str, tokens: list[Token], kinds: tuple[str, ...]) -> Iterator[Entity]:
        at, before = 0, None
        while at < len(tokens):
            step = 1
            for length in range(min(_LONGEST_ALIAS_TOKENS, len(tokens) - at), 0, -1):
                part = tokens[at : at + length]
                name = self._reading(key_of([t.text for t in part]), kinds)
                if name and may_stand(text, part, name, before):
                    before = Entity(*name, part[0].start, part[-1].end)
                    yield before
                    step = length
                    break
            else:
                if entity := self._corrected(tokens, at, kinds):
                    yield entity
                    step = sum(entity.start <= t.start < entity.end for t in tokens[at:])
            at += max(step, 1)

    def _reading(self, key: str, kinds: tuple[str, ...]) -> Name | None:
        return next((n for n in self.aliases.get(key, ()) if n.kind in kinds), None)

    def _corrected(self, tokens: list[Token], at: int, kinds: tuple[str, ...]) -> Entity | None:
        """The longest alias reached by correcting the word at this place."""
        word = tokens[at].text
        # A word of few letters is corrected only before a version: "lama 3.1 8b", "qwn3".
        numbered = _is_version(tokens[at + 1 : at + 3])
        least = 3 if numbered else 5
        if CJK.search(word) or word in common_words():
            return None
        letters = 1
        while letters < 3 and at + letters < len(tokens) and tokens[at + letters].text.isalpha():
            letters += 1
        for joined in range(letters, 0, -1):
            typed = "".join(t.text for t in tokens[at : at + joined])
            last = tokens[at + joined - 1].text
            if len(word) < least and (len(typed) < _LONG_NAME or is_english(last)):
                continue  # "nano bananna" is long enough as one word
            short = short_name_meant(typed, self.short) if numbered and joined == 1 else None
            right = short or self._nearest_word(typed)
            if not right or (len(word) < least and OSA.distance(typed, right) > 1):
                continue
            for end in range(min(at + joined + 4, len(tokens)), at + joined - 1, -1):
                rest = [t.text for t in tokens[at + joined : end]]
                if len(typed) <= 4 and not any(text[0].isdigit() for text in rest):
                    continue
                if name := self._reading(key_of([right, *rest]), kinds):
                    return Entity(*name, tokens[at].start, tokens[end - 1].end, 0.85)
        return None

    def may_be_name(self, word: str, slips: int = 2) -> bool:
        """Whether a word is one of the names' own, or so many slips from one at most."""
        if word in self.aliases or word in self.words:
            return True
        near = self._nearest_word(word) if slips and word not in common_words() else None
        return near is not None and OSA.distance(word, near) <= slips

    def _nearest_word(self, typed: str) -> str | None:
        if not 4 <= len(typed) <= 24:
            return None
        if typed not in self._nearest:
            if len(self._nearest) > 5000:
                self._nearest.clear()
            best = process.extractOne(
                typed,
                self.words,
                scorer=OSA.distance,
                score_cutoff=1 if len(typed) < 8 else 2,
                processor=None,
            )
            self._nearest[typed] = best[0] if best and best[0][0] == typed[0] else None
        return self._nearest[typed]

    def _finished(self) -> Self:
        leading: dict[str, None] = {}
        short: dict[str, None] = {}
        for key, readings in self.aliases.items():
            word = re.match(r"[a-z]+", key)
            if readings[0].kind != "document" and word and len(word[0]) >= 5:
                leading.setdefault(word[0])
            elif readings[0].kind in ("system", "model") and word and len(word[0]) >= 3:
                short.setdefault(word[0])
        models = {
            n.canonical for names in self.aliases.values() for n in names if n.kind == "model"
        }
        self._products = (*self.systems, *models)
        self.words = [w for w in leading if w not in common_words()]
        self.short = [w for w in short if w not in common_words()]
        return self


@cache
def _bundled() -> Lexicon:
    lexicon = Lexicon()
    _add_curated(lexicon)
    for vendor, system in library_rows():
        if vendor == "GPU cards":
            lexicon.add("gpu", system, None, short_card(system))
            continue
        if vendor == "several":
            continue  # a table over many vendors, filed under what it tells: "API prices"
        if vendor != "general":
            lexicon.add("vendor", vendor, vendor)
        for canonical in plain_names(system):
            lexicon.add("system", canonical, vendor, word_orders(canonical))
    for spelling, model in catalog.model_aliases().items():
        if spelling not in curated()["never"]:
            lexicon.add("model", model, None, [spelling])
    for spelling in cards.gpu_aliases():
        # The spelling stays the name: a memory size that was not said is the engine's to assume.
        lexicon.add("gpu", spelling, None, short_card(spelling))
    return lexicon._finished()


def _add_curated(lexicon: Lexicon) -> None:
    names = curated()
    for vendor, spellings in names["vendors"].items():
        lexicon.add("vendor", vendor, vendor, spellings)
    for person, entry in names["people"].items():
        lexicon.add("person", person, entry["vendor"], entry["of"])
    for system, entry in names["systems"].items():
        lexicon.add("system", system, entry["vendor"], entry["of"])


def _is_version(after: list[Token]) -> bool:
    """Whether a version stands there: "3.1", or a letter with a number on it, as the "k2" of Kimi."""
    if not after or after[0].text[0].isdigit():
        return bool(after)
    glued = len(after) > 1 and after[0].end == after[1].start and after[1].text[0].isdigit()
    return glued and len(after[0].text) == 1 and after[0].text.isascii()


def _same_group(a: Kind, b: Kind) -> bool:
    return a == b or (a in _NAMES and b in _NAMES)


def _text(document: Any, attribute: str) -> str | None:
    value = getattr(document, attribute, None)
    return value if isinstance(value, str) and value.strip() else None
