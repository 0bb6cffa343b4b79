"""The choice of a model below the question box: those that are ready, and what the others lack. The
names of variables are shown, never what they hold."""

import json
from collections.abc import Sequence
from html import escape
from typing import Any

from agent.presets import Preset, presets

_LABEL = "Model that answers"
_READY, _LACKING = "Ready", "Not set up here"
_MOST_CHARACTERS = 20_000
"""Of what a browser sends as remembered."""


def picker_html(chosen: str, thread: str, first: str) -> str:
    """The list, `chosen` selected; `thread` tells the script for which chat a choice is kept."""
    ready = [(name, _about(preset)) for name, preset in _ready().items()]
    if first not in _ready():
        ready.insert(0, (first, first))  # a `provider:model` that the server was started with
    lacking = [
        f"<option disabled>{escape(f'{name}: {_lack(preset)}')}</option>"
        for name, preset in presets().items()
        if not preset.is_ready and name != first
    ]
    return (
        f'<label class="vs-model"><span class="vs-dim">{_LABEL}</span>'
        f'<select data-thread="{escape(thread)}" aria-label="{_LABEL}">'
        f'<optgroup label="{_READY}">{_options(ready, chosen)}</optgroup>'
        f'<optgroup label="{_LACKING}">{"".join(lacking)}</optgroup></select></label>'
    )


def offered(name: str, first: str) -> bool:
    """Whether a browser may ask this one: a preset that is ready, or what the server began with."""
    return name == first or name in _ready()


def recalled(kept: str, thread: str, history: Sequence[Any], first: str) -> str:
    """The model of a chat: as the browser kept it, else who answered there last, else `first`.

    `kept` is the script's JSON of thread to model; under "" stands what was chosen last, which a
    new chat begins with.
    """
    named = _read(kept)
    said = next((m.answer.model for m in reversed(history) if m.answer is not None), "")
    for name in (named.get(thread, ""), said if history else named.get("", "")):
        if name and offered(name, first):
            return name
    return first


def _read(kept: str) -> dict[str, str]:
    try:
        found = json.loads(kept[:_MOST_CHARACTERS] or "{}")
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _ready() -> dict[str, Preset]:
    return {name: preset for name, preset in presets().items() if preset.is_ready}


def _options(rows: Sequence[tuple[str, str]], chosen: str) -> str:
    return "".join(
        f'<option value="{escape(name)}"{" selected" if name == chosen else ""}>'
        f"{escape(shown)}</option>"
        for name, shown in rows
    )


def _about(preset: Preset) -> str:
    if preset.local:
        return f"{preset.name} (if its server runs)"
    return f"{preset.name} ({preset.model})" if preset.model else preset.name


def _lack(preset: Preset) -> str:
    needed = [f"set {' and '.join(preset.missing())}"] if preset.missing() else []
    if package := preset.missing_package():
        needed.append(f"pip install {package}")
    return "; ".join(needed)
