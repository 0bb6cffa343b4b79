"""The lexical index: BM25 over the words of passages, in tantivy.

Made from the store's passages; holds nothing that they do not.
"""

import json
import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any

import tantivy

from knowledge.language.glossary import CHINESE, in_chinese, in_english
from knowledge.language.words import asked, pairs, words

_ANALYZER = "as_given"
_FIELDS = {"body": 1.0, "origin": 0.3}
"""What a passage says with its title and headings; where it comes from and its date."""
_FEW = 1000
"""An index of so few passages is written anew in half a second."""
_COUNTED = 50_000
"""Words whose passages are counted once."""


def write(folder: Path, rows: Iterable[dict[str, Any]], gone: Iterable[str] = ()) -> None:
    """Add passages to the index in a folder, or begin one; `gone` are documents to leave out."""
    index = _index(folder)
    writer = index.writer(heap_size=32 * 2**20, num_threads=1)
    for document_id in gone:
        writer.delete_documents_by_term("document", document_id)
    for row in rows:
        document = tantivy.Document()
        document.add_unsigned("key", row["key"])
        document.add_text("document", row["document_id"])
        if row["vendor"]:
            document.add_text("document", _of_vendor(row["vendor"]))
        document.add_text("body", " ".join([*words(body(row)), *translation(row)]))
        document.add_text("origin", " ".join(words(_origin(row))))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


class Keywords:
    """Reads one index. Safe to use from many threads.

    Raises:
        FileNotFoundError: there is none.
        ValueError: it is damaged.
    """

    def __init__(self, folder: Path) -> None:
        if not (folder / "meta.json").is_file():
            raise FileNotFoundError(folder)
        try:
            index = _opened(folder)
        except ValueError:
            # tantivy locks by a file beside what it reads: where none can be written, beside links.
            self._links = TemporaryDirectory(prefix="vendorscope-")
            for file in folder.iterdir():
                if file.suffix != ".lock":
                    (Path(self._links.name) / file.name).symlink_to(file.absolute())
            index = _opened(Path(self._links.name))
        self._schema = index.schema
        self._searcher = index.searcher()
        segments: list[dict[str, Any]] = json.loads((folder / "meta.json").read_bytes())["segments"]
        went = [one["deletes"]["num_deleted_docs"] for one in segments if one["deletes"]]
        self._gone = sum(went)
        """Passages that were left out but that tantivy still counts."""
        self._held = lru_cache(_COUNTED)(self._count)

    def __len__(self) -> int:
        return self._searcher.num_docs

    def found_in(self, word: str) -> int:
        """How many passages hold the word."""
        return self._held("body", word)

    def of_vendors(self, vendors: Iterable[str]) -> int:
        """How many passages of these the index knows as such: none that an older version wrote."""
        return sum(self._held("document", _of_vendor(one)) for one in vendors)

    def is_worn(self, gone: Iterable[str] = ()) -> bool:
        """Whether to write it anew instead of leaving out the documents `gone` as well.

        tantivy measures the length of a passage against the mean of all it was ever given. Those
        that went count in it until it merges them away, so only few of many may be left out.
        """
        go = sum(self._held("document", one) for one in gone)
        stay = len(self) - go
        return self._gone + go > (stay // 10 if stay > _FEW else 0)

    def search(
        self,
        weights: dict[str, float],
        limit: int,
        among: Sequence[int] | None = None,
        vendors: Sequence[str] = (),
    ) -> list[tuple[int, float]]:
        """Keys of the passages that hold the words, best first, with their score.

        `among` are the keys of the only ones that count, `vendors` whose count. `weights` is what
        a word counts for here (`rarity` over all libraries asked together, against the rarity that
        this index reckons with by itself).
        """
        if not weights or not len(self):
            return []
        parts: list[tuple[tantivy.Occur, tantivy.Query]] = []
        for word, weight in weights.items():
            for name, share in _FIELDS.items():
                term = tantivy.Query.term_query(self._schema, name, word)
                boost = weight * share * self._correction(name, word)
                boosted = tantivy.Query.boost_query(term, boost)
                parts.append((tantivy.Occur.Should, boosted))
        must = [tantivy.Query.boolean_query(parts)]
        for field, only in (("key", among), ("document", [*map(_of_vendor, vendors)] or None)):
            if only is not None:
                those = tantivy.Query.term_set_query(self._schema, field, [*only])
                must.insert(0, tantivy.Query.const_score_query(those, 0.0))
        both = tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in must])
        query = both if len(must) > 1 else must[0]
        hits = self._searcher.search(query, limit=min(limit, len(self)), count=False).hits
        keys: list[Any] = self._searcher.fast_field_values("key", [place for _, place in hits])
        return [(int(key), float(score)) for (score, _), key in zip(hits, keys, strict=True)]

    def _count(self, field: str, word: str) -> int:
        """How many passages have the word in a field. tantivy's own figure counts those that went."""
        every = self._searcher.doc_freq(field, word)
        if not self._gone or not every:
            return every
        term = tantivy.Query.term_query(self._schema, field, word)
        found: Any = self._searcher.search(term, limit=1, count=True)  # its type lacks the count
        return found.count

    def _correction(self, field: str, word: str) -> float:
        """The word's rarity, by the one tantivy reckons with: that of all it was ever given."""
        if not self._gone or not (found := self._held(field, word)):
            return 1.0
        every = self._searcher.doc_freq(field, word)
        return rarity(len(self), found) / rarity(len(self) + self._gone, every)


