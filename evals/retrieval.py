"""How well the library finds: `python -m evals.retrieval spans|languages`.

`../shared/evals/score_retrieval.py` measures finding on public sets; this what they leave out:
the exact span in vendors' documents and questions in the other language than the passage. Both
want the folder of vendor documents. Whether what was found answers at all: `evals.enough`.
"""

import argparse
import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from knowledge import Library
from knowledge.ingestion.sync import id_of
from knowledge.retrieval import enough

SPANS = Path(__file__).with_name("spans.jsonl")
"""Half of each file was used to fit or to mend (every other row, from the first); the rest was
asked once, at the end."""
LANGUAGES = Path(__file__).with_name("languages.jsonl")
DOCUMENTS = Path("../shared/data/vendor_docs")
_FIRST = 5

Figures = dict[str, dict[str, float]]


def spans(library: Library, folder: Path) -> Figures:
    """Share of questions whose exact span stands in the five best passages."""

    def is_found(row: dict[str, Any]) -> bool:
        wanted = squeezed(row["must_contain"])
        return any(wanted in squeezed(one.text) for one in _best(library, row))

    return _shares(library, read(SPANS), is_found)


def languages(library: Library, folder: Path) -> Figures:
    """Share of questions whose document, in the other language, is among the five best passages."""
    files = {file.name.split("_")[0]: file.resolve() for file in folder.iterdir()}

    def is_found(row: dict[str, Any]) -> bool:
        wanted = id_of(str(files[row["document"]]))
        return wanted in {one.document_id for one in _best(library, row)}

    return _shares(library, read(LANGUAGES), is_found)


def squeezed(text: str) -> str:
    """Its letters and digits: white space and markup do not matter."""
    return "".join(c for c in text.lower() if c.isalnum())


def read(file: Path) -> list[dict[str, Any]]:
    """The rows of a file."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def _best(library: Library, row: dict[str, Any]) -> Sequence[Any]:
    return library.search(row["question"], k=_FIRST)


def _shares(
    library: Library, rows: Sequence[dict[str, Any]], is_found: Callable[[dict[str, Any]], bool]
) -> Figures:
    found = [is_found(row) for row in rows]
    likely = [library.search(row["question"]).enough >= enough.LEAST for row in rows]
    return {
        name: {
            "questions": float(len(found[half])),
            "found": float(np.mean(found[half])),
            "wrongly refused": 1.0 - float(np.mean(likely[half])),
        }
        for name, half in {"mended": slice(0, None, 2), "unread": slice(1, None, 2)}.items()
    }


def _over_vendors(
    measure: Callable[[Library, Path], Figures], folder: Path, store: Path
) -> Figures:
    library = Library.open(store)
    library.ingest([folder])
    return measure(library, folder)


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["spans", "languages"])
    parser.add_argument("--data", type=Path, default=DOCUMENTS, help="the vendor documents")
    parser.add_argument("--store", type=Path, help="keep their library here, and use it again")
    options = parser.parse_args()
    measure = {"spans": spans, "languages": languages}[options.what]
    with tempfile.TemporaryDirectory() as folder:
        figures = _over_vendors(measure, options.data, options.store or Path(folder))
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
