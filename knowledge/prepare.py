"""What `make setup` runs: exports the embedding model's graph and builds the bundled library.

`python -m knowledge.prepare` does nothing when both are there; `--rebuild DIR` repairs a library.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from knowledge import bundled, places
from knowledge.document import CannotRead
from knowledge.embedding import graph
from knowledge.embedding.adapted import Adapted
from knowledge.embedding.amount_parts import PARTS
from knowledge.embedding.cross_encoder import ANSWERS, ANSWERS_CLOSELY
from knowledge.embedding.embed import choose_embedder
from knowledge.embedding.question_parts import QUESTION_PARTS
from knowledge.storage.rebuild import rebuild


def main(given: Sequence[str] | None = None) -> int:
    """Exit code 0 when all is there, 1 with a sentence on stderr when it cannot be made."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.prepare", description=__doc__)
    parser.add_argument("--rebuild", metavar="DIR", help="make DIR's library anew from its files")
    parser.add_argument("--embedder", metavar="NAME", help="a sentence-transformers model")
    options = parser.parse_args(given)
    try:
        if options.rebuild:
            print(rebuild(Path(options.rebuild).absolute(), choose_embedder(options.embedder)))
        else:
            prepare(options.embedder)
    except CannotRead as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted; run it again to go on.", file=sys.stderr)
        return 130
    return 0


def prepare(embedder: str | None = None) -> None:
    """Make what is missing, saying what it does."""
    chosen = choose_embedder(embedder)
    if graph.is_ready():
        print(f"Embedding model: already there ({graph.folder()}).")
    else:
        graph.ensure(_say)
    for model in (ANSWERS, ANSWERS_CLOSELY, PARTS, QUESTION_PARTS):
        if model.is_ready():
            print(f"{model.called.capitalize()}: already there ({model.folder()}).")
        else:
            _make(model)
    ready = bundled.is_ready(chosen)
    bundled.open_bundled(chosen, _say)
    if ready:
        print(f"Bundled library: already there ({bundled.folder(chosen)}).")
    print(f"Your own documents: {places.documents()}.")


def _make(model: Adapted) -> None:
    """The graph of one; the large reader may be missing, as the small one reads without it."""
    try:
        model.ensure(_say)
    except CannotRead as error:
        if model is not ANSWERS_CLOSELY:
            raise
        print(f"{error} Until then the small one reads alone.", file=sys.stderr)


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
