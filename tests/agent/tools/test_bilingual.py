import copy
import json
import pickle

import pytest

from agent.tools.bilingual import Note, in_english, join, say


def test_a_note_is_its_english_and_knows_its_chinese() -> None:
    note = Note("no loss", "无损失", first=True)
    assert note == "no loss"
    assert (say(note, "en"), say(note, "zh"), note.first) == ("no loss", "无损失", True)
    assert type(say(note, "en")) is str
    assert json.dumps({"cost": note}) == '{"cost": "no loss"}'


@pytest.mark.parametrize("twin", [copy.deepcopy, lambda note: pickle.loads(pickle.dumps(note))])
def test_a_copy_keeps_both_languages(twin) -> None:
    note = twin(Note("no loss", "无损失", first=True))
    assert (str(note), note.zh, note.first) == ("no loss", "无损失", True)


def test_pieces_are_joined_in_both_languages_and_empty_ones_left_out() -> None:
    joined = join([Note("81 frames", "81 帧"), "", "bf16"], ", ", "、")
    assert (joined, joined.zh) == ("81 frames, bf16", "81 帧、bf16")
    assert not join([])


def test_data_in_english_holds_plain_text_only() -> None:
    data = in_english(
        {"rows": [{"cost": Note("slower", "变慢")}, 3], "pair": (Note("a", "甲"), None)}
    )
    assert data == {"rows": [{"cost": "slower"}, 3], "pair": ["a", None]}
    assert type(data["rows"][0]["cost"]) is str
