"""A question without the times that a statement's document bears, which the statement itself need not say again."""

import re

from agent.offline.documents.cues import asks, tells
from agent.offline.documents.entries import day_in
from agent.offline.documents.one_state import in_present
from agent.offline.documents.periods import periods_in
from agent.offline.documents.units import Source, Unit
from knowledge.dates import first_day
from knowledge.language.question import without_days

_LEFT = re.compile(r"\s(?:in|of|for|during|on|at|by)(?=\s?[?.!]*\Z)", re.IGNORECASE)
"""What led to a time that was taken away."""
_SEASON = re.compile(
    r"\b(?:in|during|for|of) (?:the |this )?(?P<name>spring|summer|autumn|fall|winter)\b(?: of)?",
    re.IGNORECASE,
)
_OF_SEASON = {
    "spring": ("03", "04", "05"),
    "summer": ("06", "07", "08"),
    "autumn": ("09", "10", "11"),
    "fall": ("09", "10", "11"),
    "winter": ("12", "01", "02"),
}
"""Months, as dates have them."""


def undated(question: str, unit: Unit, source: Source) -> str:
    """The question without the day, month or year that its document or entry bears: no statement says it
    again, but for one that names a year."""
    days = [first_day(day) for day in (source.date, day_in(unit.entry))]
    text = without_days(question, days)
    season = _SEASON.search(text)
    if season and source.date[5:7] in _OF_SEASON[season["name"].lower()]:
        text = f"{text[: season.start()]} {text[season.end() :]}"
    above = {*periods_in(source.name), source.date[:4], day_in(unit.entry)[:4]}
    # What a file or a heading is called by is not what a statement says again.
    named = periods_in(text)
    if len(named) == 1 and above.issuperset(named) and not periods_in(unit.own):
        year = re.escape(named[0])
        text = re.sub(rf"\b(?:(?:back )?in|of|for|during) {year}\b|\b{year}\b", " ", text)
    text = asks("now").sub(" ", text)  # of what holds nothing says so
    text = re.sub(r"\s+(?=[?.!,])", "", _LEFT.sub("", " ".join(text.split())))
    if text != question and not tells("happened").search(unit.text):
        text = in_present(text)  # what held then
    return text
