"""How a library fares as it grows: `python -m evals.scale query|add|recall [--passages N …]`.

Texts and vectors are made up: what is measured is the machinery, not the answers. How fast real
documents go in: `python -m evals.scale ingest [--data FOLDER]`.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count, islice
from multiprocessing import get_context
from pathlib import Path
from statistics import quantiles
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evals.retrieval import DOCUMENTS
from knowledge import Library
from knowledge.document import Document
from knowledge.embedding import graph
from knowledge.embedding.embed import Vectors, default_embedder
from knowledge.retrieval.candidates import nearest
from knowledge.retrieval.filters import Filters
from knowledge.retrieval.search import search
from knowledge.storage.states import write_view
from knowledge.storage.store import open_store
from knowledge.storage.view import Entry, Row, View

WORDS = "model price memory licence token month video image cloud revenue user card".split()
FILTERS: dict[str, dict[str, Any]] = {
    "plain": {},
    "as_of": {"as_of": "2024-06-30"},
    "vendors": {"vendors": ["vendor 3"]},
    "both": {"as_of": "2024-06-30", "vendors": ["vendor 3"]},
}
_DIMENSION = 384
_FILES = 100
_READER = """
import sys, time
from evals.scale import Random
from knowledge import Library
library = Library.open(sys.argv[1], Random())
library.search("warm")
print("open", flush=True)
while not any("quokka" in p.text for p in library.search("quokka sanctuary", k=1)):
    pass
print(time.time(), flush=True)
"""


class Random:
    """Made-up vectors, the same for the same text; takes no time beside what is measured."""

    name, dimension = "made-up", _DIMENSION

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row a text, unit length."""
        seeds = [sum(text.encode()) for text in texts]
        rows = [np.random.default_rng(seed).standard_normal(_DIMENSION) for seed in seeds]
        return unit(np.array(rows, np.float32).reshape(len(texts), _DIMENSION))


def query(passages: int, queries: int = 100) -> dict[str, dict[str, float]]:
    """Milliseconds of a warm query with the real model: p50, p95, and p50 of processor time.

    On a machine that others use too the processor time says more than the clock. Asked in a process
    of its own, so that its memory is that of asking.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "view"
        made_up(folder, passages, np.random.default_rng(0))
        with get_context("spawn").Pool(1) as pool:
            return pool.apply(_asked, (folder, queries))


def _asked(folder: Path, queries: int) -> dict[str, dict[str, float]]:
    embedder, random = default_embedder(), np.random.default_rng(0)
    embedder.embed(["warm"])
    before = _gib("RssAnon")
    begun = time.perf_counter()
    view = View(folder, _DIMENSION)
    opened = time.perf_counter() - begun
    # No question twice: the embedder keeps the vectors of those it has seen.
    asked = (" ".join(random.choice(WORDS, 6)) + f" t{n}" for n in count())
    for question in islice(asked, 10):
        search([view], embedder, question, 8)
    found = {
        name: _spread(
            [
                _timed(partial(search, [view], embedder, one, 8, Filters(**given)))
                for one in islice(asked, queries)
            ]
        )
        for name, given in FILTERS.items()
    }
    on_disk = sum(file.stat().st_size for file in folder.rglob("*")) / 2**30
    memory = {"its own": _gib("RssAnon") - before, "of files, mapped": _gib("RssFile")}
    found["GiB"] = {name: round(gib, 4) for name, gib in (memory | {"on disk": on_disk}).items()}
    found["seconds"] = {"to open": round(opened, 2)}
    return found


def _gib(of: str) -> float:
    """Memory of this process of one kind, as Linux counts it."""
    found = re.search(rf"{of}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) / 2**20 if found else 0.0


def add(passages: int, times: int = 5) -> dict[str, Any]:
    """Seconds from the call that adds a document until a search finds it, here and elsewhere."""
    with tempfile.TemporaryDirectory() as folder:
        place, given = Path(folder) / "library", Path(folder) / "documents"
        given.mkdir()
        random = np.random.default_rng(0)
        each = passages // _FILES
        for n in range(_FILES):
            rows = [_row(n * each + i, random) for i in range(each)]
            lines = [json.dumps({k: r[k] for k in ("text", "source", "vendor")}) for r in rows]
            (given / f"{n}.jsonl").write_text("\n".join(lines))
        library = Library.open(place, Random())
        library.ingest([given])
        here: list[float] = []
        elsewhere: list[float] = []
        for n in range(times):
            (given / "new.md").write_text(f"# Quokka\n\nA quokka sanctuary opened, number {n}.\n")
            with subprocess.Popen(
                [sys.executable, "-c", _READER, str(place)], stdout=subprocess.PIPE, text=True
            ) as reader:
                assert reader.stdout
                reader.stdout.readline()
                begun = time.time()
                library.ingest([given / "new.md"])
                assert "quokka" in library.search("quokka sanctuary", k=1)[0].text
                here.append(round(time.time() - begun, 3))
                elsewhere.append(round(float(reader.stdout.readline()) - begun, 3))
            added = next(d for d in library.documents() if d.title == "Quokka")
            library.remove(added.document_id)
        return {"passages": passages, "here": here, "in another process": elsewhere}


def ingest(documents: Path) -> dict[str, Any]:
    """Chunks a second of a whole ingestion (read, cut, embed, index, written to disk), of
    `SentenceTransformer.encode` on the same chunks, and how much faster nothing new is.

    Model loading is in neither; each is run twice in turn and its better run counts, since others
    use the machine too.
    """
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(graph.find_weights()), device="cpu")
    default_embedder().embed(["warm"])
    model.encode(["warm"])
    whole: list[float] = []
    raw: list[float] = []
    again: list[float] = []
    chunks: list[str] = []
    for _ in range(2):
        with tempfile.TemporaryDirectory() as place:
            library = Library.open(place)
            whole.append(_seconds(partial(library.ingest, [documents])))
            again.append(_seconds(partial(library.ingest, [documents])))
            chunks = [passage.text for passage in library.passages()]
        raw.append(_seconds(partial(model.encode, chunks)))
    return {
        "chunks": len(chunks),
        "whole, a second": round(len(chunks) / min(whole), 1),
        "encode alone, a second": round(len(chunks) / min(raw), 1),
        "whole / encode": round(min(raw) / min(whole), 2),
        "unchanged, times faster": round(min(whole) / min(again)),
        "seconds": {"whole": whole, "encode": raw, "again": again},
    }


def recall(passages: int, queries: int = 100) -> dict[str, float]:
    """Shares of the exactly nearest that our scan finds, and Chroma's own index, at random."""
    random = np.random.default_rng(0)
    vectors = unit(random.standard_normal((passages, _DIMENSION), np.float32))
    asked = unit(random.standard_normal((queries, _DIMENSION), np.float32))
    rows = [_row(n, random) for n in range(passages)]
    with tempfile.TemporaryDirectory() as folder:
        view = _written(Path(folder) / "view", rows, vectors)
        ours = [[i for _, i in nearest([view], [None], one)] for one in asked]
        with open_store(Path(folder) / "chroma", "made-up", _DIMENSION, create=True) as store:
            store.add(rows, vectors)
            chromas = [[int(i) for i, _ in store.nearest(one[None], 10)] for one in asked]
    exact = np.argsort(-(asked @ vectors.T), axis=1)
    return {
        "scan, first 100": _share(ours, exact[:, :100]),
        "scan, first 10": _share([one[:10] for one in ours], exact[:, :10]),
        "Chroma's index, first 10": _share(chromas, exact[:, :10]),
    }


