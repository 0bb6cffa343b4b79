"""What `vendorscope doctor` says of an installation."""

from pathlib import Path

import pytest

from knowledge.embedding import graph
from knowledge.embedding.adapted import Adapted
from knowledge.embedding.amount_parts import PARTS
from knowledge.embedding.cross_encoder import ANSWERS, ANSWERS_CLOSELY
from knowledge.embedding.question_parts import QUESTION_PARTS
from ui import doctor
from ui.doctor import Check


@pytest.fixture(autouse=True)
def fresh_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("VENDORSCOPE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VENDORSCOPE_CACHE", str(tmp_path / "cache"))
    return tmp_path


def _check(name: str) -> Check:
    return next(check for check in doctor.run_checks() if check.name == name)


def test_an_installation_without_keys_or_tokens_has_no_problem() -> None:
    checks = doctor.run_checks()
    assert [check for check in checks if check.state == "problem"] == []
    assert doctor.is_ok(checks)


def test_what_is_not_well_says_what_to_do() -> None:
    silent = [check for check in doctor.run_checks() if check.state != "ok" and not check.advice]
    assert silent == []


@pytest.mark.parametrize(
    "name", ["ONNX graph", "cross-encoder", "close reader", "amount tagger", "question tagger"]
)
def test_an_empty_cache_is_missing_with_the_command_that_fills_it(name: str) -> None:
    check = _check(name)
    assert check.state == "missing"
    assert "make setup" in (check.advice or "")


@pytest.mark.parametrize(
    "model", [ANSWERS, ANSWERS_CLOSELY, PARTS, QUESTION_PARTS], ids=lambda model: model.called
)
def test_a_broken_graph_is_a_problem_and_says_what_to_delete(model: Adapted) -> None:
    model.folder().mkdir(parents=True)
    for name in (graph.GRAPH, graph.TOKENIZER):
        (model.folder() / name).write_text("{}")
    check = _check(model.called)
    assert check.state == "problem"
    assert str(model.folder()) in (check.advice or "")


def test_a_folder_that_cannot_be_written_to_is_a_problem_and_names_its_variable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.touch()
    monkeypatch.setenv("VENDORSCOPE_HOME", str(file / "home"))
    home = _check("your data")
    assert home.state == "problem"
    assert "VENDORSCOPE_HOME" in (home.advice or "")


def test_looking_makes_no_folder(tmp_path: Path) -> None:
    doctor.run_checks()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("setting", ["EMBEDDER", "RERANKER", "ENTAILMENT"])
def test_a_model_that_a_setting_names_is_a_problem_until_it_is_on_this_machine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, setting: str
) -> None:
    variable = f"VENDORSCOPE_{setting}"
    monkeypatch.setenv(variable, "nosuch")
    named = _check(setting.lower())
    assert named.state == "problem"
    assert variable in (named.advice or "")
    monkeypatch.setenv(variable, str(tmp_path))
    assert _check(setting.lower()).state == "ok"


def test_an_unknown_preset_is_a_problem_and_the_known_ones_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VENDORSCOPE_MODEL", "gpt-nonsense")
    model = _check("model")
    assert model.state == "problem"
    assert "openai-compatible" in (model.advice or "")


def test_a_preset_without_its_key_is_a_problem_and_the_variable_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VENDORSCOPE_MODEL", "openai")
    assert _check("model").state == "problem"
    assert "OPENAI_API_KEY" in _check("model").detail


def test_another_name_of_a_preset_is_known_with_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VENDORSCOPE_MODEL", "claude")
    assert _check("model").state == "problem" and "ANTHROPIC_API_KEY" in _check("model").detail
    monkeypatch.setenv("ANTHROPIC_API_KEY", "k")
    assert _check("model").state == "ok"


@pytest.mark.parametrize("variable", ["VENDORSCOPE_MODEL", "VENDORSCOPE_FALLBACK"])
@pytest.mark.parametrize(
    ("pair", "says"),
    [
        ("provider:nonsense", "'provider' is not one we can set up"),
        ("opena1:gpt-5", "did you mean 'openai:gpt-5'"),
        ("openai:", "Unknown model 'openai:'"),
        ("openai:gpt-5", "is its key set?"),
    ],
)
def test_a_provider_and_model_that_cannot_be_asked_are_a_problem(
    variable: str, pair: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, pair)
    check = _check("model" if variable == "VENDORSCOPE_MODEL" else "fallback")
    assert check.state == "problem" and says in check.detail
    assert variable in (check.advice or "")


def test_a_provider_and_model_that_can_be_asked_are_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VENDORSCOPE_MODEL", "openai:gpt-5")
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    assert _check("model").state == "ok"


def test_the_models_of_the_web_chat_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VENDORSCOPE_MODELS", "offline, deepseek")
    assert _check("web chat").detail == "offers offline, deepseek"
    monkeypatch.setenv("VENDORSCOPE_MODELS", "offline,deepsek")
    assert _check("web chat").state == "problem"
    assert "Did you mean 'deepseek'" in _check("web chat").detail


def test_a_setting_that_cannot_be_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VENDORSCOPE_TIMEOUT", "soon")
    assert "VENDORSCOPE_TIMEOUT is 'soon'" in _check("settings").detail


def test_keys_and_tokens_are_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VENDORSCOPE_MODEL", "openai")
    for name in ("OPENAI_API_KEY", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.setenv(name, "very-secret")
    checks = doctor.run_checks()
    assert _check("model").state == "ok"
    assert _check("Slack").state == "ok"
    assert "very-secret" not in doctor.to_text(checks) + str(doctor.to_dict(checks))


def test_half_of_the_slack_tokens_is_a_problem_and_none_is_a_choice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert _check("Slack").state == "missing"
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    slack = _check("Slack")
    assert slack.state == "problem"
    assert "SLACK_APP_TOKEN or SLACK_SIGNING_SECRET" in slack.detail


def test_an_extra_that_is_left_out_comes_with_its_install_command() -> None:
    left_out = [check for check in doctor.run_checks() if check.name.startswith("extra ")]
    assert left_out
    assert all(check.state == "ok" or "pip install" in (check.advice or "") for check in left_out)


@pytest.mark.parametrize(
    ("version", "bounds", "older"),
    [
        ("1.9.1", ">=1.10", True),
        ("2.13.0+cpu", ">=2.8", False),
        ("20260107", ">=5.0", False),
        ("6.31.0", ">=6.0,<7", False),
        ("0.9", "", False),
    ],
)
def test_versions_are_compared_as_numbers(version: str, bounds: str, older: bool) -> None:
    assert doctor._is_older(version, bounds) is older
