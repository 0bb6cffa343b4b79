"""The published models, as packages bring them."""

from importlib import metadata
from pathlib import Path

import pytest

from knowledge import places
from knowledge.document import CannotRead
from knowledge.embedding import bases
from knowledge.embedding.bases import MINILM, MPNET


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("VENDORSCOPE_CACHE", str(tmp_path))
    assert places.cache() == tmp_path
    return tmp_path


def test_the_large_one_is_put_together_and_removed(cache: Path) -> None:
    with MPNET.weights() as folder:
        assert {file.name for file in folder.iterdir()} == {
            "config.json",
            "model.safetensors",
            "tokenizer.json",
        }
        assert (folder / "model.safetensors").stat().st_size == 437_971_872
    assert not folder.exists()
    assert [file for file in cache.rglob("*") if file.is_file()] == []


def test_the_small_one_lies_in_its_package() -> None:
    with MINILM.weights() as folder:
        assert (folder / "tokenizer.json").is_file()
    assert folder.exists()


def test_a_missing_package_is_named_with_what_to_do(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> metadata.Distribution:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(bases.metadata, "distribution", missing)
    with (
        pytest.raises(CannotRead, match="part-001 is not installed. Run make setup"),
        MPNET.weights(),
    ):
        pass


@pytest.mark.parametrize("text", [b"no zip file", b""])
def test_pieces_that_make_no_model_are_told(
    cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: bytes
) -> None:
    broken = tmp_path / "piece"
    broken.write_bytes(text)
    monkeypatch.setattr(bases, "_piece", lambda package, n: broken)
    with pytest.raises(CannotRead, match="hold no whole model"), MPNET.weights():
        pass


def test_what_goes_wrong_with_the_model_is_no_fault_of_the_packages(cache: Path) -> None:
    with pytest.raises(KeyError, match="layer"), MINILM.weights():
        raise KeyError("layer")
