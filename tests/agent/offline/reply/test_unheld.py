"""Products that the library's table lacks: named, unless a passage holds them."""

from typing import Any

from agent.offline.reply.unheld import split_unheld
from agent.offline.request import Request


def request(*systems: str, topic: Any = "fact", **unheld: str | None) -> Request:
    named = {name.replace("_", " "): newest for name, newest in unheld.items()}
    return Request(topic, "?", systems=systems, arguments={"unheld": named})


def found(text: str) -> dict[str, dict[str, Any]]:
    row = {"n": 1, "title": "T", "system": None, "text": text, "extra": {}}
    return {"facts": {"passages": [row]}}


def test_nothing_is_said_where_all_is_held() -> None:
    asked = request("IMA")
    assert split_unheld(asked, found("IMA is closed.")) == ("", asked)


def test_a_name_that_stands_in_a_passage_is_held_however_it_is_spelt() -> None:
    asked = request("Acme Copilot", Acme_Copilot=None)
    assert split_unheld(asked, found("The acme-copilot costs 77 dollars.")) == ("", asked)
    said, rest = split_unheld(asked, found("Microsoft 365 Copilot costs 30 dollars."))
    assert said.startswith("The library has nothing on Acme Copilot.")
    assert rest is None


def test_the_newest_of_the_family_is_offered() -> None:
    asked = request("Opus 9", Opus_9="Opus 4.8")
    assert "the newest it holds is Opus 4.8" in split_unheld(asked, {})[0]


def test_of_a_comparison_the_held_side_is_left_as_a_fact() -> None:
    asked = request("Opus 9", "GPT-5", topic="comparison", Opus_9=None)
    said, rest = split_unheld(asked, found("GPT-5 costs 1.25 dollars."))
    assert "Opus 9" in said
    assert (rest.systems, rest.topic) == (("GPT-5",), "fact")
