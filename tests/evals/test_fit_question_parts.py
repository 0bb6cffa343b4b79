"""What the question tagger is trained on, and what is kept of it."""

import random
from pathlib import Path

import pytest

from evals import fit_question_parts, tagging
from evals.fit_question_parts import main, varied
from evals.tagging import read
from knowledge.embedding.question_parts import names

LINES = [
    "sum | What did [[Holm Mill|item]] and [[Ash Weir|item]] [[grind|measure]] in [[2024|period]]?",
    "list | which [[millers|rows]] are [[on leave|filter]]",
    "value | When does [[the weir|item]] [[open|measure]]?",
    "text | why is [[the race|item]] closed",
]


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    place = tmp_path / "cases.txt"
    place.write_text("\n".join([*LINES, ""]), encoding="utf-8")
    return place


def test_training_writes_changes_and_tells_how_those_left_out_fare(
    cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from safetensors.torch import load_file

    out = tmp_path / "changes.safetensors"
    monkeypatch.setattr(tagging, "_AT_ONCE", 2)
    monkeypatch.setattr(tagging, "_WARM", 1)
    arguments = ["--cases", str(cases), "--rounds", "2", "--hold", "4", "--out", str(out)]
    assert main(arguments) == 0
    said = capsys.readouterr().out
    assert "of 1" in said and "3 cases" in said
    kinds, parts = names()
    assert load_file(out)["head.weight"].shape[0] == len(kinds) + len(parts)


def test_a_case_is_read_in_other_spellings_whose_places_stay(cases: Path) -> None:
    case = next(iter(read(cases, names())))
    read_as = [varied(case, random.Random(n)) for n in range(60)]
    assert any(one.question.islower() for one in read_as)
    assert any(not one.question.endswith("?") for one in read_as)
    assert all(one.spans == case.spans and one.parts == case.parts for one in read_as)
    assert all(len(case.question) - len(one.question) in (0, 1) for one in read_as)


def test_the_cases_of_the_model_in_use_are_there_to_train_it_again() -> None:
    known = list(read(fit_question_parts.CASES, names()))
    assert len(known) > 6000
    assert {case.kind for case in known} == {*names()[0]}
    assert {part for case in known for part in case.parts} == {*names()[1]} - {"none"}
