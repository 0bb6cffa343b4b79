"""Presets: what is set up, and the sentence where something is missing."""

import pytest

from agent.models import UnknownModel, build_model, build_provider, presets
from agent.settings import Settings


def test_offline_is_a_preset_like_any_other() -> None:
    assert "offline" in presets() and presets()["offline"].is_ready


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("opnai", "Did you mean 'openai'"),
        ("openai", "OPENAI_API_KEY"),
        ("openai-compatible", "VENDORSCOPE_BASE_URL"),
        ("nobody:model", "nobody"),
        ("provider:", "provider:model"),
    ],
)
def test_what_is_missing_is_named(name: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(UnknownModel, match=says):
        build_model(name, Settings())


def test_a_key_is_not_printed() -> None:
    assert "secret" not in repr(Settings(api_key="secret"))


@pytest.mark.parametrize("given", ["soon", "-1", "0", "nan"])
def test_a_timeout_that_is_no_number_of_seconds_is_refused(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VENDORSCOPE_TIMEOUT", given)
    with pytest.raises(ValueError, match="VENDORSCOPE_TIMEOUT"):
        Settings.read()


@pytest.mark.parametrize(
    ("variable", "given"),
    [
        ("VENDORSCOPE_TOOLS", "xml"),
        ("VENDORSCOPE_CONTEXT", "8K"),
        ("VENDORSCOPE_CONTEXT", "512"),
        ("VENDORSCOPE_COST_BUDGET", "cheap"),
        ("VENDORSCOPE_COST_BUDGET", "0"),
        ("VENDORSCOPE_TIME_BUDGET", "long"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_by_its_name(
    variable: str, given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, given)
    with pytest.raises(ValueError, match=variable):
        Settings.read()


def test_every_preset_says_where_it_was_read_and_its_price_has_a_day() -> None:
    for preset in presets().values():
        if preset.name not in ("offline", "openai-compatible"):
            assert preset.as_of and preset.source and preset.model
        if preset.price is not None:
            assert preset.price.currency in ("USD", "CNY") and preset.price.as_of != "unchecked"


def test_an_alias_is_its_preset() -> None:
    from agent.presets import find_preset

    assert find_preset("qwen") is presets()["alibaba"] and find_preset("nobody") is None


def test_another_model_id_has_no_known_price(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPSEEK_API_KEY", "k")
    assert build_provider("deepseek", Settings()).price is not None
    other = build_provider("deepseek", Settings(model_name="deepseek-other"))
    assert other.price is None and other.name == "deepseek"
