"""The words that terminal, web and Slack share."""

import pytest

from agent.answer import Answer, Citation
from ui.render import (
    origin_in_words,
    source_line,
    step_summary,
    step_title,
    to_terminal,
    web_address,
)


def _citation(source: str = "Tencent/WeKnora README", url: str | None = None) -> Citation:
    return Citation(1, "d", "WeKnora", source, "Tencent", "2026-08-21", "MIT", 0, 3, 0.9, url)


@pytest.mark.parametrize(
    ("name", "arguments", "language", "title"),
    [
        ("search_knowledge", {"query": "IMA"}, "en", "Searched the library for “IMA”"),
        ("search_knowledge", {"query": "IMA"}, "zh", "已检索资料库：“IMA”"),
        (
            "check_vram",
            {"model": "Qwen3-8B", "gpu": "RTX 3060"},
            "en",
            "Checked memory: Qwen3-8B on RTX 3060",
        ),
        ("check_vram", {"model": "Qwen3-8B", "gpu": None}, "en", "Checked memory: Qwen3-8B"),
        (
            "calculate_revenue",
            {"subscribers": "100000000", "price": "500 USD/year"},
            "en",
            "Calculated revenue: 100,000,000 subscribers at 500 USD/year",
        ),
        ("calculate_revenue", {}, "en", "Calculated revenue"),
        ("audit_claims", {"text": "IMA is open"}, "en", "Checked the claim “IMA is open”"),
        ("some_other_tool", {"x": 1}, "en", "Used some_other_tool"),
    ],
)
def test_a_step_reads_as_a_person_would_say_it(name, arguments, language, title) -> None:
    assert step_title(name, arguments, language) == title


def test_a_running_step_is_told_from_a_finished_one() -> None:
    assert step_title("search_knowledge", {"query": "x"}, pending=True).startswith("Searching")


def test_a_step_title_is_one_short_line_whatever_was_asked() -> None:
    title = step_title("search_knowledge", {"query": "a\nb\x00 " + "long " * 100})
    assert "\n" not in title
    assert len(title) < 130
    assert title.endswith("…”")


@pytest.mark.parametrize(
    ("name", "result", "summary"),
    [
        ("search_knowledge", {"passages": [{}, {}]}, "2 passages"),
        ("search_knowledge", {"passages": []}, "nothing found"),
        (
            "calculate_revenue",
            {"total": "50000000000", "currency": "USD"},
            "50,000,000,000 USD",
        ),
        ("calculate_revenue", {"total": "-12.5", "currency": "USD"}, "-12.5 USD"),
        (
            "calculate_revenue",
            {"total": "283204390.2644909187", "currency": "USD"},
            "283,204,390.26 USD",
        ),
        ("calculate_revenue", {"total": "0.0042", "currency": "USD"}, "0.0042 USD"),
        ("calculate_revenue", {"total": None}, ""),
        (
            "check_vram",
            {"verdict": "does not fit", "required_gib": 60.94, "available_gib": 11.82},
            "does not fit, 60.9 of 11.8 GiB",
        ),
        ("check_vram", {"required_gib": 16.2, "verdict": None}, "16.2 GiB"),
        ("check_vram", {"verdict": "unknown"}, "cannot be told"),
        ("check_vram", {"error": "Unknown GPU"}, "could not be done"),
        ("audit_claims", {"counts": {"contradicted": 1, "supported": 0}}, "1 contradicted"),
        ("search_knowledge", None, ""),
        ("search_knowledge", "text of a model's own tool", ""),
    ],
)
def test_a_finished_step_says_briefly_what_it_brought(name, result, summary) -> None:
    assert step_summary(name, result) == summary


def test_every_origin_of_a_figure_has_words_in_both_languages() -> None:
    origins = ["tool:calculate_revenue", "tool:check_vram", "citation:2", "question", "unsupported"]
    for origin in origins:
        for language in ("en", "zh"):
            assert ":" not in origin_in_words(origin, language).removesuffix(": unsupported")


def test_a_terminal_gets_the_text_and_its_sources() -> None:
    answer = Answer("**No.** It is not [1].", citations=[_citation()])
    assert to_terminal(answer) == (
        "**No.** It is not [1].\n\nSources\n[1] WeKnora — Tencent/WeKnora README, 2026-08-21"
    )
    assert to_terminal(Answer("I cannot help with that.\n")) == "I cannot help with that."


def test_an_undated_source_is_called_undated() -> None:
    citation = Citation(3, "d", "T", "s", None, None, "q", 0, 1, 0.5)
    assert source_line(citation) == "[3] T — s, undated"
    assert source_line(citation, "zh").endswith("无日期")


@pytest.mark.parametrize(
    ("source", "url", "address"),
    [
        ("README", "https://github.com/Tencent/WeKnora", "https://github.com/Tencent/WeKnora"),
        ("http://example.com/a", None, "http://example.com/a"),
        ("javascript:alert(1)", None, None),
        ("README", "data:text/html,x", None),
        ("https://", None, None),
        ('https://x.example/" onmouseover="alert(1)', None, None),
        ("https://[broken", None, None),
        ("/srv/notes.md", None, None),
    ],
)
def test_only_web_addresses_become_links(source, url, address) -> None:
    assert web_address(_citation(source, url)) == address
