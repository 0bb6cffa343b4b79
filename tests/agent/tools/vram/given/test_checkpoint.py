from pathlib import Path

import pytest

from agent.tools.vram import CannotEstimate, check_fit
from agent.tools.vram.given import Given
from agent.tools.vram.given.checkpoint import LocalFiles, read_checkpoint
from agent.tools.vram.report import Report

GIB = 2**30


def read(folder: Path) -> Given:
    return read_checkpoint(LocalFiles(folder), folder.name)


@pytest.mark.parametrize("context", [2048, 8192, 32768])
def test_a_folder_like_qwen3_8b_needs_what_the_catalogue_says(qwen3_8b: Path, context) -> None:
    mine = check_fit(str(qwen3_8b), "4090", context=context)
    known = check_fit("Qwen3-8B", "4090", context=context)
    assert mine.required_gib == pytest.approx(known.required_gib, rel=0.01)
    assert mine.breakdown_gib["kv_cache"] == pytest.approx(known.breakdown_gib["kv_cache"])
    assert mine.verdict == known.verdict


@pytest.mark.parametrize("precision", ["awq", "fp8", "q4_k_m"])
def test_another_precision_is_counted_from_the_parameters(qwen3_8b: Path, precision) -> None:
    mine = _weights(check_fit(str(qwen3_8b), precision=precision))
    known = _weights(check_fit("Qwen3-8B", precision=precision))
    assert mine == pytest.approx(known, rel=0.01)
    assert mine < 10


def test_weights_are_the_bytes_of_the_tensors_to_the_last(qwen3_8b: Path) -> None:
    model = read(qwen3_8b).model
    assert model.file_bytes == round((model.params_b or 0) * 1e9) * 2
    assert model.params_b == pytest.approx(8.1907, abs=0.0001)
    assert (model.dtype, model.tied, model.nominal) == ("bf16", False, False)


def test_a_folder_like_wan_needs_what_the_catalogue_says(wan: Path) -> None:
    setting = {"width": 832, "height": 480, "frames": 81}
    mine = check_fit(str(wan), engine="diffusers", **setting)
    known = check_fit("Wan2.1-T2V-14B", engine="diffusers", **setting)
    assert mine.required_gib == pytest.approx(known.required_gib, rel=0.03)
    for mine_phase, phase in zip(mine.phases, known.phases, strict=True):
        assert mine_phase["name"] == phase["name"]
        assert mine_phase["gib"] == pytest.approx(phase["gib"], rel=0.03)
    assert not any("activation law" in caution for caution in mine.cautions)


@pytest.mark.parametrize("setting", [{}, {"precision": "nf4"}, {"offload": "model"}])
def test_a_folder_like_flux_needs_what_the_catalogue_says(flux: Path, setting) -> None:
    mine = check_fit(str(flux), **setting)
    known = check_fit("FLUX.1-dev", **setting)
    assert mine.required_gib == pytest.approx(known.required_gib, rel=0.03)
    assert (mine.request["width"], mine.request["height"]) == (1024, 1024)


def test_parts_of_a_pipeline_are_its_folders_with_their_bytes(flux: Path) -> None:
    parts = read(flux).model.parts
    assert [part["role"] for part in parts] == ["text", "t5", "dit", "vae"]
    assert sum(part["bytes"] for part in parts) == pytest.approx(16.8706e9 * 2, rel=1e-6)
    weights = _weights(check_fit(str(flux), engine="diffusers"))
    assert weights == pytest.approx(16.8706e9 * 2 / GIB, rel=1e-3)


def test_a_part_in_another_format_takes_what_its_file_holds(flux: Path, checkpoints) -> None:
    before = _weights(check_fit(str(flux)))
    checkpoints.part("text_encoder_2", {"architectures": ["T5EncoderModel"]}, 4.7623, "F32")
    wide = check_fit(str(flux))
    assert _weights(wide) - before == pytest.approx(4.7623e9 * 2 / GIB, rel=1e-3)
    narrow = check_fit(str(flux), component_precision={"text_encoder": "bf16"})
    assert _weights(narrow) == pytest.approx(before, rel=1e-3)


def test_two_experts_of_one_shape_are_two_copies(wan: Path, checkpoints) -> None:
    config = (wan / "transformer/config.json").read_text("utf-8")
    checkpoints.part("transformer_2", {"_class_name": "WanTransformer3DModel"}, 14.2885)
    (wan / "transformer_2/config.json").write_text(config, "utf-8")
    index = '{"_class_name": "WanPipeline", "transformer": ["diffusers", "WanTransformer3DModel"],'
    index += '"transformer_2": ["diffusers", "WanTransformer3DModel"],'
    index += '"vae": ["diffusers", "AutoencoderKLWan"]}'
    (wan / "model_index.json").write_text(index, "utf-8")
    model = read(wan).model
    assert [part.get("copies") for part in model.parts] == [2, None]
    assert model.dit_class == "wan22"
    held = _weights(check_fit(str(wan), engine="diffusers"))
    assert held == pytest.approx((2 * 14.2885e9 * 2 + 0.1269e9 * 4) / GIB, rel=1e-3)


def test_a_class_without_a_law_is_said_and_the_range_is_wider(flux: Path, checkpoints) -> None:
    known = check_fit(str(flux))
    config = {"_class_name": "NovelTransformer2DModel", "num_attention_heads": 24}
    config |= {"attention_head_dim": 128, "num_layers": 57, "patch_size": 1, "in_channels": 64}
    checkpoints.json("transformer/config.json", config)
    novel = check_fit(str(flux))
    assert any("NovelTransformer2DModel" in caution for caution in novel.cautions)
    assert read(flux).model.dit_class == "generic"
    assert _width(novel) > 1.5 * _width(known)
    assert read(flux).model.patch == [1, 2, 2]  # 64 channels of 16: packed two by two


