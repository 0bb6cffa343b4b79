"""An answer as a Slack message: limits, sources, nobody called."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.answer import Answer, Citation, Figure
from ui.slack.blocks import ALL_BLOCKS_CHARACTERS, answer_message
from ui.slack.markdown import cut, for_markdown_block, plain
from ui.slack.words import FAILED, SHORTENED


def citation(n: int = 1, **fields: Any) -> Citation:
    given = {
        "n": n,
        "document_id": "d",
        "title": f"Title {n}",
        "source": "notes/prices.md",
        "vendor": None,
        "date": "2025-09-15",
        "quote": "It costs $20.",
        "char_start": 0,
        "char_end": 13,
        "score": 0.5,
    }
    return Citation(**(given | fields))


def contexts(message: dict[str, Any]) -> list[str]:
    blocks = [block for block in message["blocks"] if block["type"] == "context"]
    return [element["text"] for block in blocks for element in block["elements"]]


def markdown(message: dict[str, Any]) -> str:
    [text] = [block["text"] for block in message["blocks"] if block["type"] == "markdown"]
    return text


def test_a_source_with_a_web_address_is_a_link() -> None:
    linked = citation(url="https://www.example.org/a?b=1&c=|2", title="Prices <2025> | list")
    message = answer_message(Answer(text="Costs $20 [1].", citations=[linked]))
    assert contexts(message) == [
        "[1] <https://www.example.org/a?b=1&amp;c=%7C2|Prices &lt;2025&gt; | list> — example.org, "
        "2025-09-15"
    ]


@pytest.mark.parametrize(
    "source", ["notes/prices.md", "javascript:alert(1)", "file:///etc/passwd", "https://", "slack:"]
)
def test_a_source_without_one_is_quoted(source: str) -> None:
    quoted = citation(source=source, quote="It <costs>\n$20.")
    [shown] = contexts(answer_message(Answer(text="Costs $20 [1].", citations=[quoted])))
    assert shown == f"[1] Title 1 — {source}, 2025-09-15: “It &lt;costs&gt; $20.”"


def test_a_source_without_a_date_is_called_undated_in_the_language_of_the_answer() -> None:
    undated = citation(date=None)
    assert "undated" in contexts(answer_message(Answer(text="x [1]", citations=[undated])))[0]
    chinese = Answer(text="x [1]", citations=[undated], language="zh")
    assert "无日期" in contexts(answer_message(chinese))[0]


def test_only_sources_marked_in_the_text_are_listed() -> None:
    citations = [citation(n) for n in (4, 5, 6)]
    shown = contexts(answer_message(Answer(text="One [4], two [6].", citations=citations)))
    assert [text[:3] for text in shown] == ["[4]", "[6]"]


def test_an_unsupported_figure_is_named_once_more() -> None:
    figure = Figure(value="52", unit="USD", text="$52 billion", origin="unsupported")
    message = answer_message(Answer(text="~~$52 billion~~ unsupported", figures=[figure]))
    assert "$52 billion" in contexts(message)[0]


@pytest.mark.parametrize(
    "call", ["<!channel>", "<!here|here>", "<@U123>", "<#C123|general>", "<!subteam^S1|@all>"]
)
@pytest.mark.parametrize("frame", ["{}", "`{}`", "```\n{}\n```", "<b>{}</b>", "[a]({})"])
def test_nobody_is_called(call: str, frame: str) -> None:
    text = f"Say {frame.format(call)} [1]"
    source = citation(title=call, source=call, quote=call, date=call)
    message = answer_message(Answer(text=text, citations=[source]))
    sent = json.dumps(message, ensure_ascii=False)
    assert call not in sent
    assert not any(start in sent for start in ("<!", "<@", "<#"))


def test_folded_parts_of_the_web_become_plain_text() -> None:
    text = (
        "Total.\n\n<details><summary>How it was calculated</summary>\n\n"
        "1 × 2 = 2<br>done\n\n</details>\n\nif a < b: `<details>` stays in code"
    )
    shown = for_markdown_block(text)
    assert "**How it was calculated**\n\n1 × 2 = 2\ndone" in shown
    assert "<summary>" not in shown
    assert "a < b: `<details>`" in shown
    assert "**" not in plain(text)


def test_only_web_links_stay_links() -> None:
    text = "[a](https://x.org/p) [b](javascript:x) ![c](http://x.org/i.png) [1] [d](slack://x)"
    assert for_markdown_block(text) == "[a](https://x.org/p) b [c](http://x.org/i.png) [1] d"


def test_the_notification_has_the_words_without_markup() -> None:
    table = "## Prices\n\n| a | b |\n| --- | --- |\n| **1** | 2 & 3 |\n"
    assert answer_message(Answer(text=table))["text"] == "Prices\n\n| a | b |\n| 1 | 2 &amp; 3 |"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("paragraph", ["word " * 50 + "\n\n", '"q"\n', "字" * 40 + "。", "x" * 97])
def test_a_long_answer_is_shortened_with_a_sentence(
    slack_server: Any, language: Any, paragraph: str
) -> None:
    text = "Begin [1]. " + paragraph * 4_000
    many = [citation(n, quote="q" * 500) for n in range(1, 60)]
    message = answer_message(Answer(text=text, citations=many, language=language))
    assert slack_server.block_error(message["blocks"]) is None
    assert SHORTENED[language] in markdown(message)
    assert len(message["text"]) <= 4_000


def test_many_sources_are_counted_where_they_do_not_fit(slack_server: Any) -> None:
    many = [citation(n, quote="q" * 500, title="t" * 300) for n in range(1, 80)]
    marks = " ".join(f"[{n}]" for n in range(1, 80))
    message = answer_message(Answer(text=marks, citations=many))
    assert slack_server.block_error(message["blocks"]) is None
    shown = contexts(message)
    assert shown[-1] == f"and {79 - len(shown) + 1} more, not shown here"


def test_cut_code_is_closed() -> None:
    text = "Before.\n\n```python\n" + "line = 1\n" * 100
    shown = cut(text, 300)
    assert len(shown) <= 300
    assert shown.count("```") == 2
    assert shown.endswith("line = 1\n```")


@pytest.mark.parametrize("text", ["", " \n ", "<div></div>"])
def test_an_answer_without_words_is_a_failure(text: str) -> None:
    assert answer_message(Answer(text=text)) == {"text": FAILED["en"]}


@given(st.text(max_size=400).map(lambda text: text * 60))
def test_any_answer_fits(text: str) -> None:
    message = answer_message(Answer(text=f"x{text}", citations=[citation(n) for n in range(30)]))
    assert len(markdown(message)) <= 12_000
    assert len(json.dumps(message["blocks"], ensure_ascii=False)) <= ALL_BLOCKS_CHARACTERS + 100
    assert not any(start in markdown(message) for start in ("<!", "<@", "<#"))
