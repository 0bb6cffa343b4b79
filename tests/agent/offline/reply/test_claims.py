import pytest

from agent import Analyst
from agent.answer import Answer
from knowledge import Library


def ask(library: Library, question: str, as_of: str | None = None) -> Answer:
    with Analyst(library=library, threads=":memory:", as_of=as_of) as analyst:
        return analyst.ask(question)


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("Is Larry Ellison 60 years old?", "**No, not 60 years:** 81 years [1]"),
        ("Did Oracle really jump 80% in one day?", "**No, not 80%:** about 36%, over 40% [1][2]."),
        ("Is it true that Hunyuan needs little video memory?", "**No, the sources say the opp"),
        ("Is DeepSeek closed source?", "**No, the sources say the opposite.**"),
        ("Did Microsoft integrate Claude into Office?", "**Not on 15 September 2025; yes since"),
        ("甲骨文股价真的一夜暴涨了吗？", "**属实。**"),
    ],
)
def test_the_verdict_comes_first(bundled: Library, question: str, beginning: str) -> None:
    answer = ask(bundled, question)
    assert answer.text.startswith(beginning)
    assert answer.citations
    assert not [f for f in answer.figures if f.origin == "unsupported"]


def test_on_the_day_of_the_article_nothing_later_is_said(bundled: Library) -> None:
    answer = ask(bundled, "Did Microsoft integrate Claude into Office?", as_of="2025-09-15")
    assert answer.text.startswith("**No")
    assert all((c.date or "") <= "2025-09-15" for c in answer.citations)


@pytest.mark.parametrize(
    "question", ["Is it true that bananas are blue?", "Is it true that Qwen9 is open source?"]
)
def test_what_the_library_does_not_hold_is_not_judged(bundled: Library, question: str) -> None:
    answer = ask(bundled, question)
    assert answer.abstained
    assert "The article says" not in answer.text


def test_each_of_two_subjects_has_its_verdict(bundled: Library) -> None:
    text = ask(bundled, "腾讯ima和元器真的开源了吗？").text
    assert "ima：**不属实" in text
    assert "元器：**无法证实" in text
