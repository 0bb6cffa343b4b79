"""An entailment model by name, with a tiny one made on the spot: its weights are chance, so what is
tested is the way from a name to a finding."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from agent import Analyst
from agent.middleware.grounding.entailment import CannotJudge, Entailment
from agent.settings import Settings
from knowledge import Library

EVIDENCE = [{"id": 1, "text": "ChatGPT Plus costs $20 a month."}]
ANSWER = "ChatGPT Plus costs $20 a month [1]. It is cheap."


def made(folder: Path, labels: dict[int, str], certain_of: int) -> Path:
    """A model of one layer that gives every pair the same label."""
    torch = pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "plus", "costs", "month"]
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(words), "utf-8")
    config = transformers.BertConfig(
        vocab_size=len(words), hidden_size=8, num_hidden_layers=1, num_attention_heads=1,
        intermediate_size=8, id2label=labels, label2id={v: k for k, v in labels.items()},
    )  # fmt: skip
    model = transformers.BertForSequenceClassification(config)
    with torch.no_grad():
        model.classifier.weight.zero_()
        model.classifier.bias.copy_(torch.tensor([9.0 * (i == certain_of) for i in labels]))
    model.save_pretrained(folder)
    transformers.BertTokenizerFast(vocab_file=str(folder / "vocab.txt")).save_pretrained(folder)
    return folder


NLI = {0: "contradiction", 1: "entailment", 2: "neutral"}


@pytest.fixture(scope="module")
def contradicting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("nli") / "model", NLI, 0)


def test_a_sentence_that_the_model_calls_a_contradiction_is_a_finding(contradicting: Path) -> None:
    found = Entailment(str(contradicting)).findings(ANSWER, EVIDENCE)
    assert [f.kind for f in found][:1] == ["contradiction"]
    assert ANSWER[found[0].span_start : found[0].span_end].startswith("ChatGPT Plus costs")
    assert str(contradicting) in found[0].reason


def test_what_it_calls_neutral_is_none(tmp_path: Path) -> None:
    folder = made(tmp_path / "model", {0: "entailment", 1: "neutral", 2: "CONTRADICTION"}, 1)
    assert Entailment(str(folder)).findings(ANSWER, EVIDENCE) == []


def test_without_citation_nothing_is_judged(contradicting: Path) -> None:
    assert Entailment(str(contradicting)).findings("It costs $20.", EVIDENCE) == []


def test_a_model_that_cannot_be_loaded_or_does_not_judge_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotJudge, match="nowhere.*cannot be loaded; give the id"):
        Entailment(str(tmp_path / "nowhere"))
    folder = made(tmp_path / "stars", {0: "one star", 1: "five stars"}, 0)
    with pytest.raises(CannotJudge, match="labels are one star, five stars"):
        Entailment(str(folder))


@pytest.mark.parametrize(("name", "said"), [("model", "not borne out"), ("no", "cannot be lo")])
def test_an_analyst_uses_the_one_that_its_settings_name(
    provider: Any, bundled: Library, contradicting: Path, name: str, said: str
) -> None:
    chosen = str(contradicting.with_name(name))
    search = [("search_knowledge", {"query": "WeKnora licence"})]
    provider.script = [search, *["WeKnora is under the MIT licence [1]."] * 2]
    settings = Settings(base_url=provider.url, model_name="m", api_key="k", entailment=chosen)
    with Analyst("openai-compatible", bundled, threads=":memory:", settings=settings) as analyst:
        assert said in analyst.ask("WeKnora's MIT licence?").text


def test_nothing_is_imported_without_a_name() -> None:
    code = (
        "import sys; from agent.middleware.grounding.entailment import Judge;"
        "print(Judge(None).findings('a [1]', []), 'torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "([], '') False"
