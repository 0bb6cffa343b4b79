"""The other process of `apart`: reads requests on stdin and answers on stdout until either ends."""

import importlib
import json
import mmap
import os
import select
import signal
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from knowledge.document import CannotRead, Parsed
from knowledge.parse import apart

_IDLE_SECONDS = 60


def main() -> None:
    """Serve until nobody asks; on every document within limits of memory and time."""
    _limit_memory()
    # Our end of the pipe is ours alone: what a library prints must not get between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.setrecursionlimit(2000)
    # Unbuffered, so that `select` sees all there is.
    requests = os.fdopen(os.dup(0), "rb", buffering=0)
    while _is_asked(requests):
        size = _read(requests, apart.HEAD.size)
        if len(size) < apart.HEAD.size:
            return
        head, length = apart.HEAD.unpack(size)
        request = json.loads(_read(requests, head))
        answer = _answer(_read(requests, length), request)
        written = json.dumps(answer).encode()
        answers.write(apart.HEAD.pack(len(written), 0) + written)
        answers.flush()
        if "memory" in answer or _has_grown():
            return


def _answer(content: bytes, request: dict[str, Any]) -> dict[str, Any]:
    # Should whoever asked be gone, nobody stops us but ourselves.
    if hasattr(signal, "alarm"):
        signal.alarm(int(request["seconds"]) + 10)
    try:
        parser = importlib.import_module(f"knowledge.parse.{request['module']}")
        return apart.as_json(_clean(parser.parse(content)))
    except CannotRead as error:
        return {"reason": str(error)}
    except MemoryError:
        reason = f"reading it takes more than {apart.MEMORY_BYTES // 2**30} GB of memory"
        return {"reason": reason, "memory": True}
    except ImportError as error:
        return {"reason": f"what reads it cannot be loaded ({error.name}); run make setup again"}
    except RecursionError:
        return {"reason": "it is nested too deep"}
    except Exception as error:  # parsers of others raise anything over a damaged file
        return {"reason": f"the file is damaged or of another kind ({_first_line(error)})"}
    finally:
        if hasattr(signal, "alarm"):
            signal.alarm(0)


def _clean(parsed: Parsed) -> Parsed:
    """Without what cannot be stored: NUL, half surrogate pairs; each becomes one character."""
    text = parsed.text.replace("\0", " ").encode("utf-8", "replace").decode()
    if not text.strip():
        raise CannotRead("there is no text in it")
    return replace(parsed, text=text)


def _first_line(error: Exception) -> str:
    said = " ".join(str(error).split())[:120]
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (apart.MEMORY_BYTES, apart.MEMORY_BYTES))


def _has_grown() -> bool:
    """Whether it holds on to so much that the next document should find a fresh process."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, ValueError, IndexError):  # not Linux
        return False
    return pages * mmap.PAGESIZE > apart.MEMORY_BYTES // 4


def _is_asked(requests: BinaryIO) -> bool:
    if sys.platform == "win32":  # no select on pipes
        return True
    return bool(select.select([requests], [], [], _IDLE_SECONDS)[0])


def _read(requests: BinaryIO, length: int) -> bytes:
    parts: list[bytes] = []
    while length > 0:
        part = requests.read(min(length, 2**20))
        if not part:
            break
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
