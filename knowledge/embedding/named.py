"""Models that a user names: found on this machine or on the model host, or said to be nowhere.

The libraries that load them try a host that does not answer again and again, in silence, for
minutes; here it is asked once, briefly.
"""

import importlib.util
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from knowledge import places
from knowledge.document import CannotRead

_ANSWER_SECONDS = 3
_WAIT_SECONDS = 6
"""Looking up the host's name has no limit of its own."""


def load(
    what: str, name: str, setting: str, make: Callable[[], Callable[..., Any]], owner: str = ""
) -> Any:
    """A model by its name or folder.

    Args:
        what: What it is to us: "reranker".
        name: Of the model; one of a single word is its `owner`'s too.
        setting: The variable that may name it, without what all begin with.
        make: Imports and gives what loads a model.
        owner: See `name`.

    Raises:
        CannotRead: in a sentence that names the model, the setting, and what would do.
    """
    said, way_out = f"The {what} {name!r}", ""
    if places.setting(setting) == name:
        said += f", which VENDORSCOPE_{setting} names,"
        way_out = f", or unset VENDORSCOPE_{setting}"
    if importlib.util.find_spec("sentence_transformers") is None:
        raise CannotRead(
            f"{said} needs sentence-transformers, which is not installed: "
            "pip install sentence-transformers."
        )
    names = _names(name, owner)
    try:
        is_here = Path(name).is_dir() or _is_kept(names)
        if not is_here:
            _check_is_on_host(name, names)
        try:
            return make()(name, local_files_only=is_here)
        except OSError:
            if not is_here or Path(name).is_dir():
                raise
            _check_is_on_host(name, names)  # not all of it is here
            return make()(name)
    except (OSError, ValueError) as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
        raise CannotRead(
            f"{said} cannot be loaded ({reason}); name a sentence-transformers model that is on "
            f"this machine or on the model host, or the folder of one{way_out}."
        ) from None


def is_here(name: str, owner: str = "") -> bool:
    """Whether a model's files are on this machine; asks no host."""
    try:
        return Path(name).is_dir() or _is_kept(_names(name, owner))
    except ValueError:  # no model can be called that
        return False


def _names(name: str, owner: str) -> list[str]:
    return [name] if "/" in name or not owner else [f"{owner}/{name}", name]


def _is_kept(names: Sequence[str]) -> bool:
    """Whether the model host's cache on this machine has one of these."""
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.utils import HFValidationError

    try:
        return any(isinstance(try_to_load_from_cache(n, "config.json"), str) for n in names)
    except HFValidationError:
        raise ValueError("there is no such folder, and no model can be called that") from None


def _check_is_on_host(name: str, names: Sequence[str]) -> None:
    """Raises ValueError: why it cannot be had from there."""
    if name.startswith(("/", ".", "~")) or name.count("/") > 1:
        raise ValueError("there is no such folder")
    if places.is_offline():
        raise ValueError("it is not on this machine, and HF_HUB_OFFLINE forbids to ask for it")
    answers: list[str] = []
    asking = threading.Thread(target=lambda: answers.append(_refusal(names)), daemon=True)
    asking.start()
    asking.join(_WAIT_SECONDS)
    refusal = answers[0] if answers else "the model host does not answer"
    if refusal:
        raise ValueError(f"it is not on this machine, and {refusal}")


def _refusal(names: Sequence[str]) -> str:
    """Why the host has none of these; empty where it has one."""
    from huggingface_hub import HfApi, constants
    from huggingface_hub.errors import HfHubHTTPError

    # Else it asks the public host who runs it first, whatever ours is.
    constants.HF_HUB_DISABLE_TELEMETRY = True
    host = HfApi(endpoint=places.model_host())
    for name in names:
        try:
            host.model_info(name, timeout=_ANSWER_SECONDS)
            return ""
        except HfHubHTTPError as error:
            status: int | None = getattr(error.response, "status_code", None)
            if status not in (401, 403, 404):
                return f"the model host refuses to say whether it has it (HTTP {status})"
        except Exception:  # whatever its client of HTTP, another with each version, raises
            return "the model host does not answer"
    return "the model host has no model of this name"
