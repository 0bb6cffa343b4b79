"""The rows of `models.toml`: which models have a name here, what each needs and what it costs."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from importlib import resources
from importlib.util import find_spec
from typing import Any

_MODULES = {
    "openai": "langchain_openai",
    "anthropic": "langchain_anthropic",
    "google_genai": "langchain_google_genai",
    "mistralai": "langchain_mistralai",
    "ollama": "langchain_ollama",
}


@dataclass(frozen=True)
class Price:
    """List price of a million tokens, with the day it was read and where."""

    input: Decimal
    output: Decimal
    currency: str
    as_of: str
    source: str

    def cost(self, input_tokens: int, output_tokens: int) -> Decimal:
        """What these tokens cost; cached tokens are charged in full here, so it is an upper bound.

        >>> Price(Decimal(2), Decimal(10), "USD", "2026-10-01", "…").cost(1_000_000, 100_000)
        Decimal('3')
        """
        return (self.input * input_tokens + self.output * output_tokens) / 1_000_000


@dataclass(frozen=True)
class Preset:
    """One table of `models.toml`."""

    name: str
    about: str = ""
    aliases: list[str] = field(default_factory=list)
    provider: str | None = None
    package: str | None = None
    """What to install where `make setup` leaves it out."""
    model: str | None = None
    base_url: str | None = None
    base_url_variable: str | None = None
    key: str | None = None
    """The environment variable that holds the key."""
    endpoint: str | None = None
    """`settings` where address, key and model id come from `Settings`."""
    local: bool = False
    """A server on this machine: no key, and its price is the electricity."""
    tools: str = "native"
    context_tokens: int | None = None
    timeout_seconds: float | None = None
    price: Price | None = None
    as_of: str | None = None
    source: str | None = None

    @property
    def is_ready(self) -> bool:
        """Whether its package is installed and the variables it needs are set."""
        return not self.missing() and self.missing_package() is None

    def missing(self) -> list[str]:
        """The environment variables it needs and lacks."""
        return [name for name in self.needed() if not os.environ.get(name, "").strip()]

    def needed(self) -> list[str]:
        """The environment variables without which it cannot be asked."""
        if self.endpoint == "settings":
            return ["VENDORSCOPE_BASE_URL", "VENDORSCOPE_MODEL_NAME"]
        return [self.key] if self.key else []

    def missing_package(self) -> str | None:
        """The package to install, None where nothing is missing."""
        if self.package is None or find_spec(_MODULES[self.provider or ""]) is not None:
            return None
        return self.package

    def address(self) -> str | None:
        """Where it is reached: its variable's address, else the file's."""
        named = os.environ.get(self.base_url_variable, "") if self.base_url_variable else ""
        return tidy_address(named) or self.base_url


@cache
def presets() -> dict[str, Preset]:
    """Every preset by name, in the file's order."""
    table = tomllib.loads(resources.files("agent").joinpath("models.toml").read_text("utf-8"))
    return {name: _preset(name, fields) for name, fields in table.items()}


def find_preset(name: str) -> Preset | None:
    """The preset of this name or alias, None where there is none."""
    plain = name.strip().lower().replace("_", "-")
    found = presets().get(plain)
    return found or next((one for one in presets().values() if plain in one.aliases), None)


def near_names(name: str) -> list[str]:
    """Presets, aliases and providers that may have been meant.

    >>> near_names("deepsek"), near_names("openia:gpt-5"), near_names("weather")
    (['deepseek'], ['openai:gpt-5'], [])
    """
    given, separator, model = name.strip().lower().partition(":")
    if separator:
        return [
            f"{near}:{model}" for near in get_close_matches(given, _MODULES, n=2) if near != given
        ]
    known = [*presets(), *(alias for one in presets().values() for alias in one.aliases)]
    return get_close_matches(given, known, n=2)


def tidy_address(given: str) -> str:
    """A base address as clients want it: with a scheme, without what they add themselves.

    >>> tidy_address(" localhost:8000/v1/ "), tidy_address("api.example.com/v1/chat/completions")
    ('http://localhost:8000/v1', 'https://api.example.com/v1')
    """
    address = _unquoted(given).rstrip("/").removesuffix("/chat/completions").rstrip("/")
    if not address or "://" in address:
        return address
    host = address.split("/")[0].split(":")[0]
    is_near = host == "localhost" or "." not in host or re.fullmatch(r"[\d.]+", host)
    return f"{'http' if is_near else 'https'}://{address}"


def tidy_key(given: str) -> str:
    """A key without the blanks and quotes that came along when it was copied."""
    return _unquoted(given)


def _unquoted(given: str) -> str:
    return given.strip().strip("\"'").strip()


def _preset(name: str, fields: Mapping[str, Any]) -> Preset:
    plain = {key: value for key, value in fields.items() if not key.startswith("price_")}
    return Preset(name=name, price=_price(fields), **plain)


def _price(fields: Mapping[str, Any]) -> Price | None:
    if "price_input" not in fields:
        return None
    return Price(
        input=Decimal(fields["price_input"]),
        output=Decimal(fields["price_output"]),
        currency=fields["price_currency"],
        as_of=fields["as_of"],
        source=fields["source"],
    )
