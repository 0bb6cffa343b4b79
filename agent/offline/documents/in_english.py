"""A Chinese question put in English, where the glossary knows every word of it: what documents in
English are judged and read by."""

import re

from agent.language import language_of
from agent.offline.documents.cues import asks
from agent.offline.times import find_times
from agent.offline.windows import in_words
from knowledge.language.glossary import CHINESE, asking, in_english, said

_COUNTED = re.compile(r"(?:多少|几)[个位名家种款台次项]?\Z")
_OF_MONEY = "price"


def put_in_english(text: str) -> str:
    """The question in plain English; none where a word is not known or it is no Chinese one.

    >>> put_in_english("Omega 的团队套餐价格是多少？"), put_in_english("Omega 的免费套餐可以有多少用户？")
    ('What is the Omega team plan price?', 'How many users for Omega free plan?')
    >>> put_in_english("Omega 的琉璃瓦多少钱？")
    ''
    """
    if language_of(text) != "zh" or not _is_known(text):
        return ""
    bare, time = _without_time(text)
    matter, counted = in_english(bare).split(), _counted(bare)
    if len(matter) < 2:
        return ""
    if counted:
        rest = " ".join(word for word in matter if word not in counted.split())
        return f"How many {counted} for {rest}{time}?"
    lead = (
        "Who" if asks("person").search(text) else "Where" if asks("place").search(text) else "What"
    )
    lead = "When" if asks("time").search(text) else lead
    return f"{lead} is the {' '.join(matter)}{time}?"


def _counted(text: str) -> str:
    """What "how many" counts, as the glossary has it; a price is no such thing."""
    found = next((one for one in said(text) if _COUNTED.search(text[: one.start])), None)
    return found.english[0] if found and found.english[0] != _OF_MONEY else ""


def _without_time(text: str) -> tuple[str, str]:
    named = find_times(text)
    if len(named) != 1:
        return text, ""
    time = named[0]
    return f"{text[: time.start]} {text[time.end :]}", f" in {in_words(time.iso)}"


def _is_known(text: str) -> bool:
    """Whether nothing Chinese is left of it but terms of the glossary and words that ask."""
    rest, _ = _without_time(text)
    for one in reversed(said(rest)):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    for word in sorted(asking(), key=len, reverse=True):
        rest = rest.replace(word, " ")
    return not CHINESE.search(rest.replace("有", " ").replace("在", " "))
