import re
from typing import Any

import pytest

from agent.tools.bilingual import Note
from agent.tools.vram import check_fit, prose
from agent.tools.vram.catalog import models

REQUESTS: dict[str, dict[str, Any]] = {
    "pipeline": {"model": "HunyuanVideo", "gpu": "3060", "height": 720},
    "pipeline, offloaded": {"model": "Wan2.1-T2V-1.3B", "gpu": "3060"},
    "pipeline, every part named": {
        "model": "FLUX.1-dev",
        "gpu": "3060",
        "engine": "official",
        "offload": "model+t5_cpu",
        "batch": 2,
        "frames": 5,
        "width": 9000,
        "height": 9000,
    },
    "language model": {"model": "Qwen3-32B", "gpu": "M3 Max 64GB", "batch": 4, "context": 99999},
    "language model, streamed": {"model": "Qwen3-8B", "gpu": "A100", "offload": "group"},
    "bare size": {"model": "70B", "gpu": "24GB"},
    "several cards": {"model": "Qwen3-32B", "gpu": "2x 4090"},
    "several cards, pipeline": {"model": "Wan2.2-T2V-A14B", "gpu": "2x A100"},
    "3D": {"model": "Hunyuan3D-2.1", "gpu": "3060"},
    "closed": {"model": "Doubao-Seed-1.6", "gpu": "4090"},
    "odd request": {
        "model": "Qwen3-8B",
        "gpu": "B200",
        "engine": "sglang",
        "colour": "red",
        "context": 100,
        "prompt": 200_000,
    },
}
_ENGLISH = re.compile(r"[a-z]+(?:['’]s)?(?:[ ,;:]+[a-z]+(?:['’]s)?){3,}")
_ADDRESS = re.compile(r"\[[^\]]*\]\([^)]*\)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_a_chinese_report_holds_no_english_sentence_and_the_same_figures(
    request_: dict[str, Any],
) -> None:
    report = check_fit(**request_)
    english, chinese = (_ADDRESS.sub("", report.markdown(one)) for one in ("en", "zh"))
    assert not _ENGLISH.findall(chinese)
    assert sorted(_NUMBER.findall(chinese)) == sorted(_NUMBER.findall(english))


def test_every_model_of_the_catalogue_is_reported_in_chinese() -> None:
    for model in models():
        report = check_fit(model.name, "2x A100")
        assert not _ENGLISH.findall(_ADDRESS.sub("", report.markdown("zh"))), model.name


def test_every_text_of_a_report_has_its_chinese() -> None:
    for request in REQUESTS.values():
        report = check_fit(**request)
        texts = [*report.assumptions, *report.cautions]
        texts += [row[key] for row in report.options for key in ("change", "cost", "how")]
        texts += [row[key] for row in report.evidence for key in ("kind", "conditions")]
        assert [text for text in texts if not isinstance(text, Note)] == []


def test_the_json_of_a_report_is_plain_english() -> None:
    for request in REQUESTS.values():
        for text in _strings(check_fit(**request).to_dict()):
            assert type(text) is str
            assert not re.search("[一-鿿]", text)


def test_the_memory_of_a_closed_model_is_said_not_to_be_published() -> None:
    report = check_fit("Doubao-Seed-1.6", "4090")
    assert report.markdown("zh").startswith("**未公布**：ByteDance 没有公开")
    assert report.sentence().startswith(
        "**Not published**: ByteDance publishes neither the weights"
    )
    assert "it runs on the maker's own machines only" in report.sentence()
    assert not re.search(r"\d", report.markdown().replace("4090", ""))
    assert report.to_dict()["verdict"] == "unknown"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("https://github.com/a/b/blob/0f/docs/c.md", "[a/b c.md](https://github.com/a/b/blob/0f/docs/c.md)"),
        ("https://github.com/a/b", "[a/b](https://github.com/a/b)"),
        ("https://example.org/x/y?z=1", "[example.org](https://example.org/x/y?z=1)"),
        ("the vendor's card", "the vendor's card"),
    ],
)  # fmt: skip
def test_a_source_is_a_link_with_a_short_name(source: str, shown: str) -> None:
    assert prose.short_link(source) == shown


def test_evidence_without_a_date_says_so() -> None:
    row = {
        "figure_gib": 60.0,
        "kind": "measured",
        "conditions": "bf16",
        "difference": "",
        "source": "https://example.org/a",
    }
    rows = [row | {"date": None}, row | {"date": "2025-05"}]
    assert prose.evidence(rows, "en").splitlines()[1:] == [
        "- 60 GiB, measured: bf16 — [example.org](https://example.org/a), undated",
        "- 60 GiB, measured: bf16 — [example.org](https://example.org/a), 2025-05",
    ]
    assert prose.evidence(rows, "zh").splitlines()[1].endswith("，无日期")


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in _strings(item)]
    if isinstance(value, list):
        return [text for item in value for text in _strings(item)]
    return [value] if isinstance(value, str) else []


def test_a_published_figure_keeps_the_unit_it_was_printed_in() -> None:
    report = check_fit("HunyuanVideo", width=1280, height=720, frames=129, engine="official")
    assert "- 60 GB as published (read as 60 GiB), " in report.markdown("en")
    assert "- 原文 60 GB（按 60 GiB 计），" in report.markdown("zh")
    in_gib = check_fit("Qwen3-8B", engine="transformers-4.51").markdown("en")
    assert "- 16.417 GiB, measured" in in_gib


def test_parts_over_several_cards_and_more_requests_than_one_are_said() -> None:
    report = check_fit("Qwen3-32B", "RTX 3090", gpus=2, precision="awq", batch=8, context=4096)
    assert "| part | GiB over 2 cards |" in report.markdown("en")
    assert "GiB（2 张卡合计）" in report.markdown("zh")
    assert "awq, batch 8)" in report.sentence("en") and "批大小 8" in report.sentence("zh")
    one = check_fit("Qwen3-32B", "RTX 3090", precision="awq")
    assert "| part | GiB |" in one.markdown("en") and "batch" not in one.sentence("en")
