"""Figures of one column in several units."""

import pytest

from agent.offline.documents.sizes import scale_of, size_of


@pytest.mark.parametrize(
    "texts",
    [
        ["128K", "200K", "1M"],
        ["900", "1.2K", "3 million"],
        ["$900k", "$1.5m", "$2bn"],
        ["9,000", "3万", "1亿"],
        ["200 MB", "1.5 GB", "2TB"],
        ["256 kB", "1 MiB"],
        ["100 Mbps", "1 Gbps"],
        ["900 MHz", "2.4 GHz"],
        ["80 W", "1.1 kW"],
        ["800 m", "3 km"],
        ["900 g", "1 kg", "2 t"],
        ["90 ms", "1.2 s", "2 min"],
        ["20 days", "6 Weeks", "3 months", "1 year"],
        ["5天", "3个月"],
        ["7", "12"],
        ["7 boats", "12"],
    ],
)
def test_figures_of_one_kind_are_put_in_order_whatever_their_unit(texts: list[str]) -> None:
    scale = scale_of(texts)
    sizes = [size_of(text, scale) for text in texts]
    assert sizes == sorted({*sizes})


def test_figures_of_several_kinds_have_no_scale() -> None:
    assert scale_of(["5 m", "20"]) == {}
    assert size_of("5 m", {}) == 5
