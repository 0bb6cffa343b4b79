"""`vendorscope revenue` by contracts §5: flags as people write them, exact JSON, whole files."""

import csv
import json

import pytest

BASE = ("revenue", "--subscribers", "100M", "--price", "500/yr")


def test_the_total_is_an_exact_decimal_string(process):
    ran = process(*BASE, "--json")

    assert (ran.code, ran.stderr) == (0, "")
    assert ran.json["total"] == "50000000000"
    assert ran.json["currency"] == "USD"
    assert {"periods", "trace", "cautions", "assumptions"} <= ran.json.keys()


def test_a_negative_value_is_a_value(here):
    ran = here(*BASE, "--price-change", "-10%/yr", "--years", "2", "--json")

    assert ran.code == 0
    assert ran.json["total"] == "95000000000"


def test_all_options_together(here):
    ran = here(
        "revenue", "--subscribers", "1M", "--price", "$20/mo", "--growth", "20%/yr",
        "--churn", "3%/mo", "--years", "3", "--currency", "USD", "--rate", "CNY=7.1",
        "--rate", "EUR=0.9", "--json",
    )  # fmt: skip

    assert ran.code == 0
    assert len(ran.json["periods"]) == 3
    assert {"CNY", "EUR"} <= ran.json["converted"].keys()


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (["--price", "$20/mo", "--target", "50B", "--solve", "subscribers"], 208333334),
        (["--subscribers", "150M", "--target", "25B", "--solve", "price"], 166),
        (["--subscribers", "100M", "--price", "500/yr", "--target", "120B", "--solve", "years"], 3),
    ],
    ids=["subscribers", "price", "years"],
)
def test_it_solves_for_what_is_missing(here, words, value):
    ran = here("revenue", *words, "--json")

    assert ran.code == 0
    assert float(ran.json["solved"]["value"]) == pytest.approx(value, rel=0.005)


@pytest.mark.parametrize(
    "words",
    [
        ["--subscribers", "-5M", "--price", "500/yr"],
        ["--subscribers", "many", "--price", "500/yr"],
        ["--subscribers", "5M", "--price", "dear"],
        ["--subscribers", "5M", "--price", "500/yr", "--years", "0"],
        ["--subscribers", "5M", "--price", "199 CNY/yr", "--currency", "USD"],
        ["--subscribers", "5M", "--price", "500/yr", "--churn", "130%/mo"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_calculated_is_a_sentence(here, words):
    ran = here("revenue", *words, "--json")

    assert (ran.code, ran.stdout) == (1, "")
    assert ran.error["message"]
    assert ran.stderr.count("\n") == 1


def test_files_are_written_beside_the_answer(here, tmp_path):
    book, table = tmp_path / "sum.xlsx", tmp_path / "sum.csv"

    ran = here(*BASE, "--years", "2", "--xlsx", str(book), "--csv", str(table), "--json")

    assert ran.json["total"] == "100000000000"
    assert book.read_bytes().startswith(b"PK")
    assert list(csv.reader(table.open(encoding="utf-8-sig")))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sum.csv", "sum.xlsx"]


def test_the_same_command_gives_the_same_bytes(here, tmp_path):
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"

    here(*BASE, "--xlsx", str(first))
    here(*BASE, "--xlsx", str(second))

    assert first.read_bytes() == second.read_bytes()


def test_a_file_that_cannot_be_written_leaves_the_old_one(here, tmp_path):
    missing = tmp_path / "no" / "sum.xlsx"
    ran = here(*BASE, "--xlsx", str(missing), "--json")
    assert (ran.code, ran.stdout) == (1, "")
    assert "does not exist" in ran.error["message"]

    ran = here(*BASE, "--csv", str(tmp_path))
    assert (ran.code, ran.stdout) == (1, "")
    assert "is a folder" in ran.last_line


def test_the_text_has_figure_and_way(here):
    ran = here(*BASE)

    assert ran.code == 0
    assert "50,000,000,000" in ran.stdout or "50 billion" in ran.stdout
    with pytest.raises(json.JSONDecodeError):
        json.loads(ran.stdout)
