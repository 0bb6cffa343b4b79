"""How well the library finds: `python -m evals.retrieval enough` and `… speed`.

`../shared/evals/score_retrieval.py` measures finding the passage; this what it leaves out.
"""

import argparse
import json
import tempfile
import time
from pathlib import Path
from statistics import quantiles

import numpy as np

from knowledge import Library
from knowledge.document import Document
from knowledge.embed import Vectors, default_embedder
from knowledge.search import search
from knowledge.view import Entry, Row, View, write_view

QUESTIONS = Path(__file__).with_name("enough.jsonl")
"""Every other row, from the first, was used to fit; the rest stayed unread."""
_WORDS = "model price memory licence token month video image cloud revenue user card".split()


def enough(threshold: float = 0.5) -> dict[str, dict[str, float]]:
    """Shares wrongly answered and wrongly refused, for the half that was fitted and the other."""
    library = Library.open()
    rows = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
    chances = [library.search(row["question"]).enough for row in rows]
    answerable = np.array([row["is_answerable"] for row in rows])
    passed = np.array(chances) >= threshold
    halves = {"fitted": slice(0, None, 2), "unread": slice(1, None, 2)}
    return {
        name: {
            "questions": float(len(answerable[half])),
            "wrongly answered": float(np.mean(passed[half][~answerable[half]])),
            "wrongly refused": float(np.mean(~passed[half][answerable[half]])),
        }
        for name, half in halves.items()
    }


def speed(passages: int, queries: int = 100) -> dict[str, list[float]]:
    """Milliseconds of a warm query, encoding included, as [p50, p95]; plain and filtered.

    Text and vectors are made up: what is measured is the scan and the index, not the answer.
    """
    embedder, random = default_embedder(), np.random.default_rng(0)
    asked = [" ".join(random.choice(_WORDS, 6)) + f" t{n}" for n in range(queries)]
    filters = {"plain": {}, "filtered": {"as_of": "2024-06-30", "vendors": ["vendor 3"]}}
    with tempfile.TemporaryDirectory() as folder:
        view = _made_up(Path(folder) / "view", passages, random)
        found: dict[str, list[float]] = {}
        for name, given in filters.items():
            taken: list[float] = []
            for question in asked:
                begun = time.perf_counter()
                search([view], embedder, question, 8, **given)
                taken.append((time.perf_counter() - begun) * 1000)
            parts = quantiles(taken, n=20)
            found[name] = [round(parts[9], 1), round(parts[18], 1)]
    return found


def _made_up(folder: Path, passages: int, random: np.random.Generator) -> View:
    vectors: Vectors = random.standard_normal((passages, 384), np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    rows = [_row(n, random) for n in range(passages)]
    document = Document("made-up", "Made up", "made up", None, None, "en", passages)
    write_view(folder, [Entry(document, "made-up", "made up", "0" * 12, "")], rows, vectors, None)
    return View(folder, 384)


def _row(n: int, random: np.random.Generator) -> Row:
    said = [f"{word} t{random.integers(50_000)}" for word in random.choice(_WORDS, 60)]
    text = " ".join(said[:20]) + ". " + " ".join(said[20:40]) + ". " + " ".join(said[40:]) + "."
    where = {"document_id": "made-up", "char_start": 0, "char_end": len(text)}
    about = {"title": f"Part {n}", "source": f"Source {n % 50}", "vendor": f"vendor {n % 20}"}
    rest = {"system": None, "url": None, "language": "en", "heading": "", "extra": {}}
    date = f"202{n % 6}-0{n % 9 + 1}"
    return {"id": str(n), "key": n, "text": text, "date": date, **where, **about, **rest}


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["enough", "speed"])
    parser.add_argument("--passages", type=int, default=10_000)
    options = parser.parse_args()
    print(json.dumps(enough() if options.what == "enough" else speed(options.passages), indent=1))


if __name__ == "__main__":
    main()
