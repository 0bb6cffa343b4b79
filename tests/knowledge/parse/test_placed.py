"""Where boxes stand, and in which order they are read."""

import pytest

from knowledge.parse.placed import Box, in_order


def _boxes(*places: tuple[float, float], width: float = 2, height: float = 1) -> list[Box]:
    return [Box(n, x, y, x + width, y + height) for n, (x, y) in enumerate(places)]


@pytest.mark.parametrize(
    ("boxes", "order"),
    [
        pytest.param(_boxes((0, 4), (0, 0), (0, 2)), [1, 2, 0], id="down"),
        pytest.param(_boxes((5, 0), (0, 0)), [1, 0], id="across"),
        pytest.param(_boxes((0, 0), (3, 0), (0, 1.2), (3, 1.2)), [0, 2, 1, 3], id="tiles"),
        pytest.param(_boxes((0, 0), (2.1, 0), (0, 3), (2.1, 3)), [0, 1, 2, 3], id="times, topics"),
        pytest.param(_boxes((0, 0.5), (1, 0)), [0, 1], id="overlapping, as they were made"),
        pytest.param([], [], id="none"),
    ],
)
def test_boxes_are_read_column_by_column_or_row_by_row(boxes: list[Box], order: list[int]):
    assert in_order(boxes) == order
