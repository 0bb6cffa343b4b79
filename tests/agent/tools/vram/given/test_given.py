import json
from pathlib import Path

import pytest

from agent.tools.vram import CannotEstimate, check_fit, check_rows, which_gpus
from agent.tools.vram.given import NotInCatalogue, read_given


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HF_ENDPOINT", raising=False)


@pytest.mark.parametrize(
    "text", ["Qwen3-8B", "hunyun video", "混元视频", "70B", "nothing-known", " "]
)
def test_names_are_for_the_catalogue(text: str) -> None:
    assert read_given(text) is None


def test_a_known_repository_is_answered_by_the_catalogue() -> None:
    assert read_given("Qwen/Qwen3-8B") is None
    assert check_fit("Qwen/Qwen3-8B-AWQ").request["precision"] == "awq"
    address = check_fit("https://huggingface.co/Qwen/Qwen3-32B-AWQ")
    assert (address.model, address.request["precision"]) == ("Qwen3-32B", "awq")


def test_an_unknown_repository_says_how_it_can_be_read() -> None:
    for text in ("acme/novel-8b", "https://huggingface.co/acme/novel-8b"):
        with pytest.raises(NotInCatalogue, match="'acme/novel-8b' is not in the catalogue"):
            read_given(text)


def test_a_folder_beside_does_not_hide_a_model_of_the_catalogue(
    qwen3_8b: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(qwen3_8b.parent)
    qwen3_8b.rename("Qwen3-8B")
    assert read_given("Qwen3-8B") is None
    for text in ("./Qwen3-8B", "Qwen3-8B/", "Qwen3-8B/config.json"):
        given = read_given(text)
        assert given is not None
        assert given.model.file_bytes
    Path("Qwen3-8B").rename("my-finetune")
    assert read_given("my-finetune").model.name == "my-finetune"


def test_a_folder_that_is_no_model_does_not_hide_a_name(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "70B").mkdir()
    monkeypatch.chdir(tmp_path)
    assert read_given("70B") is None
    with pytest.raises(CannotEstimate, match="neither config"):
        read_given("./70B")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/nowhere/model", "There is no file or folder"),
        ("./nowhere", "There is no file or folder"),
        ("~/nowhere-at-all", "There is no file or folder"),
        ("nowhere.gguf", "There is no file or folder"),
        ("flow.json", "There is no file or folder"),
        ("weights.safetensors", "does not say of which model"),
        ("notes.txt", "no model file"),
        ("ftp://host/acme/x", "no http or https"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(tmp_path: Path, monkeypatch, text: str, said) -> None:
    monkeypatch.chdir(tmp_path)
    Path("weights.safetensors").write_bytes(b"")
    Path("notes.txt").write_text("Qwen3-8B", "utf-8")
    with pytest.raises(CannotEstimate, match=said):
        check_fit("./notes.txt" if text == "notes.txt" else text)


def test_paths_no_system_has_are_names(tmp_path: Path) -> None:
    for text in ("a\0b", "x" * 5000):
        with pytest.raises(CannotEstimate, match="Unknown model"):
            check_fit(text)


def test_every_door_reads_a_folder(qwen3_8b: Path) -> None:
    rows = list(check_rows([{"id": 1, "model": str(qwen3_8b), "gpu": "4090", "context": 4096}]))
    assert rows[0]["required_gib"] == check_fit(str(qwen3_8b), context=4096).required_gib
    assert json.dumps(rows)
    assert which_gpus(str(qwen3_8b)) == [
        row | {"required_gib": pytest.approx(row["required_gib"], abs=0.02)}
        for row in which_gpus("Qwen3-8B")
    ]


def test_a_card_that_is_too_small_gets_the_same_options(qwen3_8b: Path) -> None:
    mine, known = check_fit(str(qwen3_8b), "3060"), check_fit("Qwen3-8B", "3060")
    assert [row["change"] for row in mine.options] == [row["change"] for row in known.options]
    assert any("not in the catalogue" not in text for text in mine.sources)


def test_online_needs_a_repository() -> None:
    with pytest.raises(CannotEstimate, match="its repository is needed"):
        check_fit("Qwen3-8B", online=True)


def test_a_folder_of_one_gguf_file_is_that_file(tmp_path: Path) -> None:
    for name in ("a-Q4_K_M.gguf", "b-Q8_0.gguf"):
        (tmp_path / name).write_bytes(b"GGUF")
    with pytest.raises(CannotEstimate, match="several models"):
        read_given(str(tmp_path))
    (tmp_path / "b-Q8_0.gguf").unlink()
    with pytest.raises(CannotEstimate, match=r"a-Q4_K_M\.gguf"):
        read_given(str(tmp_path))
