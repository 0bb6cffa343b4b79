import pytest

from agent.offline.entities import Lexicon
from agent.offline.named_plainly import named_plainly


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("oracles backlog", "oracle's backlog"),
        ("Anthropics ARR and alibabas capex", "Anthropic's ARR and alibaba's capex"),
        ("豆包（Doubao）多少钱", "豆包多少钱"),
        ("Wan2.2 (wan 2.2) on a 4090", "Wan2.2 on a 4090"),
        ("oracles are wise, and so are geforces too", "oracles are wise, and so are geforces too"),
        ("Qwen-Image (Apache 2.0)", "Qwen-Image (Apache 2.0)"),
        ("Claude (Opus 4.1) price", "Claude (Opus 4.1) price"),
    ],
)
def test_names_in_haste_are_written_plainly(typed: str, meant: str) -> None:
    assert named_plainly(typed, Lexicon.bundled()) == meant
