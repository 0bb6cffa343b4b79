import pytest

from agent import Analyst
from agent.offline.understanding import understand


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        (
            "Oracle's backlog vs OpenAI's contract with Oracle: how big is each, and the share?",
            ["Oracle's backlog", "OpenAI's contract with Oracle"],
        ),
        (
            "googles capex vs alphabets revenue, and whats the share?",
            ["google's capex", "alphabet's revenue"],
        ),
        (
            "Oracle backlog, OpenAI-Oracle contract: amounts and percentage?",
            ["Oracle backlog", "OpenAI-Oracle contract"],
        ),
        (
            "What share of Microsoft's revenue is its AI run rate?",
            ["Microsoft's AI run rate", "Microsoft's revenue"],
        ),
    ],
)
def test_a_share_of_two_published_amounts_looks_both_up(question: str, sides: list[str]) -> None:
    (request,) = understand(question)

    assert (request.topic, request.arguments["kind"]) == ("revenue", "share")
    assert [side["question"] for side in request.arguments["told"]] == sides


@pytest.mark.parametrize(
    "question",
    [
        "What share of revenue does Azure bring Microsoft?",
        "What share of OpenAI's revenue goes to Microsoft?",
        "Qwen3 vs DeepSeek-V3: which is bigger?",
        "Alibaba vs Tencent open licences as a table please",
    ],
)
def test_what_names_no_two_amounts_is_left_to_the_library(question: str) -> None:
    assert understand(question)[0].topic != "revenue"


@pytest.mark.parametrize(
    "question",
    [
        "Microsoft's commercial backlog in March 2026 vs the part that's OpenAI: both sums and the share?",
        "What part of Microsoft's backlog of March 2026 is OpenAI's?",
        "What share of Microsoft Cloud's commercial backlog in March 2026 is OpenAI's alone?",
    ],
)
def test_a_part_of_which_only_is_said_whose_it_is_stands_beside_its_whole(
    analyst: Analyst, question: str
) -> None:
    answer = analyst.ask(question)
    assert answer.text.startswith("**39.87 %**: $250 billion of $627 billion.")
    assert answer.text.count("Commercial backlog 627 billion") == 1
