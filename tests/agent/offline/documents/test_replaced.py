"""Documents that say of themselves that they hold no more."""

from collections.abc import Iterator

import pytest

from agent import Analyst
from agent.offline.documents.replaced import is_replaced
from knowledge import Library

_TEXTS = {
    "adr7": "# Decision 7: the database\n\nStatus: superseded by decision 9\n\nWe use Postgres for the orders.",
    "adr9": "# Decision 9: the database\n\nStatus: accepted\n\nWe use Cassandra for the orders.",
    "nyg12": "# 12. Use REST for the billing interface\n\n## Status\n\nSuperseded by [19. Use gRPC](0019.md)\n\n## Decision\n\nThe billing interface is served by REST.",
    "nyg19": "# 19. Use gRPC for the billing interface\n\n## Status\n\nAccepted\n\n## Decision\n\nThe billing interface is served by gRPC.",
    "rfc1": "# RFC 1: log format\n\n**Status:** Deprecated\n\nLogs of the mill are written as XML.",
    "rfc2": "# RFC 2: log format\n\n**Status:** Active\n\nLogs of the mill are written as JSON.",
    "leave": "# Leave rules of Tarn Ltd (replaced by the rules of 2025)\n\nStaff have 24 days of leave.",
    "leave2": "# Leave rules of Tarn Ltd\n\nStaff have 27 days of leave.",
    "zh3": "# 决定三：缓存\n\n状态：已废弃\n\n白鹭系统的缓存使用 Memcached。",
    "zh5": "# 决定五：缓存\n\n状态：已采纳\n\n白鹭系统的缓存使用 Redis。",
    "only": "# Parking rules of the depot\n\nThis document has been superseded.\n\nLorries park in bay nine.",
}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    folder = tmp_path_factory.mktemp("replaced")
    for name, text in _TEXTS.items():
        (folder / f"{name}.md").write_text(f"{text}\n", encoding="utf-8")
    library = Library.open(tmp_path_factory.mktemp("replaced-store") / "library")
    assert not library.ingest([folder]).failed
    with Analyst(library=library, threads=":memory:") as analyst:
        yield analyst


@pytest.mark.parametrize(
    ("question", "said", "old"),
    [
        ("Which database do we use for the orders?", "Cassandra", "Postgres"),
        ("By what is the billing interface served?", "gRPC", "REST"),
        ("How are logs of the mill written?", "JSON", "XML"),
        ("How many days of leave do staff of Tarn have?", "27 days", "24 days"),
        ("白鹭系统的缓存使用什么？", "Redis", "Memcached"),
    ],
)
def test_what_holds_goes_before_what_is_replaced(
    asked: Analyst, question: str, said: str, old: str
) -> None:
    text = asked.ask(question).text
    assert said in text and old not in text


def test_what_only_a_replaced_document_says_is_told_as_such(asked: Analyst) -> None:
    answer = asked.ask("Where do lorries park?")
    assert "bay nine" in answer.text and "that it holds no more" in answer.text
    assert "superseded by decision 9" in asked.ask("What is the status of decision 7?").text


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Travel policy (superseded)", "# Travel policy"),
        ("Travel policy – withdrawn", "# Travel policy"),
        ("OBSOLETE: travel policy", "# Travel policy"),
        ("Travel policy", "# Travel policy\n\n> **Superseded by the policy of 2025.**"),
        ("Travel policy", "# Travel policy\n\n- **Status**: Deprecated\n- **Owner**: Ann"),
        ("差旅制度", "# 差旅制度\n\n本制度已被2025年版取代。"),
    ],
)
def test_a_document_is_replaced_that_says_so_in_its_title_or_head(title: str, text: str) -> None:
    assert is_replaced(title, text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Gym", "# Gym\n\nRetired staff may use it."),
        ("Returns", "# Returns\n\nRejected goods are sent back. Withdrawn items are sold."),
        ("Features", "# Features\n\n| Feature | Status |\n|---|---|\n| Import | deprecated |"),
        ("Rejected goods", "# Rejected goods\n\nThey are sent back."),
        ("Handbook – deprecated features", "# Handbook\n\nThere are two."),
        ("Replaced windows", "# Windows\n\nThe status of the glass: good."),
    ],
)
def test_words_on_other_things_replace_no_document(title: str, text: str) -> None:
    assert not is_replaced(title, text)
