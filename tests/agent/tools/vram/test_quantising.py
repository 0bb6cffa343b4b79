"""Smaller weights: the least loss that fits, in formats that card and runtime can use."""

import pytest

from agent.tools.vram import check_fit, which_models


def _changes(model: str, card: str, **request: object) -> list[str]:
    return [str(row["change"]) for row in check_fit(model, card, **request).options]


@pytest.mark.parametrize(
    ("model", "card", "first"),
    [
        ("Qwen3-30B-A3B", "24GB", "weights in q5_k_m"),
        ("Qwen2.5-Omni-7B", "3060", "weights in q6_k"),
        ("Qwen3-8B", "3060", "weights in fp8"),
        ("Qwen3-32B", "M3 Max 36GB", "weights in q4_k_m"),
        ("Qwen3-32B", "A100 40GB", "weights in fp8"),
        ("Qwen2.5-7B", "T4", "weights in gptq-int8"),
    ],
)
def test_the_format_that_fits_and_loses_least_is_the_first_change(
    model: str, card: str, first: str
) -> None:
    report = check_fit(model, card)
    assert (report.options[0]["change"], report.options[0]["fits"]) == (first, True)


def test_the_experts_of_gpt_oss_stay_as_released_in_gguf_files() -> None:
    (six, two) = (
        check_fit("gpt-oss-20b", precision=name).breakdown_gib["weights"]
        for name in ("q6_k", "q2_k")
    )
    assert 10.0 < two < six < 11.5
    assert check_fit("gpt-oss-20b", "3060").options[0]["fits"]


def test_a_request_cut_to_fit_keeps_weights_as_wide_as_it_can() -> None:
    changes = _changes("Qwen3-8B", "4090", context=2**20)
    assert not any("iq4_xs" in change for change in changes), changes
    assert any(change.startswith("context of") for change in changes)


def test_a_served_model_gets_builds_for_servers_and_a_file_only_with_another_runtime() -> None:
    changes = _changes("Qwen3-32B", "4090", engine="vllm")
    assert changes[0] == "weights in awq"
    far = _changes("Qwen3-30B-A3B", "16GB", engine="vllm")
    assert "weights in q3_k_m, run in llama.cpp" in far


def test_mlx_gets_its_own_formats() -> None:
    options = check_fit("Qwen3-32B", "M3 Max 36GB", engine="mlx").options
    assert options[0]["change"] == "weights in mlx-4bit"
    assert "mlx_lm.convert" in options[0]["how"]


def test_unified_memory_is_offered_no_offloading() -> None:
    for model in ("Qwen3-235B-A22B", "HunyuanVideo", "FLUX.1-dev"):
        for card in ("M2 16GB", "M3 Max 36GB", "Jetson Orin NX 16GB"):
            changes = " ".join(_changes(model, card))
            assert not any(word in changes for word in ("offload", "CPU", "main memory", "turn"))


def test_offloading_on_unified_memory_frees_nothing_and_that_is_said() -> None:
    plain = check_fit("FLUX.1-dev", "M3 Max 64GB", offload="none")
    moved = check_fit("FLUX.1-dev", "M3 Max 64GB", offload="sequential+t5_cpu")
    assert moved.required_gib == plain.required_gib
    assert "sequential" not in moved.sentence()
    assert any("one memory for CPU and GPU" in note for note in moved.cautions)


def test_four_bits_are_every_format_of_that_width() -> None:
    rows = {row["name"]: row for row in which_models("12GB", family="Qwen3", precision="4bit")}
    assert rows["Qwen3-14B"]["precision"] == "q4_k_m"
    apple = which_models("M2 16GB", family="Qwen3", precision="int4")
    assert {row["precision"] for row in apple} <= {"mlx-4bit", "q4_k_m", "iq4_xs"}
    assert check_fit("Qwen3-8B", "4090", engine="ollama", precision="4bit").request[
        "precision"
    ] == ("q4_k_m")


@pytest.mark.parametrize(
    ("model", "gpu"),
    [("Qwen2.5-7B", "T4"), ("Qwen3-14B", "V100"), ("Qwen3-32B", "MI210"), ("Qwen3-8B", "2080 Ti")],
)
@pytest.mark.parametrize("engine", ["vllm", "transformers"])
def test_a_card_without_kernels_for_fp8_is_not_offered_it(
    model: str, gpu: str, engine: str
) -> None:
    for batch in (1, 64):
        rows = check_fit(model, gpu, engine=engine, batch=batch).options
        assert not any(row["change"] == "weights in fp8" for row in rows)
        half = [row["how"] for row in rows if "GPTQ" in row["how"]]
        older = gpu != "MI210" and engine == "vllm"
        assert all(("--dtype half" in how) == older for how in half)
    for precision in ("gptq-int8", "awq"):
        said = check_fit(model, gpu, engine=engine, precision=precision).cautions
        assert not any("kernels" in note for note in said)


@pytest.mark.parametrize(("gpu", "said"), [("T4", True), ("V100", True), ("A10", False)])
def test_vllm_is_told_to_compute_in_half_on_a_card_without_bf16(gpu: str, said: bool) -> None:
    cautions = check_fit("Qwen2.5-3B", gpu, engine="vllm").cautions
    assert any("--dtype half" in note for note in cautions) is said
    assert not any("--dtype half" in n for n in check_fit("Qwen2.5-3B", gpu).cautions)


@pytest.mark.parametrize("gpu", ["A100 80GB", "H100"])
def test_files_that_do_not_fit_are_not_quantised_while_they_load(gpu: str) -> None:
    (how,) = (r["how"] for r in check_fit("Llama-3.1-70B", gpu).options if "fp8" in r["change"])
    assert how == "vLLM: an fp8 build"
    rows = check_fit("Qwen3-8B", "16GB", engine="vllm").options
    assert any(row["how"] == "vLLM: --quantization fp8" for row in rows)
