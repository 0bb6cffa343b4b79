"""The choice of a model below the question box: those that are ready, and what the others lack. The
names of variables are shown, never what they hold."""

import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from agent.presets import Preset, presets

Only = Sequence[str] | None
"""The models that `VENDORSCOPE_MODELS` names; None where it names none."""

_LABEL = "Model that answers"
_READY, _LACKING = "Ready", "Not set up here"
_MOST_CHARACTERS = 20_000
"""Of what a browser sends as remembered."""


def picker_html(chosen: str, thread: str, first: str, only: Only = None) -> str:
    """The list, `chosen` selected; `thread` tells the script for which chat a choice is kept."""
    ready = _ready(only)
    if first not in ready:
        ready = {first: first, **ready}  # a `provider:model` that the server was started with
    lacking = [
        f"<option disabled>{escape(f'{name}: {_lack(preset)}')}</option>"
        for name, preset in presets().items()
        if not preset.is_ready and name != first and (only is None or name in only)
    ]
    others = f'<optgroup label="{_LACKING}">{"".join(lacking)}</optgroup>' if lacking else ""
    return (
        f'<label class="vs-model"><span class="vs-dim">{_LABEL}</span>'
        f'<select data-thread="{escape(thread)}" aria-label="{_LABEL}">'
        f'<optgroup label="{_READY}">{_options(ready, chosen)}</optgroup>{others}</select></label>'
    )


def offered(name: str, first: str, only: Only = None) -> bool:
    """Whether a browser may ask this one: one that is ready, or what the server began with."""
    return name == first or name in _ready(only)


def recalled(kept: str, thread: str, history: Sequence[Any], first: str, only: Only = None) -> str:
    """The model of a chat: as the browser kept it, else who answered there last, else `first`.

    `kept` is the script's JSON of thread to model; under "" stands what was chosen last, which a
    new chat begins with.
    """
    named = _read(kept)
    said = next((m.answer.model for m in reversed(history) if m.answer is not None), "")
    for name in (named.get(thread, ""), said if history else named.get("", "")):
        if name and offered(name, first, only):
            return name
    return first


def _read(kept: str) -> dict[str, str]:
    try:
        found = json.loads(kept[:_MOST_CHARACTERS] or "{}")
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _ready(only: Only) -> dict[str, str]:
    """What may be asked, with the words to show for it; a `provider:model` only where it is named."""
    if only is None:
        return {name: _about(preset) for name, preset in presets().items() if preset.is_ready}
    named = {name: presets().get(name) for name in only}
    return {
        name: _about(preset) if preset else name
        for name, preset in named.items()
        if preset is None or preset.is_ready
    }


def _options(rows: Mapping[str, str], chosen: str) -> str:
    return "".join(
        f'<option value="{escape(name)}"{" selected" if name == chosen else ""}>'
        f"{escape(shown)}</option>"
        for name, shown in rows.items()
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
