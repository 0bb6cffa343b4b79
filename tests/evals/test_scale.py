from evals import scale


def test_the_scan_finds_the_exactly_nearest():
    found = scale.recall(6000, 10)
    assert found["scan, first 10"] == 1.0
    assert found["scan, first 100"] > 0.99


def test_a_query_is_timed_with_and_without_filters():
    found = scale.query(50, 4)
    assert {*found} == {*scale.FILTERS, "GiB", "seconds"}
    assert all(0 < found[name]["p50"] <= found[name]["p95"] for name in scale.FILTERS)
    assert 0 < found["GiB"]["on disk"] < 0.1


def test_what_is_added_is_found_here_and_in_another_process():
    found = scale.add(200, 1)
    assert found["here"][0] > 0
    assert found["in another process"][0] > 0
