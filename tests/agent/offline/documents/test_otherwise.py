"""Questions that nothing answers as they are put, put in another way."""

from collections.abc import Iterator

import pytest

from agent import Analyst
from agent.offline.documents.in_english import put_in_english
from agent.offline.documents.otherwise import as_state
from knowledge import Library

_TEXTS = {
    "pool-2024": ("", "2024-03-01", "# Lakeside pool: entrance fees\n\nAdults pay 6 euros for a day at the Lakeside pool. The sauna holds 20 people."),
    "pool-2025": ("", "2025-04-01", "# Lakeside pool: entrance fees\n\nAdults pay 7 euros for a day at the Lakeside pool. The sauna holds 24 people.\n\nIn May 2025 the pool had 3,200 visitors."),
    "rules-2023": ("", "2023-09-10", "# Rules of the Birch library\n\nA book may be kept for four weeks. The fine for a late book is 20 cents a day."),
    "rules-2025": ("", "2025-09-10", "# Rules of the Birch library\n\nA book may be kept for three weeks. The fine for a late book is 50 cents a day."),
    "zeta-2023": ("Zeta", "2023-05-01", "# Zeta prices\n\nThe Team plan of Zeta costs 18 dollars per user and month. The free plan holds three users."),
    "zeta-2024": ("Zeta", "2024-05-01", "# Zeta prices\n\nThe Team plan of Zeta costs 22 dollars per user and month. The free plan holds five users."),
    "zeta-draft": ("Zeta", "2026-01-01", "# Plan for 2026 of Zeta\n\nThe Team plan of Zeta may cost 28 dollars from January 2027, says a draft."),
    "omega": ("Omega", "2025-01-10", "# Omega prices\n\nThe Team plan of Omega costs 30 dollars per user and month. The free plan holds ten users."),
    "kite": ("Kite", "2025-02-01", "# Kite: plans and limits\n\nThe free plan of Kite allows 500 requests a day. The context window of Kite is 128,000 tokens."),
    "faq": ("", "2025-03-01", "# Questions on our shop\n\n## Is there a discount for schools?\n\nSchools and charities get a discount of forty percent.\n\n## Are there lockers?\n\nForty lockers stand at the entrance, and each takes a coin."),
}  # fmt: skip


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    folder = tmp_path_factory.mktemp("otherwise")
    for name, (vendor, date, text) in _TEXTS.items():
        about = f"vendor: {vendor}\n" if vendor else ""
        (folder / f"{name}.md").write_text(f"---\n{about}date: {date}\n---\n{text}\n", "utf-8")
    library = Library.open(tmp_path_factory.mktemp("otherwise-store") / "library")
    assert not library.ingest([folder]).failed
    with Analyst(library=library, threads=":memory:") as analyst:
        yield analyst


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What did the Team plan of Zeta cost in June 2024?", "22 dollars"),
        ("What did the Team plan of Zeta cost in April 2024?", "18 dollars"),
        ("What did the Team plan of Zeta cost on 15 August 2024?", "22 dollars"),
        ("How many users did the free plan of Zeta hold in September 2024?", "five users"),
        ("What did adults pay at the Lakeside pool in August 2024?", "6 euros"),
        ("How many people did the sauna of the Lakeside pool hold in December 2024?", "20 people"),
        ("How long could a book be kept at the Birch library in March 2024?", "four weeks"),
        ("What was the fine for a late book at the Birch library in January 2025?", "20 cents"),
        ("2024年6月 Zeta 的团队套餐多少钱？", "22 dollars"),
    ],
)
def test_a_month_in_the_past_is_answered_by_the_latest_statement_up_to_then(
    asked: Analyst, question: str, said: str
) -> None:
    answer = asked.ask(question)
    assert said in answer.text and not answer.abstained
    assert len(answer.citations) == 1


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Omega 的团队套餐价格是多少？", "30 dollars"),
        ("Omega 的免费套餐可以有多少用户？", "ten users"),
        ("Zeta 的免费套餐可以有多少用户？", "five users"),
        ("Kite 的免费套餐每天可以有多少请求？", "500 requests"),
        ("Kite 的上下文窗口有多大？", "128,000 tokens"),
    ],
)
def test_a_chinese_question_is_answered_by_english_documents(
    asked: Analyst, question: str, said: str
) -> None:
    answer = asked.ask(question)
    assert said in answer.text and not answer.abstained


@pytest.mark.parametrize(
    "question",
    [
        "What did the Team plan of Zeta cost in January 2023?",
        "What did the Team plan of Omega cost in June 2024?",
        "What did the storage plan of Zeta cost in June 2024?",
        "What did a locker at the Birch library cost in March 2024?",
        "How many visitors did the Lakeside pool have in August 2024?",
        "What will the Team plan of Zeta cost in June 2030?",
        "Omega 的企业套餐价格是多少？",
        "Omega 有多少员工？",
        "Zeta 的退款期限是多久？",
        "Kite 的免费套餐多少钱？",
        "Kite 的总部在哪里？",
    ],
)
def test_what_no_document_says_stays_unanswered(asked: Analyst, question: str) -> None:
    assert asked.ask(question).abstained


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Is there a discount for schools?", "forty percent"),
        ("Are there lockers?", "Forty lockers"),
    ],
)
def test_a_question_that_a_heading_asks_goes_on_from_no_other(
    asked: Analyst, question: str, said: str
) -> None:
    thread = f"heading {said}"
    assert asked.ask("How many rows does Otter take?", thread=thread).abstained
    assert said in asked.ask(question, thread=thread).text


def test_only_what_lasts_is_asked_as_a_state() -> None:
    assert as_state("What was the fee in May 2024?") == "What was the fee as of 2024-05-31?"
    assert as_state("2024年6月 Zeta 的价格") == "截至2024年6月30日 Zeta 的价格"
    for other in ("How many came in May 2024?", "What was the fee in 2024?", "What is the fee?"):
        assert not as_state(other)


def test_a_question_with_an_unknown_word_is_not_put_in_english() -> None:
    assert put_in_english("Zeta 2024年6月的团队套餐多少钱？") == (
        "What is the Zeta team plan price in June 2024?"
    )
    assert not put_in_english("Zeta 的琉璃瓦多少钱？")
    assert not put_in_english("What does Zeta cost?")
