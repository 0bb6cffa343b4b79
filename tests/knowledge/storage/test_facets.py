import numpy as np

from knowledge.storage.facets import Facets, Names, joined


def facets(vendors: list[str], first: int) -> Facets:
    names = Names.of(vendors)
    keys = np.arange(first, first + len(vendors))
    return Facets(keys, keys.astype(np.int32), names, names, names, ["S"], first > 0)


def test_joined_ones_say_of_each_passage_what_they_said_alone():
    one, other = facets(["b", "a", "b"], 0), facets(["c", "a"], 3)
    both = joined([one, other])
    for name in "abcd":
        apart = [*one.vendors.where(name.__eq__), *other.vendors.where(name.__eq__)]
        assert both.vendors.where(name.__eq__).tolist() == apart
    assert both.keys.tolist() == [0, 1, 2, 3, 4]
    assert both.has_chinese
    assert both.subjects == ["S"]


def test_a_name_that_is_none_of_theirs_goes():
    taken = facets(["b", "a", "b"], 0).taken(np.array([0, 2]))
    assert taken.sources.distinct == ["b"]
    assert taken.sources.where("b".__eq__).tolist() == [True, True]


def test_what_is_written_is_read(tmp_path):
    facets(["b", "a"], 0).save(tmp_path / "f.npz")
    back = Facets.load(tmp_path / "f.npz")
    assert back.documents.distinct == ["a", "b"]
    assert back.documents.codes.tolist() == [1, 0]
    assert not back.has_chinese
