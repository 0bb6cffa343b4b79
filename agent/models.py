"""Presets and `provider:model` names, turned into models to ask."""

import os
from dataclasses import replace
from typing import Any

from langchain_core.language_models import BaseChatModel

from agent.presets import Preset, find_preset, near_names, presets, tidy_address, tidy_key
from agent.provider import Provider
from agent.settings import DEFAULT_MODEL, Settings
from agent.whole_answers import http_client

__all__ = [
    "UnknownModel",
    "build_model",
    "build_provider",
    "build_providers",
    "chat_model",
    "is_offline",
    "offered_models",
    "presets",
    "settings_for",
]


class UnknownModel(ValueError):
    """A model that cannot be set up; the sentence says what to set or name."""


def build_model(name: str, settings: Settings) -> BaseChatModel:
    """The chat model of a preset (other than `offline`) or of `provider:model`.

    Raises:
        UnknownModel: an unknown name, a missing variable, or a provider that is not installed.
    """
    return build_provider(name, settings).model


def build_provider(chosen: str | BaseChatModel, settings: Settings) -> Provider:
    """The model of a preset, of `provider:model`, or one given, with what calling it needs.

    Raises:
        UnknownModel: it cannot be set up, or has no price though a cost budget was set.
    """
    if not isinstance(chosen, str):
        made = _provider(name_of(chosen), chosen, Preset(""), settings)
    elif (preset := find_preset(chosen)) is not None:
        made = _provider(preset.name, _from_preset(preset, settings), preset, settings)
    else:
        made = _provider(chosen, _from_pair(chosen, settings), Preset(""), settings)
    _check_budget(made, settings)
    return made


def build_providers(chosen: str | BaseChatModel, settings: Settings) -> list[Provider]:
    """The model that was chosen and, where one is set, the second to ask.

    Raises:
        UnknownModel: one of them cannot be set up.
    """
    second = settings.fallback
    if second is None or is_offline(second) or second == chosen:
        return [build_provider(chosen, settings)]
    return [build_provider(chosen, settings), build_provider(second, _of_its_own(settings))]


def is_offline(chosen: object) -> bool:
    """Whether a name is the offline analyst's, in whatever capitals."""
    return isinstance(chosen, str) and find_preset(chosen) is presets()[DEFAULT_MODEL]


def offered_models(settings: Settings) -> tuple[str, ...] | None:
    """The presets and `provider:model` names that a surface may offer; None for all that are ready.

    Raises:
        UnknownModel: one of them is neither.
    """
    if settings.models is None:
        return None
    return tuple(_offered(name) for name in settings.models)


def _offered(name: str) -> str:
    if (preset := find_preset(name)) is not None:
        return preset.name
    provider, _, model = name.partition(":")
    if provider and model:
        return name
    near = "".join(f"Did you mean {one!r}? " for one in near_names(name)[:1])
    raise UnknownModel(
        f"VENDORSCOPE_MODELS names {name!r}, which is no preset. {near}It can hold "
        f"{', '.join(presets())}, or provider:model, with commas between."
    )


def settings_for(chosen: str, settings: Settings) -> Settings:
    """Settings to ask another model than theirs: the id, window and manner of calling that they
    name are the `openai-compatible` server's, whatever else they were set for."""
    preset = find_preset(chosen)
    is_theirs = preset is not None and preset.endpoint == "settings"
    return replace(settings if is_theirs else _of_its_own(settings), model=chosen)


def _of_its_own(settings: Settings) -> Settings:
    """A model id named for the first provider means nothing to the second."""
    return replace(settings, model_name=None, tools=None, context_tokens=None)


def name_of(model: BaseChatModel) -> str:
    """What a chat model calls itself."""
    for field in ("model_name", "model"):
        if isinstance(name := getattr(model, field, None), str) and name:
            return name
    return type(model).__name__


def _provider(name: str, model: BaseChatModel, preset: Preset, settings: Settings) -> Provider:
    # Another model id than the preset's has another price.
    is_presets_own = preset.model is not None and name_of(model) == preset.model
    return Provider(
        name=name,
        model=model,
        timeout_seconds=preset.timeout_seconds or settings.timeout_seconds,
        context_tokens=settings.context_tokens or preset.context_tokens,
        calls_as_json=(settings.tools or preset.tools) == "json",
        price=preset.price if is_presets_own else None,
    )


