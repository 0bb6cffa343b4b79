"""Statements on vendors that cite nothing and that nothing bears out."""

import pytest

from agent.middleware.grounding import check_answer

CLOUD = {"id": 1, "text": "Alibaba Cloud is the largest cloud vendor in China by revenue."}


def uncited(answer: str, evidence: list[dict[str, object]], question: str = "Alibaba?") -> bool:
    found = check_answer(answer, evidence=evidence, tool_results=[], question=question)
    return any(finding.is_uncited for finding in found)


@pytest.mark.parametrize(
    "answer",
    [
        "Alibaba has the most loyal customers of all cloud vendors.",
        "Alibaba is known to treat its developers very well.",
        "阿里巴巴拥有全球最忠实的云客户。",
    ],
)
def test_what_nothing_was_looked_up_for_is_flagged(answer: str) -> None:
    assert uncited(answer, [])
    assert not uncited(f"{answer[:-1]} [1].", [CLOUD])


def test_what_a_passage_says_needs_no_mark_to_be_held() -> None:
    assert not uncited("Alibaba Cloud is the largest cloud vendor in China.", [CLOUD])
    assert uncited("Alibaba treats its developers well and pays them on time.", [CLOUD])


@pytest.mark.parametrize(
    "answer",
    [
        "Which plan of Alibaba do you mean?",
        "The library holds nothing on the customers of Alibaba.",
        "I can look up the prices of Alibaba Cloud.",
        "资料库中没有找到阿里巴巴的客户数字。",
        "Alibaba:",
    ],
)
def test_talk_and_what_is_not_known_state_nothing(answer: str) -> None:
    assert not uncited(answer, [])


def test_words_behind_the_last_citation_of_a_paragraph_rest_on_none() -> None:
    told = "Alibaba Cloud is the largest cloud vendor in China [1]."
    assert uncited(f"{told} Alibaba treats its developers well and pays them on time.", [CLOUD])
    assert not uncited(f"{told} By revenue Alibaba Cloud stands before all others.", [CLOUD])
    assert not uncited(f"Alibaba treats its developers well. {told}", [CLOUD])


def test_a_name_that_only_the_sources_know_is_one() -> None:
    passage = {"id": 1, "text": "ZorbixCloud sells cards by the hour."}
    assert uncited("ZorbixCloud treats its developers well and pays them on time.", [passage])
    assert not uncited("The better ones treat their developers well and pay on time.", [passage])
