"""`vendorscope revenue --scenario`: files in, values set, saved, compared; the same bytes again."""

import csv

import pytest

ARTICLE = ("revenue", "--scenario", "article")
FILE = """\
title = "Two plans"
years = 3
start = 2026

[plans.plus]
subscribers = { value = "10 million", low = "8 million", high = "15 million" }
price = "20 USD/month"
churn = ["8%/month", "5%/month", "3%/month"]
growth = "40%/year"
cost = "7 USD/month"

[plans.team]
subscribers = "1 million"
price = "300 USD/year"

[costs]
fixed = "1bn USD/year"
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(FILE, encoding="utf-8")
    return str(path)


def test_the_article_gives_the_same_bytes_in_two_processes(process):
    first, again = (process(*ARTICLE, "--json", PYTHONHASHSEED=seed) for seed in ("1", "2"))

    assert (first.code, first.stderr) == (0, "")
    assert first.stdout == again.stdout
    assert first.json["crossover"] == "2045"
    assert {"total", "currency", "converted", "periods", "solved", "trace"} <= first.json.keys()
    assert {
        "cautions",
        "assumptions",
        "sides",
        "tornado",
        "table",
        "simulation",
    } <= first.json.keys()


def test_a_file_is_a_scenario_and_a_set_value_changes_it(here, file):
    plain = here("revenue", "--scenario", file, "--json")
    dearer = here("revenue", "--scenario", file, "--set", "plans.team.price=600 USD/year", "--json")

    assert plain.code == dearer.code == 0
    assert float(dearer.json["total"]) - float(plain.json["total"]) == 900_000_000


def test_what_was_saved_gives_the_same_result(here, file, tmp_path):
    saved = str(tmp_path / "saved.toml")
    settings = ("--set", "plans.team.price=600 USD/year", "--set", "plans.plus.churn.2=6%/month")
    first = here(
        "revenue", "--scenario", file, *settings, "--years", "4", "--save", saved, "--json"
    )
    again = here("revenue", "--scenario", saved, "--json")

    assert first.stdout == again.stdout
    assert len(again.json["periods"]) == 4


def test_sensitivity_is_asked_for_by_setting_it(here, file):
    ran = here(
        "revenue", "--scenario", file, "--json", "--set", "sensitivity.range=10%",
        "--set", "table.rows=plans.plus.price", "--set", "table.row_values=15 USD/month, 25 USD/month",
        "--set", "table.columns=plans.plus.growth", "--set", "table.column_values=20%/year, 60%/year, 90%/year",
        "--set", "simulation.draws=1000", "--set", "simulation.seed=5",
    )  # fmt: skip

    assert ran.json["tornado"][0]["key"] == "plans.plus.subscribers"
    assert [len(row) for row in ran.json["table"]["cells"]] == [3, 3]
    assert ran.json["simulation"]["seed"] == 5
    assert set(ran.json["simulation"]["percentiles"]) == {"5", "10", "25", "50", "75", "90", "95"}


def test_any_input_is_solved_for_from_any_figure(here, file):
    ran = here("revenue", "--scenario", file, "--solve", "plans.plus.price", "--target", "0", "--of", "profit", "--json")  # fmt: skip
    price = ran.json["solved"]["value"]
    back = here(
        "revenue", "--scenario", file, "--set", f"plans.plus.price={price} USD/month", "--json"
    )

    assert ran.json["solved"]["unit"] == "USD per month"
    assert abs(sum(float(year) for year in back.json["costs"]["profit"])) < 0.1


def test_two_scenarios_stand_side_by_side(here, file):
    ran = here("revenue", "--compare", file, "article", "--set", "years=3")
    data = here("revenue", "--compare", file, "article", "--set", "years=3", "--json").json

    assert [row["name"] for row in data["compared"]] == [file, "article"]
    assert len(data["compared"][1]["revenue"]) == 3
    assert "| 2026 | " in ran.stdout


def test_files_are_written_and_the_same_again(here, file, tmp_path):
    for name in ("1", "2"):
        ran = here("revenue", "--scenario", file, "--xlsx", str(tmp_path / f"{name}.xlsx"), "--csv", str(tmp_path / f"{name}.csv"))  # fmt: skip
        assert ran.code == 0
    for kind in ("xlsx", "csv"):
        assert (tmp_path / f"1.{kind}").read_bytes() == (tmp_path / f"2.{kind}").read_bytes()
    assert list(csv.reader((tmp_path / "1.csv").open(encoding="utf-8-sig")))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--set", "plans.plus.price=0 USD/month"], "price is zero"),
        (["--set", "plans.plus.subscribers=-5M"], "cannot be negative"),
        (["--set", "plans.plus.churn=120%/month"], "between 0 % and 100 %"),
        (["--set", "plans.plus.prize=5 USD/month"], "did you mean plans.plus.price"),
        (["--set", "currency=XQZ"], "Unknown currency"),
        (["--solve", "plans.plus.price", "--target", ""], "target is empty"),
        (["--solve", "plans.plus.growth", "--target", "9000tn USD"], "it stays between"),
        (["--years", "900"], "from 1 to 200"),
    ],
)
def test_what_cannot_be_calculated_is_a_sentence(here, file, words, says):
    ran = here("revenue", "--scenario", file, *words, "--json")

    assert (ran.code, ran.stdout) == (1, "")
    assert says in ran.error["message"]
    assert ran.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--scenario", "article", "--price", "20 USD/month"], "--set plans.NAME.price"),
        (["--scenario", "article", "--target", "5bn"], "--solve is missing"),
        (["--scenario", "article", "--solve", "years"], "--target is missing"),
        (["--scenario", "article", "--compare", "article", "article"], "names both"),
        (["--compare", "article", "article", "--xlsx", "a.xlsx"], "writes one scenario"),
        (["--set", "years=3"], "belongs to a scenario"),
        (
            ["--subscribers", "5M", "--price", "9 USD/month", "--save", "a.toml"],
            "belongs to a scenario",
        ),
    ],
)
def test_options_that_do_not_go_together_are_refused(here, words, says):
    ran = here("revenue", *words)

    assert ran.code == 2
    assert says in ran.stderr


def test_a_missing_or_broken_file_is_a_sentence(here, tmp_path):
    missing = here("revenue", "--scenario", str(tmp_path / "no.toml"))
    (tmp_path / "bad.toml").write_text("years = 3\nplans = = 4\n", encoding="utf-8")
    (tmp_path / "latin.toml").write_bytes(b'title = "caf\xe9"\n')
    broken = here("revenue", "--scenario", str(tmp_path / "bad.toml"))
    latin = here("revenue", "--scenario", str(tmp_path / "latin.toml"))

    assert "There is no scenario file" in missing.last_line
    assert "line 2" in broken.last_line
    assert "UTF-8" in latin.last_line
    assert missing.code == broken.code == latin.code == 1


def test_a_folder_or_an_empty_name_is_no_scenario(here, tmp_path):
    folder = here("revenue", "--scenario", str(tmp_path))
    empty = here("revenue", "--scenario", "")

    assert folder.code == 1
    assert "is a folder; name a scenario file in it" in folder.last_line
    assert empty.code == 2
    assert "empty" in empty.last_line


def test_a_refused_scenario_leaves_the_file_it_was_to_be_saved_over(here, tmp_path):
    (tmp_path / "zero.toml").write_text(
        '[plans.a]\nsubscribers = "1M"\nprice = "0 USD/month"\n', encoding="utf-8"
    )
    (kept := tmp_path / "kept.toml").write_text("kept", encoding="utf-8")

    ran = here("revenue", "--scenario", str(tmp_path / "zero.toml"), "--save", str(kept))

    assert ran.code == 1
    assert "the price is zero" in ran.last_line
    assert kept.read_text(encoding="utf-8") == "kept"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept.toml", "zero.toml"]


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("years=1e400", "whole number"),
        ("plans.chatgpt.subscribers=nan", "holds no number"),
        ("plans.chatgpt.subscribers=1e400", "holds no number"),
        ("plans.chatgpt.subscribers=-5", "negative"),
        ("plans.chatgpt.price=0 USD/month", "zero"),
        ("plans.chatgpt.prise=5", "did you mean"),
        ("=5", "KEY=VALUE"),
    ],
)
def test_a_hostile_setting_is_one_sentence(here, setting, says):
    ran = here("revenue", "--scenario", "article", "--set", setting)

    assert ran.code == 1
    assert ran.stdout == ""
    assert says in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
