import pytest

from agent.tools.claims.compare import compare
from agent.tools.claims.meaning import read
from agent.tools.claims.names import Names, names_of

ROWS = [
    {"text": f"{name}: a row", "vendor": name, "system": None, "title": "", "extra": {}}
    for name in ("Oracle", "Acme", "Brix", "Corvo")
]


@pytest.fixture(scope="module")
def names() -> Names:
    return names_of(ROWS)


@pytest.mark.parametrize(
    ("claim", "statement", "relation"),
    [
        ("Acme is open source.", "Acme is open source.", "same"),
        ("Acme is closed source.", "Acme is open source.", "opposite"),
        ("Acme is not open source.", "Acme is closed source.", "same"),
        ("Acme has never been closed.", "Acme is open source.", "same"),
        ("Isn't Acme open source?", "Acme is open source.", "same"),
        ("Acme shares fell.", "Acme shares rose.", "opposite"),
        ("Acme needs little memory.", "Acme needs a lot of memory.", "opposite"),
        ("Acme has no paying users.", "Acme has paying users.", "opposite"),
        ("Acme beats Brix.", "Acme is ahead of Brix.", "same"),
        ("Brix beats Acme.", "Acme beats Brix.", "opposite"),
        ("It is false that Acme is open.", "Acme is open source.", "opposite"),
        ("Acme rose 20%.", "Acme rose 36%.", "other figure"),
        ("Acme rose more than 30%.", "Acme rose 36%.", "same"),
        ("Acme rose less than 30%.", "Acme rose 36%.", "other figure"),
        ("Acme costs 20 euros.", "Acme costs 20 dollars.", "other figure"),
        ("Acme costs $20 a year.", "Acme costs $20 a month.", "other figure"),
        ("Acme rose 20%.", "Acme rose to 5 billion dollars.", "unsaid figure"),
        ("Acme is under the MIT licence.", "Acme: licence Apache 2.0.", "other name"),
        ("The platform of Acme is called Brix.", "Acme's platform is called Corvo.", "other name"),
        ("Acme 开源了吗", "Acme 是闭源的", "opposite"),
        ("Acme 没有开源", "Acme 是闭源的", "same"),
        ("Acme 是不是开源的", "Acme 已开源", "same"),
        ("Acme 股价下跌", "Acme 股价上涨", "opposite"),
    ],
)
def test_what_two_statements_are_to_each_other(
    claim: str, statement: str, relation: str, names: Names
) -> None:
    assert compare(read(claim, names), read(statement, names)).relation == relation


@pytest.mark.parametrize(
    ("claim", "statement"),
    [("Brix is open.", "Acme is open."), ("Acme9 is open.", "Acme is open.")],
)
def test_another_name_is_another_subject(claim: str, statement: str, names: Names) -> None:
    assert not compare(read(claim, names), read(statement, names)).on_subject


def test_a_clause_is_denied_by_itself(names: Names) -> None:
    claim = read("Acme makes videos.", names)
    statement = read("Acme makes videos; it does not sell cards.", names)
    assert compare(claim, statement).relation == "same"


def test_in_a_list_of_names_only_the_figure_of_the_name_counts(names: Names) -> None:
    statement = read("Monthly users: Acme 345 million, Brix 57 million.", names)
    of_acme = compare(read("Acme has 57 million users.", names), statement)
    of_brix = compare(read("Brix has 57 million users.", names), statement)
    assert (of_acme.relation, of_brix.relation) == ("other figure", "same")
    assert [figure.said for figure in of_acme.said] == ["345 million"]


def test_a_request_to_check_is_no_part_of_the_claim(names: Names) -> None:
    plain = read("Acme has a backlog of 5 dollars", names)
    for text in (
        "Would you confirm that Acme has a backlog of 5 dollars",
        "Confirm for my slide: Acme has a backlog of 5 dollars (source: Brix)",
        "Is it fair to say Acme has a backlog of 5 dollars",
    ):
        claim = read(text, names)
        assert (claim.words, claim.names) == (plain.words, plain.names)
