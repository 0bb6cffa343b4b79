"""The door: answers, streams, threads, many callers at once, other models, documents learned."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from agent import Analyst, Answer
from agent.settings import Settings
from knowledge import Library


def settings_for(provider: Any, **options: Any) -> Settings:
    return Settings(base_url=provider.url, model_name="m", api_key="k", **options)


def test_a_sum_is_exact_and_its_figures_have_an_origin(analyst: Analyst) -> None:
    answer = analyst.ask("With 100 million subscribers at $500 a year, what is the revenue?")
    assert "$50 billion" in answer.text
    assert [call.name for call in answer.tool_calls].count("calculate_revenue") == 1
    assert answer.figures and all(f.origin != "unsupported" for f in answer.figures)
    assert answer.model == "offline" and answer.language == "en" and not answer.abstained


def test_every_citation_is_the_exact_span_of_its_document(
    analyst: Analyst, bundled: Library
) -> None:
    answer = analyst.ask("Under which licence is Qwen-Image released?")
    assert answer.citations
    for citation in answer.citations:
        text = bundled.text(citation.document_id)
        assert text[citation.char_start : citation.char_end] == citation.quote
        assert f"[{citation.n}]" in answer.text


def test_joined_tokens_are_the_answer_and_steps_come_in_pairs(analyst: Analyst) -> None:
    events = list(analyst.stream("Can my 3060 run HunyuanVideo at 720p?"))
    answer = events[-1].answer
    assert answer is not None
    assert "".join(e.text for e in events if e.kind == "token") == answer.text
    started = [e.id for e in events if e.kind == "step" and e.result is None]
    ended = [e.id for e in events if e.kind == "step" and e.result is not None]
    assert sorted(started) == sorted(ended) and len(set(started)) == len(started)
    first_token = next(i for i, e in enumerate(events) if e.kind == "token")
    assert all(e.kind != "step" for e in events[first_token:])


@pytest.mark.parametrize("question", ["", "   ", "\n"])
def test_an_empty_question_is_refused(analyst: Analyst, question: str) -> None:
    with pytest.raises(ValueError, match="empty"):
        analyst.ask(question)


def test_a_question_of_a_megabyte_is_refused_at_once(analyst: Analyst) -> None:
    with pytest.raises(ValueError, match="characters"):
        analyst.ask("why " * 262_144)


@pytest.mark.parametrize("thread", ["", "  ", 7])
def test_a_thread_that_is_no_text_is_refused(analyst: Analyst, thread: Any) -> None:
    with pytest.raises(ValueError, match="thread"):
        analyst.ask("What is IMA?", thread=thread)


def test_a_follow_up_changes_one_thing_also_after_a_restart(
    bundled: Library, tmp_path: Path
) -> None:
    question = "With 100 million subscribers at $500 a year, what is the revenue?"
    with Analyst(library=bundled, threads=tmp_path) as first:
        first.ask(question, thread="t")
    with Analyst(library=bundled, threads=tmp_path) as again:
        assert "$500 billion" in again.ask("And with 1 billion?", thread="t").text
        assert [m.text for m in again.history("t") if m.role == "user"][0] == question


def test_questions_without_a_thread_stand_alone(analyst: Analyst) -> None:
    one = analyst.ask("What is WeKnora?")
    other = analyst.ask("And with 1 billion?")
    assert one.thread != other.thread
    assert "calculate_revenue" not in [call.name for call in other.tool_calls]


def test_twenty_threads_and_twenty_tasks_get_each_their_own_answer(analyst: Analyst) -> None:
    def question(i: int) -> str:
        return f"With {i} million subscribers at $500 a year, what is the revenue?"

    async def tasks() -> list[Answer]:
        return await asyncio.gather(*(analyst.aask(question(i)) for i in range(21, 41)))

    with ThreadPoolExecutor(21) as pool:
        loop = pool.submit(asyncio.run, tasks())
        answers = list(pool.map(lambda i: analyst.ask(question(i)), range(1, 21)))
        answers += loop.result()
    for i, answer in enumerate(answers, 1):
        sums = [c for c in answer.tool_calls if c.name == "calculate_revenue"]
        total = sums[0].result["total"]
        assert total == str(i * 500_000_000), answer.text
    assert len({a.thread for a in answers}) == 40


def test_one_analyst_serves_several_event_loops(analyst: Analyst) -> None:
    for _ in range(2):
        answer = asyncio.run(analyst.aask("What is WeKnora?"))
        assert answer.citations


def test_an_asynchronous_stream_ends_with_its_answer(analyst: Analyst) -> None:
    async def kinds() -> list[str]:
        return [event.kind async for event in analyst.astream("What is WeKnora?")]

    seen = asyncio.run(kinds())
    assert seen[-1] == "answer" and "token" in seen and "step" in seen


def test_leaving_a_stream_early_leaves_the_thread_as_it_was(analyst: Analyst) -> None:
    stream = analyst.stream("What is WeKnora?", thread="left-early")
    next(stream)
    stream.close()
    assert not analyst.knows("left-early")
    assert analyst.ask("What is WeKnora?", thread="left-early").citations


def test_a_learned_document_is_answerable(tmp_path: Path) -> None:
    page = tmp_path / "zorblatt.md"
    page.write_text(
        "---\ntitle: Zorblatt price list\nvendor: Zorblatt\ndate: 2026-03-01\n---\n\n"
        "# Prices\n\nZorblatt Pro costs 42 dollars a month per seat.\n",
        encoding="utf-8",
    )
    with Analyst(library=tmp_path / "library", threads=":memory:") as analyst:
        with pytest.raises(ValueError, match="There is no library in"):
            analyst.ask("What does Zorblatt Pro cost?")
        report = analyst.learn(page)
        assert len(report.added) == 1 and not report.failed
        answer = analyst.ask("What does Zorblatt Pro cost?")
        assert answer.text == "Zorblatt Pro costs 42 dollars a month per seat (2026-03-01) [1]"
        assert answer.citations[0].date == "2026-03-01"


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with Analyst(library=tmp_path / "nope", threads=":memory:") as analyst:
        with pytest.raises(ValueError, match="There is no library in .*nope"):
            analyst.ask("What is WeKnora?")
        assert not (tmp_path / "nope").exists()


@pytest.mark.parametrize(("argument", "said"), [({"model": 5}, "not 5"), ({"library": 5}, "not 5")])
def test_what_is_no_model_or_library_is_refused(argument: dict[str, Any], said: str) -> None:
    with pytest.raises(TypeError, match=said):
        Analyst(threads=":memory:", **argument)


def test_a_question_or_thread_that_is_no_text_is_refused(analyst: Analyst) -> None:
    with pytest.raises(ValueError, match="question is not valid text"):
        analyst.ask("What is \ud800?")
    with pytest.raises(ValueError, match="thread's id is not valid text"):
        analyst.ask("What is IMA?", thread="\ud800")


@pytest.mark.parametrize("name", ["Offline", " offline "])
def test_offline_in_capitals_is_offline(name: str, bundled: Library) -> None:
    with Analyst(name, bundled, threads=":memory:") as analyst:
        assert analyst.model == "offline"


def test_another_model_goes_on_in_the_same_thread(bundled: Library, provider: Any) -> None:
    settings = settings_for(provider)
    with Analyst("offline", bundled, threads=":memory:", settings=settings) as first:
        first.ask("With 100 million subscribers at $500 a year, what is the revenue?", thread="t")
        other = first.with_model("openai-compatible")
        assert other.model == "openai-compatible" and first.with_model("offline") is first
        assert first.with_model("openai-compatible") is other
        assert [m.text for m in other.history("t")] == [m.text for m in first.history("t")]
        with pytest.raises(ValueError, match="Unknown model 'nothing'"):
            first.with_model("nothing")
    with pytest.raises(ValueError, match="closed"):
        other.ask("And 10 million?")


def test_a_closed_analyst_says_so(bundled: Library) -> None:
    analyst = Analyst(library=bundled, threads=":memory:")
    analyst.close()
    analyst.close()
    asked = (
        lambda: analyst.ask("What is IMA?"),
        lambda: analyst.stream("What is IMA?"),
        lambda: asyncio.run(analyst.aask("What is IMA?")),
        lambda: analyst.learn("a.md"),
        lambda: analyst.threads(),
        lambda: analyst.history("t"),
        lambda: analyst.knows("t"),
        lambda: analyst.forget("t"),
    )
    for ask in asked:
        with pytest.raises(ValueError, match="was closed"):
            ask()


def test_as_of_hides_what_came_later(bundled: Library) -> None:
    with Analyst(library=bundled, threads=":memory:", as_of="2025-09-15") as then:
        answer = then.ask("Which open video models does Tencent have?")
    dates = [c.date for c in answer.citations if c.date]
    assert dates and max(dates) <= "2025-09-15"


def test_a_date_that_is_none_is_refused(bundled: Library) -> None:
    with pytest.raises(ValueError, match="date"):
        Analyst(library=bundled, threads=":memory:", as_of="next week")


@pytest.mark.parametrize("streams", [True, False])
def test_a_provider_answers_over_the_same_tools(
    provider: Any, bundled: Library, streams: bool
) -> None:
    provider.script = [
        [("calculate_revenue", {"subscribers": "3M", "price": "12 USD/month"})],
        "It is $432 million a year.",
    ]
    with Analyst(
        "openai-compatible", library=bundled, threads=":memory:", settings=settings_for(provider)
    ) as analyst:
        answer = analyst.ask("3 million at $12 a month?")
    assert answer.text == "It is $432 million a year."
    assert answer.model == "openai-compatible"
    assert {f.origin for f in answer.figures} == {"tool:calculate_revenue"}
    offered = {tool["function"]["name"] for tool in provider.requests[0]["tools"]}
    assert offered == {"search_knowledge", "calculate_revenue", "check_vram", "audit_claims"}


def test_a_provider_cites_what_it_was_given(provider: Any, bundled: Library) -> None:
    provider.script = [
        [("search_knowledge", {"query": "WeKnora licence"})],
        "WeKnora is open [2], they say [99].",
    ]
    with Analyst(
        "openai-compatible", library=bundled, threads=":memory:", settings=settings_for(provider)
    ) as analyst:
        answer = analyst.ask("Is WeKnora open?")
    assert answer.text == "WeKnora is open [1], they say."
    assert [c.n for c in answer.citations] == [1]


@pytest.mark.parametrize(
    "failure", [(500, "<html>sk-secret</html>"), (401, "bad key sk-secret"), ""]
)
def test_a_provider_that_fails_is_followed_by_offline(
    provider: Any, bundled: Library, failure: Any
) -> None:
    provider.script = [failure] * 6
    with Analyst(
        "openai-compatible", library=bundled, threads=":memory:", settings=settings_for(provider)
    ) as analyst:
        answer = analyst.ask("With 100 million subscribers at $500 a year, what is the revenue?")
    assert "$50 billion" in answer.text and "openai-compatible did not answer" in answer.text
    assert answer.model == "offline" and "secret" not in answer.text


def test_a_tool_error_goes_back_to_the_model(provider: Any, bundled: Library) -> None:
    provider.script = [
        [("check_vram", {"model": "Qwen17-8B", "gpu": "3060"})],
        "There is no such model.",
    ]
    with Analyst(
        "openai-compatible", library=bundled, threads=":memory:", settings=settings_for(provider)
    ) as analyst:
        answer = analyst.ask("Qwen17-8B on a 3060?")
    assert answer.text == "There is no such model."
    assert "error" in answer.tool_calls[0].result
    told = [m for m in provider.requests[1]["messages"] if m["role"] == "tool"]
    assert "Qwen" in told[0]["content"]


def test_another_thread_is_not_held_up_by_a_slow_one(analyst: Analyst) -> None:
    slow = analyst.stream("What is WeKnora?", thread="slow")
    next(slow)
    done = threading.Event()

    def quick() -> None:
        analyst.ask("What is IMA?", thread="quick")
        done.set()

    worker = threading.Thread(target=quick)
    worker.start()
    assert done.wait(30)
    slow.close()
