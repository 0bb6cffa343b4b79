"""Generated GGUF files, written with the `gguf` package: headers without weights, as sparse files."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType, GGUFWriter, LlamaFileType

from agent.tools.vram.cache import cache_bytes
from agent.tools.vram.catalog import find_model, read_model
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.estimate import need_of
from agent.tools.vram.given import Given
from agent.tools.vram.given.gguf.file import read_gguf
from agent.tools.vram.need import GIB
from agent.tools.vram.workload import read_workload

Q4, Q6, F32, F16 = (GGMLQuantizationType[name] for name in ("Q4_K", "Q6_K", "F32", "F16"))
Tensors = list[tuple[str, tuple[int, ...], GGMLQuantizationType]]
QWEN3_8B: dict[str, Any] = {
    "block_count": 36,
    "context_length": 40960,
    "embedding_length": 4096,
    "feed_forward_length": 12288,
    "attention.head_count": 32,
    "attention.head_count_kv": 8,
    "attention.key_length": 128,
    "attention.value_length": 128,
}


def size_of(shape: tuple[int, ...], kind: GGMLQuantizationType) -> int:
    block, block_bytes = GGML_QUANT_SIZES[kind]
    return int(np.prod(shape)) * block_bytes // block


def write(
    path: Path,
    arch: str,
    keys: dict[str, Any],
    tensors: Tensors,
    general: dict[str, Any] | None = None,
    is_whole: bool = True,
) -> Path:
    """A GGUF file as llama.cpp's converter writes it, its weights a hole in a sparse file."""
    writer = GGUFWriter(path, arch)
    for name, value in {f"{arch}.{k}": v for k, v in keys.items()}.items():
        add(writer, name, value)
    for name, value in (general or {}).items():
        add(writer, name, value)
    writer.add_token_list([f"token {i}" for i in range(100)])
    for name, shape, kind in tensors:
        writer.add_tensor_info(name, shape, np.dtype(np.float32), size_of(shape, kind), kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    writer.close()
    if is_whole:
        header = path.stat().st_size
        with path.open("r+b") as file:
            file.truncate(header + 64 + sum(-(-size_of(s, k) // 32) * 32 for _, s, k in tensors))
    return path


def add(writer: GGUFWriter, name: str, value: Any) -> None:
    if isinstance(value, str):
        writer.add_string(name, value)
    elif isinstance(value, list):
        writer.add_array(name, value)
    else:
        writer.add_uint32(name, value)


def qwen3_tensors(layers: int = 36) -> Tensors:
    """The mix Q4_K_M of Qwen3-8B: six bits for the head and half of the value and down matrices."""
    rows: Tensors = [
        ("token_embd.weight", (151936, 4096), Q4),
        ("output_norm.weight", (4096,), F32),
        ("output.weight", (151936, 4096), Q6),
    ]
    for i in range(layers):
        wide = Q6 if i < layers // 8 or i >= 7 * layers // 8 or (i - layers // 8) % 3 == 2 else Q4
        rows += [
            (f"blk.{i}.attn_q.weight", (4096, 4096), Q4),
            (f"blk.{i}.attn_k.weight", (1024, 4096), Q4),
            (f"blk.{i}.attn_v.weight", (1024, 4096), wide),
            (f"blk.{i}.attn_output.weight", (4096, 4096), Q4),
            (f"blk.{i}.ffn_gate.weight", (12288, 4096), Q4),
            (f"blk.{i}.ffn_up.weight", (12288, 4096), Q4),
            (f"blk.{i}.ffn_down.weight", (4096, 12288), wide),
            (f"blk.{i}.attn_norm.weight", (4096,), F32),
            (f"blk.{i}.ffn_norm.weight", (4096,), F32),
        ]
    return rows


def qwen3(path: Path, **more: Any) -> Path:
    general = {"general.file_type": int(LlamaFileType.MOSTLY_Q4_K_M), **more}
    return write(path, "qwen3", QWEN3_8B, qwen3_tensors(), general)


def required_gib(given: Given, **request: Any) -> float:
    asked = {"precision": given.precision, **given.request, **request}
    return need_of(read_workload(given.model, None, asked)).device / GIB


def catalogue_gib(name: str, **request: Any) -> float:
    return need_of(read_workload(name, None, request)).device / GIB


def test_a_file_like_qwen3_8b_needs_what_the_catalogue_says_of_that_mix(tmp_path: Path) -> None:
    given = read_gguf(qwen3(tmp_path / "my-model.gguf"))
    assert given.model.dtype == "q4_k_m"
    assert required_gib(given, context=8192) == pytest.approx(
        catalogue_gib("Qwen3-8B", precision="q4_k_m", context=8192), rel=0.03
    )


def test_weights_are_the_exact_bytes_of_the_tensors(tmp_path: Path) -> None:
    given = read_gguf(qwen3(tmp_path / "m.gguf"))
    total = sum(size_of(shape, kind) for _, shape, kind in qwen3_tensors())
    assert given.model.file_bytes == total
    need = need_of(read_workload(given.model, None, given.request))
    assert need.peak.parts.weights == total
    assert "Q4_K" in given.assumptions[0] and f"{total / GIB:.2f} GiB" in given.assumptions[0]


def test_the_shape_is_read_from_the_keys(tmp_path: Path) -> None:
    model = read_gguf(qwen3(tmp_path / "m.gguf")).model
    assert (model.layers, model.hidden, model.ffn) == (36, 4096, 12288)
    assert (model.heads, model.kv_heads, model.head_dim) == (32, 8, 128)
    assert (model.vocab, model.max_context, model.tied) == (151936, 40960, False)
    assert model.params_b == pytest.approx(8.19, abs=0.01)


def test_a_model_the_catalogue_knows_by_name_and_shape_keeps_its_name(tmp_path: Path) -> None:
    known = read_gguf(qwen3(tmp_path / "a.gguf", **{"general.name": "Qwen3 8B"})).model
    assert (known.name, known.family) == ("Qwen3-8B", "Qwen3")
    other = write(
        tmp_path / "b.gguf",
        "qwen3",
        QWEN3_8B | {"block_count": 12},
        qwen3_tensors(12),
        {"general.name": "Qwen3 8B"},
    )
    model = read_gguf(other).model
    assert (model.layers, model.family) != (36, "Qwen3")


def test_a_head_that_is_missing_is_tied_to_the_embedding(tmp_path: Path) -> None:
    tensors = [t for t in qwen3_tensors() if t[0] != "output.weight"]
    assert read_gguf(write(tmp_path / "m.gguf", "qwen3", QWEN3_8B, tensors)).model.tied


def test_latent_attention_and_experts_are_read(tmp_path: Path) -> None:
    keys = {
        "block_count": 62,
        "nextn_predict_layers": 1,
        "embedding_length": 7168,
        "feed_forward_length": 18432,
        "attention.head_count": 128,
        "attention.head_count_kv": 1,
        "attention.key_length": 576,
        "attention.value_length": 512,
        "attention.key_length_mla": 192,
        "attention.kv_lora_rank": 512,
        "rope.dimension_count": 64,
        "expert_count": 256,
        "expert_used_count": 8,
        "expert_shared_count": 1,
        "expert_feed_forward_length": 2048,
        "leading_dense_block_count": 3,
        "context_length": 163840,
    }
    experts = ("ffn_gate_exps", "ffn_up_exps", "ffn_down_exps")
    tensors: Tensors = [("token_embd.weight", (129280, 7168), Q4)]
    tensors += [(f"blk.{i}.{e}.weight", (256, 2048, 7168), Q4) for i in (3, 61) for e in experts]
    given = read_gguf(write(tmp_path / "m.gguf", "deepseek2", keys, tensors))
    model, known = given.model, read_model("DeepSeek-V3").model
    assert (model.layers, model.kv_lora, model.rope_dim) == (61, 512, 64)
    assert (model.experts, model.experts_per_token, model.moe_ffn) == (256, 8, 2048)
    assert (model.shared_experts, model.first_dense) == (1, 3)
    assert cache_bytes(model, 8192, 1, 2) == cache_bytes(known, 8192, 1, 2)
    # layer 61 predicts further tokens: in the file, not loaded
    held = 129280 * 7168 + 3 * 256 * 2048 * 7168
    assert model.params_b == pytest.approx(held / 1e9)
    assert model.active_b == pytest.approx((129280 * 7168 + 3 * 8 * 2048 * 7168) / 1e9)
    assert any("prediction" in said for said in given.assumptions)
    assert given.cautions == ()


def test_the_mix_is_named_by_what_most_of_it_is_where_the_file_does_not_say(tmp_path: Path) -> None:
    given = read_gguf(write(tmp_path / "m.gguf", "qwen3", QWEN3_8B, qwen3_tensors()))
    assert given.model.dtype == "q4_k_m"
    assert any("does not name its mix" in said for said in given.assumptions)
    named = read_gguf(write(tmp_path / "m-Q4_K_S.gguf", "qwen3", QWEN3_8B, qwen3_tensors()))
    assert named.model.dtype == "q4_k_s"


def test_another_precision_is_counted_from_the_parameters(tmp_path: Path) -> None:
    given = read_gguf(qwen3(tmp_path / "m.gguf"))
    need = need_of(read_workload(given.model, None, {"precision": "q8_0"}))
    assert need.peak.parts.weights == pytest.approx(8.19e9 * 8.5 / 8, rel=0.01)


def split(path: Path, parts: int) -> list[Path]:
    """The same file in parts, as `llama-gguf-split` names and marks them."""
    tensors, files = qwen3_tensors(), []
    for number in range(parts):
        file = path / f"big-{number + 1:05d}-of-{parts:05d}.gguf"
        marks = {"split.no": number, "split.count": parts}
        keys = QWEN3_8B if number == 0 else {}
        files.append(write(file, "qwen3", keys, tensors[number::parts], marks))
    return files


def test_a_split_file_is_read_with_all_its_parts_whichever_is_named(tmp_path: Path) -> None:
    files = split(tmp_path, 3)
    total = sum(size_of(shape, kind) for _, shape, kind in qwen3_tensors())
    assert read_gguf(files[0]).model.file_bytes == total
    assert read_gguf(files[2]).model.file_bytes == total


def test_a_missing_part_is_named(tmp_path: Path) -> None:
    files = split(tmp_path, 3)
    files[1].unlink()
    with pytest.raises(CannotEstimate, match=r"one of 3 parts.*: big-00002-of-00003\.gguf"):
        read_gguf(files[0])
    renamed = files[0].rename(tmp_path / "renamed.gguf")
    with pytest.raises(CannotEstimate, match="one of 3 parts"):
        read_gguf(renamed)


def test_a_download_that_has_not_ended_is_read_and_said(tmp_path: Path) -> None:
    path = write(tmp_path / "m.gguf", "qwen3", QWEN3_8B, qwen3_tensors(), is_whole=False)
    given = read_gguf(path)
    assert given.model.layers == 36
    assert any("cut short" in caution for caution in given.cautions)


def test_a_whole_file_has_nothing_to_be_cautious_about(tmp_path: Path) -> None:
    assert read_gguf(qwen3(tmp_path / "m.gguf")).cautions == ()


@pytest.mark.parametrize(
    ("arch", "general", "words"),
    [
        ("clip", {}, "vision projector"),
        ("llama", {"general.type": "adapter"}, "LoRA adapter"),
        ("unheard-of", {}, "unheard-of"),
    ],
)
def test_files_that_are_no_model_by_themselves_are_refused(
    tmp_path: Path, arch: str, general: dict[str, Any], words: str
) -> None:
    path = write(tmp_path / "m.gguf", arch, {}, [("a.weight", (32, 32), F16)], general)
    with pytest.raises(CannotEstimate, match=words):
        read_gguf(path)


def test_a_language_model_is_never_taken_for_a_pipeline_by_its_file_name(tmp_path: Path) -> None:
    path = write(tmp_path / "swan-14b-flux.gguf", "qwen3", QWEN3_8B, qwen3_tensors())
    assert read_gguf(path).model.kind == "llm"


def test_our_sizes_are_those_of_the_packages_reader(tmp_path: Path) -> None:
    from gguf import GGUFReader

    path = qwen3(tmp_path / "m.gguf")
    theirs = sum(int(tensor.n_bytes) for tensor in GGUFReader(path).tensors)
    assert read_gguf(path).model.file_bytes == theirs
    assert find_model("Qwen3-8B") is not None
