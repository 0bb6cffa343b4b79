"""How many may leave after a higher price, or must join after a lower one, for revenue to stay as it is."""

import re
from collections.abc import Sequence
from typing import Any

from agent.offline.sums.amounts import Roles, plain, sort
from agent.offline.sums.groups import counted
from agent.offline.sums.moved_prices import moved_price
from agent.offline.sums.rates import moves_price, sign_of
from agent.offline.vocabulary import phrase
from agent.quantities import Quantity


def same_revenue(text: str, quantities: Sequence[Quantity]) -> dict[str, Any] | None:
    """A worksheet of `1 - old ÷ new`, and of the people that it means; None where nothing of the kind is asked.

    The price moves by a share or from one figure to another, and no share of those who leave is given.
    """
    if not phrase("revenue", "same_revenue").search(text):
        return None
    asks = any(phrase("revenue", cue).search(text) for cue in ("share_asks", "how_many_people"))
    roles = sort(quantities, text)
    times = _times(text, roles) if asks and not roles.tokens else None
    if times is None:
        return None
    ratio, givens, rises = times
    chinese = re.search(r"[\u4e00-\u9fff]", text) is not None
    moved = ("可流失比例" if rises else "需增加比例") if chinese else ("may_leave" if rises else "must_join")  # fmt: skip
    steps = [f"{moved} = {f'1 - {ratio}' if rises else f'{ratio} - 1'} in %"]
    people = counted(roles)
    if people:
        name = "人数" if chinese else "people"
        givens["payers"] = f"{plain(people[0].value)} people"
        steps.append(f"{name} = payers * {moved}")
        return {"kind": "chain", "givens": givens, "steps": steps, "answers": [moved, name]}
    return {"kind": "chain", "givens": givens, "steps": steps}


def _times(text: str, roles: Roles) -> tuple[str, dict[str, str], bool] | None:
    """The old price as a multiple of the new one, of what that is made, and whether the price rises."""
    if moved := moved_price(text, roles.money):
        if roles.percents or moved.old.value == moved.new.value:
            return None
        old, new = (f"{plain(q.value)} {q.unit}" for q in moved)
        return "old / new", {"old": old, "new": new}, moved.new.value > moved.old.value
    if len(roles.percents) != 1 or roles.money or not moves_price_said(text):
        return None
    share = roles.percents[0]
    falls = sign_of(text, share) < 0 or phrase("revenue", "price_down").search(text) is not None
    rise = {"change": f"{plain(abs(share.value))}%"}
    return f"1 / (1 {'-' if falls else '+'} change)", rise, not falls


def moves_price_said(text: str) -> bool:
    """Whether the words say that a price moves: "raise the price by", "a price cut of", "涨价"."""
    return moves_price(text) or phrase("revenue", "price").search(text) is not None