def rarity(total: int, found: int) -> float:
    """BM25's inverse document frequency, as tantivy reckons it: ln(1 + (N - n + 0.5) / (n + 0.5)).

    >>> round(rarity(1000, 1), 2), round(rarity(1000, 500), 2)
    (6.5, 0.69)
    """
    return math.log(1 + (total - found + 0.5) / (found + 0.5))


def sought(query: str, in_both: bool, indexes: Sequence[Keywords]) -> list[str]:
    """The question's words, with those of the other language where passages are in both.

    Its pairs of Chinese characters count where they stand in the translation of some passage.
    """
    english = in_english(query)
    if not in_both:
        # No passage is Chinese: cutting it into words would only cost the dictionary's loading.
        found = asked(CHINESE.sub(" ", english))
    elif CHINESE.search(query):
        found = asked(f"{query} {english}")
    else:
        found = asked(f"{query} {in_chinese(query)}")
    held = [p for p in dict.fromkeys(pairs(query)) if any(i.found_in(p) for i in indexes)]
    return list(dict.fromkeys([*found, *held]))


def weigh(
    asked: Sequence[str], indexes: Sequence[Keywords]
) -> tuple[dict[str, float], list[dict[str, float]]]:
    """Each word's rarity over all indexes together, and its weight in each of them.

    Two libraries asked at once would otherwise rank by rarities of their own: a word that is
    in every one of five own documents but nowhere else would count for nothing.
    """
    total = sum(map(len, indexes))
    rare: dict[str, float] = {}
    weights: list[dict[str, float]] = [{} for _ in indexes]
    for word in asked:
        found = [index.found_in(word) for index in indexes]
        rare[word] = rarity(total, sum(found))
        for index, n, own in zip(indexes, found, weights, strict=True):
            # Also without a hit in `body`: the word may stand in `origin`.
            own[word] = rare[word] / rarity(len(index), n) if n else 1.0
    return rare, weights


def body(row: dict[str, Any]) -> str:
    """What a passage is found by besides its origin."""
    about = row["extra"].get("about")
    named = (row["title"], row["heading"], row["vendor"], row["system"], about, row["text"])
    return "\n".join(str(part) for part in named if part)


def told(row: dict[str, Any]) -> str:
    """What is embedded: a passage with its title, source, date and headings.

    A path or an address tells the model nothing, nor does the day on which a file was changed.
    """
    extra = row["extra"]
    source = None if _is_place(row["source"]) else row["source"]
    date = None if extra.get("date_from") == "file" else row["date"]
    title = PurePath(row["title"]).stem if _is_place(row["title"]) else row["title"]
    heading = row["heading"] if row["heading"] != title else None
    origin = " ".join(filter(None, (source, date)))
    named = (title, origin, heading, row["vendor"], row["system"], extra.get("about"), row["text"])
    return "\n".join(str(part) for part in named if part)


def translation(row: dict[str, Any]) -> list[str]:
    """What a passage is found by in Chinese where only its translation is: pairs of characters,
    so that no dictionary is loaded for it."""
    return pairs(str(row["extra"].get("text_zh") or ""))


def _of_vendor(vendor: str) -> str:
    """The term by which the index knows whose a passage is; no document's id has a space."""
    return f"of {vendor}"


def _is_place(name: str) -> bool:
    return "/" in name or "\\" in name


def _origin(row: dict[str, Any]) -> str:
    return " ".join(filter(None, (row["source"], row["date"], (row["date"] or "")[:4])))


def _opened(folder: Path) -> tantivy.Index:
    index = tantivy.Index.open(str(folder))
    index.config_reader(reload_policy="manual")
    return index


def _index(folder: Path) -> tantivy.Index:
    schema = (
        tantivy.SchemaBuilder()
        .add_unsigned_field("key", stored=False, indexed=True, fast=True)
        .add_text_field("document", tokenizer_name="raw", index_option="basic")
        .add_text_field("body", tokenizer_name=_ANALYZER, index_option="freq")
        .add_text_field("origin", tokenizer_name=_ANALYZER, index_option="freq")
        .build()
    )
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(schema, path=str(folder))
    # Words are cut before they come here, the same way for passages and for questions.
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_ANALYZER, analyzer)
    return index
