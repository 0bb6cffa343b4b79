"""Presets: what is set up, and the sentence where something is missing."""

import pytest

from agent.models import UnknownModel, build_model, presets
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
