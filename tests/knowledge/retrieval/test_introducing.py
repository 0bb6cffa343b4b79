import pytest

from knowledge.retrieval.sentences import trimmed

BEST = "The Otter plan of Heron costs 9 euros and Heron logs are kept in Oslo."
RARE = {"heron": 4.0, "otter": 2.0, "log": 1.0, "plan": 0.5}


def kept(text: str) -> str:
    """Of a passage that stands below one that holds all of the question's words."""
    start, end = trimmed([BEST, text], [0.9, 0.2], [0, 1], RARE)[1]
    return text[start:end]


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("# Heron\n\nThe plan is new. It is cheap.", "# Heron\n\nThe plan is new."),
        (
            "Heron\n=====\n\nIt is new. The plan is new.",
            "Heron\n=====\n\nIt is new. The plan is new.",
        ),
        ("Heron prices\n\nIt is new. It is cheap.", "Heron prices\n\nIt is new."),
        ("**Heron**\n\n- It is new\n- It is cheap", "**Heron**\n\n- It is new"),
        ("Heron:\n9 euros a month\n8 seats", "Heron:\n9 euros a month"),
        ("What is Heron? It is new. It is cheap.", "What is Heron? It is new."),
        ("**Q: Who sells Heron?**\n\nAnn does. Bob did.", "**Q: Who sells Heron?**\n\nAnn does."),
        (
            "# Heron\n\n## Terms\n\nIt ends in May. It is new.",
            "# Heron\n\n## Terms\n\nIt ends in May.",
        ),
        ("It is new.\n\n## Heron\n\nIt ends in May. It is so.", "## Heron\n\nIt ends in May."),
        ("苍鹭 heron：\n每月九欧元。很便宜。", "苍鹭 heron：\n每月九欧元。"),
    ],
)
def test_what_only_introduces_keeps_what_is_beneath_it(text, stays):
    assert kept(text) == stays


def test_beneath_a_heading_all_stays_that_holds_as_much_of_the_question():
    text = "# Heron\n\nThe plan costs 9. The plan holds 5. It is new."
    assert kept(text) == "# Heron\n\nThe plan costs 9. The plan holds 5."


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("It is new. Heron sells it. It is cheap.", "Heron sells it."),
        ("Heron sells it.\n\nIt is new.", "Heron sells it."),
        ("- Heron sells it\n\n- It is new", "- Heron sells it"),
        ("It is new.\n\n# Heron", "# Heron"),
        ("# Heron\n\nIt is new. The Otter of Heron is new.", "The Otter of Heron is new."),
    ],
)
def test_what_says_something_itself_takes_nothing_along(text, stays):
    assert kept(text) == stays
