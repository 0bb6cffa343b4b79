import numpy as np

from knowledge.retrieval import ranking


def test_a_named_source_helps_but_does_not_decide():
    meaning, words = np.array([1.0, 0.9, 0.0]), np.array([1.0, 0.9, 0.0])
    named, no_day = np.array([False, True, True]), np.zeros(3, bool)
    assert np.argmax(ranking.fused(meaning, words, named, no_day)) == 1
    assert np.argmin(ranking.fused(meaning, words, named, no_day)) == 2


def test_words_weigh_more_than_meaning():
    none = np.zeros(2, bool)
    scores = ranking.fused(np.array([1.0, 0.0]), np.array([0.0, 1.0]), none, none)
    assert scores[1] > scores[0]


def test_scaling_keeps_the_order_and_copes_with_nothing():
    assert len(ranking.scaled(np.array([]), 5)) == 0
    assert ranking.scaled(np.array([2.0, 2.0]), 5).tolist() == [1.0, 1.0]
    assert ranking.scaled(np.zeros(3), 2).tolist() == [0.0, 0.0, 0.0]


def test_one_that_says_the_same_comes_later():
    vectors = np.array([[1, 0], [1, 0], [0, 1]], np.float32)
    assert ranking.spread([0, 1, 2], np.array([3.0, 2.9, 2.8]), vectors) == [0, 2, 1]
    assert ranking.spread([0, 1, 2], np.array([3.0, 2.9, 1.0]), vectors) == [0, 1, 2]
