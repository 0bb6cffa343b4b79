"""Values joined by "or", "vs", a comma or their Chinese are asked of each; others are not."""

import re

import pytest

from agent.offline.alternatives import named_together


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("fp16 vs fp8 on a 16GB card", ["fp16", "fp8"]),
        ("in fp16, fp8 and int4", ["fp16", "fp8", "int4"]),
        ("fp8 or in int4?", ["fp8", "int4"]),
        ("用fp16和fp8", ["fp16", "fp8"]),
        ("fp8还是int4", ["fp8", "int4"]),
        ("fp8 weights, and the cache in fp16", ["fp8"]),
        ("fp8 with an int8 engine", ["fp8"]),
        ("fp8 or fp8", ["fp8"]),
    ],
)
def test_only_a_joint_stands_between_alternatives(text: str, together: list[str]) -> None:
    spans = [(m.start(), m.end(), m[0]) for m in re.finditer(r"fp16|fp8|int4|int8", text)]
    assert named_together(text, spans) == together
