"""The web chat in a real Chromium, over the real analyst with the offline model."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from agent.answer import Answer, Citation, Event, Figure
from ui.web.server import build_app

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio"),
]

# Without these Chromium calls home at its start, which a closed network answers slowly.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REVENUE = "With 100 million subscribers at $500 a year, what is the revenue?"
VRAM = "Can my 3060 run HunyuanVideo at 720p?"
IMA = "Is Tencent's IMA open source?"
PATIENCE_MS = 30_000


class _Chat:
    """`vendorscope chat` as a process of its own, with threads that outlive it."""

    def __init__(self, home: Path, **variables: str) -> None:
        self._variables = {"VENDORSCOPE_HOME": str(home), **variables}
        self._port = _free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "ui.cli", "chat", "--port", str(self._port)]
        environment = {**os.environ, **self._variables}
        self._process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        said = self._process.stdout.readline()
        assert said == f"vendorscope is at {self.url} (Ctrl-C stops)\n", self._process.stderr

    def stop(self) -> tuple[int, str]:
        """Exit code and what was written to stderr after Ctrl-C."""
        self._process.send_signal(signal.SIGINT)
        _, errors = self._process.communicate(timeout=20)
        return self._process.returncode, errors


_CITED = Citation(
    1, "d", "Prices", "prices.md", "OpenAI", "2026-01-02", "It costs $20.", 0, 13, 0.9
)
_MODEL_ANSWERS = {
    "traced": Answer(
        "It costs $20 [1].",
        citations=[_CITED],
        figures=[Figure("20", "USD", "$20", "citation:1")],
        checked={"traced": 1, "figures": 1, "untraced": [], "text": "checked: 1 of 1 figures traced"},
        model="deepseek",
    ),
    "未查到": Answer(
        "价格为 20 美元 [1]，也有人说 ~~每用户每月 21 美元（按年付费）~~（没有依据）。",
        citations=[_CITED],
        figures=[
            Figure("20", "USD", "20 美元", "citation:1"),
            Figure("21", "USD", "每用户每月 21 美元（按年付费）", "unsupported"),
        ],
        checked={"traced": 1, "figures": 2, "untraced": ["每用户每月 21 美元（按年付费）"], "text": "已核对：2 个数字中 1 个有来源"},
        language="zh",
        model="deepseek",
    ),
}  # fmt: skip


class _Patient:
    """An analyst that goes on only when the test lets it."""

    model = "scripted"
    offers = None
    library = SimpleNamespace(search=lambda *_args, **_options: [])

    def __init__(self) -> None:
        self.step_done, self.words_done = threading.Event(), threading.Event()
        self.left = threading.Event()
        self.asked: list[str | None] = []

    def stream(self, question: str, thread: str | None = None) -> Iterator[Event]:
        self.asked.append(thread)
        if question in _MODEL_ANSWERS:
            return iter([Event("answer", answer=_MODEL_ANSWERS[question])])
        return self._quick(thread) if question == "quick" else self._slow(thread)

    def threads(self, limit: int = 50) -> list[Any]:
        return []

    def history(self, thread: str) -> list[Any]:
        return []

    def _quick(self, thread: str | None) -> Iterator[Event]:
        yield Event("answer", answer=Answer("Quickly answered", thread=thread or ""))

    def _slow(self, thread: str | None) -> Iterator[Event]:
        try:
            yield Event("step", id="1", name="search_knowledge", arguments={"query": "IMA"})
            self.step_done.wait(60)
            yield Event("step", id="1", name="search_knowledge", arguments={"query": "IMA"},
                        result={"passages": []})  # fmt: skip
            yield Event("token", text="First half ")
            time.sleep(0.1)
            yield Event("token", text="and more ")
            self.words_done.wait(60)
            yield Event("answer", answer=Answer("The whole answer", thread=thread or ""))
        finally:
            self.left.set()


@pytest.fixture(scope="module")
def chat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Chat]:
    running = _Chat(tmp_path_factory.mktemp("home"))
    yield running
    running.stop()


@pytest.fixture
def patient() -> Iterator[tuple[_Patient, str]]:
    analyst = _Patient()
    port = _free_port()
    server = uvicorn.Server(
        uvicorn.Config(
            build_app(analyst),  # type: ignore[arg-type]  # stands in for an Analyst
            port=port,
            log_level="critical",
            timeout_graceful_shutdown=1,
        )
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield analyst, f"http://127.0.0.1:{port}"
    analyst.step_done.set()
    analyst.words_done.set()
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def chromium_browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def open_page(chromium_browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page of a new visitor; at the end, nothing may have gone to another host or failed."""
    foreign: list[str] = []
    failed: list[str] = []
    contexts: list[Any] = []

    def opened(url: str, **options: Any) -> Page:
        context = chromium_browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        own = tuple(
            f"{scheme}{url.split('//')[1].split('/')[0]}" for scheme in ("http://", "ws://")
        )
        page.on(
            "request",
            lambda r: None if r.url.startswith((*own, "data:", "blob:")) else foreign.append(r.url),
        )
        page.on("pageerror", lambda error: failed.append(str(error)))
        page.on("console", lambda m: failed.append(m.text) if m.type == "error" else None)
        page.goto(url)
        _ready(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert foreign == []
    assert failed == []


def test_three_sums_in_one_chat(chat: _Chat, open_page: Callable[..., Page]) -> None:
    page = open_page(chat.url)
    first = _ask(page, REVENUE)
    assert "$50 billion" in first
    assert "assumption" in first
    assert "$500 billion" in _ask(page, "And with 1 billion?")
    third = _ask(page, "And 10 billion?")
    assert "8.2 billion" in third
    assert third.index("8.2 billion") < third.index("$5 trillion")
    step = page.locator(".thought-group").first
    expect(step).to_contain_text("Calculated revenue: 100,000,000 subscribers at")
    expect(step).to_contain_text("50,000,000,000 USD")
    figure = page.locator(".vs-figure", has_text="$50 billion").first
    assert figure.get_attribute("title") == "From: revenue calculation"
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id).filter(Boolean)")
    assert len(ids) == len(set(ids))


