"""Small files that are made to blow up: each named, within its limits, while the rest goes in."""

import resource
import zlib
from pathlib import Path

import pytest

from knowledge import Library
from knowledge.parse import apart

_GIB = 2**30


@pytest.mark.slow
def test_pdfs_that_blow_up_are_named_and_the_rest_goes_in(library: Library, tmp_path: Path):
    bombs = {
        "inflates.pdf": _inflating(3 * _GIB),
        "pages.pdf": _pdf(_tree(b"3 0 R " * 100_000, 999_999_999), _EMPTY_PAGE),
        "deep.pdf": _pdf(*map(_level, range(2, 20_002)), _EMPTY_PAGE),
        "circle.pdf": _pdf(_tree(b"2 0 R 2 0 R", 2)),
    }
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, content in bombs.items():
        assert len(content) < 3 * 2**20
        (folder / name).write_bytes(content)
    (folder / "good.md").write_text("The zebra is striped.")
    before = _most_taken()
    report = library.ingest(folder)
    assert [Path(name).name for name in report.added] == ["good.md"]
    named = {Path(row["source"]).name: row["reason"] for row in report.failed}
    assert named.keys() == bombs.keys()
    assert "2 GB of memory" in named["inflates.pdf"]
    assert all("\n" not in reason for reason in named.values())
    assert _most_taken() <= max(before, apart.MEMORY_BYTES)


def _most_taken() -> int:
    """The most memory that a process begun here has taken, of those that have ended."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


def _inflating(size: int) -> bytes:
    """A page whose content is blanks, packed twice: some kilobytes."""
    step = 16 * 2**20
    packer = zlib.compressobj(9)
    head = packer.compress(b" " * step) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(b" " * step) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = zlib.compress(head + again * (size // step), 9)
    content = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>" % len(packed)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>"
    return _pdf(_tree(b"3 0 R", 1), page, content + b"\nstream\n" + packed + b"\nendstream")


_EMPTY_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>"


def _tree(kids: bytes, count: int) -> bytes:
    return b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)


def _level(n: int) -> bytes:
    return _tree(b"%d 0 R" % (n + 1), 1)


def _pdf(*objects: bytes) -> bytes:
    content, places = b"%PDF-1.4\n", list[int]()
    for n, body in enumerate((b"<< /Type /Catalog /Pages 2 0 R >>", *objects), 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return content + head + table + tail % (len(places) + 1, len(content))
