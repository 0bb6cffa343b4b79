import json
from pathlib import Path

import numpy as np
import pytest

from knowledge import CannotRead, Library
from knowledge.embedding.embed import choose_embedder
from knowledge.retrieval.rerank import Reranker

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "zebra", "stripes", "lion", "mane", "."]


def _tiny(folder: Path, **more: int) -> Path:
    """A model of random weights, made here: what it says means nothing, but it loads and runs."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    torch.manual_seed(0)
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(WORDS))
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
    config = BertConfig(vocab_size=len(WORDS), intermediate_size=16, **sizes, **more)
    BertForSequenceClassification(config).save_pretrained(folder)
    BertTokenizerFast(vocab_file=str(folder / "vocab.txt")).save_pretrained(folder)
    return folder


def test_the_named_reranker_puts_passages_in_order(library, write, tmp_path, monkeypatch):
    folder = _tiny(tmp_path / "reranker", num_labels=1)
    rows = [{"text": text} for text in ("Zebra stripes.", "Lion mane.", "Zebra.", "Stripes mane.")]
    library.ingest(write("animals.jsonl", rows))
    plain = library.search("zebra stripes", k=4)
    monkeypatch.setenv("VENDORSCOPE_RERANKER", str(folder))
    ranked = library.search("zebra stripes", k=4)
    scored = Reranker(str(folder)).scores("zebra stripes", [f"{p.title}\n{p.text}" for p in ranked])
    assert sorted(p.text for p in ranked) == sorted(p.text for p in plain)
    assert [p.score for p in ranked] == sorted((p.score for p in ranked), reverse=True)
    assert len(scored) == 4


def test_a_reranker_decides_the_order(library, write, monkeypatch):
    class Longest:
        def scores(self, query: str, texts: list[str]) -> np.ndarray:
            return np.array([float(len(text)) for text in texts])

    rows = [{"text": "Zebra " + "very " * n + "striped."} for n in (1, 9, 4)]
    library.ingest(write("animals.jsonl", rows))
    monkeypatch.setattr("knowledge.retrieval.rerank.chosen", Longest)
    lengths = [len(p.text) for p in library.search("zebra", k=3)]
    assert lengths == sorted(lengths, reverse=True)


def test_a_model_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CannotRead, match="cannot be loaded"):
        Reranker(str(tmp_path / "none")).scores("q", ["t"])


def test_the_named_embedder_is_used_and_kept_apart(write, tmp_path, monkeypatch):
    folder = _tiny(tmp_path / "embedder")
    monkeypatch.setenv("VENDORSCOPE_EMBEDDER", str(folder))
    assert choose_embedder().name == str(folder)
    library = Library.open(tmp_path / "library")
    library.ingest(write("animals.jsonl", [{"text": "Zebra stripes."}, {"text": "Lion mane."}]))
    assert library.search("zebra stripes")[0].text == "Zebra stripes."
    pointer = json.loads((tmp_path / "library/library.json").read_text())
    assert (pointer["model"], pointer["dimension"]) == (str(folder), 16)
    monkeypatch.delenv("VENDORSCOPE_EMBEDDER")
    with pytest.raises(CannotRead, match="was made with the embedding model"):
        Library.open(tmp_path / "library")