def test_a_memory_question_shows_its_step_and_opens_its_passages(
    chat: _Chat, open_page: Callable[..., Page]
) -> None:
    page = open_page(chat.url)
    answer = _ask(page, VRAM)
    assert answer.startswith("No")
    assert re.search(r"needs about [\d.]+ GiB", answer)
    step = page.locator(".thought-group", has_text="Checked memory: HunyuanVideo on RTX 3060")
    expect(step).to_contain_text("does not fit")
    step.locator(".title").click()
    expect(step.locator(".vs-step")).to_contain_text("RTX 3060")
    step.locator("summary").click()
    expect(step.locator(".vs-result")).to_contain_text("required gib")

    page.locator(".vs-prose .vs-cite").first.click()
    passage = page.locator(".vs-passage:popover-open")
    expect(passage.locator("h4")).not_to_be_empty()
    expect(passage.locator("blockquote")).to_contain_text("HunyuanVideo")
    expect(passage).to_contain_text(re.compile(r"as of 20\d\d"))
    expect(passage.get_by_role("link", name="Open the source")).to_have_attribute(
        "href", re.compile("^https://")
    )
    page.get_by_label("Close").locator("visible=true").click()
    expect(passage).to_have_count(0)


def test_a_passage_opens_and_closes_by_keyboard(
    chat: _Chat, open_page: Callable[..., Page]
) -> None:
    page = open_page(chat.url)
    answer = _ask(page, IMA)
    assert "contradict" in answer
    assert "WeKnora" in answer
    mark = page.locator(".vs-prose .vs-cite").first
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".vs-passage:popover-open")).to_contain_text("IMA")
    page.keyboard.press("Escape")
    expect(page.locator(".vs-passage:popover-open")).to_have_count(0)
    expect(mark).to_be_focused()
    page.locator(".vs-source").last.press("Enter")
    expect(page.locator(".vs-passage:popover-open")).to_be_visible()


def test_a_chat_survives_reload_and_restart_and_a_new_one_is_empty(
    chat: _Chat, open_page: Callable[..., Page]
) -> None:
    page = open_page(chat.url)
    _ask(page, VRAM)
    expect(page).to_have_url(re.compile(r"\?thread=web-\w+"))
    address = page.url
    page.reload()
    _ready(page)
    expect(page.locator(".vs-question")).to_have_text([VRAM])
    expect(page.locator(".vs-sources")).to_be_visible()

    page.get_by_role("button", name="New chat").click()
    expect(page.locator(".vs-welcome")).to_be_visible()
    expect(page.locator(".vs-question")).to_have_count(0)
    assert "thread" not in page.url
    page.close()

    assert chat.stop() == (130, "")
    chat.start()
    page = open_page(address)
    expect(page.locator(".vs-question")).to_have_text([VRAM])
    assert "24" in _ask(page, "And on a 4090?")

    other = open_page(chat.url)
    other.locator(".vs-history a", has_text="Can my 3060").first.click()
    expect(other.locator(".vs-question")).to_have_text([VRAM, "And on a 4090?"])
    expect(other).to_have_url(address)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_width_scrolls_sideways(
    chat: _Chat, open_page: Callable[..., Page], scheme: str, width: int
) -> None:
    page = open_page(chat.url, color_scheme=scheme, viewport={"width": width, "height": 844})
    _assert_fits(page)
    _ask(page, VRAM)
    page.locator(".vs-prose .vs-cite").first.click()
    expect(page.locator(".vs-passage:popover-open")).to_be_in_viewport()
    _assert_fits(page)
    background = page.evaluate("getComputedStyle(document.querySelector('.vs-passage')).background")
    red = int(re.findall(r"\d+", background)[0])
    assert red > 200 if scheme == "light" else red < 60


