"""An answer as HTML: marks that open, figures with their origin, and nothing that runs."""

from html.parser import HTMLParser

import pytest

from agent.answer import Answer, Citation, Figure
from ui.web.evidence import evidence_html
from ui.web.prose import note_html, prose_html, question_html
from ui.web.steps import step_html

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "<details ontoggle=alert(1) open>x</details>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=https://x.example></iframe>",
    "<style>body{display:none}</style>",
    "<b onclick=alert(1) style='position:fixed' id=vs-1-1 class=vs-cite>x</b>",
    "<button popovertarget=vs-1-1>x</button>",
    "![x](https://x.example/pixel.png)",
    '"><script>alert(1)</script>',
    "<a href='https://x.example/2025-01-01>\"onmouseover=alert(1)//'>x</a>",
]


class _Elements(HTMLParser):
    """Every element with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def _citation(n: int = 1, **changes: object) -> Citation:
    fields = {
        "n": n, "document_id": "d", "title": "WeKnora", "source": "README", "vendor": "Tencent",
        "date": "2026-08-21", "quote": "MIT licence.", "char_start": 3, "char_end": 15,
        "score": 0.91, "url": "https://github.com/Tencent/WeKnora",
    }  # fmt: skip
    return Citation(**{**fields, **changes})  # type: ignore[arg-type]


def _assert_harmless(html: str) -> None:
    for tag, attributes in _Elements(html).found:
        assert tag not in {"script", "img", "iframe", "svg", "style", "object", "form", "input"}
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        href = attributes.get("href")
        assert href is None or href.startswith(("http://", "https://"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_a_model_or_document_writes_can_run(attack: str) -> None:
    evil = _citation(
        title=attack, source=attack, vendor=attack, date=attack, quote=attack, url=attack
    )
    figure = Figure("1", None, attack, "citation:1")
    answer = Answer(f"{attack} and [1]", citations=[evil], figures=[figure], model=attack)
    for html in (
        prose_html(answer.text, answer, "1"),
        prose_html(attack),
        evidence_html(answer, "1"),
        question_html(attack),
        note_html(attack),
        step_html({"query": attack, attack: 1}, {"passages": [{"title": attack, "text": attack}]},
                  "en", done=True),
        step_html({}, {attack: [attack, {attack: attack}]}, "en", done=True),
    ):  # fmt: skip
        _assert_harmless(html)


@pytest.mark.parametrize("attack", ATTACKS)
def test_only_our_own_buttons_open_things(attack: str) -> None:
    buttons = [a for tag, a in _Elements(prose_html(attack)).found if tag == "button"]
    assert buttons == []


def test_a_mark_opens_the_exact_passage() -> None:
    answer = Answer("It is open [1], says the maker [2].", citations=[_citation(1), _citation(2)])
    marks = [a for t, a in _Elements(prose_html(answer.text, answer, "7")).found if t == "button"]
    assert [mark["popovertarget"] for mark in marks] == ["vs-7-1", "vs-7-2"]
    assert marks[0]["aria-label"] == "Source 1: WeKnora"
    evidence = evidence_html(answer, "7")
    ids = [a["id"] for _, a in _Elements(evidence).found if "popover" in a]
    assert ids == ["vs-7-1", "vs-7-2"]
    assert "<blockquote>MIT licence.</blockquote>" in evidence
    assert "Tencent · as of 2026-08-21 · match 0.91" in evidence
    assert "characters 3–15" in evidence
    assert 'href="https://github.com/Tencent/WeKnora"' in evidence


def test_answers_on_one_page_share_no_id() -> None:
    answer = Answer("[1]", citations=[_citation()])
    ids = [
        a["id"]
        for key in ("1", "3")
        for _, a in _Elements(evidence_html(answer, key)).found
        if "id" in a
    ]
    assert len(ids) == len(set(ids)) == 4


def test_a_mark_without_citation_stays_text() -> None:
    html = prose_html("see [4] and [1]", Answer("", citations=[_citation(1)]), "1")
    assert "see [4] and" in html
    assert html.count("<button") == 1


def test_marks_cannot_be_forged() -> None:
    forged = "\ue0001\ue001 &#xE000;9&#xe001; &#57346;5&#57347; x"
    html = prose_html(forged, Answer("", citations=[_citation(1)]), "1")
    assert "<button" not in html
    assert "vs-figure" not in html


def test_dollars_are_never_mathematics() -> None:
    html = prose_html("from $50 billion to $500 and $$3$$")
    assert "from $50 billion to $500 and $$3$$" in html


def test_figures_say_where_they_come_from_and_the_unsupported_stand_out() -> None:
    text = "**$50 billion** at $500 a year in 1 case of 100; ~~$52 billion~~ [1]"
    figures = [
        Figure("50000000000", "USD", "$50 billion", "tool:calculate_revenue"),
        Figure("500", "USD", "$500 a year", "citation:1"),
        Figure("1", None, "1", "question"),
        Figure("52000000000", "USD", "$52 billion", "unsupported"),
    ]
    answer = Answer(text, citations=[_citation()], figures=figures)
    html = prose_html(text, answer, "1")
    assert (
        '<strong><span class="vs-figure" title="From: revenue calculation">$50 billion</span>'
        in html
    )
    assert 'title="From: source 1">$500 a year</span>' in html
    assert 'title="From: your question">1</span> case of 100' in html
    assert '<span class="vs-figure vs-unsupported"' in html
    below = evidence_html(answer, "1")
    assert "1 without a source" in below
    assert "revenue calculation" in below


@pytest.mark.parametrize(
    ("text", "figure", "enclosed"),
    [
        ("100 and 1", "1", "100 and <1>"),
        ("H100, 1.5 and 5", "5", "H100, 1.5 and <5>"),
        (r"\$500", "$500", "<$500>"),
        ("[60 GB](https://x.example/60)", "60", None),
        ("<details><summary>60 GB</summary></details>", "60 GB", "<60 GB>"),
        ("a | 60 GB", "a | 60", None),
    ],
)
def test_a_figure_is_marked_where_it_stands_and_nowhere_else(text, figure, enclosed) -> None:
    html = prose_html(text, Answer("", figures=[Figure("1", None, figure, "question")]))
    html = html.replace('<span class="vs-figure" title="From: your question">', "<").replace(
        "</span>", ">"
    )
    assert (enclosed or "vs-figure") in html if enclosed else "vs-figure" not in html


def test_tables_folded_details_and_chinese_are_shown() -> None:
    html = prose_html(
        "| 阶段 | GiB |\n| --- | --- |\n| 解码 | 31 |\n\n"
        "<details><summary>怎么算</summary>\n\n- **一**\n\n</details>"
    )
    assert "<td>解码</td>" in html
    assert "<details><summary>怎么算</summary>" in html
    assert "<strong>一</strong>" in html


def test_a_bare_address_is_a_short_link() -> None:
    address = "https://github.com/modelscope/DiffSynth-Studio/blob/405ca6be33/examples/READ_ME.md"
    html = prose_html(f"— {address}, 2025-05-23, and `https://x.example`")
    assert f'<a href="{address}"' in html
    assert ">github.com/…/READ_ME.md</a>, " in html
    assert "<code>https://x.example</code>" in html


def test_a_user_sees_the_question_as_written() -> None:
    assert (
        question_html("a *b* <c> $1 $2") == '<div class="vs-question">a *b* &lt;c&gt; $1 $2</div>'
    )


def test_a_step_shows_its_arguments_and_folds_its_result() -> None:
    running = step_html({"query": "IMA", "as_of": None}, None, "en", done=False)
    assert "Running…" in running
    assert "as of" not in running
    result = {"passages": [{"title": "IMA", "date": None, "text": "hosted"}]}
    done = step_html({"query": "IMA"}, result, "en", done=True)
    assert '<details class="vs-result"><summary>Result</summary>' in done
    assert "hosted" in done
    assert "undated" in done
    many = step_html(
        {}, {"options": list(range(60)), "charts": [{"data": "x" * 9}]}, "en", done=True
    )
    assert "36 more" in many
    assert "xxx" not in many
