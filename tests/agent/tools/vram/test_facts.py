"""Every row says where it comes from: an address, a date, and how far the source reaches."""

import re
from typing import Any

import pytest

from agent.tools.vram.facts import rows

_KINDS = ("llm", "audio", "image", "video", "3d")
"""Every kind of model that is no closed one."""

_CONFIDENCES = {
    "released config.json",  # a copy of it, or its values beside its address and hash
    "transcription of the released config",  # somebody else's code or list that gives its values
    "library defaults",  # of the class named after the model
    "maker's table or code",
    "shape of another row",  # whose source is that row's
    "nominal",  # what is taken without a source is named in the note
    "no weights published",  # closed models: the vendor's own page
}

_ADDRESS = re.compile(r"https://[\w.-]+/\S*( \([^()]+\))?")  # with the file in a package, if any
_DATE = re.compile(r"20\d\d(-\d\d(-\d\d)?)?")


def _held() -> list[dict[str, Any]]:
    models = [row for row in rows("models") if row["kind"] in _KINDS]
    return [*models, *rows("versions"), *rows("closed")]


@pytest.mark.parametrize("row", _held(), ids=lambda row: row["name"])
def test_a_row_has_an_address_a_date_and_a_known_confidence(row: dict[str, Any]) -> None:
    assert _ADDRESS.fullmatch(row["source"])
    assert _DATE.fullmatch(row["date"])
    assert row["confidence"] in _CONFIDENCES


def test_a_nominal_row_says_what_was_taken_without_a_source() -> None:
    nominal = [row for row in _held() if row["confidence"] == "nominal"]
    assert nominal
    assert all(re.search("nominal|not found|by its name", row["note"]) for row in nominal)


def test_a_version_is_called_unread_just_where_it_is_nominal() -> None:
    for row in rows("versions"):
        assert bool(row.get("nominal")) == (row["confidence"] == "nominal"), row["name"]
