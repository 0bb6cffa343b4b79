"""Traffic that is parted between models: "70% goes to Haiku and 30% to Sonnet", each then billed for its part."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from agent.offline.entities import Entity
from agent.offline.sums.amounts import plain
from agent.offline.sums.spoken_shares import spoken_shares, value_of
from agent.quantities import Quantity

_GAP = re.compile(r"[^.;。；?？!！,，]{0,40}")
_REST = re.compile(
    r"\b(?:the (?:rest|others?|remainder)|everything else)\b|其余|剩下的?", re.IGNORECASE
)
_VOLUMES = ("input_tokens", "output_tokens", "cached_tokens")


def routed(
    text: str, percents: Sequence[Quantity], models: Sequence[Entity], found: dict[str, Any]
) -> list[dict[str, Any]] | None:
    """The volumes of each model in their order; None where its share is not said, or they are not all."""
    said = [(q.start, q.end, Decimal(q.value) / 100) for q in percents]
    said += [(a, b, Decimal(value_of(part))) for a, b, part in spoken_shares(text)]
    said.sort()
    if len(said) == len(models) - 1 and (rest := _REST.search(text)):
        said = sorted([*said, (*rest.span(), 1 - sum((s[2] for s in said), Decimal(0)))])
    shares = [share for _, _, share in said]
    if len(models) < 2 or len(said) != len(models) or sum(shares) != 1:
        return None
    if not (_alternate(text, said, models)):
        return None
    volumes = {name: Decimal(found[name]) for name in _VOLUMES if name in found}
    return [
        {"part": f"{plain(share * 100)}%", **{n: plain(v * share) for n, v in volumes.items()}}
        for share in shares
    ]


def _alternate(
    text: str, said: Sequence[tuple[int, int, Decimal]], models: Sequence[Entity]
) -> bool:
    """Whether each share stands beside a model of its own, all before theirs or all behind."""
    ahead = all(s[1] <= m.start and _GAP.fullmatch(text[s[1] : m.start]) for s, m in zip(said, models, strict=True))  # fmt: skip
    behind = all(m.end <= s[0] and _GAP.fullmatch(text[m.end : s[0]]) for s, m in zip(said, models, strict=True))  # fmt: skip
    nested = all(a[1] <= m.start <= b[0] for a, m, b in zip(said, models, said[1:], strict=False))
    return (ahead and nested) or behind
