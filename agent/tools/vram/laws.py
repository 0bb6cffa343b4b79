"""The activation law of a class of denoiser or decoder: what was traced on the public class."""

from typing import Any

from agent.tools.vram.facts import table


def law_of(kind: str, name: str) -> dict[str, Any]:
    """What was traced for a class, or the middle of all classes for one nobody traced."""
    laws = table("activations")[kind]
    return laws.get(name, laws["generic"])
