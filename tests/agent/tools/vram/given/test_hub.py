"""The model host is played by a server of this machine (`host` in conftest)."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from agent.tools.vram import CannotEstimate, check_fit
from agent.tools.vram.given import NotInCatalogue, read_given
from agent.tools.vram.given.checkpoint import read_checkpoint
from agent.tools.vram.given.headers import read_header
from agent.tools.vram.given.hub import HubFiles, Repository, is_repository, repository_of

REPO = "acme/novel-8b"
_AS_THE_HUB_CLIENT = """
import json, sys
from huggingface_hub import HfApi
hub, (repo, shard) = HfApi(), sys.argv[1:]
header = hub.parse_safetensors_file_metadata(repo, shard)
files = [file.path for file in hub.list_repo_tree(repo, recursive=True)]
print(json.dumps({"files": files, "parameters": sum(header.parameter_count.values())}))
"""


def test_the_host_speaks_as_huggingface_hub_expects(host: Any, qwen3_8b: Path) -> None:
    pytest.importorskip("huggingface_hub")
    host.folder = qwen3_8b
    shard = "model-00002-of-00005.safetensors"
    # In a process of its own: it reads HF_ENDPOINT at import, which another test may have done.
    asked = subprocess.run(
        [sys.executable, "-c", _AS_THE_HUB_CLIENT, REPO, shard],
        env={**os.environ, "HF_ENDPOINT": host.address},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    theirs = json.loads(asked.stdout)
    with HubFiles(Repository(REPO)) as files:
        assert set(files.names()) == set(theirs["files"]) - {"somewhere"}
        mine = sum(tensor.values for tensor in read_header(files, shard))
    assert mine == theirs["parameters"]


def test_a_repository_is_read_as_the_same_folder_is(host: Any, qwen3_8b: Path) -> None:
    host.folder = qwen3_8b
    online, local = check_fit(REPO, "4090"), check_fit(str(qwen3_8b), "4090")
    assert online.required_gib == local.required_gib
    assert online.model == REPO
    assert online.verdict == check_fit("Qwen3-8B", "4090").verdict
    assert REPO in online.sources[0]


def test_only_configs_and_headers_travel(host: Any, qwen3_8b: Path) -> None:
    host.folder = qwen3_8b
    read_given(REPO)
    weights = [(path, asked) for path, asked, _ in host.asked if path.endswith(".safetensors")]
    assert len(weights) == 2 * 5
    assert all(asked for _, asked in weights)
    assert host.sent < 200_000


def test_a_pipeline_is_read_folder_by_folder(host: Any, flux: Path) -> None:
    host.folder = flux
    assert check_fit(REPO).required_gib == check_fit(str(flux)).required_gib


@pytest.mark.parametrize("lists", ["siblings", "nothing"])
@pytest.mark.parametrize("folder", ["qwen3_8b", "flux"])
def test_hosts_that_list_less_are_read_too(host: Any, request, lists: str, folder: str) -> None:
    host.folder, host.lists = request.getfixturevalue(folder), lists
    assert check_fit(REPO).required_gib == check_fit(str(host.folder)).required_gib


def test_a_list_of_names_alone_finds_files_of_any_name(host: Any) -> None:
    host.lists = "siblings"
    (host.folder / "model.safetensors").rename(host.folder / "weights.safetensors")
    given = read_given(REPO)
    assert given is not None
    assert given.model.file_bytes


def test_a_host_without_ranges_is_read_no_further_than_needed(host: Any) -> None:
    host.ranges = False
    given = read_given(REPO)
    assert given is not None
    assert (given.model.file_bytes or 0) > 1_000_000


def test_a_gguf_file_is_read_by_its_header(host: Any, tmp_path: Path) -> None:
    gguf = pytest.importorskip("gguf")
    float32 = pytest.importorskip("numpy").dtype("float32")
    host.folder = tmp_path / "gguf"
    host.folder.mkdir()
    local = host.folder / "novel-Q8_0.gguf"
    writer = gguf.GGUFWriter(local, "llama")
    for name, value in {
        "block_count": 1,
        "embedding_length": 256,
        "feed_forward_length": 512,
    }.items():
        writer.add_uint32(f"llama.{name}", value)
    writer.add_uint32("llama.attention.head_count", 4)
    writer.add_token_list([f"token {n}" for n in range(100_000)])
    kind = gguf.GGMLQuantizationType.Q8_0
    shape = (40000, 256)
    writer.add_tensor_info("token_embd.weight", shape, float32, 40000 * 272, kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    writer.close()
    header = local.stat().st_size
    with local.open("r+b") as file:
        file.truncate(header + 64 + 40000 * 272)
    for text in (REPO, f"{host.address}/{REPO}/blob/main/novel-Q8_0.gguf"):
        host.sent = 0
        online, here = read_given(text), read_given(str(local))
        assert online is not None and here is not None
        assert online.model.file_bytes == here.model.file_bytes == 40000 * 272
        assert online.cautions == here.cautions
        assert host.sent < header + 3 * 2**20
    (host.folder / "novel-Q4_K_M.gguf").write_bytes(b"GGUF")
    with pytest.raises(CannotEstimate, match="2 GGUF files"):
        read_given(REPO)


@pytest.mark.parametrize(
    "form", ["{}/acme/novel-8b", "{}/acme/novel-8b/tree/main", "{}/acme/novel-8b/blob/main/config.json",
             "https://huggingface.co/acme/novel-8b", "{}/models/acme/novel-8b"],
)  # fmt: skip
def test_an_address_is_read_from_the_named_host(host: Any, form: str) -> None:
    given = read_given(form.format(host.address))
    assert given is not None
    assert given.model.name == REPO
    assert host.asked


def test_what_the_catalogue_knows_is_not_asked_for(host: Any) -> None:
    report = check_fit("Qwen/Qwen3-8B", "4090")
    assert (report.model, host.asked) == ("Qwen3-8B", [])
    assert check_fit(f"{host.address}/Qwen/Qwen3-8B", "4090").model == "Qwen3-8B"
    assert host.asked == []
    with pytest.raises(CannotEstimate):  # asked for online, and this host does not have it
        check_fit("Qwen/Qwen3-8B", "4090", online=True)
    assert host.asked


def test_nothing_is_asked_for_where_nobody_asked(host: Any, monkeypatch) -> None:
    monkeypatch.delenv("HF_ENDPOINT")
    with pytest.raises(NotInCatalogue, match="not in the catalogue") as raised:
        check_fit(REPO)
    assert "HF_ENDPOINT" in raised.value.hint
    assert host.asked == []


@pytest.mark.parametrize("which", [None, "gpus"])
def test_the_chat_opens_no_path_and_asks_no_host(host: Any, which: str | None) -> None:
    from agent.tools.vram.tool import check_vram

    turn = SimpleNamespace(context=SimpleNamespace(language="en"))
    for text in (REPO, f"{host.address}/{REPO}", str(host.folder)):
        with pytest.raises(CannotEstimate, match="Unknown model"):
            check_vram.func(turn, model=text, which=which)  # pyright: ignore[reportAttributeAccessIssue]
    assert host.asked == []


def test_the_token_goes_to_the_named_host_and_not_where_it_redirects(
    host: Any, monkeypatch, capfd, caplog
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    elsewhere = type(host)(host.folder)
    weights = f"/{REPO}/resolve/main/model.safetensors"
    host.answer = lambda path: (
        (302, {"Location": f"{elsewhere.address}{path}"}, b"") if path == weights else None
    )
    caplog.set_level(0)
    given = read_given(REPO)
    elsewhere.close()
    assert given is not None
    assert {sent for _, _, sent in host.asked} == {"Bearer hf_secret"}
    assert {sent for _, _, sent in elsewhere.asked} == {None}
    out, err = capfd.readouterr()
    assert "hf_secret" not in out + err + caplog.text


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("http://169.254.169.254/latest/meta-data", "private network"),
        ("http://10.0.0.1/config.json", "private network"),
        ("file:///etc/passwd", "only http and https"),
        ("ftp://example.com/config.json", "only http and https"),
        ("/acme/novel-8b/resolve/main/config.json", "redirects without end"),
    ],
)
def test_redirects_lead_to_no_other_place(host: Any, target: str, said: str) -> None:
    host.answer = lambda path: (
        (302, {"Location": target}, b"") if path.endswith("config.json") else None
    )
    with pytest.raises(CannotEstimate, match=said):
        read_given(REPO)


@pytest.mark.parametrize(
    ("code", "body", "said"),
    [
        (401, b"", "asks for a login"),
        (403, b"", "asks for a login"),
        (404, b"", "no model"),
        (429, b"", "wait"),
        (500, b"", "answered 500"),
        (200, b"<!doctype html><html>", "web page"),
    ],
)
def test_what_the_host_refuses_is_a_sentence(host: Any, code: int, body: bytes, said: str) -> None:
    host.answer = lambda path: (code, {"Content-Type": "text/html"}, body)
    with pytest.raises(CannotEstimate, match=said) as raised:
        read_given(REPO)
    assert raised.value.hint
    assert "\n" not in str(raised.value)


def test_pages_instead_of_files_are_refused(host: Any) -> None:
    for name in ("config.json", "model.safetensors"):
        host.answer = lambda path, name=name: (
            (200, {}, b"<html>log in</html>") if path.endswith(name) else None
        )
        with pytest.raises(CannotEstimate, match="web page"):
            read_given(REPO)


def test_a_host_that_says_nothing_is_given_up(host: Any) -> None:
    free = threading.Event()
    host.answer = lambda path: (free.wait(20), None)[1]
    late = pytest.raises(CannotEstimate, match="does not answer in time")
    with HubFiles(Repository(REPO), timeout_seconds=0.2) as files, late:
        read_checkpoint(files, REPO)
    free.set()


def test_a_host_that_is_not_there_is_named(host: Any, monkeypatch) -> None:
    host.close()
    with pytest.raises(CannotEstimate, match=r"127\.0\.0\.1.*cannot be reached"):
        read_given(REPO)
    monkeypatch.setenv("HF_ENDPOINT", "not an address")
    with pytest.raises(CannotEstimate, match="HF_ENDPOINT"):
        read_given(REPO)


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("acme/novel-8b", True),
        ("a/b.c_d", True),
        ("acme", False),
        ("a/b/c", False),
        ("../etc", False),
        ("a/..", False),
        ("a b/c", False),
        ("-a/b", False),
    ],
)
def test_the_form_of_a_repository(text: str, yes: bool) -> None:
    assert is_repository(text) is yes


@pytest.mark.parametrize(
    "address", ["http://10.0.0.1/acme/novel", "https://example.com/acme/novel", "file:///acme/novel",
                "https://huggingface.co/acme", "https://huggingface.co/../../x"],
)  # fmt: skip
def test_other_addresses_are_refused(address: str, monkeypatch) -> None:
    monkeypatch.delenv("HF_ENDPOINT", raising=False)
    with pytest.raises(CannotEstimate):
        repository_of(address)