def test_a_folder_of_the_denoiser_alone_is_read(wan: Path) -> None:
    model = read(wan / "transformer").model
    assert [part["role"] for part in model.parts] == ["dit"]
    assert any("not counted" in caution for caution in read(wan / "transformer").cautions)
    with pytest.raises(CannotEstimate, match="VAE alone"):
        read(wan / "vae")


def test_a_variant_beside_the_weights_is_not_counted_twice(flux: Path, checkpoints) -> None:
    before = sum(part["bytes"] for part in read(flux).model.parts)
    shapes = {"w": ("F16", (1024, 1024))}
    checkpoints.weights("transformer/diffusion_pytorch_model.fp16.safetensors", shapes)
    checkpoints.weights("transformer/ema.safetensors", shapes)
    assert sum(part["bytes"] for part in read(flux).model.parts) == before


def test_a_second_copy_of_a_tied_head_is_not_loaded(small_model) -> None:
    untied = read(small_model()).model.file_bytes or 0
    given = read(small_model(tie_word_embeddings=True))
    assert given.model.tied
    assert given.model.file_bytes == untied - 1024 * 256 * 2
    assert any("not loaded" in text for text in given.assumptions)


def test_layers_for_speculative_decoding_are_not_loaded(small_model, checkpoints) -> None:
    without = read(small_model()).model.file_bytes
    config = {"num_nextn_predict_layers": 1}
    shapes = _shapes(small_model())
    extra = {
        "model.layers.2.eh_proj.weight": ("BF16", (256, 512)),
        "mtp.fc.weight": ("BF16", (9, 9)),
    }
    assert read(small_model(shapes | extra, **config)).model.file_bytes == without


def test_headers_that_the_safetensors_library_writes_are_read(small_model, tmp_path) -> None:
    numpy = pytest.importorskip("numpy")
    safetensors = pytest.importorskip("safetensors.numpy")
    folder = small_model()
    tensors = {"a": numpy.zeros((3, 5), numpy.float16), "b": numpy.zeros(7, numpy.float32)}
    safetensors.save_file(tensors, folder / "model.safetensors", metadata={"format": "np"})
    model = read(folder).model
    assert (model.file_bytes, round((model.params_b or 0) * 1e9)) == (3 * 5 * 2 + 7 * 4, 22)


def test_old_pytorch_files_are_counted_by_their_size(small_model) -> None:
    folder = small_model()
    (folder / "model.safetensors").unlink()
    (folder / "pytorch_model.bin").write_bytes(bytes(200_000))
    given = read(folder)
    assert (given.model.file_bytes, given.model.params_b) == (200_000, 100_000 / 1e9)
    assert any("old format" in caution for caution in given.cautions)


def test_a_download_that_has_not_ended_is_counted_and_said(qwen3_8b: Path, small_model) -> None:
    whole = _weights(check_fit(str(qwen3_8b)))
    (qwen3_8b / "model-00002-of-00005.safetensors").unlink()
    report = check_fit(str(qwen3_8b))
    assert report.breakdown_gib["weights"] == whole
    assert any("1 of 5 weight files" in caution for caution in report.cautions)


def _cut(folder: Path) -> None:
    raw = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(raw[:100])


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda f: (f / "config.json").unlink(), "neither config.json nor model_index.json"),
        (lambda f: (f / "model.safetensors").unlink(), "no weights"),
        (_cut, "ends inside its header"),
        (lambda f: (f / "model.safetensors").write_bytes(b"\x01"), "ends before its header"),
        (lambda f: (f / "model.safetensors").write_bytes(b"\xff" * 80), "bytes long"),
        (lambda f: (f / "model.safetensors").write_bytes(b"\x05" + bytes(7) + b"{}}}}"), "format"),
        (lambda f: (f / "model.safetensors").write_bytes(b"<!doctype html>" * 9), "web page"),
        (lambda f: (f / "config.json").write_text("<html>", "utf-8"), "a web page"),
        (lambda f: (f / "config.json").write_text("{", "utf-8"), "no valid JSON"),
        (lambda f: (f / "config.json").write_text("[1]", "utf-8"), "no JSON object"),
        (lambda f: (f / "config.json").write_bytes(b"\xff\xfe"), "no text"),
    ],
    ids=["no config", "no weights", "cut header", "one byte", "endless header", "no JSON header",
         "page for weights", "page for config", "broken config", "list", "binary config"],
)  # fmt: skip
def test_wrong_files_are_refused_in_a_sentence(small_model, harm, said) -> None:
    folder = small_model()
    harm(folder)
    with pytest.raises(CannotEstimate, match=said) as raised:
        read(folder)
    assert "\n" not in str(raised.value)


def test_a_pipeline_without_its_denoiser_is_refused(flux: Path) -> None:
    (flux / "transformer/diffusion_pytorch_model.safetensors").unlink()
    with pytest.raises(CannotEstimate, match="no weights of transformer"):
        read(flux)


def _weights(report: Report) -> float:
    assert report.breakdown_gib
    return report.breakdown_gib["weights"]


def _width(report: Report) -> float:
    low, high = report.range_gib or (0.0, 0.0)
    return (high - low) / (report.required_gib or 1.0)


def _shapes(folder: Path) -> dict[str, tuple[str, tuple[int, ...]]]:
    from agent.tools.vram.given.headers import read_header

    tensors = read_header(LocalFiles(folder), "model.safetensors")
    return {tensor.name: (tensor.kind, tensor.shape) for tensor in tensors}
