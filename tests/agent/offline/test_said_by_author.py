from agent.offline.request import Request
from agent.offline.said_by_author import author_queries


def test_a_kind_of_statement_is_searched_by_how_it_is_put() -> None:
    request = Request("article", "What does he foresee for Acme?", vendors=("Acme",))
    queries = author_queries(request)
    assert list(queries) == ["author", "prediction"]
    assert queries["prediction"].startswith("Acme ")
    assert list(author_queries(Request("article", "Who is Acme's owner?"))) == ["author"]
