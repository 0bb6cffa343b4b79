import pytest

from agent import Analyst


def test_who_is_answered_by_names_first(analyst: Analyst) -> None:
    answer = analyst.ask("Who bundles AI with a cloud, according to the article?")
    first = answer.text.splitlines()[0]
    assert {"Alibaba", "Tencent", "Microsoft"} <= set(
        first.strip("*. []12").replace("**", "").split(", ")
    )
    assert answer.citations[0].title.startswith("Article, claim")


def test_a_count_in_the_question_picks_the_statement_that_names_so_many(analyst: Analyst) -> None:
    answer = analyst.ask("作者说的三家中国公司是哪三家？")
    assert answer.text.startswith("**阿里巴巴、腾讯、字节跳动** [1]。")


@pytest.mark.parametrize(
    "question",
    [
        "What is the article's thesis?",
        "Sum up the main argument of the article",
        "文章的核心观点是什么？",
    ],
)
def test_the_thesis_is_told_and_cited(analyst: Analyst, question: str) -> None:
    answer = analyst.ask(question)
    assert not answer.abstained
    assert "OpenAI" in answer.text
    assert answer.citations[0].title == "The article's thesis"


def test_what_the_article_does_not_mention_is_said(analyst: Analyst) -> None:
    assert "does not mention Mistral" in analyst.ask("Does the article mention Mistral?").text


def test_a_statement_in_other_words_is_found(analyst: Analyst) -> None:
    answer = analyst.ask("How does ByteDance differ from Tencent and Alibaba in the author's view?")
    assert "sets ByteDance apart" in answer.text.splitlines()[0]


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("Does the article say that DeepSeek is remarkable?", "Yes."),
        ("Does the article say Google is bankrupt?", "Not in these words."),
        ("作者说过 Wan 受到全球赞赏吗？", "是的。"),
    ],
)
def test_whether_the_article_says_so_comes_first(
    analyst: Analyst, question: str, start: str
) -> None:
    assert analyst.ask(question).text.startswith(start)


def test_what_the_article_gets_wrong_is_listed_with_verdicts(analyst: Analyst) -> None:
    answer = analyst.ask("What does the article get wrong about Tencent?")
    lines = [line for line in answer.text.splitlines() if line.startswith("- ")]
    assert lines[0].startswith("- **No, the evidence contradicts it.** IMA is open source.")
    assert all("Tencent" in c.quote or c.vendor == "Tencent" for c in answer.citations[:1])
    assert all(line.startswith(("- **No", "- **Partly")) for line in lines)


def test_no_mistake_is_made_up(analyst: Analyst) -> None:
    answer = analyst.ask("What does the article get wrong about ComfyUI?")
    assert answer.abstained
    assert not answer.citations


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Which graphics card does the writer own, and how does it cope with Hunyuan?", "RTX 3060"),
        ("any word on Meta or Llama in the article?", "does not mention Meta or Llama"),
        ("Why does the author think OpenAI's subscriptions have a limit?", "only so many people"),
        ("Which companies does the author expect to win, and why?", "decided in the cloud"),
        ("作者认为AI会怎么卖？", "云"),
    ],
)
def test_what_the_author_says_in_other_words_is_found(
    analyst: Analyst, question: str, told: str
) -> None:
    assert told in analyst.ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "what graphics card has the guy who wrote this",
        "which GPU does the man behind the article own?",
        "whoever wrote the piece: what card do they have?",
        "作者用的是什么显卡？",
        "作者的显卡是哪一款？",
    ],
)
def test_the_author_is_known_under_other_words(analyst: Analyst, question: str) -> None:
    answer = analyst.ask(question)
    assert "RTX 3060" in answer.text.splitlines()[0]
    assert answer.citations[0].title.startswith("Article, claim")


@pytest.mark.parametrize(
    "question",
    ["does he say anything about Huawei?", "Does the author write a thing on Baidu?"],
)
def test_what_the_author_leaves_out_is_said_to_be_absent(analyst: Analyst, question: str) -> None:
    assert analyst.ask(question).text.startswith("No: the article does not mention")


def test_asked_why_the_author_s_reason_is_told(analyst: Analyst) -> None:
    text = analyst.ask("According to the article, why can OpenAI's income not grow forever?").text
    assert "because there are only so many people" in text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "Which Hunyuan model does the author single out, and what does he say it's nearly able to do?",
            "one step away from real-time",
        ),
        (
            "What does the article call ByteDance's platform, and what did it open?",
            "core technology",
        ),
        ("Where will the last fight in AI be fought in the author's view?", "decided in the cloud"),
        ("作者说哪家公司把所有模型都放在一个名字下？", "腾讯把旗下所有模型都归在混元名下"),
    ],
)
def test_both_halves_are_answered_also_in_other_words(
    analyst: Analyst, question: str, said: str
) -> None:
    assert said in analyst.ask(question).text


def test_an_open_question_in_chinese_is_not_answered_by_yes_or_no(analyst: Analyst) -> None:
    assert analyst.ask("文章认为OpenAI的收入有什么限制？").text.startswith("文章")


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("What does the article expect of OpenAI?", "Article, claim C69"),
        ("what's the author's outlook for Hunyuan World?", "Article, claim C31"),
        ("文章对OpenAI的前景怎么看？", "Article, claim C69"),
        ("In the article's view, what becomes of the AI contest? Its forecast, please.", "C68"),
        ("what does the writer think of DeepSeek", "Article, claim C15"),
        ("作者对DeepSeek的评价？", "Article, claim C15"),
        ("which yearly fee does the author suppose", "Article, claim C46"),
        ("文中设定的年费是多少", "Article, claim C46"),
        ("Through what would Microsoft sell a model, says the author, if it had one?", "C59"),
        ("假如微软有自己的模型，文章说会怎么卖？", "Article, claim C59"),
        ("What price a year did the piece take for a ChatGPT subscription?", "C46"),
        ("What's the author's opinion of Jimeng?", "Article, claim C44"),
    ],
)
def test_forecasts_opinions_and_assumptions_are_told_where_they_are_asked(
    analyst: Analyst, question: str, title: str
) -> None:
    assert title in analyst.ask(question).citations[0].title


def test_all_forecasts_are_listed_where_none_is_named(analyst: Analyst) -> None:
    cited = {c.title for c in analyst.ask("What does the author predict?").citations}
    assert {f"Article, claim C{n}" for n in (54, 68, 69)} <= cited


def test_a_stranger_the_article_is_asked_about_is_said_to_be_absent(analyst: Analyst) -> None:
    assert "not mention Samsung" in analyst.ask("What does the article say about Samsung?").text


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who was the richest man for a moment, says the article?", "**Larry Ellison**"),
        ("文章说谁一度是世界首富？", "**拉里·埃里森**"),
        ("Which company's jump made him the richest, says the article?", "**Oracle**"),
    ],
)
def test_a_person_is_named_where_who_is_asked(analyst: Analyst, question: str, name: str) -> None:
    assert analyst.ask(question).text.startswith(name)


@pytest.mark.parametrize(
    "question",
    [
        "By what name does the author call ByteDance's AI platform, and what component does he say it has put out as open source?",
        "whats the name of bytedances platform in the article, and what did they open source?",
    ],
)
def test_what_a_firm_opened_is_found_by_its_own_name(analyst: Analyst, question: str) -> None:
    text = analyst.ask(question).text
    assert "Volcano Engine" in text and "Coze" in text
