"""Presets and `provider:model` names, turned into LangChain chat models."""

import os
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib import resources
from typing import Any

from langchain_core.language_models import BaseChatModel

from agent.settings import Settings


class UnknownModel(ValueError):
    """A model that cannot be set up; the sentence says what to set or name."""


@dataclass(frozen=True)
class Preset:
    """One table of `models.toml`."""

    name: str
    about: str = ""
    provider: str | None = None
    model: str | None = None
    base_url: str | None = None
    key: str | None = None
    """The environment variable that holds the key."""
    endpoint: str | None = None
    """`settings` where address, key and model id come from `Settings`."""
    timeout_seconds: float | None = None
    as_of: str | None = None
    source: str | None = None

    @property
    def is_ready(self) -> bool:
        """Whether the variables it needs are set."""
        return not self.missing()

    def missing(self) -> list[str]:
        """The environment variables it needs and lacks."""
        needed = [self.key] if self.key else []
        if self.endpoint == "settings":
            needed = ["VENDORSCOPE_BASE_URL", "VENDORSCOPE_MODEL_NAME"]
        return [name for name in needed if not os.environ.get(name, "").strip()]


@cache
def presets() -> dict[str, Preset]:
    """Every preset by name, in the file's order."""
    table = tomllib.loads(resources.files("agent").joinpath("models.toml").read_text("utf-8"))
    return {name: Preset(name=name, **fields) for name, fields in table.items()}


def build_model(name: str, settings: Settings) -> BaseChatModel:
    """The chat model of a preset (other than `offline`) or of `provider:model`.

    Raises:
        UnknownModel: an unknown name, a missing variable, or a provider that is not installed.
    """
    preset = presets().get(name)
    if preset is not None:
        return _from_preset(preset, settings)
    provider, separator, model = name.partition(":")
    if not (separator and provider and model):
        near = get_close_matches(name, presets(), n=2)
        raise UnknownModel(
            f"Unknown model {name!r}. "
            + (f"Did you mean {' or '.join(map(repr, near))}? " if near else "")
            + f"Presets: {', '.join(presets())}; or name one as provider:model."
        )
    return _init(model, provider, timeout=settings.timeout_seconds)


def _from_preset(preset: Preset, settings: Settings) -> BaseChatModel:
    timeout = preset.timeout_seconds or settings.timeout_seconds
    if preset.endpoint == "settings":
        if not settings.base_url or not settings.model_name:
            raise UnknownModel(
                f"The preset {preset.name!r} needs VENDORSCOPE_BASE_URL (for example "
                "http://127.0.0.1:8000/v1) and VENDORSCOPE_MODEL_NAME (the model's id there)."
            )
        return _init(
            settings.model_name,
            preset.provider or "openai",
            timeout=timeout,
            base_url=settings.base_url,
            # the client refuses an empty key; servers without one ignore it
            api_key=settings.api_key or "none",
        )
    key = os.environ.get(preset.key, "").strip() if preset.key else "none"
    if not key:
        raise UnknownModel(f"The preset {preset.name!r} needs a key in {preset.key}.")
    options = {"base_url": preset.base_url} if preset.base_url else {}
    return _init(
        preset.model or "", preset.provider or "openai", timeout=timeout, api_key=key, **options
    )


def _init(model: str, provider: str, **options: Any) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    if provider == "openai":
        options |= {"stream_usage": True, "max_retries": 1, "use_responses_api": False}
    try:
        return init_chat_model(model, model_provider=provider, **options)
    except ImportError as error:
        raise UnknownModel(
            f"The provider {provider!r} is not installed; pip install langchain-{provider}."
        ) from error
    except ValueError as error:
        raise UnknownModel(
            f"The provider {provider!r} is not one we can set up; see `vendorscope models`."
        ) from error
    except Exception as error:  # a client's own error type, most often for a missing key
        raise UnknownModel(
            f"{provider}:{model} cannot be set up ({type(error).__name__}); is its key set?"
        ) from error
