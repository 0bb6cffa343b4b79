"""Which cell of a table, which of its rows and which state of a rule is told."""

from collections.abc import Iterator

import pytest

from agent import Analyst
from knowledge import Library

_PANS = "# Catch by boat, in tonnes\n\n| Boat | 2022 | 2023 |\n| --- | --- | --- |\n| Gull | 40 | 52 |\n| Tern | 61 | 47 |\n| All boats | 101 | 99 |\n"
_CREW = "boat,skipper,harbour\nGull,Ana Reed,Hulm\nTern,Jo Lark,Vik\nSkua,Ana Reed,Vik\n"
_STAFF = "pier,post,vacant\nNorth,Senior warden,2\nNorth,Warden,3\nSouth,Warden,1\n"
_TOURS = "day,tour,tickets_sold\n2025-04-12,Seal bay,51\n2025-05-10,Seal bay,64\n"
_NOISE = "Survey of the quay\n\n2. What causes the noise\nMost of the noise on the quay comes from the old crane.\n"
_FUEL = "boat,year,fuel_t\nGull,2022,7\nGull,2023,9\nTern,2022,5\nTern,2023,4\n"
_SLIP = (
    "# Slipway\n\nThe budget of the Slip 2 repair was 800 crowns and its final cost 950 crowns.\n"
)
_LOG = "# Locks: notices\n\n## May 2023\n\nThe lock fee is 4 crowns.\n\n## June 2025\n\nThe lock fee is 6 crowns.\n\n## June 2024\n\nThe lock fee is 5 crowns.\n"
_YEARS = "---\ntitle: Harbour report {0}\ndate: {1}-02-01\n---\n\n# Harbour report {0}\n\n| Berths let | {2} | {0} |\n| --- | --- | --- |\n| North pier | {3} | {4} |\n| South pier | 30 | 31 |\n\n| Accounts (crowns) | {2} | {0} |\n| --- | --- | --- |\n| Other income | 500 | 900 |\n| Total income | 4,000 | 5,000 |\n\nRescues: {5} in all.\n"
_CARGO = "Cargo of the ships in 2023: Gull 410, Tern 220, Skua 70.\n"
_GEAR = '{"title": "Gear hire", "extras": [{"item": "Drag net", "price": 14}, {"item": "Ice box", "price": 6}]}'
_OLD = "---\ntitle: Harbour rules\ndate: 2021-01-01\n---\n\n# Harbour rules\n\n## Berths\n\nA berth at the quay costs 12 crowns a night. Nobody may tie up at the fuel pier. The rescue boat is exempt.\n"
_NEW = _OLD.replace("2021-01-01", "2024-01-01").replace("12 crowns", "15 crowns")


@pytest.fixture(scope="module")
def analyst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    """An analyst on two tables and two states of the same rules."""
    folder = tmp_path_factory.mktemp("harbour")
    texts = {
        "report-2022.md": _YEARS.format(2022, 2023, 2021, 50, 60, 17),
        "report-2023.md": _YEARS.format(2023, 2024, 2022, 60, 45, 25),
        "cargo.md": _CARGO,
        "gear.json": _GEAR,
    }
    texts |= {
        "staff.csv": _STAFF,
        "fuel.csv": _FUEL,
        "slip.md": _SLIP,
        "log.md": _LOG,
        "tours.csv": _TOURS,
        "survey.txt": _NOISE,
    }
    texts |= {"boats.md": _PANS, "crew.csv": _CREW, "rules-2021.md": _OLD, "rules-2024.md": _NEW}
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    library = Library.open(folder / "library")
    assert not library.ingest([folder / name for name in texts]).failed
    with Analyst(library=library, threads=":memory:") as made:
        yield made


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("Which boat had the largest catch in 2023?", ["Gull", "52"], "99"),
        ("Which boat had the smallest catch in 2022?", ["Gull", "40"], "101"),
        ("Name the boats of the skipper Ana Reed", ["Gull", "Skua"], "Tern"),
        ("How has the price of a berth changed?", ["12 crowns", "15 crowns"], "fuel"),
        ("By what percentage did total income grow from 2022 to 2023?", ["+25 %"], "900"),
        (
            "Berths let at the North pier: how did they develop from 2022 to 2023 in per cent?",
            ["-25 %"],
            "South",
        ),
        ("How many berths at the North pier fewer in 2023 than the year before?", ["15"], "South"),
        ("How many more rescues were there in 2023 than in 2022?", ["8"], "crowns"),
        ("How much cargo did the three ships carry altogether in 2023?", ["700"], "crowns"),
        ("What extras can I hire and what do they cost?", ["Drag net: 14", "Ice box: 6"], "Gull"),
        ("Name the boats of skippers other than Ana Reed", ["Tern"], "Skua"),
        ("How many warden posts are vacant at the North pier?", ["3"], "2"),
        ("How much fuel did Gull use in 2023?", ["9"], "7"),
        ("By how many per cent did the fuel of Tern fall from 2022 to 2023?", ["-20 %"], "Gull"),
        ("How much over budget was the Slip 2 repair?", ["150"], "Gull"),
        ("What is the lock fee now?", ["6 crowns"], "5 crowns"),
        ("How much is the lock fee?", ["6 crowns"], "4 crowns"),
        ("How much was the lock fee in 2024?", ["5 crowns"], "6 crowns"),
        ("How many tickets did the Seal bay tour sell in May 2025?", ["64"], "51"),
        ("What causes most of the noise on the quay?", ["old crane"], "What causes"),
        ("May I tie up at the fuel pier?", ["Nobody", "rescue boat"], "crowns"),
    ],
)
def test_what_is_told_of_tables_and_rules(
    analyst: Analyst, question: str, told: list[str], not_told: str
) -> None:
    text = analyst.ask(question).text
    assert all(word in text for word in told) and not_told not in text, text
