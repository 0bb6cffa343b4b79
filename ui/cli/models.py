"""`vendorscope models`: the presets, and what each still needs."""

import argparse
from typing import TYPE_CHECKING, Any

from ui.cli.failure import DONE
from ui.cli.output import print_json, print_table

if TYPE_CHECKING:
    from agent.presets import Preset


def add(commands: Any) -> None:
    """The command's options."""
    command = commands.add_parser("models", help="models to ask", description=models.__doc__)
    command.set_defaults(run=models)


def models(options: argparse.Namespace) -> int:
    """List the presets for `--model`; any `provider:model` may be named too."""
    from agent.presets import presets

    table = list(presets().values())
    if options.json:
        print_json([_row(preset) for preset in table])
        return DONE
    header = ("preset", "state", "model", "price per million tokens", "checked", "about")
    rows = [(p.name, _state(p), p.model, _price(p), p.as_of, p.about) for p in table]
    print_table(header, rows)
    return DONE


def _row(preset: "Preset") -> dict[str, Any]:
    """A preset as plain JSON: its fields, and whether it is ready."""
    return {
        "name": preset.name,
        "about": preset.about,
        "aliases": preset.aliases,
        "provider": preset.provider,
        "model": preset.model,
        "base_url": preset.address(),
        "key": preset.key,
        "tools": preset.tools,
        "context_tokens": preset.context_tokens,
        "timeout_seconds": preset.timeout_seconds,
        "price": _price_fields(preset),
        "as_of": preset.as_of,
        "source": preset.source,
        "ready": preset.is_ready,
        "missing": preset.missing(),
        "install": preset.missing_package(),
    }


def _state(preset: "Preset") -> str:
    needed = [f"set {', '.join(preset.missing())}"] if preset.missing() else []
    if package := preset.missing_package():
        needed.append(f"pip install {package}")
    if needed:
        return "; ".join(needed)
    # Whether a local server runs is asked when it is asked a question, not here.
    return "ready if its server runs" if preset.local else "ready"


def _price_fields(preset: "Preset") -> dict[str, str] | str | None:
    """Per million tokens; None for offline, which has none to pay."""
    price = preset.price
    if price is not None:
        return {"input": str(price.input), "output": str(price.output), "currency": price.currency}
    return None if preset.name == "offline" else "unknown"


def _price(preset: "Preset") -> str:
    if preset.price is None:
        return "-" if preset.name == "offline" else "unknown"
    return f"{preset.price.input} in, {preset.price.output} out, {preset.price.currency}"
