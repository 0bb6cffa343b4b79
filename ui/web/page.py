"""The page: what stands where, and which function answers which gesture."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from ui.web import conversation
from ui.web.documents import keep, report_html
from ui.web.history import history_html, is_ours, new_thread
from ui.web.picker import offered, picker_html, recalled
from ui.web.prose import note_html

if TYPE_CHECKING:
    from agent import Analyst

_MOST_AT_ONCE = 24
"""Questions answered at the same time; each holds a thread of the server."""

_PLACEHOLDER = "Ask about a vendor, a price, a licence, or what fits on your card"
_ASK_FIRST = "Write a question first, for example: What does Doubao cost?"

_WELCOME = """<div class="vs-welcome"><h1>What would you like checked?</h1>
<p>Answers about AI vendors, from dated sources you can open. Sums are exact, memory needs are \
computed, and what has no source is said to have none.</p></div>"""

_EXAMPLES = {
    "Revenue at 100 million subscribers": "With 100 million subscribers at $500 a year, "
    "what is the revenue?",
    "HunyuanVideo on an RTX 3060": "Can my 3060 run HunyuanVideo at 720p?",
    "Is Tencent's IMA open source?": "Is Tencent's IMA open source?",
    "Who bundles AI with a cloud?": "Who bundles AI with a cloud, according to the article?",
    "阿里有哪些开源视频模型？": "阿里巴巴有哪些开源的视频模型？",
}

_BRAND = '<a class="vs-brand" href="./">vendor<b>scope</b></a>'

_OPEN_HISTORY = """
element.addEventListener('click', event => {
  const link = event.target.closest('a[data-thread]');
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  trigger('select', {value: link.dataset.thread, index: 0});
});
"""
_TAKE_MODEL = """
element.addEventListener('change', event => {
  if (event.target.matches('select')) trigger('select', {value: event.target.value, index: 0});
});
"""
_START = "() => vendorscope.start()"
_WITH_MODELS = "thread => [thread, vendorscope.models()]"
_FOCUS = "model => { vendorscope.pick(model); vendorscope.focus() }"
_ASKED = "(question, thread, model) => [question, thread, vendorscope.picked(model)]"
"""With what the list shows: a choice made just before has not been to the server yet."""
_PICK = "model => { vendorscope.pick(model) }"
_SWITCHED = "(thread, model) => { vendorscope.pick(model); if (thread) vendorscope.show(thread) }"
_PUT_IN_ADDRESS = "thread => { if (thread) vendorscope.show(thread) }"
_LEAVE_ADDRESS = "() => { vendorscope.show(''); return vendorscope.models() }"


@dataclass(frozen=True)
class _Parts:
    """What stands on the page."""

    thread: gr.Textbox
    """The open chat. In the page and not in `gr.State`, which dies with the server: after a restart
    the page would silently go on in a new thread."""
    kept: gr.Textbox
    """The open chat once an answer of it is kept, so that its address can be shown."""
    asked: gr.State
    """The question last asked, also where no answer of it was kept."""
    kept_models: gr.Textbox
    """Which model the browser keeps for which chat, as its script hands it over."""
    model: gr.Textbox
    """The model that the open chat is asked with."""
    picker: gr.HTML
    new: gr.Button
    history: gr.HTML
    upload: gr.UploadButton
    report: gr.HTML
    chat: gr.Chatbot
    box: gr.Textbox


def build_page(analyst: "Analyst") -> gr.Blocks:
    """The chat over `analyst`, without its server."""
    with gr.Blocks(
        title="vendorscope", analytics_enabled=False, fill_height=True, fill_width=True
    ) as page:
        _wire(page, _lay_out(), _Desk(analyst))
    return page


def _lay_out() -> _Parts:
    thread, kept, models, model = (gr.Textbox(visible="hidden") for _ in range(4))
    with gr.Sidebar(width=272, elem_id="vs-side"):
        gr.HTML(_BRAND, js_on_load=None, apply_default_css=False)
        new = gr.Button("New chat", elem_id="vs-new", size="md")
        history = gr.HTML(elem_id="vs-chats", js_on_load=_OPEN_HISTORY, apply_default_css=False)
        upload = gr.UploadButton(
            "Add documents", file_count="multiple", size="md", elem_id="vs-upload"
        )
        report = gr.HTML(js_on_load=None, apply_default_css=False)
    with gr.Column(elem_id="vs-main"):
        chat = gr.Chatbot(
            elem_id="vs-chat", show_label=False, label="Chat", container=False, height=None,
            scale=1, layout="bubble", autoscroll=False, buttons=[], latex_delimiters=[],
            allow_tags=False, placeholder=_WELCOME, feedback_options=None, line_breaks=False,
            examples=[{"text": text, "display_text": label} for label, text in _EXAMPLES.items()],
        )  # fmt: skip
        box = gr.Textbox(
            elem_id="vs-box", show_label=False, label="Question", container=False, lines=1,
            max_lines=8, placeholder=_PLACEHOLDER, submit_btn=True, stop_btn=False,
            interactive=False,  # until the page knows its thread
        )  # fmt: skip
        picker = gr.HTML(elem_id="vs-model", js_on_load=_TAKE_MODEL, apply_default_css=False)
    asked = gr.State("")
    return _Parts(
        thread, kept, asked, models, model, picker, new, history, upload, report, chat, box
    )


def _wire(page: gr.Blocks, at: _Parts, desk: "_Desk") -> None:
    private: dict[str, Any] = {"api_visibility": "private"}
    quick: dict[str, Any] = {**private, "show_progress": "hidden", "concurrency_limit": None}
    question: dict[str, Any] = {
        **quick, "fn": desk.ask, "inputs": [at.box, at.thread, at.model], "js": _ASKED,
        "outputs": [at.box, at.chat, at.asked, at.history, at.kept],
        "concurrency_limit": _MOST_AT_ONCE, "concurrency_id": "questions",
    }  # fmt: skip
    shown = [at.thread, at.chat, at.asked, at.history, at.box, at.model, at.picker]
    opened: list[Any] = [at.thread, at.kept_models]

    page.load(desk.open, opened, shown, js=_START, **quick).then(
        None, at.model, js=_FOCUS, **private
    )
    running: list[Any] = [
        at.box.submit(**question),
        at.chat.example_select(desk.take_example, None, at.box, **quick).then(**question),
        at.chat.retry(desk.take_again, [at.asked, at.thread], at.box, **quick).then(**question),
    ]
    for answered in running:
        answered.then(None, at.kept, js=_PUT_IN_ADDRESS, **private)
    # The word about the stop comes after it: a late piece of the answer would replace it.
    at.box.stop(None, cancels=running, **private).then(
        desk.stop, [at.asked, at.thread], [at.box, at.chat], **quick
    )
    at.new.click(
        desk.begin, at.kept_models, shown, cancels=running, js=_LEAVE_ADDRESS, **quick
    ).then(None, at.model, js=_PICK, **private)
    at.history.select(desk.switch, opened, shown, cancels=running, js=_WITH_MODELS, **quick).then(
        None, [at.thread, at.model], js=_SWITCHED, **private
    )
    at.picker.select(desk.choose, None, at.model, **quick)
    at.upload.upload(desk.learn, at.upload, at.report, concurrency_limit=None, **private)


class _Desk:
    """The gestures of one page, answered by an analyst; nothing of a visitor is kept in it."""

    def __init__(self, analyst: "Analyst") -> None:
        self._analyst = analyst
        self._only = analyst.offers

    def open(self, thread: str, kept_models: str) -> tuple[Any, ...]:
        """The page as its address says: a chat of before, or a new one."""
        if not thread:
            return self.begin(kept_models)
        if is_ours(thread) and (said := self._analyst.history(thread)):
            shown = thread, conversation.past(said), "", self._chats(thread), _ready()
            return *shown, *self._models(thread, kept_models, said)
        begun, _, *rest = self.begin(kept_models)
        return begun, conversation.lost(), *rest

    def begin(self, kept_models: str) -> tuple[Any, ...]:
        """A new, empty chat, asked with the model chosen last."""
        thread = new_thread()
        shown = thread, [], "", self._chats(thread), _ready(value="")
        return *shown, *self._models(thread, kept_models, [])

    def switch(self, event: gr.SelectData, thread: str, kept_models: str) -> tuple[Any, ...]:
        """Another chat of the list."""
        return self.open(str(event.value), kept_models)

    def choose(self, event: gr.SelectData) -> str:
        """Another model for the open chat."""
        name = str(event.value)
        return name if offered(name, self._analyst.model, self._only) else self._analyst.model

    def ask(self, question: str, thread: str, model: str) -> Iterator[tuple[Any, ...]]:
        """A question's steps and words as they come, below what was said before."""
        same = gr.skip()
        if not question.strip():
            yield _ready(value="", placeholder=_ASK_FIRST), same, same, same, same
            return
        said = self._analyst.history(thread) if thread else []
        before = conversation.past(said)
        box: Any = gr.update(value="", placeholder=_PLACEHOLDER, submit_btn=False, stop_btn=True)
        for messages in conversation.live(
            lambda: self._asking(model).stream(question, thread=thread),
            question,
            key=str(len(said) + 1),
        ):
            yield box, before + messages, question, same, same
            box = same
        kept = thread if self._analyst.history(thread) else ""
        yield _ready(), same, same, self._chats(thread), kept

    def stop(self, asked: str, thread: str) -> tuple[Any, ...]:
        """After a stop: what was kept, and a word about what was not."""
        before = conversation.past(self._analyst.history(thread))
        return _ready(), before + (conversation.stopped(asked) if asked else [])

    def take_example(self, event: gr.SelectData) -> str:
        """The question of an example."""
        return str(event.value["text"])

    def take_again(self, asked: str, thread: str) -> str:
        """The last question once more."""
        questions = [said.text for said in self._analyst.history(thread) if said.role == "user"]
        return asked or (questions[-1] if questions else "")

    def learn(self, uploads: list[str] | None) -> str:
        """Documents into the library, and what became of them."""
        try:
            return report_html(self._analyst.learn(keep(uploads or [])))
        except (ValueError, OSError) as error:
            return note_html(f"Nothing was added: {error}", "failed")

    def _asking(self, model: str) -> "Analyst":
        first = self._analyst.model
        is_other = bool(model) and model != first and offered(model, first, self._only)
        return self._analyst.with_model(model) if is_other else self._analyst

    def _models(self, thread: str, kept: str, said: list[Any]) -> tuple[str, str]:
        first = self._analyst.model
        chosen = recalled(kept, thread, said, first, self._only)
        return chosen, picker_html(chosen, thread, first, self._only)

    def _chats(self, thread: str) -> str:
        return history_html(self._analyst.threads(), thread)


def _ready(**changes: Any) -> Any:
    return gr.update(interactive=True, submit_btn=True, stop_btn=False, **changes)
