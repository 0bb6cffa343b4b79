"""What MODEL is, where it is not a name of the catalogue: a folder, a file, an address, a repository."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.vram.catalog import Model, is_known, read_model
from agent.tools.vram.errors import CannotEstimate

#: What a text begins with that can only be a path.
_PATH = re.compile(r"^(?:[/~\\]|\.{1,2}(?:[/\\]|$)|[A-Za-z]:[/\\])")
_SUFFIXES = (".gguf", ".safetensors", ".json")
_ADDRESS = re.compile(r"^[a-z][a-z0-9+.-]*://", re.I)


@dataclass(frozen=True)
class Given:
    """A model read from where a user pointed, with what the file itself says of the request."""

    model: Model
    precision: str | None = None
    request: dict[str, Any] = field(default_factory=dict[str, Any])
    """Values the file sets; what the user typed goes before them."""
    assumptions: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    source: str = ""


class NotInCatalogue(CannotEstimate):
    """A repository or address that may be read online, which nobody has asked for."""


def read_given(text: str, online: bool = False) -> Given | None:
    """What a text points to, or None where it is a name for the catalogue.

    Nothing is fetched unless HF_ENDPOINT is set or `online` asks for it.

    Raises:
        CannotEstimate: what is pointed to cannot be read, in one sentence.
    """
    name = text.strip()
    if _ADDRESS.match(name):
        return _formatted(_read_address(name, online))
    if given := _read_path(name):
        return _formatted(given)
    return _formatted(_read_repository(name, online))


def _named_like(name: str) -> Given | None:
    """The catalogue's model in the format that a GGUF file's bare name says, where no such file is
    here: people copy the name from a list of downloads."""
    if not name.lower().endswith(".gguf") or re.search(r"[/\\]", name) or not is_known(name):
        return None
    model, precision = read_model(name)
    note = Note(
        f"No file {name} is here; taken by its name as {model.name} in {precision or model.dtype}.",
        f"此处没有文件 {name}；按名称视为 {model.name}（{precision or model.dtype}）。",
    )
    return Given(model, precision, cautions=(note,))


def _read_path(name: str) -> Given | None:
    """A folder or file, or None where the text is none."""
    try:
        path = Path(name).expanduser()
        exists = path.exists()
    except (OSError, ValueError, RuntimeError):  # a null byte, too long, no home
        return None
    is_path = bool(_PATH.match(name)) or name.lower().endswith(_SUFFIXES)
    if not exists:
        if found := _named_like(name):
            return found
        if is_path:
            raise CannotEstimate(
                Note(f"There is no file or folder {name}.", f"没有文件或文件夹 {name}。"),
                Note("Check the path, or name a model.", "请检查路径，或给出模型名称。"),
            )
        return None
    # "Qwen3-8B" is the model even where a folder beside has that name; "./Qwen3-8B" is the folder
    is_bare = not is_path and "/" not in name
    if is_bare and (is_known(name) or not _looks_like_a_model(path)):
        return None
    return _read_file(path)


def _looks_like_a_model(path: Path) -> bool:
    return _is_model(path) if path.is_dir() else path.suffix.lower() in _SUFFIXES


def _read_file(path: Path) -> Given:
    from agent.tools.vram.given.checkpoint import LocalFiles, folder_of, read_checkpoint

    if folder := folder_of(path):
        if not _is_model(folder):
            return _read_other_folder(folder)
        return read_checkpoint(LocalFiles(folder), folder.resolve().name)
    kind = path.suffix.lower()
    if kind == ".gguf":
        from agent.tools.vram.given.gguf.file import read_gguf

        return read_gguf(path)
    if kind == ".json":
        from agent.tools.vram.given.workflow import read_workflow

        return read_workflow(path)
    if kind == ".safetensors":
        raise CannotEstimate(
            f"{path.name} holds weights and does not say of which model.",
            "Name the folder with its config.json, or the model and its precision.",
        )
    raise CannotEstimate(
        f"{path.name} is no model file.",
        "Folders of a checkpoint, .gguf files and ComfyUI workflows (.json) are read.",
    )


def _read_other_folder(folder: Path) -> Given:
    """A folder without configs: its one `.gguf` file, else what it lacks."""
    from agent.tools.vram.given.checkpoint import LocalFiles, read_checkpoint

    files = sorted(folder.glob("*.gguf"))
    first = [file for file in files if not re.search(r"-(?!00001)\d{5}-of-\d{5}$", file.stem)]
    if len(first) > 1:
        names = ", ".join(file.name for file in first[:4])
        raise CannotEstimate(f"{folder} holds several models: {names}.", "Name one of the files.")
    if first:
        from agent.tools.vram.given.gguf.file import read_gguf

        return read_gguf(first[0])
    return read_checkpoint(LocalFiles(folder), folder.resolve().name)


def _is_model(folder: Path) -> bool:
    from agent.tools.vram.given.checkpoint import STARTS

    return any((folder / name).is_file() for name in STARTS)


def _read_repository(name: str, online: bool) -> Given | None:
    """ORG/NAME: the catalogue's where it knows it, else read from the host if that is asked for."""
    if "/" not in name and not online:
        return None
    from agent.tools.vram.given.hub import Repository, endpoint, is_repository

    repository, _, revision = name.partition("@")
    if not is_repository(repository):
        if online:
            raise CannotEstimate(
                f"To read {name!r} online, its repository is needed.", "Give it as ORG/NAME."
            )
        return None
    if is_known(repository) and not online:
        return None
    if not online and endpoint() is None:
        return _only_catalogue(name, repository)
    return _read_online(Repository(repository, revision or "main"))


