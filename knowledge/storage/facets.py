"""What filters and bonuses ask of passages, as arrays with one element a passage."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from knowledge.dates import first_day
from knowledge.language.glossary import CHINESE


@dataclass(frozen=True)
class Names:
    """One name a passage: its place in a list of the distinct ones."""

    codes: NDArray[np.int32]
    distinct: list[str]

    @classmethod
    def of(cls, names: Sequence[str]) -> Self:
        """The names in the order of the passages."""
        distinct = sorted(set(names))
        code = {name: i for i, name in enumerate(distinct)}
        return cls(np.array([code[name] for name in names], np.int32), distinct)

    def where(self, is_wanted: Callable[[str], bool]) -> NDArray[np.bool_]:
        """Which passages have such a name. Looked up by code: a million take 1 ms."""
        wanted = np.array([is_wanted(name) for name in self.distinct], np.bool_)
        return wanted[self.codes] if len(wanted) else np.zeros(len(self.codes), np.bool_)

    @classmethod
    def none(cls) -> Self:
        """What a file of an older version holds of a name it did not write."""
        return cls(np.empty(0, np.int32), [])

    def taken(self, rows: NDArray[np.int64]) -> Self:
        """Those of some passages, without the names that are none of theirs."""
        if not len(self.codes):
            return self
        codes = self.codes[rows]
        is_used = np.zeros(len(self.distinct), np.bool_)
        is_used[codes] = True
        new = np.cumsum(is_used, dtype=np.int32) - 1
        return type(self)(new[codes], [self.distinct[i] for i in np.flatnonzero(is_used)])


def as_numbers(marks: Sequence[str]) -> NDArray[np.uint64]:
    """Marks as they are kept."""
    return np.array([int(mark or "0", 16) for mark in marks], np.uint64)


def _no_marks() -> NDArray[np.uint64]:
    return np.empty(0, np.uint64)


@dataclass(frozen=True)
class Facets:
    """What is known about the passages of one file, in their order."""

    keys: NDArray[np.int64]
    days: NDArray[np.int32]
    """First day that the date may mean, as a number that sorts; 0 for the undated."""
    vendors: Names
    sources: Names
    documents: Names
    """By document id. Empty in a file that an older version wrote."""
    subjects: list[str]
    """Names of vendors and systems."""
    has_chinese: bool
    systems: Names = field(default_factory=Names.none)
    languages: Names = field(default_factory=Names.none)
    marks: NDArray[np.uint64] = field(default_factory=_no_marks)
    """Of what each says; 0 where it is compared with no other, or an older version wrote it."""

    def __post_init__(self) -> None:
        if len(self.marks) != len(self.keys):
            object.__setattr__(self, "marks", np.zeros(len(self.keys), np.uint64))

    @classmethod
    def of(cls, rows: Sequence[dict[str, Any]]) -> Self:
        """Those of stored passages."""
        subjects = {name for row in rows for name in (row["vendor"], row["system"]) if name}
        return cls(
            np.array([row["key"] for row in rows], np.int64),
            np.array([first_day(row["date"]) for row in rows], np.int32),
            Names.of([row["vendor"] or "" for row in rows]),
            Names.of([row["source"] for row in rows]),
            Names.of([row["document_id"] for row in rows]),
            sorted(subjects),
            any(CHINESE.search(row["text"]) for row in rows),
            Names.of([row.get("system") or "" for row in rows]),
            Names.of([row.get("language") or "" for row in rows]),
            as_numbers([row.get("mark") or "" for row in rows]),
        )

    def taken(self, rows: NDArray[np.int64]) -> Self:
        """Those of some passages; the subjects stay."""
        return replace(
            self,
            keys=self.keys[rows],
            days=self.days[rows],
            vendors=self.vendors.taken(rows),
            sources=self.sources.taken(rows),
            documents=self.documents.taken(rows),
            systems=self.systems.taken(rows),
            languages=self.languages.taken(rows),
            marks=self.marks[rows],
        )

    def save(self, file: Path) -> None:
        """Write them."""
        named = {
            "vendor": self.vendors,
            "source": self.sources,
            "document": self.documents,
            "system": self.systems,
            "language": self.languages,
        }
        # Any: numpy's declaration takes a name that a dictionary may hold for an option of its own.
        codes: dict[str, Any] = {f"{name}_codes": one.codes for name, one in named.items()}
        distinct: dict[str, Any] = {
            f"{n}s": np.array(one.distinct, np.str_) for n, one in named.items()
        }
        np.savez(
            file,
            keys=self.keys,
            days=self.days,
            subjects=np.array(self.subjects, np.str_),
            has_chinese=np.bool_(self.has_chinese),
            marks=self.marks,
            **codes,
            **distinct,
        )

    @classmethod
    def load(cls, file: Path) -> Self:
        """Read them; what an older version did not write is empty."""
        with np.load(file, allow_pickle=False) as kept:
            held: set[str] = {*kept.files}

            def names(one: str) -> Names:
                if f"{one}_codes" not in held:
                    return Names.none()
                return Names(kept[f"{one}_codes"], [str(name) for name in kept[f"{one}s"]])

            subjects = [str(name) for name in kept["subjects"]] if "subjects" in held else []
            return cls(
                kept["keys"],
                kept["days"],
                names("vendor"),
                names("source"),
                names("document"),
                subjects,
                bool(kept["has_chinese"]),
                names("system"),
                names("language"),
                kept["marks"] if "marks" in held else _no_marks(),
            )


def joined(parts: Sequence[Facets]) -> Facets:
    """One after the other."""
    if len(parts) == 1:
        return parts[0]
    return Facets(
        np.concatenate([one.keys for one in parts]),
        np.concatenate([one.days for one in parts]),
        _joined([one.vendors for one in parts]),
        _joined([one.sources for one in parts]),
        _joined([one.documents for one in parts]),
        sorted({name for one in parts for name in one.subjects}),
        any(one.has_chinese for one in parts),
        _where_all([one.systems for one in parts], parts),
        _where_all([one.languages for one in parts], parts),
        np.concatenate([one.marks for one in parts]),
    )


def _where_all(names: Sequence[Names], parts: Sequence[Facets]) -> Names:
    """Joined where every part has them: an older version's has not."""
    whole = all(len(one.codes) == len(part.keys) for one, part in zip(names, parts, strict=True))
    return _joined(names) if whole else Names.none()


def _joined(parts: Iterable[Names]) -> Names:
    codes: list[NDArray[np.int32]] = []
    code: dict[str, int] = {}
    for part in parts:
        own = [code.setdefault(name, len(code)) for name in part.distinct]
        codes.append(np.array(own, np.int32)[part.codes] if own else part.codes)
    return Names(np.concatenate(codes), [*code])
