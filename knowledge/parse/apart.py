"""Parsers of formats that can run away, each document in another process, with limits.

One such process serves many documents; it ends when idle, when a document breaks it, and with us.
"""

import json
import os
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from knowledge.document import About, CannotRead, Parsed

MODULES = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".pptx": "pptx",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".rst": "rst",
    ".po": "po",
    ".pot": "po",
}
"""The module of this package that reads a kind, loaded in the other process only."""

MEMORY_BYTES = 2 * 2**30
"""Address space of the other process."""
SECONDS = 60.0
SECONDS_PER_MB = 30.0
"""A page of PDF takes about 0.15 s, a hundred of them about 1 MB."""

# Not `-m`: that would look for our package in the folder one happens to stand in first.
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from knowledge.parse.reader import main; main()"
)

HEAD = struct.Struct("!QQ")
"""Before each message: lengths of its JSON and of the bytes after it."""


def parse(content: bytes, kind: str, seconds: float | None = None) -> Parsed:
    """Parse in the other process.

    Raises:
        CannotRead: what the parser says, or that it took too long, too much, or broke down.
    """
    limit = SECONDS + SECONDS_PER_MB * len(content) / 2**20 if seconds is None else seconds
    with _lock:
        answer = _reader.ask(content, {"module": MODULES[kind], "seconds": limit}, limit)
    if "reason" in answer:
        raise CannotRead(answer["reason"])
    about, given = (About(**answer[name]) for name in ("about", "given"))
    pages, skipped = tuple(answer["pages"]), answer["skipped"]
    return Parsed(answer["text"], about, given=given, pages=pages, skipped=skipped)


def as_json(parsed: Parsed) -> dict[str, Any]:
    """What `parse` reads back."""
    return {
        "text": parsed.text,
        "about": asdict(parsed.about),
        "given": asdict(parsed.given),
        "pages": parsed.pages,
        "skipped": parsed.skipped,
    }


class _Reader:
    """The other process, started when needed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def ask(self, content: bytes, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Its answer. A document is given up only if it breaks a process that is new."""
        while True:
            process, is_new = self._running()
            try:
                answer, is_late = _timed(process, content, request, seconds)
            except BaseException:  # Ctrl-C: its answer would be taken for the next document's
                self._end(process)
                raise
            if answer is not None:
                return answer
            self._end(process)
            if is_late:
                return {"reason": f"reading it took longer than {seconds:.0f} s"}
            if is_new:
                return {"reason": "reading it broke the reader down: it is damaged or made to"}

    def _running(self) -> tuple[subprocess.Popen[bytes], bool]:
        """The process, and whether it was started just now."""
        # After a fork it is still our parent's, who may be asking it something.
        is_ours = self._owner == os.getpid()
        if self._process is not None and is_ours and self._process.poll() is None:
            return self._process, False
        self._owner = os.getpid()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START, str(Path(__file__).parents[2])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return self._process, True

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        self._process = None
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # what was still to be written to it
                if pipe:
                    pipe.close()
        process.wait()


def _timed(
    process: subprocess.Popen[bytes], content: bytes, request: dict[str, Any], seconds: float
) -> tuple[dict[str, Any] | None, bool]:
    """The answer, None where the process ended instead; and whether time was up."""
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(seconds, stop)
    timer.start()
    try:
        return _exchange(process, content, request), late.is_set()
    finally:
        timer.cancel()


def _exchange(
    process: subprocess.Popen[bytes], content: bytes, request: dict[str, Any]
) -> dict[str, Any] | None:
    """Send and receive; None where the process ended instead."""
    assert process.stdin and process.stdout
    head = json.dumps(request).encode()
    try:
        process.stdin.write(HEAD.pack(len(head), len(content)) + head)
        process.stdin.write(content)
        process.stdin.flush()
    except OSError:
        return None
    size = process.stdout.read(HEAD.size)
    if len(size) < HEAD.size:
        return None
    length, _ = HEAD.unpack(size)
    answer = process.stdout.read(length)
    return json.loads(answer) if len(answer) == length else None


_lock = threading.Lock()
_reader = _Reader()
