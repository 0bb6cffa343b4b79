"""What a user can set; the only reader of the environment in `agent`."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from knowledge.places import home

DEFAULT_MODEL = "offline"


@dataclass(frozen=True)
class Settings:
    """Settings of one `Analyst`; `Settings.read()` takes them from the environment."""

    model: str = DEFAULT_MODEL
    """Preset of `models.toml` or `provider:model`."""
    base_url: str | None = None
    """Address of the `openai-compatible` preset."""
    api_key: str | None = field(default=None, repr=False)
    model_name: str | None = None
    """Model id sent to the `openai-compatible` preset."""
    timeout_seconds: float = 20.0
    """A provider that sends no byte for this long is down."""
    threads: Path | None = None
    """Folder of the thread store."""
    user: str | None = None
    question_limit_characters: int = 20_000

    @classmethod
    def read(cls) -> Self:
        """Settings from `VENDORSCOPE_*` variables, defaults where unset or empty.

        Raises:
            ValueError: when a variable holds what it cannot be.
        """
        return cls(
            model=_text("VENDORSCOPE_MODEL") or DEFAULT_MODEL,
            base_url=_text("VENDORSCOPE_BASE_URL"),
            api_key=os.environ.get("VENDORSCOPE_API_KEY"),
            model_name=_text("VENDORSCOPE_MODEL_NAME"),
            timeout_seconds=_seconds("VENDORSCOPE_TIMEOUT", 20.0),
            threads=home() / "threads",
        )


def _text(name: str) -> str | None:
    return os.environ.get(name, "").strip() or None


def _seconds(name: str, default: float) -> float:
    given = _text(name)
    if given is None:
        return default
    try:
        seconds = float(given)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 86_400:
        raise ValueError(f"{name} is {given!r}; it must be a number of seconds, for example 20.")
    return seconds