def unit(vectors: Vectors) -> Vectors:
    """Each row of length 1."""
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def made_up(folder: Path, passages: int, random: np.random.Generator) -> View:
    """A view of made-up passages."""
    vectors = unit(random.standard_normal((passages, _DIMENSION), np.float32))
    return _written(folder, [_row(n, random) for n in range(passages)], vectors)


def _written(folder: Path, rows: Sequence[Row], vectors: Vectors) -> View:
    document = Document("made-up", "Made up", "made up", None, None, "en", len(rows))
    write_view(folder, [Entry(document, "made-up", "made up", "0" * 12, "")], rows, vectors, None)
    return View(folder, _DIMENSION)


def _row(n: int, random: np.random.Generator) -> Row:
    words, marks = random.integers(len(WORDS), size=60), random.integers(50_000, size=60)
    said = [f"{WORDS[word]} t{mark}" for word, mark in zip(words, marks, strict=True)]
    text = " ".join(said[:20]) + ". " + " ".join(said[20:40]) + ". " + " ".join(said[40:]) + "."
    where = {"document_id": "made-up", "char_start": 0, "char_end": len(text)}
    about = {"title": f"Part {n}", "source": f"Source {n % 50}", "vendor": f"vendor {n % 20}"}
    rest = {"system": None, "url": None, "language": "en", "heading": "", "extra": {}}
    date = f"202{n % 6}-0{n % 9 + 1}"
    return {"id": str(n), "key": n, "text": text, "date": date, **where, **about, **rest}


def _timed(ask: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds by the clock and of processor time."""
    begun, worked = time.perf_counter(), time.process_time()
    ask()
    return (time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return round(time.perf_counter() - begun, 3)


def _spread(taken: Sequence[tuple[float, float]]) -> dict[str, float]:
    clock = quantiles([one for one, _ in taken], n=20)
    worked = quantiles([one for _, one in taken], n=20)
    return {
        "p50": round(clock[9], 1),
        "p95": round(clock[18], 1),
        "processor p50": round(worked[9], 1),
        "processor p95": round(worked[18], 1),
    }


def _share(found: Sequence[Sequence[int]], exact: NDArray[np.int64]) -> float:
    pairs = zip(found, exact, strict=True)
    return round(
        float(np.mean([len({*ours} & {*best.tolist()}) / len(best) for ours, best in pairs])), 4
    )


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["query", "add", "recall", "ingest"])
    parser.add_argument("--passages", type=int, nargs="+", default=[10_000])
    parser.add_argument("--data", type=Path, default=DOCUMENTS, help="what `ingest` takes in")
    options = parser.parse_args()
    if options.what == "ingest":
        print(json.dumps(ingest(options.data), indent=1))
        return
    measure = {"query": query, "add": add, "recall": recall}[options.what]
    print(json.dumps({n: measure(n) for n in options.passages}, indent=1))


if __name__ == "__main__":
    main()
