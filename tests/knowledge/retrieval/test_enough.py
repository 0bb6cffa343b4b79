import pytest

from evals import enough, retrieval
from knowledge import Library
from knowledge.retrieval.enough import LEAST, chance


@pytest.fixture
def bundled(own_home) -> Library:
    return Library.open()


def test_what_the_library_holds_is_enough_and_what_it_does_not_is_not(bundled):
    assert bundled.search("How much memory does HunyuanVideo need at 720p?").enough > 0.8
    assert bundled.search("豆包多少钱？").enough > 0.5
    assert bundled.search("What is the weather in Paris tomorrow?").enough < 0.2
    assert bundled.search("北京明天天气怎么样？").enough < 0.2


def test_nothing_found_is_never_enough(library):
    assert library.search("zebra").enough == 0.0
    assert library.search("").enough == 0.0


def test_at_most_a_twentieth_is_wrongly_answered_or_refused(bundled):
    rows = [*retrieval.read(enough.QUESTIONS), *retrieval.read(enough.FREE)]
    passed = [bundled.search(row["question"]).enough >= LEAST for row in rows]
    wrong = [row for row, is_so in zip(rows, passed, strict=True) if is_so != row["is_answerable"]]
    for is_answerable in (True, False):
        of_kind = sum(row["is_answerable"] == is_answerable for row in rows)
        assert of_kind >= 150
        assert sum(row["is_answerable"] == is_answerable for row in wrong) <= of_kind / 20


@pytest.mark.parametrize(
    ("known", "unknown"),
    [
        ("What does Claude Opus 4.8 cost?", "What does Claude Opus 14.8 cost?"),
        ("OpenAI revenue in 2025?", "OpenAI revenue in 2044?"),
        ("How much memory does Wan2.2 need?", "How much memory does Zephyr2.2 need?"),
        ("豆包2026年6月有多少月活？", "飞马2026年6月有多少月活？"),
        ("微软365 Copilot多少钱？", "微软的门卫叫什么名字？"),
    ],
)
def test_a_version_a_year_and_a_name_that_are_nowhere_make_an_answer_unlikely(
    bundled, known, unknown
):
    assert bundled.search(known).enough >= LEAST > bundled.search(unknown).enough


def test_more_names_and_fewer_gaps_never_make_an_answer_less_likely():
    for name, worse, better in (
        ("similarity", 0.2, 0.8),
        ("names held", 0.0, 1.0),
        ("terms held nowhere", 0.9, 0.0),
        ("years missing", 1.0, 0.0),
        ("numbers missing", 1.0, 0.0),
    ):
        assert chance({name: worse}) < chance({name: better})


def test_a_month_that_a_passage_is_dated_is_not_missing(tmp_path):
    (tmp_path / "glow.md").write_text(
        "---\ntitle: Glow phone sells\ndate: 2025-03-10\n---\nThe Glow phone costs 599 dollars.\n"
    )
    library = Library.open(tmp_path / "library")
    library.ingest([tmp_path / "glow.md"])
    asked = "What was the price of the Glow phone in {} 2025?"
    march, may = (library.search(asked.format(month)).signs for month in ("March", "May"))
    assert march["names held"] == 1.0 > may["names held"]


def test_chinese_is_not_held_against_a_passage_in_chinese(tmp_path):
    (tmp_path / "zh.md").write_text(
        "# 星云平台价格\n\n星云平台的企业版每年收费两万元，员工数量不限。\n"
    )
    library = Library.open(tmp_path / "library")
    library.ingest([tmp_path / "zh.md"])
    found = library.search("星云平台的企业版多少钱？")
    assert abs(found[0].similarity) < found.signs["similarity"]
    assert library.search("星云平台的食堂开到几点？").enough < found.enough


def test_a_question_that_nothing_replies_to_answers_none(library, tmp_path):
    asked = "How many people work at Lynx Ltd?"
    note = tmp_path / "note.md"
    note.write_text(f"# Open questions\n\n- What is the price of the Lynx?\n- {asked}\n")
    library.ingest([note])
    assert library.search(asked).enough < LEAST
    note.write_text(f"# Questions\n\n**{asked}**\n\nForty of them, all in Oslo.\n")
    library.ingest([note])
    assert library.search(asked).enough > LEAST
