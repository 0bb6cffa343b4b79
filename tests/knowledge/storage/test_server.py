import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge import CannotRead, Library
from knowledge.embedding.embed import default_embedder
from knowledge.storage.rebuild import rebuild
from knowledge.storage.server import parts


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A Chroma server on this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = Path(sys.executable).with_name("chroma")
    if not command.exists():
        pytest.skip("Chroma's command is not installed")
    given = [str(command), "run", "--path", str(tmp_path / "server"), "--host", "127.0.0.1"]
    with subprocess.Popen(
        [*given, "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"ANONYMIZED_TELEMETRY": "FALSE"},
    ) as process:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
        process.send_signal(signal.SIGTERM)


def test_a_library_keeps_its_passages_on_a_server(address, write, tmp_path, monkeypatch):
    monkeypatch.setenv("VENDORSCOPE_CHROMA_URL", address)
    folder = tmp_path / "library"
    library = Library.open(folder)
    zebra = write("zebra.md", "# Zebra\n\nThe zebra has stripes.\n")
    library.ingest([zebra, write("okapi.md", "# Okapi\n\nThe okapi eats leaves.\n")])
    assert library.search("stripes")[0].title == "Zebra"
    assert not list(folder.rglob("chroma.sqlite3"))
    zebra.write_text("# Zebra\n\nThe zebra has spots.\n")
    library.ingest(zebra)
    okapi = next(d for d in library.documents() if d.title == "Okapi")
    library.remove(okapi.document_id)
    assert [p.text for p in Library.open(folder).search("okapi")] == [
        "# Zebra\n\nThe zebra has spots."
    ]
    for view in folder.glob("view-*"):
        (view / "base/passages.jsonl").unlink()
    rebuild(folder, default_embedder())
    assert "spots" in Library.open(folder).search("zebra")[0].text


def test_a_server_that_does_not_answer_is_named(write, tmp_path, monkeypatch):
    monkeypatch.setenv("VENDORSCOPE_CHROMA_URL", "http://127.0.0.1:9")
    with pytest.raises(CannotRead, match="Chroma server http://127.0.0.1:9 cannot be used"):
        Library.open(tmp_path / "library").ingest(write("a.md", "Zebra."))
    with pytest.raises(CannotRead, match="must be like"):
        parts("localhost:8000")


@pytest.mark.parametrize("mistyped", ["garbage", "http://127.0.0.1:9", "http://[::1", "http://a:b"])
def test_a_mistyped_address_is_not_kept(mistyped, write, tmp_path, monkeypatch):
    monkeypatch.setenv("VENDORSCOPE_CHROMA_URL", mistyped)
    path = write("a.md", "Zebra.")
    with pytest.raises(CannotRead, match="VENDORSCOPE_CHROMA_URL"):
        Library.open(tmp_path / "library").ingest(path)
    monkeypatch.delenv("VENDORSCOPE_CHROMA_URL")
    assert Library.open(tmp_path / "library").ingest(path).added == [str(path)]


def test_a_server_that_is_set_later_is_told_and_what_is_said_moves_it_there(
    address, write, tmp_path, monkeypatch
):
    folder = tmp_path / "library"
    library = Library.open(folder)
    library.ingest(write("a.md", "The zebra has stripes."))
    assert library.notice is None
    monkeypatch.setenv("VENDORSCOPE_CHROMA_URL", address)
    assert Library.open(tmp_path / "new").notice is None
    assert "is not used" in (library.notice or "")
    rebuild(folder, default_embedder())
    assert library.notice is None
    assert not list(folder.rglob("chroma.sqlite3"))
    assert "stripes" in Library.open(folder).search("zebra")[0].text
