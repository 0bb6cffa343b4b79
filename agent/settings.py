"""What a user can set; the only reader of the environment in `agent`."""

import os
import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Literal, NamedTuple, Self, cast

from knowledge.places import home

DEFAULT_MODEL = "offline"
Tools = Literal["native", "json"]


class CostBudget(NamedTuple):
    """The most one question may cost."""

    amount: Decimal
    currency: str


@dataclass(frozen=True)
class Settings:
    """Settings of one `Analyst`; `Settings.read()` takes them from the environment."""

    model: str = DEFAULT_MODEL
    """Preset of `models.toml` or `provider:model`."""
    base_url: str | None = None
    """Address of the `openai-compatible` preset."""
    api_key: str | None = field(default=None, repr=False)
    model_name: str | None = None
    """Model id sent to the `openai-compatible` preset, and to another in place of its own."""
    fallback: str | None = None
    """Second preset or `provider:model`, asked where the first is down."""
    models: tuple[str, ...] | None = None
    """The only models that somebody at the web chat may choose; None for all that are ready."""
    tools: Tools | None = None
    """`json` for a model without tool calling; by default the preset's."""
    context_tokens: int | None = None
    """The model's window; by default the preset's."""
    timeout_seconds: float = 20.0
    """A provider that sends no byte for this long is down."""
    time_budget_seconds: float = 600.0
    """The longest that providers may work on one question; `offline` answers after that."""
    cost_budget: CostBudget | None = None
    """What providers may cost for one question."""
    receipt_key: str | None = field(default=None, repr=False)
    """Signs receipts, so that a forged one is told."""
    threads: Path | None = None
    """Folder of the thread store."""
    user: str | None = None
    entailment: str | None = None
    """A sentence-transformers CrossEncoder that judges cited sentences; none by default."""
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
            fallback=_text("VENDORSCOPE_FALLBACK"),
            models=_names("VENDORSCOPE_MODELS"),
            tools=_tools("VENDORSCOPE_TOOLS"),
            context_tokens=_tokens("VENDORSCOPE_CONTEXT"),
            timeout_seconds=_seconds("VENDORSCOPE_TIMEOUT", 20.0),
            time_budget_seconds=_seconds("VENDORSCOPE_TIME_BUDGET", 600.0),
            cost_budget=_cost("VENDORSCOPE_COST_BUDGET"),
            receipt_key=_text("VENDORSCOPE_RECEIPT_KEY"),
            threads=home() / "threads",
            entailment=_text("VENDORSCOPE_ENTAILMENT"),
        )


def _text(name: str) -> str | None:
    return os.environ.get(name, "").strip() or None


def _names(name: str) -> tuple[str, ...] | None:
    given = _text(name)
    if given is None:
        return None
    return tuple(one for part in re.split("[,，;]", given) if (one := part.strip()))


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


def _tools(name: str) -> Tools | None:
    given = _text(name)
    if given not in (None, "native", "json"):
        raise ValueError(f"{name} is {given!r}; it can be 'native' or 'json'.")
    return cast("Tools | None", given)


def _tokens(name: str) -> int | None:
    """A window; below 2,048 not even the instructions and one passage fit."""
    given = _text(name)
    if given is None:
        return None
    if not given.isdecimal() or int(given) < 2048:
        raise ValueError(f"{name} is {given!r}; it must be 2048 tokens or more, for example 8192.")
    return int(given)


def _cost(name: str) -> CostBudget | None:
    given = _text(name)
    if given is None:
        return None
    read = re.fullmatch(r"(\d+(?:\.\d+)?)(?:\s+([A-Z]{3}))?", given)
    if read is None or not Decimal(read[1]):
        raise ValueError(f"{name} is {given!r}; write an amount such as '0.05 USD'.")
    return CostBudget(Decimal(read[1]), read[2] or "USD")
