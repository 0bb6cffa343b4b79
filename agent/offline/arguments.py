"""The arguments of the tool that a topic calls, and the value that is missing."""

import re
from typing import Any

from agent.offline import instructions
from agent.offline.memory.arguments import vram_arguments
from agent.offline.reading import Reading
from agent.offline.request import Topic
from agent.offline.sums.asserted import asserted_sum
from agent.offline.sums.revenue_arguments import revenue_arguments
from agent.offline.vocabulary import phrase


def arguments_for(topic: Topic, reading: Reading) -> tuple[dict[str, Any], str | None, list[str]]:
    """Arguments, the missing value's name, and notes on what the question takes for granted."""
    if topic == "revenue":
        arguments, missing, notes = revenue_arguments(
            reading.text, reading.quantities, reading.entities
        )
        return arguments, missing, [*notes, *premises(reading)]
    if topic == "vram":
        arguments, notes = vram_arguments(reading.text, reading.entities, reading.quantities)
        return arguments, _missing_in_check(reading.text, arguments), notes
    if topic == "claim":
        claim = instructions.claimed(reading.text)
        return {"claim": claim, **asserted_sum(claim)}, None, []
    if topic == "comparison" and "memory" in reading.aspects:
        models = list(dict.fromkeys(e.canonical for e in reading.names("model")))
        return ({"models": models} if len(models) > 1 else {}), None, []
    return {}, None, premises(reading)


_PRICED = re.compile(
    r"\W*((?:[^,;.?]|[.,](?=\d)){3,60}? (?:charges?|costs?|sells? (?:for|at)|is priced|asks?) .{3,80}?)(?:,|;| -|\.(?!\d)) ?(?:so|then|and so)?,? ?(?=what|how|if)"
    r"|\W*([^，。？]{2,30}(?:收费?|售价|定价|卖)[^，。？]{2,30})[，。](?=[^，]*(?:多少|几|能))",
    re.IGNORECASE,
)
"""A price stated of a product before the question that counts with it."""


def _missing_in_check(text: str, arguments: dict[str, Any]) -> str | None:
    """What a memory check lacks: its model, or the card where "my card" is to run it."""
    if "model" not in arguments and "which" not in arguments:
        return "model"
    lacks_card = "gpu" not in arguments and arguments.get("which") != "gpus"
    asks = phrase("routing", "yes_no").search(text) or arguments.get("which") == "models"
    return "card" if lacks_card and asks and phrase("vram", "own_card").search(text) else None


def premises(reading: Reading) -> list[str]:
    """What the question states in passing: "Since DeepSeek charges $20 a month, …", "…, so what …"."""
    said = re.match(
        r"\W*(?:since|given that|as(?! of| at)|because|now that"
        r"|considering(?: that)?)\s+(.{8,160}?),",
        reading.text,
        re.IGNORECASE,
    ) or re.match(r"\W*(?:既然|由于|因为|鉴于)(.{4,80}?)[，,]", reading.text)
    said = said or _PRICED.match(reading.text)
    if not said or not reading.names("vendor", "system"):
        return []
    name = "前提" if reading.language == "zh" else "premise"
    return [f"{name}: {(said[said.lastindex or 1]).strip()}"]