def test_an_example_asks_its_question(chat: _Chat, open_page: Callable[..., Page]) -> None:
    page = open_page(chat.url)
    page.get_by_role("button", name="阿里有哪些开源视频模型？").click()
    expect(page.locator(".vs-evidence")).to_have_count(1)
    expect(page.locator(".vs-prose")).to_contain_text("Wan2.2")
    expect(page.locator(".vs-sources h3")).to_have_text("来源")
    expect(page.locator(".thought-group").first).to_contain_text("已检索资料库")


def test_what_cannot_be_asked_is_said_kindly(chat: _Chat, open_page: Callable[..., Page]) -> None:
    page = open_page(chat.url)
    box = page.locator("#vs-box textarea")
    box.fill("   ")
    box.press("Enter")
    expect(box).to_have_attribute("placeholder", re.compile("Write a question first"))
    expect(page.locator(".vs-question")).to_have_count(0)
    box.fill("long " * 5_000)
    box.press("Enter")
    expect(page.locator(".vs-failed")).to_contain_text("at most 20,000 are read")
    expect(page.locator("#vs-box .submit-button")).to_be_visible()

    lost = open_page(f"{chat.url}/?thread=web-0")
    expect(lost.locator(".vs-lost")).to_contain_text("no chat under this address")


def test_a_document_added_on_the_page_is_answerable(
    chat: _Chat, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page(chat.url)
    note = tmp_path / "quillstone.md"
    note.write_text("# Quillstone\n\nQuillstone charges 31 dollars a month for its assistant.\n")
    empty = tmp_path / "empty.md"
    empty.write_bytes(b"")
    page.locator("#vs-side input[type=file]").set_input_files([note, empty])
    expect(page.locator(".vs-report")).to_contain_text("Added quillstone.md")
    expect(page.locator(".vs-failed-file")).to_contain_text("empty.md")
    assert "31" in _ask(page, "What does Quillstone charge for its assistant?")


def test_steps_and_words_are_shown_as_they_come(
    patient: tuple[_Patient, str], open_page: Callable[..., Page]
) -> None:
    analyst, url = patient
    page = open_page(url)
    _submit(page, "slow")
    step = page.locator(".thought-group")
    expect(step).to_contain_text("Searching the library for “IMA”")
    expect(step.locator(".loading-spinner")).to_be_visible()
    analyst.step_done.set()
    expect(step).to_contain_text("Searched the library for “IMA”")
    expect(step.locator(".loading-spinner")).to_have_count(0)
    expect(page.locator(".vs-prose")).to_contain_text("First half and more")
    analyst.words_done.set()
    expect(page.locator(".vs-prose")).to_have_text(re.compile("^The whole answer\\s*$"))


def test_a_question_can_be_stopped_and_asked_again(
    patient: tuple[_Patient, str], open_page: Callable[..., Page]
) -> None:
    analyst, url = patient
    analyst.step_done.set()
    page = open_page(url)
    _submit(page, "slow")
    expect(page.locator(".vs-prose")).to_contain_text("First half")
    page.locator("#vs-box .stop-button").click()
    analyst.words_done.set()
    expect(page.locator(".vs-stopped")).to_contain_text("not kept")
    assert analyst.left.wait(10), "the stopped turn still holds its thread"
    page.get_by_role("button", name="Retry").click()
    expect(page.locator(".vs-prose")).to_contain_text("The whole answer")
    assert analyst.asked[0] == analyst.asked[1]


def test_a_slow_question_keeps_nobody_else_waiting(
    patient: tuple[_Patient, str], open_page: Callable[..., Page]
) -> None:
    analyst, url = patient
    waiting, other = open_page(url), open_page(url)
    _submit(waiting, "slow")
    expect(waiting.locator(".loading-spinner")).to_be_visible()
    assert _ask(other, "quick").strip() == "Quickly answered"
    assert len(set(analyst.asked)) == 2


def test_an_answer_can_be_copied(
    patient: tuple[_Patient, str], open_page: Callable[..., Page]
) -> None:
    page = open_page(patient[1], permissions=["clipboard-read", "clipboard-write"])
    _ask(page, "quick")
    page.get_by_role("button", name="Copy").click()
    expect(page.locator(".vs-copy")).to_have_text("✓")
    assert page.evaluate("navigator.clipboard.readText()") == "Quickly answered"


KEY = "sk-this-is-never-shown-0123456789"


@pytest.mark.parametrize("width", [390, 1280])
def test_how_many_figures_were_traced_opens_where_they_come_from(
    width: int, patient: tuple[_Patient, str], open_page: Callable[..., Page]
) -> None:
    page = open_page(patient[1], viewport={"width": width, "height": 844})
    _ask(page, "traced")
    line = page.locator(".vs-figures summary")
    expect(line).to_have_text("checked: 1 of 1 figures traced")
    expect(page.get_by_role("cell", name="$20")).to_be_hidden()
    line.click()
    expect(page.get_by_role("row", name="$20")).to_contain_text("source 1")
    page.locator(".vs-figures .vs-cite").click()
    expect(page.locator(".vs-passage:popover-open")).to_contain_text("It costs $20.")
    page.keyboard.press("Escape")
    _submit(page, "未查到")
    expect(line.last).to_contain_text("已核对：2 个数字中 1 个有来源")
    expect(line.last.locator(".vs-flag")).to_be_visible()
    line.last.click()
    _assert_on_one_line(page, ".vs-flag")
    _assert_on_one_line(page, ".vs-figures td:last-child")
    _assert_fits(page)


@pytest.fixture(scope="module")
def two_models(tmp_path_factory: pytest.TempPathFactory, provider_address: str) -> Iterator[_Chat]:
    """A chat beside whose offline analyst a server is ready, and a key for another."""
    running = _Chat(
        tmp_path_factory.mktemp("home"),
        VENDORSCOPE_BASE_URL=provider_address,
        VENDORSCOPE_MODEL_NAME="m",
        DEEPSEEK_API_KEY=KEY,
    )
    yield running
    running.stop()


def test_a_model_is_picked_for_a_chat_and_the_answer_says_who_answered(
    two_models: _Chat, open_page: Callable[..., Page]
) -> None:
    page = open_page(two_models.url, viewport={"width": 390, "height": 844})
    picker = page.locator("#vs-model select")
    expect(picker).to_have_value("offline")
    expect(picker).to_be_in_viewport()
    expect(picker.locator("option[value=deepseek]")).to_be_enabled()
    expect(picker.locator("option", has_text="set DASHSCOPE_API_KEY")).to_be_disabled()
    assert KEY not in page.content()
    assert "$50 billion" in _ask(page, REVENUE)
    expect(page.locator(".vs-foot").last).to_contain_text("answered by offline")

    picker.select_option("openai-compatible")
    expect(page.locator("#vs-model")).to_be_visible()
    assert "Nothing is known" in _ask(page, "Who sells lamps?")
    foot = page.locator(".vs-foot").last
    expect(foot).to_contain_text("answered by openai-compatible")
    expect(foot).to_contain_text("cost unknown")
    _assert_fits(page)
    page.reload()
    _ready(page)
    expect(picker).to_have_value("openai-compatible")
    expect(page.locator(".vs-question")).to_have_text([REVENUE, "Who sells lamps?"])

    page.goto(two_models.url)  # a new chat begins with what was chosen last
    _ready(page)
    expect(picker).to_have_value("openai-compatible")
    picker.select_option("offline")
    assert "$50 billion" in _ask(page, REVENUE)
    page.evaluate("document.querySelector('.vs-history a:not([aria-current])').click()")
    expect(page.locator(".vs-question")).to_have_count(2)
    expect(picker).to_have_value("openai-compatible")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def _ready(page: Page) -> None:
    expect(page.locator("#vs-box textarea")).to_be_enabled(timeout=PATIENCE_MS)


def _submit(page: Page, question: str) -> None:
    page.locator("#vs-box textarea").fill(question)
    page.locator("#vs-box textarea").press("Enter")


def _ask(page: Page, question: str) -> str:
    """The text of the whole answer."""
    before = page.locator(".vs-evidence").count()
    _submit(page, question)
    expect(page.locator(".vs-evidence")).to_have_count(before + 1, timeout=PATIENCE_MS)
    expect(page.locator("#vs-box .submit-button")).to_be_visible()
    return page.locator(".vs-prose").last.inner_text()


def _assert_on_one_line(page: Page, selector: str) -> None:
    """Whether short words stay together, beside which longer ones may wrap."""
    heights = "es => es.map(e => e.getBoundingClientRect().height).filter(h => h)"
    assert max(page.locator(selector).evaluate_all(heights)) < 32


def _assert_fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    sideways = page.evaluate(
        "(() => { const v = document.querySelector('#vs-chat .bubble-wrap');"
        " return v.scrollWidth - v.clientWidth })()"
    )
    assert sideways <= 0
