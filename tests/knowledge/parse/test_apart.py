import os
import signal
import subprocess
import sys
import zlib

import pytest

from knowledge.document import CannotRead
from knowledge.parse import apart, parse


def test_importing_the_parsers_loads_none_of_their_libraries():
    code = (
        "import sys, knowledge.parse;"
        "print([m for m in ('trafilatura', 'pdfplumber', 'docx', 'pptx', 'openpyxl', 'docutils', "
        "'polib', 'lxml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_pdf_bomb_is_stopped_by_its_limits_and_the_next_document_is_read(samples):
    bomb = zlib.compress(b"q " * (1 << 27), 9)
    with pytest.raises(CannotRead, match="longer than 3 s|GB of memory"):
        apart.parse(_pdf(bomb), ".pdf", seconds=3)
    assert "striped" in parse(samples[".pdf"], ".pdf").text


def test_too_long_is_said_with_the_limit(samples):
    with pytest.raises(CannotRead, match=r"longer than 0 s"):
        apart.parse(samples[".pdf"] + b" " * 2**20, ".pdf", seconds=0.001)


def test_a_reader_that_dies_is_followed_by_another(samples):
    first = _reader_id(samples)
    os.kill(first, signal.SIGKILL)
    assert "striped" in parse(samples[".docx"], ".docx").text
    assert _reader_id(samples) != first


def test_one_reader_serves_many_documents(samples):
    first = _reader_id(samples)
    parse(samples[".html"], ".html")
    assert _reader_id(samples) == first


def test_a_package_of_the_same_name_in_the_current_folder_is_not_taken(
    samples, tmp_path, monkeypatch
):
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "__init__.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    os.kill(_reader_id(samples), signal.SIGKILL)
    assert "striped" in parse(samples[".docx"], ".docx").text


def test_it_leaves_when_asked_no_more():
    """A killed ingestion leaves no process behind: the end of its input is its end."""
    reader = subprocess.Popen(
        [sys.executable, "-c", "from knowledge.parse.reader import main; main()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    reader.communicate(timeout=30)
    assert reader.returncode == 0


def _reader_id(samples: dict[str, bytes]) -> int:
    parse(samples[".po"], ".po")
    process = apart._reader._process
    assert process is not None
    return process.pid


def _pdf(packed: bytes) -> bytes:
    head = (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>\nendobj\n"
    )
    stream = b"4 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed)
    return (
        head + stream + packed + b"\nendstream\nendobj\ntrailer << /Root 1 0 R /Size 5 >>\n%%EOF\n"
    )
