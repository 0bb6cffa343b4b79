"""One way of training for the models that come as changes of low rank: AdamW, warmed up, then slowing down to the end."""

from collections.abc import Sequence
from typing import Any


class Descent:
    """Moves the model's values at one pace and those of its head at another."""

    def __init__(
        self, moved: Sequence[Any], head: Any, paces: tuple[float, float], *, warm: int, total: int
    ) -> None:
        import torch

        self._moved, self._paces, self._warm, self._total = moved, paces, warm, total
        groups = [
            {"params": [*moved], "lr": paces[0]},
            {"params": [*head.parameters()], "lr": paces[1]},
        ]
        self._optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
        self.steps = 0

    def step(self, loss: Any) -> float:
        """One step against a loss; its value."""
        import torch

        loss.backward()
        self.steps += 1
        pace = min(1.0, self.steps / self._warm) * (1 - self.steps / self._total / 1.05)
        for group, own in zip(self._optimizer.param_groups, self._paces, strict=True):
            group["lr"] = own * pace
        torch.nn.utils.clip_grad_norm_(self._moved, 1.0)
        self._optimizer.step()
        self._optimizer.zero_grad()
        return float(loss.item())
