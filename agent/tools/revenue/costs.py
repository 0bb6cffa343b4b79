"""The number of cards that a model needs, from the memory engine: the one thing revenue asks of it."""

from typing import Any

from agent.tools.revenue.errors import CannotCalculate


def cards_needed(model: str, card: str, **setting: Any) -> tuple[int, str]:
    """The fewest cards that hold the model in that setting, and in words what was counted.

    Raises:
        CannotCalculate: when the memory engine does not know model or card, or no number of cards will do.
    """
    from agent.tools.vram import (
        CannotEstimate,
        check_fit,
    )  # loads its catalogue: only who hosts pays

    try:
        report = check_fit(model, card, solve="gpus", **setting).to_dict()
    except CannotEstimate as error:
        raise CannotCalculate(f"The cards cannot be counted: {error}") from error
    solved = report.get("solved") or {}
    if solved.get("value") is None:
        raise CannotCalculate(
            f"No number of {card} cards is known to hold {model} in this setting."
        )
    return int(solved["value"]), f"{report['model']} on {report['gpu']}"
