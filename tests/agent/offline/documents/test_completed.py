"""What a follow-up says takes the place of what the question before says of that part."""

from collections.abc import Iterator

import pytest

from agent import Analyst
from agent.offline.documents.completed import completed
from agent.offline.documents.likeness import Likeness
from knowledge import Library
from knowledge.embedding.embed import default_embedder

_FARES = """# Ferry fares

| Passage | Single |
|---|---|
| Foot passenger, Holm | 14 kroner |
| Foot passenger, Varne | 19 kroner |
| Bicycle, Holm | 6 kroner |
| Dog, Holm | 3 kroner |
"""
_CROSSINGS = """Year,Harbour,Passengers
2020,Holm,4100
2020,Varne,7300
2021,Holm,4920
2021,Varne,8100
"""
_MOWERS = """# Hire

| Mower | Price per day |
|---|---|
| Petrol mower | 38 crowns |
| Battery mower | 31 crowns |
"""


@pytest.fixture(scope="module")
def likeness() -> Likeness:
    return Likeness(default_embedder().embed)


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    folder = tmp_path_factory.mktemp("ferries")
    (folder / "fares.md").write_text(_FARES, encoding="utf-8")
    (folder / "crossings.csv").write_text(_CROSSINGS, encoding="utf-8")
    (folder / "hire.md").write_text(_MOWERS, encoding="utf-8")
    library = Library.open(tmp_path_factory.mktemp("ferries-store") / "library")
    assert not library.ingest([folder]).failed
    with Analyst(library=library, threads=":memory:") as analyst:
        yield analyst


@pytest.mark.parametrize(
    ("earlier", "follow_up", "whole"),
    [
        (
            "How long may a member keep a film?",
            "And a map?",
            "How long may a member keep a map?",
        ),
        (
            "What is the ticket price for adults?",
            "And for children?",
            "What is the ticket price for children?",
        ),
        (
            "When does the ferry to Lund leave on weekdays?",
            "and on Sundays?",
            "When does the ferry to Lund leave on Sundays?",
        ),
        (
            "How many seats does the Elm Hall have?",
            "And tables?",
            "How many tables does the Elm Hall have?",
        ),
        (
            "How many boats did Orrin Yard build in May 2025?",
            "and in June?",
            "How many boats did Orrin Yard build in June 2025?",
        ),
        (
            "What does a red Alder pump weigh?",
            "And a blue one?",
            "What does a blue Alder pump weigh?",
        ),
        (
            "What was the rent of the mill in 2022?",
            "In 2023?",
            "What was the rent of the mill in 2023?",
        ),
        (
            "How much salt does the Kellen bridge get in winter 2022/23?",
            "And the season after?",
            "How much salt does the Kellen bridge get in winter 2023/24?",
        ),
        (
            "How many boats did Orrin Yard build in 2021?",
            "And Tarn Quay in that same year?",
            "How many boats did Tarn Quay build in 2021?",
        ),
        (
            "How long is beech flooring guaranteed under the 2020 rules?",
            "How long is it for oak in the 2016 rules?",
            "How long is oak flooring guaranteed under the 2016 rules?",
        ),
        (
            "When was the new slipway meant to be ready originally?",
            "What is the date now?",
            "When is the new slipway meant to be ready now?",
        ),
        (
            "What does an adult season ticket cost?",
            "And for seniors?",
            "What does a seniors season ticket cost?",
        ),
        (
            "How much does a trainee earn in the third year?",
            "and in the first?",
            "How much does a trainee earn in the first year?",
        ),
        (
            "Who runs the Larkhill kiosk?",
            "And the one in Tarn?",
            "Who runs the Tarn kiosk?",
        ),
        (
            "What discount do members get in the kiosk under the 2020 lease?",
            "And since the amendment?",
            "What discount do members get in the kiosk since the amendment?",
        ),
        (
            "Who is on watch at the weir on Saturday 31 May?",
            "And the day after?",
            "Who is on watch at the weir on Sunday 1 June?",
        ),
        (
            "Who keeps the east lock?",
            "And who is her deputy?",
            "And who is the east lock's deputy?",
        ),
        (
            "What is the hourly pay for the lock keeper post at Elm Weir?",
            "When do applications for it close?",
            "When do applications for the lock keeper post at Elm Weir close?",
        ),
    ],
)
def test_a_phrase_stands_where_that_of_its_part_stood(
    likeness: Likeness, earlier: str, follow_up: str, whole: str
) -> None:
    assert completed(follow_up, earlier, likeness.of) == whole


@pytest.mark.parametrize(
    ("earlier", "follow_up"),
    [
        ("Did Orrin Yard or Tarn Quay build the ferry?", "And Lowick Basin?"),  # of which?
        ("Which plan is cheaper, Elm or Oak?", "And Fir?"),
        ("How many seats does the Elm Hall have?", "Who is the treasurer?"),  # another matter
        ("How many seats does the Elm Hall have?", "How many staff work at the office?"),
        ("What did Lund sell in 2021?", "What does the boat hire cost?"),
        ("When does the ferry to Lund leave?", "And back?"),
        ("And Lund?", "And Holm?"),  # that goes on from what is not known
        ("渡轮多少钱？", "那儿童呢？"),
    ],
)
def test_what_is_not_plain_is_left(likeness: Likeness, earlier: str, follow_up: str) -> None:
    assert completed(follow_up, earlier, likeness.of) == ""


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (["What does a foot passenger to Varne pay?", "And to Holm?"], "14"),
        (
            ["What does the petrol mower cost per day when I rent it?", "And the battery mower?"],
            "31",
        ),
        (
            [
                "How many passengers did Holm have in 2020?",
                "And the year after?",
                "And Varne in that same year?",
            ],
            "8100",
        ),
        (
            [
                "How many passengers did Holm have in 2021?",
                "By how many per cent was that up on the year before?",
            ],
            "20 %",
        ),
    ],
)
def test_the_documents_are_asked_the_whole_question(
    ferries: Analyst, turns: list[str], said: str
) -> None:
    thread = " / ".join(turns)
    *_, answer = [ferries.ask(turn, thread=thread) for turn in turns]
    assert said in answer.text and not answer.abstained
