"""Cautions on a scenario's sources: figures that measure different things side by side."""

import re

from agent.tools.bilingual import Note
from agent.tools.revenue.scenarios.read import Inputs

_RUN_RATE = re.compile(r"run[- ]rate|annuali[sz]ed|年化", re.IGNORECASE)
_FISCAL = re.compile(r"fiscal|财年|financial year", re.IGNORECASE)
_BOOKED = re.compile(r"\bbook(?:ed|ings)\b|backlog|contracted|预订额|在手订单", re.IGNORECASE)


def mixed_measures(inputs: Inputs) -> list[Note]:
    """A caution where one input's source is a run rate, or bookings, and another's a fiscal year."""
    run_rates, fiscal, booked = (_from(inputs, told) for told in (_RUN_RATE, _FISCAL, _BOOKED))
    notes: list[Note] = []
    if run_rates and fiscal:
        notes.append(
            Note(
                f"Run rate against fiscal year: {run_rates} rests on a run rate, the latest pace times a year,"
                f" and {fiscal} on revenue earned in a fiscal year; while sales grow the first is the higher.",
                f"年化与财年混用：{run_rates}依据年化收入（按最近进度推算一年），{fiscal}依据财年实际收入；增长期间前者偏高。",
            )
        )
    if booked and (fiscal or run_rates):
        notes.append(
            Note(
                f"Bookings against revenue: {booked} rests on what was signed, {fiscal or run_rates} on what was earned.",
                f"预订额与收入混用：{booked}依据签约额，{fiscal or run_rates}依据已实现收入。",
            )
        )
    return notes


def _from(inputs: Inputs, told: re.Pattern[str]) -> str:
    """The keys of the inputs whose source is told so, without the count in a list."""
    keys = (key for key, item in inputs.by_key.items() if item.source and told.search(item.source))
    return ", ".join(dict.fromkeys(re.sub(r"\.\d+$", "", key) for key in keys))
