import re

import pytest

from agent.tools.vram import CannotEstimate, catalog, check_fit, list_gpus, list_models
from agent.tools.vram.cards import read_gpu
from agent.tools.vram.facts import rows


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("Qwen3-8B", "Qwen3-8B", None),
        ("qwen3 8b", "Qwen3-8B", None),
        ("Qwen/Qwen3-8B", "Qwen3-8B", None),
        ("hunyun video", "HunyuanVideo", None),
        ("混元视频", "HunyuanVideo", None),
        ("hunyuan video 1.5", "HunyuanVideo-1.5", None),
        ("the 14B Wan", "Wan2.1-T2V-14B", None),
        ("通义万相2.2", "Wan2.2-T2V-A14B", None),
        ("Wan2.1-I2V-14B-480P", "Wan2.1-I2V-14B-480P", None),
        ("Qwen3-32B-AWQ", "Qwen3-32B", "awq"),
        ("Qwen3-8B-Q4_K_M", "Qwen3-8B", "q4_k_m"),
        ("Qwen3-235B-A22B-Instruct-2507-NVFP4", "Qwen3-235B-A22B", "nvfp4"),
        ("HiDream-I1 (fp8)", "HiDream-I1", "fp8"),
        ("meta-llama/Llama-3.1-8B-Instruct", "Llama-3.1-8B", None),
        ("gpt-oss-20b", "gpt-oss-20b", None),
        ("70B", "70B language model", None),
        ("GPT-4o", "GPT-4o", None),
        ("Claude Opus 4.5", "Claude", None),
    ],
)
def test_models_are_found_as_people_write_them(text: str, name: str, precision: str | None) -> None:
    found = catalog.read_model(text)
    assert (found.model.name, found.precision) == (name, precision)


@pytest.mark.parametrize("text", ["Qwen17-8B", "Qwen38B", "Qwen3-9B", "Wan2.2-V2V-A14B", "Hunyuan"])
def test_numbers_of_a_name_are_never_forgiven(text: str) -> None:
    with pytest.raises(CannotEstimate) as refused:
        catalog.read_model(text)
    assert refused.value.suggestions or text == "Qwen38B"
    assert refused.value.hint


def test_a_family_without_size_asks_which() -> None:
    with pytest.raises(CannotEstimate, match="which one") as refused:
        catalog.read_model("Qwen3")
    assert "Qwen3-8B" in refused.value.suggestions


@pytest.mark.parametrize(
    ("text", "name", "count"),
    [
        ("3060", "RTX 3060 12GB", None),
        ("my 3060", "RTX 3060 12GB", None),
        ("rtx3060 12g", "RTX 3060 12GB", None),
        ("RTX 3060 8GB", "RTX 3060 8GB", None),
        ("NVIDIA RTX 4090", "RTX 4090", None),
        ("4070 ti super", "RTX 4070 Ti Super", None),
        ("3070 laptop", "RTX 3070 Laptop", None),
        ("2x A100 80G", "A100 80GB", 2),
        ("A100 x4", "A100 80GB", 4),
        ("two 3090s", "RTX 3090", 2),
        ("8卡A100", "A100 80GB", 8),
        ("M2 Max 64GB", "Apple M2 Max 64GB", None),
        ("A100/H100", "H100 80GB", None),
        ("80GB class", "80 GB card", None),
        ("24G显卡", "24 GB card", None),
        ("昇腾910B", "Ascend 910B", None),
        ("7900 XTX", "RX 7900 XTX", None),
        ("DGX Spark", "DGX Spark 128GB", None),
    ],
)
def test_cards_are_found_as_people_write_them(text: str, name: str, count: int | None) -> None:
    card = read_gpu(text)
    assert (card.name, card.count) == (name, count)


@pytest.mark.parametrize("text", ["RTX 3060 Super", "RTX 3090 12GB", "gtx 9999", "gpu", "0GB", ""])
def test_cards_that_do_not_exist_are_refused(text: str) -> None:
    assert catalog.find_gpu(text) is None


def test_every_alias_leads_to_its_own_row() -> None:
    for alias, name in catalog.gpu_aliases().items():
        assert (card := catalog.find_gpu(alias)) is not None, alias
        assert card.name == name
    for alias, name in catalog.model_aliases().items():
        assert (model := catalog.find_model(alias)) is not None, alias
        assert (model.called or model.name) == name


def test_lists_carry_the_fields_of_the_contract() -> None:
    assert len(list_gpus()) >= 60
    assert all(
        {"name", "memory_gib", "bandwidth_gb_s", "date"} <= row.keys() for row in list_gpus()
    )
    assert all({"name", "vendor", "kind", "params_b"} <= row.keys() for row in list_models())
    assert {row["name"] for row in list_models("Wan2.2")} >= {"Wan2.2-TI2V-5B", "Wan2.2-T2V-A14B"}
    assert all(row["source"] for row in [*list_gpus(), *list_models()])


