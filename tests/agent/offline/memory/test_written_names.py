"""Names that no table holds stay as they were written."""

import pytest

from agent.offline.entities import Lexicon
from agent.offline.memory.written_names import unlisted_card
from agent.offline.understanding import understand


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("Can a 3060 run Qwen99-8B?", "Qwen99-8B"),
        ("Does DeepSeek-R2 fit on an 80GB card?", "DeepSeek-R2"),
        ("Does Qwen 99 8B fit on a 4090?", "Qwen 99 8B"),
        ("Can a 3060 run GPT-oss-30b?", "GPT-oss-30b"),
        ("Does Qwen3-8B-Instruct fit on my 3060?", "Qwen3-8B"),
        ("Can a 4090 run Wan2.2-T2V 14B?", "Wan2.2-T2V-A14B"),
        ("Is a 3060 enough for a Qwen3-8B-class model?", "Qwen3-8B"),
        ("4090能跑Qwen3-32B吗？", "Qwen3-32B"),
    ],
)
def test_a_models_whole_name_is_read(text: str, model: str) -> None:
    assert understand(text)[0].arguments["model"] == model


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("Can a RTX 9999 run Qwen3-8B?", "RTX 9999"),
        ("Can my 9999 Ti run SDXL?", "9999 Ti"),
        ("Can a RTX 4090 run SDXL?", None),
        ("What happened in 2025?", None),
    ],
)
def test_a_card_that_no_row_knows_is_read(text: str, card: str | None) -> None:
    assert unlisted_card(text, Lexicon.bundled().link(text)) == card
