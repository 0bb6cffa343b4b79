"""What the amount tagger is trained on, and what is kept of it."""

import lzma
from pathlib import Path

import pytest

from evals import fit_amount_parts, tagging
from evals.fit_amount_parts import main
from evals.tagging import read
from knowledge.embedding.amount_parts import names

LINES = [
    "revenue | [[2,000|payers]] anglers at [[$9 a month|price]]: a year's takings?",
    "need_price | What must each of [[600|payers]] pilots pay for [[€90,000|target]] a year?",
    "margin | Sold for [[£5m|revenue]], made for [[£2m|cost]]. Margin?",
    "other | Who founded Aerolith in [[1998|none]]?",
]


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    place = tmp_path / "cases.txt"
    place.write_text("\n".join([*LINES, ""]), encoding="utf-8")
    return place


def test_marks_are_taken_out_and_their_places_kept(cases: Path) -> None:
    case = next(iter(read(cases, names())))
    assert case.question == "2,000 anglers at $9 a month: a year's takings?"
    assert [case.question[a:b] for a, b in case.spans] == ["2,000", "$9 a month"]
    assert (case.kind, case.parts) == ("revenue", ["payers", "price"])


@pytest.mark.parametrize("line", ["loot | [[5|payers]]", "revenue | [[5|plunder]]", "revenue"])
def test_an_unknown_kind_or_part_is_named_by_its_line(tmp_path: Path, line: str) -> None:
    place = tmp_path / "bad.txt"
    place.write_text(f"{LINES[0]}\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad\.txt, line 2"):
        list(read(place, names()))


def test_training_writes_changes_and_tells_how_those_left_out_fare(
    cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import torch
    from safetensors.torch import load_file

    out = tmp_path / "changes.safetensors"
    monkeypatch.setattr(tagging, "_AT_ONCE", 2)
    monkeypatch.setattr(tagging, "_WARM", 1)
    arguments = ["--cases", str(cases), "--rounds", "3", "--hold", "4", "--out", str(out)]
    assert main(arguments) == 0
    said = capsys.readouterr().out
    assert "of 1" in said and "3 cases" in said
    kept = load_file(out)
    kinds, parts = names()
    assert kept["head.weight"].shape[0] == len(kinds) + len(parts)
    assert all(torch.isfinite(value).all() for value in kept.values())
    assert not any(".layer.0." in name or "embeddings" in name for name in kept)


def test_other_digits_leave_places_and_parts_as_they_are(cases: Path) -> None:
    import random

    case = next(iter(read(cases, names())))
    varied = [fit_amount_parts.varied(case, random.Random(n)) for n in range(20)]
    assert len({one.question for one in varied}) > 5
    for one in varied:
        assert (one.spans, one.parts, len(one.question)) == (
            case.spans,
            case.parts,
            len(case.question),
        )


def test_the_cases_of_the_model_in_use_are_there_to_train_it_again() -> None:
    known = list(read(fit_amount_parts.CASES, names()))
    assert len(known) > 3000
    assert {case.kind for case in known} == {*names()[0]}
    with lzma.open(fit_amount_parts.CASES, "rt", encoding="utf-8") as file:
        assert sum(1 for line in file if line.strip()) == len(known)
