"""Headers written with the `gguf` package, and bytes that are none."""

from pathlib import Path

import numpy as np
import pytest
from gguf import GGUFEndian, GGUFWriter

from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.given.gguf.header import read_header

ENDIANS = [GGUFEndian.LITTLE, GGUFEndian.BIG]


def write(path: Path, endian: GGUFEndian = GGUFEndian.LITTLE) -> Path:
    writer = GGUFWriter(path, "llama", endianess=endian)
    writer.add_block_count(2)
    writer.add_name("a small one")
    writer.add_array("llama.attention.head_count_kv", [8, 0])
    writer.add_token_list([f"token {i}" for i in range(500)])
    writer.add_tensor("token_embd.weight", np.zeros((32, 64), dtype=np.float32))
    writer.add_tensor("blk.0.ffn_up.weight", np.zeros((16, 64), dtype=np.float16))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


@pytest.mark.parametrize("endian", ENDIANS, ids=["little", "big"])
def test_keys_and_tensors_are_read_in_both_byte_orders(tmp_path: Path, endian: GGUFEndian) -> None:
    header = read_header(write(tmp_path / "m.gguf", endian))
    assert header.values["general.name"] == "a small one"
    assert header.values["llama.block_count"] == 2
    assert header.values["llama.attention.head_count_kv"] == [8, 0]
    assert header.lengths["tokenizer.ggml.tokens"] == 500
    assert [(t.name, t.type, t.elements, t.size) for t in header.tensors] == [
        ("token_embd.weight", "F32", 2048, 8192),
        ("blk.0.ffn_up.weight", "F16", 1024, 2048),
    ]
    assert header.missing == 0


def test_the_bytes_that_a_file_lacks_are_counted(tmp_path: Path) -> None:
    path = write(tmp_path / "m.gguf")
    path.write_bytes(path.read_bytes()[:-3000])
    assert read_header(path).missing == pytest.approx(3000, abs=32)


@pytest.mark.parametrize("kept", [3, 10, 23, 40, 1000, 5000])
def test_a_header_that_is_cut_is_refused(tmp_path: Path, kept: int) -> None:
    path = write(tmp_path / "m.gguf")
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(CannotEstimate, match=r"m\.gguf"):
        read_header(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html>not found</html>", "no GGUF file"),
        (b"GGUF\x01\x00\x00\x00" + bytes(40), "version 1"),
        (b"GGUF\x03\x00\x00\x00" + b"\xff" * 40, "damaged"),
    ],
)
def test_what_is_no_gguf_file_gets_one_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "x.gguf"
    path.write_bytes(content)
    with pytest.raises(CannotEstimate, match=words):
        read_header(path)


def test_a_length_past_the_end_is_refused_at_once(tmp_path: Path) -> None:
    # one key whose name claims to be 2^62 bytes long
    path = tmp_path / "x.gguf"
    path.write_bytes(b"GGUF\x03\0\0\0" + bytes(8) + b"\x01" + bytes(7) + bytes(7) + b"\x40")
    with pytest.raises(CannotEstimate, match="ends inside its header"):
        read_header(path)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotEstimate, match="cannot be read"):
        read_header(tmp_path / "none.gguf")


def test_a_type_of_a_fork_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "m.gguf")
    data = path.read_bytes()
    # the tensor's type stands behind its name, the number of its dimensions and two lengths
    at = data.index(b"blk.0.ffn_up.weight") + len(b"blk.0.ffn_up.weight") + 4 + 16
    path.write_bytes(data[:at] + (137).to_bytes(4, "little") + data[at + 4 :])
    with pytest.raises(CannotEstimate, match="ggml type 137"):
        read_header(path)
