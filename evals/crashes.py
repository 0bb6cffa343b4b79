"""`kill -9` at random moments of an ingestion: what is lost, doubled or answered wrongly after it.

`python -m evals.crashes` kills 50 of them: half while a library is made, half while one changes.
`--documents 350` takes four portions, each made lasting by itself (`knowledge/ingestion/sync.py`).
"""

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from knowledge import CannotRead, Library
from knowledge.storage.pointer import read_pointer
from knowledge.storage.store import open_store

_DOCUMENTS = 30
_SENTENCES = 240
"""Of filler, over all documents: more of them are smaller ones, so that it ends."""
_ASKED = 8
"""Documents asked for after each kill and each rerun."""


@dataclass
class Tally:
    """What came of all kills."""

    kills: int = 0
    too_late: int = 0
    """The ingestion was done before."""
    partway: int = 0
    """Some of what was to come was there after the kill, not all: it fell between two portions."""
    broken: list[str] = field(default_factory=list[str])
    """Libraries that could not be opened, or reruns that failed."""
    lost: int = 0
    doubled: int = 0
    wrong: int = 0
    asked: int = 0

    @property
    def is_clean(self) -> bool:
        """Nothing at all went wrong."""
        return not (self.broken or self.lost or self.doubled or self.wrong)


def main(given: Sequence[str] | None = None) -> int:
    """Exit code 0 when nothing was lost, doubled, wrong or broken."""
    parser = argparse.ArgumentParser(prog="python -m evals.crashes", description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--documents", type=int, default=_DOCUMENTS, help=f"default {_DOCUMENTS}")
    options = parser.parse_args(given)
    if options.documents < _ASKED:
        parser.error(f"--documents: at least {_ASKED}")
    tally = run(options.kills, options.documents, random.Random(options.seed))
    print(json.dumps(vars(tally), indent=1))
    return 0 if tally.is_clean else 1


def run(kills: int, documents: int, chance: random.Random) -> Tally:
    """Kill as many ingestions, each in a folder of its own."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as place:
        whole_seconds = _whole_seconds(Path(place) / "whole", documents)
        for n in range(kills):
            changes = n >= kills // 2
            one = _Attempt(Path(place) / str(n), documents, changes)
            _kill_one(one, chance, whole_seconds, tally)
            print(f"{n + 1} of {kills}", file=sys.stderr, flush=True)
    return tally


@dataclass(frozen=True)
class _Attempt:
    place: Path
    documents: int
    changes: bool
    """The library is there and changes; otherwise it is made."""


def _kill_one(one: _Attempt, chance: random.Random, whole_seconds: float, tally: Tally) -> None:
    place = one.place
    before = _write(place / "documents", one.documents, 1) if one.changes else {}
    if one.changes:
        Library.open(place / "library").ingest(place / "documents")
    after = _write(place / "documents", one.documents, 2 if one.changes else 1)
    process = _ingest(place)
    time.sleep(chance.uniform(0.0, whole_seconds))
    tally.kills += 1
    tally.too_late += process.poll() is not None
    process.send_signal(signal.SIGKILL)
    process.communicate()
    try:
        _check_between(Library.open(place / "library"), before, after, chance, tally)
        rerun = _ingest(place)
        _, said = rerun.communicate()
        if rerun.returncode:
            raise CannotRead(f"the rerun failed: {said.decode().strip().splitlines()[-1:]}")
        _check_whole(Library.open(place / "library"), place / "library", after, chance, tally)
    except CannotRead as error:
        tally.broken.append(f"{place.name}: {error}")


def _check_between(
    library: Library,
    before: dict[str, int],
    after: dict[str, int],
    chance: random.Random,
    tally: Tally,
) -> None:
    """After the kill: every document as it was or as it becomes, and whole."""
    titles = Counter(document.title for document in library.documents())
    tally.doubled += sum(count - 1 for count in titles.values())
    tally.lost += len((before.keys() & after.keys()) - titles.keys())
    told = "\n".join(passage.text for passage in library.passages())
    come = sum(f"{name} costs {price} dollars" in told for name, price in after.items())
    tally.partway += 0 < come < len(after)
    for name in chance.sample(sorted(titles), min(_ASKED, len(titles))):
        _ask(library, name, {before.get(name), after.get(name)}, tally)


def _check_whole(
    library: Library, folder: Path, expected: dict[str, int], chance: random.Random, tally: Tally
) -> None:
    """After the rerun: all documents, each once, and the same passages in Chroma."""
    titles = Counter(document.title for document in library.documents())
    tally.lost += len(expected.keys() - titles.keys())
    tally.doubled += sum(titles.values()) - len(titles) + len(titles.keys() - expected.keys())
    passages = Counter(passage.text for passage in library.passages())
    tally.doubled += sum(passages.values()) - len(passages)
    with open_store(folder / read_pointer(folder).chroma, "", 0) as store:
        held = len(store.ids())
    tally.lost += max(0, len(passages) - held)
    tally.doubled += max(0, held - len(passages))
    for name in chance.sample(sorted(expected), _ASKED):
        _ask(library, name, {expected[name]}, tally)


def _ask(library: Library, name: str, right: set[int | None], tally: Tally) -> None:
    """Whether the price that is found for a product is one it may have."""
    tally.asked += 1
    found = library.search(f"What does {name} cost a month?", k=1)
    text = found[0].text if found else ""
    exact = found and library.text(found[0].document_id)[found[0].char_start : found[0].char_end]
    is_right = any(f"{name} costs {price} dollars" in text for price in right if price is not None)
    tally.wrong += not is_right or exact != text


def _write(folder: Path, documents: int, version: int) -> dict[str, int]:
    """Documents with a price each; the second version has other prices, some gone, some new."""
    folder.mkdir(parents=True, exist_ok=True)
    prices: dict[str, int] = {}
    sentences = max(1, _SENTENCES // documents)
    for n in range(documents):
        number = n + 5 * (version - 1)
        name = f"Zephyr{number:03}"
        prices[name] = 1000 * version + 7 * number
        filler = f"The maker of {name} keeps office number {number} in its town. " * sentences
        text = f"# {name}\n\n{name} costs {prices[name]} dollars a month.\n\n## Maker\n\n{filler}\n"
        (folder / f"{name}.md").write_text(text, "utf-8")
    for file in folder.iterdir():
        if file.stem not in prices:
            with suppress(FileNotFoundError):
                file.unlink()
    return prices


def _ingest(place: Path) -> subprocess.Popen[bytes]:
    code = (
        "import sys; from knowledge import Library; Library.open(sys.argv[1]).ingest(sys.argv[2])"
    )
    words = (str(place / "library"), str(place / "documents"))
    return subprocess.Popen([sys.executable, "-c", code, *words], stderr=subprocess.PIPE)


def _whole_seconds(place: Path, documents: int) -> float:
    _write(place / "documents", documents, 1)
    begun = time.monotonic()
    _ingest(place).communicate()
    return time.monotonic() - begun


if __name__ == "__main__":
    sys.exit(main())