def _check_budget(made: Provider, settings: Settings) -> None:
    if settings.cost_budget is None:
        return
    if made.price is None:
        raise UnknownModel(
            f"The price of {made.name!r} is unknown, so VENDORSCOPE_COST_BUDGET cannot be kept; "
            "unset it or choose a model with a price (`vendorscope models`)."
        )
    if made.price.currency != settings.cost_budget.currency:
        raise UnknownModel(
            f"{made.name!r} is priced in {made.price.currency}; write VENDORSCOPE_COST_BUDGET in "
            f"it, for example '0.5 {made.price.currency}'."
        )


def _from_pair(name: str, settings: Settings) -> BaseChatModel:
    provider, separator, model = name.partition(":")
    if not (separator and provider and model):
        near = near_names(name)
        raise UnknownModel(
            f"Unknown model {name!r}. "
            + (f"Did you mean {' or '.join(map(repr, near))}? " if near else "")
            + f"Presets: {', '.join(presets())}; or name one as provider:model."
        )
    return chat_model(model, provider, settings.timeout_seconds)


def _from_preset(preset: Preset, settings: Settings) -> BaseChatModel:
    timeout = preset.timeout_seconds or settings.timeout_seconds
    if preset.endpoint == "settings":
        if not settings.base_url or not settings.model_name:
            raise UnknownModel(
                f"The preset {preset.name!r} needs VENDORSCOPE_BASE_URL (for example "
                "http://127.0.0.1:8000/v1) and VENDORSCOPE_MODEL_NAME (the model's id there)."
            )
        return chat_model(
            settings.model_name,
            preset.provider or "openai",
            timeout,
            base_url=tidy_address(settings.base_url),
            # the client refuses an empty key; servers without one ignore it
            api_key=_key(settings.api_key or "", "VENDORSCOPE_API_KEY") or "none",
        )
    key = _key(os.environ.get(preset.key, ""), preset.key) if preset.key else "none"
    if not key:
        raise UnknownModel(f"The preset {preset.name!r} needs a key in {preset.key}.")
    options = {"base_url": address} if (address := preset.address()) else {}
    model = settings.model_name or preset.model or ""
    return chat_model(model, preset.provider or "openai", timeout, api_key=key, **options)


def _key(given: str, variable: str) -> str:
    """The key of a variable; it goes into a header, which takes neither blanks nor Chinese."""
    key = tidy_key(given)
    if not all("!" <= character <= "~" for character in key):
        raise UnknownModel(
            f"{variable} holds a blank or a sign that no key has; copy the key again, "
            "without quotes or line ends."
        )
    return key


def chat_model(model: str, provider: str, timeout: float, **options: Any) -> BaseChatModel:
    """The client of `provider`; silent for `timeout` seconds, it gives up.

    Raises:
        UnknownModel: the client is not installed or cannot be set up.
    """
    from langchain.chat_models import init_chat_model

    options |= _patience(provider, timeout)
    try:
        return init_chat_model(model, model_provider=provider, **options)
    except ImportError as error:
        raise UnknownModel(
            f"The provider {provider!r} is not installed; pip install "
            f"langchain-{provider.replace('_', '-')}."
        ) from error
    except ValueError as error:
        raise UnknownModel(
            f"The provider {provider!r} is not one we can set up; "
            + (f"did you mean {near[0]!r}? " if (near := near_names(f"{provider}:{model}")) else "")
            + "see `vendorscope models`."
        ) from error
    except Exception as error:  # a client's own error type, most often for a missing key
        raise UnknownModel(
            f"{provider}:{model} cannot be set up ({type(error).__name__}); is its key set?"
        ) from error


def _patience(provider: str, timeout: float) -> dict[str, Any]:
    """How long a client waits for the next byte; retries are `StandIn`'s, so clients make none."""
    if provider == "ollama":
        return {"client_kwargs": {"timeout": timeout}}
    options: dict[str, Any] = {"timeout": timeout, "max_retries": 0}
    if provider == "openai":
        options["http_client"] = http_client(timeout)
        # Its own guard counts parsed chunks: a server that only sends keep-alives is not silent.
        options |= {"stream_usage": True, "use_responses_api": False, "stream_chunk_timeout": None}
    if provider == "google_genai":
        options["max_retries"] = 1  # it counts the first try
    return options
