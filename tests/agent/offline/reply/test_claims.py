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
        ("Did Microsoft integrate Claude into Office?", "**Not so on 15 September 2025; yes since"),
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


def test_a_premise_is_checked_beside_its_question(bundled: Library) -> None:
    text = ask(
        bundled,
        "Now that Alibaba owns Anthropic, what does Claude Sonnet 4 cost per million tokens?",
    ).text
    assert text.startswith("**The premise “Alibaba owns Anthropic” is not supported")
    assert "3 dollars input and 15 dollars output" in text
    assert "qwen" not in text.lower()


def test_a_premise_that_is_refuted_shows_by_what(bundled: Library) -> None:
    text = ask(bundled, "Given that ComfyUI is closed source, which licence does it carry?").text
    premise, answer = text.split("\n\n")[0], text.split("\n\n")[-1]
    assert premise.startswith("**The premise “ComfyUI is closed source” is not so.**")
    assert "GPL-3" in answer


def test_a_premise_that_holds_is_not_spoken_of(bundled: Library) -> None:
    text = ask(bundled, "Since Coze belongs to ByteDance, which licence has Coze Studio?").text
    assert "premise" not in text
    assert "Apache" in text


def test_each_statement_is_told_with_its_verdict(bundled: Library) -> None:
    text = ask(
        bundled, "Fact-check: Larry Ellison was 81, Oracle shares crashed, and Coze is a planet."
    ).text
    assert "“Larry Ellison was 81”: **Supported.**" in text
    assert "“Oracle shares crashed”: **No" in text
    assert "“Coze is a planet”: **Cannot be verified:**" in text


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("'Claude is the go-to choice for programmers': does that survive a check?", "**Partly"),
        ("Please confirm that Gemini caught up with the leaders.", "**Supported.**"),
        ("请确认ChatGPT Plus每月20美元。", "**属实。**"),
        ("真的吗：埃里森60岁？", "**不属实，不是 60：**81"),
    ],
)
def test_asked_in_other_words(bundled: Library, question: str, beginning: str) -> None:
    assert ask(bundled, question).text.startswith(beginning)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Claim: ten billion subscribers are out of reach. Agree?", "cannot be reached"),
        ("The text says Alibaba's image and video models are open. True for that date?", "**Supported.**"),
        ("Statement: OpenAI sells a cloud of its own. Do you agree?", "**"),
    ],
)  # fmt: skip
def test_a_claim_is_checked_however_it_is_put(
    analyst: Analyst, question: str, verdict: str
) -> None:
    answer = analyst.ask(question)
    assert verdict in answer.text
    assert any(call.name == "audit_claims" for call in answer.tool_calls)
    assert not answer.text.startswith("**No, the sources say the opposite.**")


@pytest.mark.parametrize("question", ["豆包收费吗？", "Does Doubao charge for its app?"])
def test_what_held_until_a_day_denies_nothing_after_it(analyst: Analyst, question: str) -> None:
    text = analyst.ask(question).text
    assert "500" in text and "opposite" not in text and "正相反" not in text


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("'Office already runs Claude' says the text. Was that so on its date?",
         "Not so on 15 September 2025; yes since 18 September 2025"),
        ("The article makes out that mixing open and closed products sets ByteDance apart. Does it?",
         "contradicts it"),
        ("文章说阿里股价一路稳稳上行、没有暴涨，属实吗？", "证据与之矛盾"),
    ],
)  # fmt: skip
def test_what_is_put_in_the_articles_mouth_is_judged_by_its_own_statement(
    analyst: Analyst, question: str, verdict: str
) -> None:
    answer = analyst.ask(question)
    assert verdict in answer.text
    assert answer.citations[0].title.startswith("Article, claim")
    grounds = [one for one in answer.citations if one.title.startswith("Evidence on claim")]
    assert len(grounds) > 1


def test_what_the_article_comes_nowhere_near_is_not_judged(analyst: Analyst) -> None:
    assert "nearest" not in analyst.ask("The article claims that Martians built it. True?").text


def test_on_the_articles_own_day_a_check_tells_then_from_later(analyst: Analyst) -> None:
    asked = "Was the Doubao app already paid when the article was written, as it says?"
    text = analyst.ask(asked).text
    assert "the Doubao app was still free" in text
    assert "June 2026" in text.split("After the article:")[1]
