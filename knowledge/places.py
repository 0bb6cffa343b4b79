"""The two folders of the user: what is theirs, and what can be made again.

The only reader of the environment in `knowledge`.
"""

import os
import sys
from pathlib import Path

from knowledge.document import CannotRead

_NAME = "vendorscope"
ALLOW_PRIVATE_HOSTS = "VENDORSCOPE_ALLOW_PRIVATE_HOSTS"
GITHUB = {"api": "https://api.github.com", "raw": "https://raw.githubusercontent.com"}


def home() -> Path:
    """The user's own: threads, documents, feedback, settings.

    `VENDORSCOPE_HOME`, else `$XDG_DATA_HOME/vendorscope`, else the platform's own place.
    """
    return _chosen("VENDORSCOPE_HOME") or _under("XDG_DATA_HOME") / _NAME


def cache() -> Path:
    """What can be made again: the ONNX graph, the bundled library's index.

    `VENDORSCOPE_CACHE`, else `$XDG_CACHE_HOME/vendorscope`, else the platform's own place.
    """
    chosen = _chosen("VENDORSCOPE_CACHE")
    if chosen:
        return chosen
    place = _under("XDG_CACHE_HOME") / _NAME
    # Windows has one folder for both: data and what may be deleted must not mix there.
    return place / "Cache" if place == home() else place


def documents() -> Path:
    """The store of the user's own documents."""
    return home() / "documents"


def allows_private_hosts() -> bool:
    """Whether addresses of this machine and its network may be fetched: off unless set to 1.

    `VENDORSCOPE_ALLOW_PRIVATE_HOSTS`, for a wiki or a mirror inside a company's network.
    """
    return os.environ.get(ALLOW_PRIVATE_HOSTS, "").strip() == "1"


def github(part: str) -> str:
    """The base address of GitHub's `api` or its `raw` files, without a slash at the end.

    `VENDORSCOPE_GITHUB_API` and `VENDORSCOPE_GITHUB_RAW` name a mirror or a company's own.
    """
    given = os.environ.get(f"VENDORSCOPE_GITHUB_{part.upper()}", "").strip()
    return given.rstrip("/") or GITHUB[part]


def setting(name: str) -> str | None:
    """What the user chose in the library's place; None for nothing.

    `VENDORSCOPE_EMBEDDER` and `VENDORSCOPE_RERANKER` name sentence-transformers models,
    `VENDORSCOPE_CHROMA_URL` a Chroma server and `VENDORSCOPE_CHROMA_TOKEN` its key.
    """
    return os.environ.get(f"VENDORSCOPE_{name}", "").strip() or None


def model_host() -> str | None:
    """The address that `HF_ENDPOINT` names in place of the public model host."""
    return os.environ.get("HF_ENDPOINT", "").strip().rstrip("/") or None


def is_offline() -> bool:
    """Whether `HF_HUB_OFFLINE` or `TRANSFORMERS_OFFLINE` forbids to ask a model host."""
    given = (os.environ.get(f"{name}_OFFLINE", "") for name in ("HF_HUB", "TRANSFORMERS"))
    return any(one.strip().upper() in {"1", "ON", "YES", "TRUE"} for one in given)


def without_ray_reports() -> None:
    """Ray tells its makers about its use unless this is set before it is loaded."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")


def make(folder: Path) -> Path:
    """The folder, made if missing.

    Raises:
        CannotRead: when it cannot be made, with the reason.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise CannotRead(f"{folder} is a file; name a folder for the library.") from None
    except NotADirectoryError:
        raise CannotRead(f"{folder} lies under a file; name another folder.") from None
    except OSError as error:
        raise CannotRead(
            f"The folder {folder} cannot be made ({error.strerror}); name one you may write to."
        ) from None
    return folder


def _chosen(variable: str) -> Path | None:
    given = os.environ.get(variable, "").strip()
    return Path(given).expanduser().absolute() if given else None


def _under(variable: str) -> Path:
    given = os.environ.get(variable, "").strip()
    # The XDG specification: a relative path is invalid and to be ignored.
    if given and Path(given).is_absolute():
        return Path(given)
    is_data = variable == "XDG_DATA_HOME"
    if sys.platform == "darwin":
        return Path.home() / "Library" / ("Application Support" if is_data else "Caches")
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) if local else Path.home() / "AppData" / "Local"
    return Path.home() / (".local/share" if is_data else ".cache")