@pytest.mark.parametrize(
    ("asked", "called", "row", "limit"),
    [
        ("Llama 3.3 70B", "Llama-3.3-70B", "Llama-3.1-70B", 131072),
        ("zai-org/GLM-4.6-FP8", "GLM-4.6", "GLM-4.5", 202752),
        ("Mistral Small 3.2", "Mistral-Small-3.2", "Mistral-Small-24B", 131072),
        ("mistralai/Mistral-Small-3.2-24B-Instruct-2506", "Mistral-Small-3.2", "Mistral-Small-24B", 131072),
        ("Qwen3-30B-A3B-Instruct-2507", "Qwen3-30B-A3B-Instruct-2507", "Qwen3-30B-A3B", 262144),
        ("Llama 3 8B", "Llama-3-8B", "Llama-3.1-8B", 8192),
    ],
)  # fmt: skip
def test_a_version_keeps_its_name_and_limit_and_names_the_row_it_shares(
    asked: str, called: str, row: str, limit: int
) -> None:
    model = catalog.read_model(asked).model
    assert (model.called, model.name, model.max_context) == (called, row, limit)
    report = check_fit(asked, "H200")
    assert (report.model, report.same_as) == (called, row)
    assert f"{called} (same architecture as {row}" in report.sentence()
    assert any(source.startswith(f"{called}: ") for source in report.sources)


def test_every_card_names_the_page_its_figures_are_of_and_when_it_was_read() -> None:
    for card in rows("gpus"):
        assert card["source"].startswith("https://"), card["name"]
        assert re.fullmatch(r"20\d\d(-\d\d){0,2}", card["as_of"]), card["name"]
        assert card["bandwidth_gb_s"] or "not published" in card["note"], card["name"]


def test_every_version_has_its_row() -> None:
    names = {model.name for model in catalog.models()}
    for row in rows("versions"):
        assert row["of"] in names
        assert row["name"] not in names


def test_a_version_whose_config_was_not_read_says_so() -> None:
    unread, read = check_fit("Hunyuan-MT-7B", "H100"), check_fit("QwQ-32B", "H200")
    assert any("its own config was not read" in note for note in unread.assumptions)
    assert not any("was not read" in note for note in read.assumptions)


def test_a_card_named_with_its_memory_is_not_said_to_be_bare() -> None:
    named, bare = check_fit("Qwen3-8B", "A100 80G"), check_fit("Qwen3-8B", "A100")
    assert not any("bare name" in note for note in named.assumptions)
    assert any("bare name is read as 80" in note for note in bare.assumptions)
    assert bare.required_gib == named.required_gib


@pytest.mark.parametrize(
    ("file", "model", "precision"),
    [
        ("Qwen3-30B-A3B-Q4_K_M.gguf", "Qwen3-30B-A3B", "q4_k_m"),
        ("Llama-3.3-70B-Instruct-IQ2_XS.gguf", "Llama-3.3-70B", "iq2_xs"),
        ("Qwen3-32B-Q8_0-00001-of-00002.gguf", "Qwen3-32B", "q8_0"),
    ],
)
def test_the_name_of_a_gguf_file_that_is_not_here_is_a_model_in_its_format(
    file: str, model: str, precision: str
) -> None:
    report = check_fit(file, "24GB")
    assert report.request["precision"] == precision
    assert model in (report.model, report.same_as)
    assert any("is here" in note for note in report.cautions)
    with pytest.raises(CannotEstimate):
        check_fit(f"./{file}", "24GB")  # a path is meant


def test_one_stage_alone_needs_less_and_shows_the_figure_published_for_it() -> None:
    both = check_fit("Hunyuan3D-2.0", "8GB")
    shape = check_fit("Hunyuan3D-2.0-Shape", "8GB")
    assert shape.verdict == "fits" and both.verdict == "does not fit"
    assert {row["figure_gib"] for row in shape.evidence} == {6.0}


def test_layers_that_share_a_cache_hold_it_once() -> None:
    parts = check_fit("Hunyuan-Large", context=16384).breakdown_gib or {}
    per_token = parts["kv_cache"] * 2**30 / 16384
    assert per_token == pytest.approx(32 * 2 * 8 * 80 * 2, rel=0.05)  # 32 of the 64 layers


def test_a_model_for_pictures_by_tokens_is_counted_as_a_language_model() -> None:
    assert check_fit("Janus Pro 7B", "RTX 3090", precision="bf16").verdict == "fits"
