"""A library in a folder of its own, and documents to put into it."""

import json
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from knowledge import Library

Write = Callable[..., Path]
MakePdf = Callable[..., bytes]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """An empty library."""
    return Library.open(tmp_path / "library")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a document below `documents/`; a list becomes JSON Lines."""

    def write_document(name: str, content: str | bytes | list[dict[str, Any]]) -> Path:
        path = tmp_path / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, list):
            content = "\n".join(json.dumps(row, ensure_ascii=False) for row in content)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_document


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without documents, for tests of the library that `open()` gives."""
    home = tmp_path / "home"
    monkeypatch.setenv("VENDORSCOPE_HOME", str(home))
    return home


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache that holds the model's graph and nothing else."""
    from knowledge.embedding import graph

    models = graph.ensure().parent
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / "models").symlink_to(models)
    monkeypatch.setenv("VENDORSCOPE_CACHE", str(cache))
    return cache


@pytest.fixture(scope="session")
def make_pdf() -> MakePdf:
    """Writes a PDF: a list of lines a page, and on the last page a table with its lines drawn."""

    def make(pages: list[list[str]], table: list[list[str]] | None = None, info: str = "") -> bytes:
        streams = [_words(lines) for lines in pages]
        if table:
            streams[-1] += _drawn(table)
        kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(streams)))
        objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
        for n, stream in enumerate(streams):
            objects.append(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] "
                f"/Resources << /Font << /F 3 0 R >> >> /Contents {5 + 2 * n} 0 R >>"
            )
            objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        return _assembled([*objects, f"<< {info} >>"])

    return make


def _words(lines: list[str]) -> str:
    shown = " ".join(f"({line}) Tj 0 -20 Td" for line in lines)
    return f"BT /F 12 Tf 50 740 Td {shown} ET\n"


def _drawn(table: list[list[str]]) -> str:
    parts: list[str] = []
    for y, row in enumerate(table):
        for x, cell in enumerate(row):
            left, bottom = 50 + 150 * x, 600 - 25 * y
            parts.append(f"{left} {bottom} 150 25 re S")
            parts.append(f"BT /F 12 Tf {left + 5} {bottom + 8} Td ({cell}) Tj ET")
    return "\n".join(parts)


def _assembled(objects: list[str]) -> bytes:
    content, places = b"%PDF-1.4\n", list[int]()
    for n, body in enumerate(objects, 1):
        places.append(len(content))
        content += f"{n} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        content
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n"
            f"startxref\n{len(content)}\n%%EOF\n"
        ).encode()
    )


class Site:
    """A real server on this machine: what it says on each path, and what it was asked."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.pages: dict[str, list[tuple[int, dict[str, str], bytes]]] = {}
        self.asked: list[tuple[str, dict[str, str], float]] = []
        """Path, headers and moment of each request."""

    def says(
        self,
        path: str,
        body: str | bytes = b"",
        status: int = 200,
        then: bool = False,
        **headers: str,
    ) -> str:
        """Answer so from now on; with `then` only once what was said before has been answered."""
        content = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        reply = (status, {"Content-Type": "text/markdown"} | named, content)
        self.pages[path] = [*self.pages.get(path, []), reply] if then else [reply]
        return self.address + path

    def paths(self) -> list[str]:
        """What was asked for, robots.txt left out."""
        return [path for path, _, _ in self.asked if path != "/robots.txt"]


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site on loopback, which may be fetched from."""
    monkeypatch.setenv("VENDORSCOPE_ALLOW_PRIVATE_HOSTS", "1")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append((self.path, dict(self.headers), time.monotonic()))
            replies = found.pages.get(self.path, [(404, {}, b"")])
            status, headers, body = replies.pop(0) if len(replies) > 1 else replies[0]
            etag = headers.get("ETag")
            if status == 200 and etag and self.headers["If-None-Match"] == etag:
                status, body = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Site(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


_ALONE = ("unshare", "--user", "--map-root-user", "--mount")


@pytest.fixture
def on_little_disk(tmp_path: Path) -> Callable[[str], str]:
    """Runs a script in a process that has a disk of 4 MB as its current folder; what it printed."""
    if shutil.which("unshare") is None:
        pytest.skip("no unshare on this machine, so no disk of one's own")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = f"mount -t tmpfs -o size=4m none {disk}"
    tried = subprocess.run([*_ALONE, "sh", "-c", mount], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip(f"no disk of one's own can be had here ({tried.stderr.decode().strip()})")

    def run(script: str) -> str:
        begin = f"{mount} && cd {disk} && exec {sys.executable} -c '{script}'"
        done = subprocess.run([*_ALONE, "sh", "-c", begin], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    return run
