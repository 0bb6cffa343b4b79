import json

import pytest

from evals import retrieval
from knowledge import Library


@pytest.fixture
def bundled(own_home) -> Library:
    return Library.open()


def test_what_the_library_holds_is_enough_and_what_it_does_not_is_not(bundled):
    assert bundled.search("How much memory does HunyuanVideo need at 720p?").enough > 0.8
    assert bundled.search("豆包多少钱？").enough > 0.5
    assert bundled.search("What is the weather in Paris tomorrow?").enough < 0.2
    assert bundled.search("北京明天天气怎么样？").enough < 0.2


def test_nothing_found_is_never_enough(library):
    assert library.search("zebra").enough == 0.0
    assert library.search("").enough == 0.0


def test_at_most_a_twentieth_is_wrongly_answered_or_refused(bundled):
    rows = [json.loads(line) for line in retrieval.QUESTIONS.read_text("utf-8").splitlines()]
    assert sum(row["is_answerable"] for row in rows) == 150 == len(rows) / 2
    unread = retrieval.chances()["unread"]
    assert unread["wrongly answered"] <= 0.05
    assert unread["wrongly refused"] <= 0.05
