"""Streams and stored threads as chat messages; the list of chats; documents added on the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from agent.answer import Answer, Event, ToolCall
from ui.web.conversation import live, past, stopped
from ui.web.documents import keep, report_html
from ui.web.history import history_html, is_ours, new_thread

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@dataclass
class _Said:
    role: str
    text: str
    answer: Answer | None = None


@dataclass
class _Thread:
    thread: str
    title: str
    updated: str


def _shown(messages: Any) -> list[Any]:
    """Messages with the parts that this channel fills: Gradio's types leave all of them open."""
    return list(messages)


def _text(message: Any) -> str:
    return "".join(str(part.value) for part in message.content)


def _events() -> Iterator[Event]:
    arguments = {"query": "IMA"}
    yield Event("step", id="1", name="search_knowledge", arguments=arguments)
    yield Event("step", id="1", name="search_knowledge", arguments=arguments,
                result={"passages": [{}]})  # fmt: skip
    yield Event("token", text="Wrong words")
    call = ToolCall("search_knowledge", arguments, {"passages": [{}]}, 0.1)
    yield Event("answer", answer=Answer("Right words", tool_calls=[call], thread="t"))


def test_a_step_runs_then_is_done_and_the_answer_replaces_what_was_streamed() -> None:
    seen = _shown(live(_events, "Is it open?", "1"))
    assert "Reading the question" in _text(seen[0][1])
    running, done = seen[1][1].metadata, seen[2][1].metadata
    assert (running["status"], done["status"]) == ("pending", "done")
    assert running["title"].startswith("Searching the library")
    assert done["log"] == "1 passage"
    last = seen[-1]
    assert [message.role for message in last] == ["user", "assistant", "assistant"]
    assert "Right words" in _text(last[-1])
    assert all("Wrong words" not in _text(message) for message in last)


def test_the_end_of_a_step_without_a_result_is_still_its_end() -> None:
    def events() -> Iterator[Event]:
        yield Event("step", id="1", name="check_vram", arguments={})
        yield Event("step", id="1", name="check_vram", arguments={}, result=None)

    assert _shown(live(events, "q", "1"))[-1][1].metadata["status"] == "done"


def test_what_the_user_can_mend_is_said_in_the_analysts_words() -> None:
    def events() -> Iterator[Event]:
        raise ValueError("The question has 30,000 characters; at most 20,000 are read.")
        yield

    last = list(live(events, "q", "1"))[-1]
    assert "at most 20,000 are read" in _text(last[-1])


@pytest.mark.parametrize(("question", "words"), [("q", "try again"), ("问题", "请重试")])
def test_a_fault_of_ours_is_one_sentence_and_no_traceback(question, words, caplog) -> None:
    def events() -> Iterator[Event]:
        yield Event("token", text="half an ans")
        raise RuntimeError("/secret/path")

    last = list(live(events, question, "1"))[-1]
    assert words in _text(last[-1])
    assert "secret" not in "".join(map(_text, last))
    assert "A question failed" in caplog.text


def test_a_stored_thread_comes_back_with_steps_and_evidence() -> None:
    answer = Answer("Yes", tool_calls=[ToolCall("check_vram", {"model": "Q"}, {}, 0.2)])
    messages = _shown(past([_Said("user", "q"), _Said("assistant", "Yes", answer)]))
    assert [m.role for m in messages] == ["user", "assistant", "assistant"]
    assert messages[1].metadata["title"] == "Checked memory\\: Q"
    assert "vs-evidence" in _text(messages[2])


def test_a_chart_is_drawn_between_the_text_and_its_sources() -> None:
    chart = {"data": [{"type": "bar"}], "layout": {"title": {"text": "Revenue"}}}
    message = _shown(past([_Said("assistant", "", Answer("x", charts=[chart]))]))[0]
    assert [part.component for part in message.content] == ["html", "plot", "html"]
    assert '"Revenue"' in message.content[1].value["plot"]


def test_titles_of_steps_stand_for_themselves_where_markdown_is_read() -> None:
    call = ToolCall("search_knowledge", {"query": "$5 *and* <b> [x](y)"}, {"passages": []}, 0)
    title = _shown(past([_Said("assistant", "", Answer("x", tool_calls=[call]))]))[0].metadata[
        "title"
    ]
    for sign in "$*<>[]()":
        assert f"\\{sign}" in title


def test_a_stopped_question_says_that_it_was_not_kept() -> None:
    assert "not kept" in _text(stopped("q")[1])
    assert "没有保存" in _text(stopped("问题")[1])


def test_the_list_holds_the_chats_of_the_web_and_no_others() -> None:
    html = history_html(
        [_Thread("web-1", "<b>First</b>", "2026-11-25T11:30:00+00:00"),
         _Thread("slack-C1-17.5", "Private", "2026-11-25T11:00:00+00:00"),
         _Thread("web-2", "Second", "2026-11-24T11:00:00"),
         _Thread("web-3", "Third", "2025-01-02T11:00:00+00:00")],
        "web-2", NOW,
    )  # fmt: skip
    assert "Private" not in html
    assert "&lt;b&gt;First&lt;/b&gt;" in html
    assert '<a href="?thread=web-2" data-thread="web-2" aria-current="page">' in html
    for when in ("30 min ago", "yesterday", "2025-01-02"):
        assert when in html


def test_threads_of_other_channels_cannot_be_opened_by_address() -> None:
    assert is_ours(new_thread())
    assert new_thread() != new_thread()
    assert not is_ours("slack-C1-17.5")


def test_an_upload_is_kept_under_a_lasting_path(tmp_path: Path) -> None:
    upload = tmp_path / "gradio" / "report.md"
    upload.parent.mkdir()
    upload.write_text("# Report")
    first, second = keep([str(upload)]), keep([str(upload)])
    assert first == second
    assert first[0] != upload
    assert first[0].read_text() == "# Report"


def test_the_report_names_files_and_reasons_not_folders() -> None:
    @dataclass
    class Report:
        added: list[str]
        updated: list[str]
        unchanged: list[str]
        failed: list[dict[str, str]]

    failed = [{"source": "/srv/b.bin", "reason": "is not text <x>"}]
    html = report_html(Report(["/srv/a.md"], [], [], failed))
    assert "Added <b>a.md</b>" in html
    assert "is not text &lt;x&gt;" in html
    assert "/home/u" not in html
