"""Citations as a reader opens them."""

from agent.answer import Answer, Citation
from ui.web.evidence import evidence_html

QUOTE = "Wan2.2: Weights and code came out on 28 July 2025."
CHINESE = "Wan2.2：权重和代码于 2025 年 7 月 28 日发布。"


def _answer(language: str) -> Answer:
    citation = Citation(1, "d", "Wan2.2", "README.md", "Alibaba", "2025-07-28", QUOTE, 0, 50, 0.9,
                        translation=CHINESE)  # fmt: skip
    return Answer("Wan2.2 [1]", citations=[citation], thread="t", language=language)  # type: ignore[arg-type]


def test_a_chinese_answer_shows_the_quote_as_stored_and_its_translation() -> None:
    shown = evidence_html(_answer("zh"), "k")
    assert f"<blockquote>{QUOTE}</blockquote>" in shown
    assert CHINESE in shown


def test_an_english_answer_shows_the_quote_alone() -> None:
    assert CHINESE not in evidence_html(_answer("en"), "k")