def _read_address(address: str, online: bool) -> Given:
    from agent.tools.vram.given.hub import endpoint, repository_of

    repository = repository_of(address)
    if is_known(repository.name) and not online and not repository.file:
        found = read_model(repository.name)
        return Given(found.model, found.precision, source=str(found.model.source))
    if not online and endpoint() is None:
        raise _not_asked(repository.name)
    return _read_online(repository)


def _only_catalogue(name: str, repository: str) -> None:
    """Nothing to read here: the catalogue answers, if only for a slip of the pen."""
    try:
        read_model(name)
    except CannotEstimate as error:
        raise _not_asked(repository, error) from None


def _not_asked(repository: str, error: CannotEstimate | None = None) -> NotInCatalogue:
    near = error.suggestions if error else []
    return NotInCatalogue(
        Note(f"{repository!r} is not in the catalogue.", f"目录里没有“{repository}”。"),
        Note(
            "Ask for it to be read online, or set HF_ENDPOINT to the model host: only the headers "
            "of its files are read.",
            "可要求联网读取，或把 HF_ENDPOINT 设为模型站点：只读取文件头。",
        ),
        near,
    )


def _read_online(repository: Any) -> Given:
    from agent.tools.vram.given.checkpoint import read_checkpoint
    from agent.tools.vram.given.hub import HubFiles

    with HubFiles(repository) as files:
        if name := _gguf(files, repository.file):
            from agent.tools.vram.given.gguf.remote import read_remote_gguf

            return read_remote_gguf(files, name)
        return read_checkpoint(files, repository.name)


def _gguf(files: Any, named: str) -> str | None:
    """The `.gguf` file that is meant: the one an address names, or the only one there is."""
    from agent.tools.vram.given.checkpoint import STARTS
    from agent.tools.vram.given.gguf.remote import gguf_names

    if named.lower().endswith(".gguf"):
        return named
    names = gguf_names(files) if not set(STARTS) & set(files.names()) else []
    if len(names) > 1:
        raise CannotEstimate(
            f"{files.where} holds {len(names)} GGUF files, {names[0]} among them.",
            "Give the address of one of them, as its page shows it.",
        )
    return names[0] if names else None


def _formatted(given: Given | None) -> Given | None:
    """The same, each part that has bytes of its own with the format they are in."""
    if given is None or not any("bytes" in part for part in given.model.parts):
        return given
    stored = given.precision or given.model.dtype
    parts = [{"format": stored, **part} if "bytes" in part else part for part in given.model.parts]
    return replace(given, model=replace(given.model, parts=parts))
