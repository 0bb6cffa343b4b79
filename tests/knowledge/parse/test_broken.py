"""Two hundred broken files: none crashes anything, each is named, what is whole goes in."""

import os
import random
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from knowledge import Library
from knowledge.document import CannotRead, Parsed
from knowledge.ingestion.chunk import split
from knowledge.parse import parse

Broken = tuple[str, bytes]
"""A name and what is in it."""

_ZIPPED = (".docx", ".pptx", ".xlsx")
_TEXT = (".md", ".txt", ".jsonl", ".json", ".csv", ".html", ".rst", ".po")


@pytest.fixture(scope="module")
def broken(samples: dict[str, bytes]) -> list[Broken]:
    """Files that nobody can read anything from."""
    return [
        *_random(),
        *_empty(samples),
        *_cut(samples),
        *_of_another_kind(samples),
        *_damaged_inside(samples),
        *_nested(),
        *_packed(),
    ]


@pytest.fixture(scope="module")
def flawed(samples: dict[str, bytes]) -> list[Broken]:
    """Files with some bytes changed or missing, of which a part may still be read."""
    chance = random.Random(2)
    files: list[Broken] = []
    for suffix, content in samples.items():
        for n in range(6):
            changed = bytearray(content)
            for _ in range(1 + n * 3):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            files.append((f"changed-{n}{suffix}", bytes(changed)))
        files.append((f"half{suffix}", content[: len(content) // 2]))
    return files


def test_there_are_two_hundred(broken, flawed):
    assert len(broken) + len(flawed) >= 200
    assert len({name for name, _ in broken + flawed}) == len(broken) + len(flawed)


def test_each_broken_file_is_refused_in_one_sentence(broken):
    for name, content in broken:
        with pytest.raises(CannotRead) as caught:
            parse(content, Path(name).suffix)
        assert _is_sentence(str(caught.value)), (name, str(caught.value))
        assert "broke the reader" not in str(caught.value), name


def test_of_a_flawed_file_only_whole_passages_are_read(flawed):
    for name, content in flawed:
        read = _read_or_reason(name, content)
        if isinstance(read, str):
            assert _is_sentence(read), (name, read)
            continue
        read.text.encode()
        for chunk in read.rows or split(read.text):
            assert read.text[chunk.start : chunk.end].strip(), name


def test_an_ingestion_names_each_and_takes_the_good_one(broken, library: Library, tmp_path: Path):
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, content in broken:
        (folder / name).write_bytes(content)
    (folder / "good.md").write_text("The zebra is striped.")
    os.mkfifo(folder / "pipe.md")
    (folder / "nowhere.md").symlink_to(folder / "missing")
    with (folder / "huge.pdf").open("wb") as file:
        file.truncate(2 * 2**30)  # 2 GB that take no place
    report = library.ingest(folder)
    assert [Path(name).name for name in report.added] == ["good.md"]
    named = {Path(row["source"]).name: row["reason"] for row in report.failed}
    assert named.keys() == {name for name, _ in broken} | {"pipe.md", "nowhere.md", "huge.pdf"}
    assert named["huge.pdf"] == "the file is larger than 64 MB"
    assert named["pipe.md"] == "it is no plain file"


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read any file")
def test_a_file_one_may_not_read_is_named(library: Library, tmp_path: Path):
    file = tmp_path / "secret.md"
    file.write_text("Words.")
    file.chmod(0)
    assert "cannot be read" in library.ingest(file).failed[0]["reason"]


def _read_or_reason(name: str, content: bytes) -> Parsed | str:
    try:
        return parse(content, Path(name).suffix)
    except CannotRead as error:
        return str(error)


def _random() -> Iterator[Broken]:
    chance = random.Random(1)
    for suffix in (*_TEXT, ".pdf", *_ZIPPED):
        for size in (50, 2_000, 100_000):
            yield f"random-{size}{suffix}", b"\0" + chance.randbytes(size)


def _empty(samples: dict[str, bytes]) -> Iterator[Broken]:
    for suffix in samples:
        yield f"empty{suffix}", b""
        yield f"blank{suffix}", b" \n\t\n"


def _cut(samples: dict[str, bytes]) -> Iterator[Broken]:
    for suffix in _ZIPPED:
        for tenths in range(1, 10):
            yield f"cut-{tenths}{suffix}", samples[suffix][: len(samples[suffix]) * tenths // 10]
    for size in (9, 60, 120):
        yield f"cut-{size}.pdf", samples[".pdf"][:size]
    yield "cut.jsonl", b'{"text": "cu'
    yield "cut.json", b'{"plans": [{"usd": 2'
    yield "cut.po", b'msgid "a"\nmsgstr "b"\nmsg'
    yield "cut.md", b"---\ntitle: [a\ndate: 2025-09-15\n---\nText.\n"


def _of_another_kind(samples: dict[str, bytes]) -> Iterator[Broken]:
    for suffix in (".pdf", *_ZIPPED):
        for other in (".txt", ".html", ".csv"):
            yield f"really-{other[1:]}{suffix}", samples[other]
    for suffix in _TEXT:
        yield f"program{suffix}", b"\x7fELF\x02\x01\x01" + bytes(range(32)) * 20
        yield f"archive{suffix}", _zip({"a.txt": b"x"})
        yield f"old-office{suffix}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    yield "program.exe", b"MZ"


def _damaged_inside(samples: dict[str, bytes]) -> Iterator[Broken]:
    """Whole archives whose main part is not what it should be."""
    mains = {
        ".docx": "word/document.xml",
        ".pptx": "ppt/presentation.xml",
        ".xlsx": "xl/workbook.xml",
    }
    for suffix, main in mains.items():
        with zipfile.ZipFile(BytesIO(samples[suffix])) as whole:
            parts = {name: whole.read(name) for name in whole.namelist()}
        for n, content in enumerate((b"", b"no xml", b"<a><b></a>", b"\xff\xfe\x00", b"<a/>")):
            yield f"inside-{n}{suffix}", _zip(parts | {main: content})
        without = {name: part for name, part in parts.items() if name != main}
        yield f"inside-none{suffix}", _zip(without)


def _nested() -> Iterator[Broken]:
    yield "nested.json", b"[" * 100_000
    yield "nested-whole.json", b'{"a":' * 500 + b"1" + b"}" * 500
    yield "nested.jsonl", b'{"text": "a", "b": ' + b"[" * 100_000
    yield "nested.md", b"---\ntitle: " + b"[" * 3_000 + b"\n---\nText.\n"
    yield "nested.html", b"<html><body>" + b"<div>" * 50_000


def _packed() -> Iterator[Broken]:
    for suffix, folder in zip(_ZIPPED, ("word", "ppt", "xl"), strict=True):
        bomb = {"[Content_Types].xml": b"<a/>", f"{folder}/document.xml": b" " * 80 * 2**20}
        yield f"bomb{suffix}", _zip(bomb)
        yield f"many{suffix}", _zip({f"{folder}/{n}": b"" for n in range(10_001)})


def _zip(parts: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return target.getvalue()


def _is_sentence(reason: str) -> bool:
    return 5 < len(reason) < 400 and "\n" not in reason and "Traceback" not in reason
