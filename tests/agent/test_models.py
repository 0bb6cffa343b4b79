"""Presets: what is set up, and the sentence where something is missing."""

import pytest

from agent.models import UnknownModel, build_model, build_provider, offered_models, presets
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
        ("deepsek", "Did you mean 'deepseek'"),
        ("dashscop", "Did you mean 'dashscope'"),
        ("openia:gpt-5", "did you mean 'openai:gpt-5'"),
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


@pytest.mark.parametrize(
    "name", ["DeepSeek", " deepseek ", "Qwen", "OpenAI_Compatible", "llama_cpp"]
)
def test_capitals_blanks_and_underscores_do_not_matter(name: str) -> None:
    from agent.presets import find_preset

    assert find_preset(name) is not None


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("127.0.0.1:8000/v1", "http://127.0.0.1:8000/v1"),
        ("localhost:8000/v1/", "http://localhost:8000/v1"),
        ("gateway:8000", "http://gateway:8000"),
        ("api.example.com/v1", "https://api.example.com/v1"),
        (" https://api.example.com/v1// ", "https://api.example.com/v1"),
        ('"https://api.example.com/v1"', "https://api.example.com/v1"),
        ("https://api.example.com/v1/chat/completions", "https://api.example.com/v1"),
    ],
)
def test_an_address_is_taken_as_it_was_meant(given: str, address: str) -> None:
    provider = build_provider("openai-compatible", Settings(base_url=given, model_name="m"))
    assert str(getattr(provider.model, "openai_api_base", "")) == address


@pytest.mark.parametrize("given", ["sk-0123456789 ", '"sk-0123456789"', "sk-0123456789\r\n"])
def test_a_key_is_taken_without_what_was_copied_along(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEEPSEEK_API_KEY", given)
    model = build_model("deepseek", Settings())
    assert model.openai_api_key.get_secret_value() == "sk-0123456789"  # type: ignore[attr-defined]


@pytest.mark.parametrize("given", ["sk-0123 456789", "sk-密钥0123456789", "sk-0123\nsk-4567"])
def test_a_key_that_cannot_be_one_is_told_without_showing_it(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEEPSEEK_API_KEY", given)
    with pytest.raises(UnknownModel, match="DEEPSEEK_API_KEY holds a blank or a sign") as told:
        build_model("deepseek", Settings())
    assert "0123" not in str(told.value)


def test_an_alias_is_its_preset() -> None:
    from agent.presets import find_preset

    assert find_preset("qwen") is presets()["alibaba"] and find_preset("nobody") is None


def test_another_model_id_has_no_known_price(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPSEEK_API_KEY", "k")
    assert build_provider("deepseek", Settings()).price is not None
    other = build_provider("deepseek", Settings(model_name="deepseek-other"))
    assert other.price is None and other.name == "deepseek"


def test_the_models_to_offer_are_read_by_any_of_their_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert offered_models(Settings.read()) is None
    monkeypatch.setenv("VENDORSCOPE_MODELS", " Offline, qwen，openai:gpt-5-mini,")
    assert offered_models(Settings.read()) == ("offline", "alibaba", "openai:gpt-5-mini")


def test_a_model_to_offer_that_is_none_is_refused() -> None:
    with pytest.raises(UnknownModel, match="Did you mean 'deepseek'"):
        offered_models(Settings(models=("deepsek",)))
