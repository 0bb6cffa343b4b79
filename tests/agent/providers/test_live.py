"""The plumbing against real providers: not run unless asked for (`-m live`, `-m live_local`), since it
reaches out, costs money or needs a server. What a model says is not judged; what we make of it is."""

import os
from collections.abc import Iterator

import pytest

from agent import Analyst
from agent.presets import presets
from agent.settings import Settings
from knowledge import Library

KEYED = [preset.name for preset in presets().values() if preset.key]
QUESTION = "With 100 million subscribers at $500 a year, what is the revenue?"


def _check(analyst: Analyst, name: str) -> None:
    """Streaming, a tool chosen, its result used, usage counted, no figure without a source."""
    events = list(analyst.stream(QUESTION))
    answer = events[-1].answer
    assert answer is not None and answer.text.strip()
    assert answer.model == name, answer.text
    assert "calculate_revenue" in [call.name for call in answer.tool_calls]
    assert [event.kind for event in events].count("token") >= 1
    assert answer.usage["calls"] >= 2 and answer.usage["total_tokens"] != 0
    assert all(f.origin != "unsupported" or "~~" in answer.text for f in answer.figures)


@pytest.mark.live
@pytest.mark.reaches_out
@pytest.mark.parametrize("name", KEYED)
def test_a_preset_answers(name: str, bundled: Library) -> None:
    if not presets()[name].is_ready:
        pytest.skip(f"needs {', '.join(presets()[name].missing())}")
    with Analyst(name, bundled, threads=":memory:") as analyst:
        _check(analyst, name)


@pytest.fixture(params=["native", "json"])
def local(request: pytest.FixtureRequest, bundled: Library) -> Iterator[Analyst]:
    """The server of LIVE_LOCAL_URL, asked with its own tools and with ours."""
    url, model = os.environ.get("LIVE_LOCAL_URL"), os.environ.get("LIVE_LOCAL_MODEL", "default")
    if not url:
        pytest.skip("needs LIVE_LOCAL_URL, for example http://127.0.0.1:8080/v1")
    settings = Settings(
        base_url=url,
        model_name=model,
        timeout_seconds=120,
        tools=request.param,
        context_tokens=8192,
    )
    with Analyst("openai-compatible", bundled, threads=":memory:", settings=settings) as analyst:
        yield analyst


@pytest.mark.live_local
def test_a_local_server_answers(local: Analyst) -> None:
    events = list(local.stream(QUESTION))
    answer = events[-1].answer
    assert answer is not None and answer.text.strip()
    assert answer.usage["calls"] >= 1
    assert answer.model in ("openai-compatible", "offline")
    assert all(f.origin != "unsupported" or "~~" in answer.text for f in answer.figures)
