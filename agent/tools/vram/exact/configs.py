"""The configs of a folder or repository, as its maker wrote them; none for a catalogue model."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.tools.vram.given.headers import Files, read_json

#: Folders of a pipeline that hold what is traced.
_DENOISERS = ("transformer", "unet")


@dataclass(frozen=True)
class Configs:
    """What says how to build the modules."""

    language: dict[str, Any] | None = None
    denoiser: dict[str, Any] | None = None
    decoder: dict[str, Any] | None = None
    where: str = ""


def read_configs(text: str, is_online: bool) -> Configs:
    """The configs a text points to; empty where it is a name of the catalogue, or another file."""
    with _files(text.strip(), is_online) as files:
        if files is None:
            return Configs()
        names = set(files.names())
        if "model_index.json" in names:
            return Configs(
                denoiser=_first(files, names, *(f"{part}/config.json" for part in _DENOISERS)),
                decoder=_first(files, names, "vae/config.json"),
                where=files.where,
            )
        told = _first(files, names, "config.json")
        if told and told.get("_class_name"):
            return Configs(denoiser=told, where=files.where)
        return Configs(language=told, where=files.where if told else "")


@contextmanager
def _files(text: str, is_online: bool) -> Generator[Files | None]:
    """The files a text means, by the rules of `given`; a repository that the catalogue knows is read
    only where online is asked for."""
    from agent.tools.vram.catalog import is_known
    from agent.tools.vram.given.checkpoint import STARTS, LocalFiles, folder_of
    from agent.tools.vram.given.hub import HubFiles, Repository, endpoint, is_repository

    folder = folder_of(Path(text).expanduser())
    if folder and any((folder / name).is_file() for name in STARTS) and not is_known(text):
        yield LocalFiles(folder)
        return
    name, _, revision = _repository(text)
    asked = is_online or (endpoint() is not None and not is_known(name))
    if asked and is_repository(name):
        with HubFiles(Repository(name, revision or "main")) as files:
            yield files
        return
    yield None


def _repository(text: str) -> tuple[str, str, str]:
    """ORG/NAME, and a revision after it, of a name or an address."""
    from agent.tools.vram.given.hub import repository_of

    if "://" in text:
        found = repository_of(text)
        return found.name, "@", found.revision
    return text.partition("@")


def _first(files: Files, names: set[str], *wanted: str) -> dict[str, Any] | None:
    found = next((name for name in wanted if name in names), None)
    return read_json(files, found) if found else None
