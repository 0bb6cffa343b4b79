"""Phrases of a question without article and preposition, and times by their words."""

from agent.offline.documents.phrases import phrases_of, things


def test_a_phrase_is_told_with_what_leads_to_it() -> None:
    question = "When does the ferry leave on a normal weekday?"
    *_, time = phrases_of(question)
    assert (time.part, time.text, time.lead) == ("period", "weekday", "on")
    assert question[time.leads :] == "on a normal weekday?"


def test_a_year_in_the_name_of_terms_is_no_time_of_its_own() -> None:
    question = "How long is beech flooring guaranteed under the 2020 rules?"
    assert "period" not in [one.part for one in phrases_of(question)]


def test_a_verb_gives_way_to_nothing() -> None:
    assert [one.text for one in things("What does the hut cost?")] == ["hut"]


def test_no_phrases_are_told_of_what_no_tagger_reads() -> None:
    assert phrases_of("渡轮多少钱？") == []
