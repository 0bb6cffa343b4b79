import time

from knowledge.ingestion.portions import Portions


def test_a_portion_is_what_can_be_done_in_a_few_seconds(monkeypatch):
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    portions = Portions(None)
    assert (portions.is_full(49, 0), portions.is_full(50, 0)) == (False, True)
    now = 2.0
    portions.ends(50)
    assert (portions.is_full(124, 0), portions.is_full(125, 0)) == (False, True)
    now = 2.1
    portions.ends(125)
    assert (portions.is_full(199, 0), portions.is_full(200, 0)) == (False, True)
    now = 100.0
    portions.ends(200)
    assert portions.is_full(50, 0)


def test_a_portion_is_no_less_than_a_tenth_of_the_library_or_what_is_embedded_at_once():
    assert not Portions(None).is_full(999, 10_000)
    assert Portions(None).is_full(5000, 10**6)

    class Cluster:
        texts_at_once = 8192

    assert not Portions(Cluster()).is_full(8191, 0)
