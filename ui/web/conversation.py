"""A thread or a running stream as the messages of a Gradio chatbot."""

import json
import logging
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from gradio.components.chatbot import ComponentMessage, Message, MetadataDict

from agent.answer import Answer, Event, Language
from agent.language import language_of
from ui.render import step_summary, step_title
from ui.web.evidence import evidence_html
from ui.web.prose import note_html, prose_html, question_html
from ui.web.steps import step_html

log = logging.getLogger(__name__)

_REFRESH_SECONDS = 0.05
"""Tokens that come closer together are shown together."""

_AXIS = {"gridcolor": "rgba(128,128,128,0.22)", "linecolor": "rgba(128,128,128,0.5)"}
_CHART_LOOK: dict[str, Any] = {
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "font": {"family": "system-ui, sans-serif", "size": 13, "color": "#80807a"},
    "colorway": ["#3d7fb3", "#c7803f", "#5d8a66", "#8a6fa3", "#a3a39d"],
    "margin": {"l": 64, "r": 16, "t": 48, "b": 44},
    "xaxis": {**_AXIS, "zerolinecolor": _AXIS["linecolor"]},
    "yaxis": {**_AXIS, "zerolinecolor": _AXIS["linecolor"]},
    "height": 320,
}
"""What a chart that does not say otherwise looks like, on a light page and on a dark one."""

_STOPPED: dict[Language, str] = {
    "en": "Stopped. This question was not kept; ask it again when you like.",
    "zh": "已停止。这个问题没有保存，可以随时再问。",
}
_FAILED: dict[Language, str] = {
    "en": "That did not work, and the fault is ours. Please try again; the log says more.",
    "zh": "出错了，问题在我们这边。请重试；日志里有详情。",
}
_LOST = "There is no chat under this address any more. This is a new one."
_WORKING: dict[Language, str] = {"en": "Reading the question…", "zh": "正在阅读问题…"}


def past(history: Iterable[Any]) -> list[Message]:
    """The messages of a stored thread: `Analyst.history(thread)`."""
    messages: list[Message] = []
    for turn, said in enumerate(history):
        if said.role == "user":
            messages.append(_user(said.text))
        elif said.answer is not None:
            messages += finished(said.answer, key=str(turn))
        else:
            messages.append(_bot(_html(prose_html(said.text))))
    return messages


def finished(answer: Answer, key: str) -> list[Message]:
    """A whole answer: its steps folded, its text, charts, and the evidence under it."""
    steps = [
        _step(call.name, call.arguments, call.result, answer.language, call.seconds)
        for call in answer.tool_calls
    ]
    return [*steps, _answer(answer, key)]


def live(ask: Callable[[], Iterable[Event]], question: str, key: str) -> Iterator[list[Message]]:
    """The messages of a turn while it runs, from the question to the whole answer.

    What a user can mend comes as its own sentence, a fault of ours as one sentence and a log
    entry: never a traceback.
    """
    turn = _Turn(question, language_of(question), key)
    yield turn.messages()
    shown = time.monotonic()
    try:
        for event in ask():
            turn.take(event)
            if event.kind != "token" or time.monotonic() - shown >= _REFRESH_SECONDS:
                yield turn.messages()
                shown = time.monotonic()
    except ValueError as error:  # the analyst's own word for what cannot be asked
        yield turn.ended(str(error))
    except Exception:
        log.exception("A question failed")
        yield turn.ended(_FAILED[turn.language])


def lost() -> list[Message]:
    """Said in an empty chat whose address named one that is not there."""
    return [_bot(_html(note_html(_LOST, "lost")))]


def stopped(question: str) -> list[Message]:
    """A turn that its reader stopped."""
    return [_user(question), _bot(_html(note_html(_STOPPED[language_of(question)], "stopped")))]


@dataclass
class _Turn:
    """What has come so far."""

    question: str
    language: Language
    key: str
    text: str = ""
    answer: Answer | None = None
    steps: dict[str, Message] = field(default_factory=dict)
    started: dict[str, float] = field(default_factory=dict)

    def take(self, event: Event) -> None:
        if event.kind == "token":
            self.text += event.text
        elif event.kind == "step":
            self._take_step(event)
        else:
            self.answer = event.answer

    def _take_step(self, event: Event) -> None:
        if event.id not in self.started:
            self.started[event.id] = time.monotonic()
            self.steps[event.id] = _step(event.name, event.arguments, None, self.language, None)
            return
        seconds = time.monotonic() - self.started[event.id]
        self.steps[event.id] = _step(
            event.name, event.arguments, event.result, self.language, seconds
        )

    def messages(self) -> list[Message]:
        if self.answer is not None:
            return [_user(self.question), *finished(self.answer, self.key)]
        shown = [_user(self.question), *self.steps.values()]
        if self.text:
            shown.append(_bot(_html(prose_html(self.text))))
        elif not self.steps:
            shown.append(_bot(_html(note_html(_WORKING[self.language], "working"))))
        return shown

    def ended(self, sentence: str) -> list[Message]:
        return [_user(self.question), _bot(_html(note_html(sentence, "failed")))]


def _user(text: str) -> Message:
    return Message(role="user", content=[_html(question_html(text))])


def _bot(*content: ComponentMessage) -> Message:
    return Message(role="assistant", content=list(content))


def _answer(answer: Answer, key: str) -> Message:
    charts = [_chart(chart) for chart in answer.charts]
    return _bot(
        _html(prose_html(answer.text, answer, key)), *charts, _html(evidence_html(answer, key))
    )


def _step(
    name: str, arguments: dict[str, Any], result: Any, language: Language, seconds: float | None
) -> Message:
    """A step of the answer; one without `seconds` is still running."""
    done = seconds is not None
    title = _plain(step_title(name, arguments, language, pending=not done))
    metadata: MetadataDict = {"title": title, "status": "done" if done else "pending"}
    if done:
        metadata["log"] = step_summary(name, result, language)
    content: list[Any] = [_html(step_html(arguments, result, language, done=done))]
    return Message(role="assistant", content=content, metadata=metadata)


def _html(markup: str) -> ComponentMessage:
    """A piece of our own HTML. The chatbot's Markdown would read `$50 … $500` and `*` in it."""
    return ComponentMessage(
        component="html",
        value=markup,
        constructor_args={},
        props={"html_template": "${value}", "css_template": "", "js_on_load": None,
               "apply_default_css": False, "visible": True},
    )  # fmt: skip


def _chart(figure: dict[str, Any]) -> ComponentMessage:
    layout = {
        "height": _CHART_LOOK["height"],
        **(figure.get("layout") or {}),
        "template": {"layout": _CHART_LOOK},
    }
    value = {"type": "plotly", "plot": json.dumps({**figure, "layout": layout})}
    return ComponentMessage(
        component="plot", value=value, constructor_args={}, props={"label": "", "caption": ""}
    )


def _plain(text: str) -> str:
    """`text` for a place that reads Markdown, where it shall stand for itself."""
    return re.sub(r"([\\`*_{}\[\]()#+!|<>~&$^:-])", r"\\\1", text)
