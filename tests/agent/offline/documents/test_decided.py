"""What is told of tables with several years, of yes and no, of first and last days, of rows side by side."""

from collections.abc import Iterator

import pytest

from agent import Analyst
from knowledge import Library

_TEXTS = {
    "tickets.md": (
        "# Lantern Film Week 2025\n\nReport of 14 October 2025.\n\n"
        "| Venue | Screenings | Tickets | Takings (EUR) |\n| --- | --- | --- | --- |\n"
        "| Seven Rivers | 12 | 1,450 | 11,600 |\n| Old Mill | 9 | 820 | 6,560 |\n"
        "| Station Hall | 14 | 1,730 | 13,840 |\n"
    ),
    "prices.md": (
        "# Café prices\n\n## Prices 2025\n\n| Item | Price (GBP) |\n| --- | --- |\n| Coffee | 2.60 |\n"
        "| Tea | 2.20 |\n| Soup | 5.40 |\n\n## Prices 2024\n\n| Item | Price (GBP) |\n| --- | --- |\n"
        "| Coffee | 2.40 |\n| Tea | 2.00 |\n| Soup | 5.00 |\n"
    ),
    "lines.md": (
        "# Tram lines of Kolding Reach\n\n| Line | Opened | Wheelchair access |\n| --- | --- | --- |\n"
        "| Blue | 1971-05-02 | yes |\n| Red | 1958-09-14 | no |\n| Green | 1994-03-30 | yes |\n"
    ),
    "sales.csv": (
        "Month;Sales EUR;Costs EUR\n2025-01;5.105,00;3.200,50\n2025-02;6.230,40;3.410,00\n"
        "2025-03;4.990,10;2.980,25\n"
    ),
    "waits.csv": (
        "month,total_passengers,average_security_wait_min\n2024-05,38110,8.8\n2024-06,41200,10.9\n"
        "2024-07,49680,13.5\n2024-08,48300,12.7\n"
    ),
    "rota.csv": (
        "week_starting,day_commander,night_commander,trainer,reserve\n"
        "2025-07-07,Lindgren,Hertz,Tamm,Okafor\n2025-07-14,Sandell,Lindgren,Hertz,Brigsby\n"
        "2025-07-21,Okafor,Tamm,Sandell,Hertz\n"
    ),
    "birds.md": (
        "# Birds on the field, report for 2024\n\nThe falconer, Casimir Holt, came on 88 days with two birds."
        " In 2024 we helped 4,870 travellers, after 4,115 in 2023.\n\n"
        "| Bird | Strikes 2023 | Strikes 2024 | Damage 2024 (EUR) |\n| --- | --- | --- | --- |\n"
        "| Gull | 6 | 4 | 38,500 |\n| Kestrel | 3 | 2 | 700 |\n| Lapwing | 2 | 1 | 1,200 |\n"
        "| Starling | 9 | 7 | 4,700 |\n"
    ),
    "fuel.csv": (
        "fuel,cash_price_eur,contract_price_eur\nAvgas,2.46,2.18\nUL91,2.15,1.98\nGround diesel,,1.31\n"
    ),
    "loans.csv": "books,2022,2023,2024,2025\nChildren's books,42600,45500,50050,52300\nNovels,31000,32200,33100,34000\n",
    "charges.md": (
        "# Charges of the field\n\n| Charge | Price (EUR) |\n| --- | --- |\n| Passenger charge, domestic | 6.10 |\n"
        "| Passenger charge, abroad | 9.40 |\n| Landing charge | 20.00 |\n"
    ),
    "visits.csv": (
        "quarter,tip,visits,turned_away\n2024-Q1,Fennick Road,19840,64\n2024-Q2,Fennick Road,22630,55\n"
        "2024-Q2,Mossgate,11020,12\n"
    ),
    "bins.csv": (
        "customer_no,customer,bin_litres,annual_charge_gbp\nT-107,Gull Hotel,1100,3931.20\n"
        "T-108,Gull Hotel,240,1107.60\nT-109,Net Loft,240,1107.60\n"
    ),
    "annual.md": (
        "# Annual report, April 2023 to March 2024\n\nWe had 13,310 paying garden waste subscribers at the end of"
        " March 2024.\n"
    ),
    "shop.md": "# Reuse shop\n\nTwo paid staff and fourteen volunteers run the shop.\n",
    "mill.md": (
        "# Friends of the Mill, note of 2025\n\nThe mill ground 640 sacks in 2023 and 720 sacks in 2024."
        " In 2025 it ground 810 sacks.\n"
    ),
}


@pytest.fixture(scope="module")
def analyst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    """An analyst on these documents alone."""
    folder = tmp_path_factory.mktemp("decided")
    for name, text in _TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    library = Library.open(folder / "library")
    assert not library.ingest([folder / name for name in _TEXTS]).failed
    with Analyst(library=library, threads=":memory:") as made:
        yield made


@pytest.mark.parametrize(
    ("question", "told"),
    [
        # A number word in a name counts nothing, and tickets are no part of euros.
        ("What share of all tickets did Seven Rivers sell?", "**36.25 %**"),
        ("What share of the takings came from Old Mill?", "**20.5 %**"),
        ("How many tickets per screening did Station Hall sell?", "**123.57"),
        # Two tables of one document, of two years.
        ("What did coffee cost?", "Prices 2025 – Coffee, Price (GBP): **2.60**"),
        ("What did tea cost in 2024?", "**2.00**"),
        ("By how much did the price of soup rise from 2024 to 2025?", "**0.4 GBP**"),
        # Decimals behind a comma.
        ("What were the sales from January to March 2025 in total?", "16,325.5"),
        # Each figure of a sentence has its own year.
        (
            "By how many percent did the sacks ground by the mill grow from 2024 to 2025?",
            "**+12.5 %**: 810",
        ),
        ("How many more sacks did the mill grind in 2025 than in 2023?", "**170**"),
        (
            "By how many percent did the number of travellers helped grow from 2023 to 2024?",
            "**+18.35 %**",
        ),
        # Months in figures are read as months.
        ("What was the average wait at security in July 2024?", "**13.5**"),
        ("How long did people wait at security in August 2024?", "**12.7**"),
        # Of a row called by many names those that are asked.
        (
            "Who is the night commander in the week from 14 July 2025?",
            "2025-07-14, night_commander: **Lindgren**",
        ),
        # Nobody writes that a name is somebody's.
        ("whats the name of our falconer", "Casimir Holt"),
        # Two rows are no stretch, and a blank cell of another row is not asked.
        (
            "How much damage did gulls and starlings do together in 2024, in euros?",
            "**43,200 EUR**",
        ),
        ("What is the cash price of a litre of avgas?", "**2.46**"),
        # Quarters in figures are read in words; what is paid is money; help is a word like others.
        ("How many people came to Fennick Road in the second quarter of 2024?", "**22630**"),
        ("What does the Gull Hotel pay us a year for both its bins together?", "**5,038.8 GBP**"),
        ("How many volunteers help out in the reuse shop?", "fourteen volunteers"),
        # Days have a first and a last one.
        ("Which line opened first?", "**1958-09-14**"),
        ("Which is the newest line?", "**1994-03-30**"),
    ],
)
def test_the_figure_that_is_asked(analyst: Analyst, question: str, told: str) -> None:
    assert told in analyst.ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "How many books does the town library hold in total?",  # no years of loans added up
        "What was the cash price of ground diesel?",  # left blank
        "How many garden waste subscribers did we have in March 2023?",  # of March 2024
    ],
)
def test_no_sum_of_what_is_not_asked(analyst: Analyst, question: str) -> None:
    answer = analyst.ask(question)
    assert answer.abstained, answer.text


def test_strikes_are_no_share_of_euros(analyst: Analyst) -> None:
    assert "÷" not in analyst.ask("What share of the gull strikes was fatal in 2024?").text


def test_rows_counted_are_of_the_kind(analyst: Analyst) -> None:
    assert (
        "Passenger charge, domestic"
        not in analyst.ask("How many passengers were there in 2024?").text
    )


def test_a_follow_up_asks_for_its_own_kind(analyst: Analyst) -> None:
    analyst.ask("how many gull strikes were there in 2024?", thread="gulls")
    assert "Gull, Strikes 2023: **6**" in analyst.ask("and the year before?", thread="gulls").text


def test_then_and_now_of_two_tables(analyst: Analyst) -> None:
    told = analyst.ask("What was the price of soup before and what is it now?").text
    assert told.index("Prices 2024 – Soup, Price (GBP): **5.00**") < told.index("**5.40**")


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which line has no wheelchair access?", {"Red"}),
        ("Which line has wheelchair access?", {"Blue", "Green"}),
        ("Which lines have no wheelchair access?", {"Red"}),
    ],
)
def test_rows_that_are_so(analyst: Analyst, question: str, rows: set[str]) -> None:
    told = analyst.ask(question).text
    assert {name for name in ("Red", "Blue", "Green") if f"- {name}" in told} == rows


def test_rows_set_side_by_side_are_a_table(analyst: Analyst) -> None:
    told = analyst.ask("compare old mill with the station hall").text
    assert "| Old Mill | Station Hall |" in told
    assert "| Tickets | 820 [1] | 1,730 [1] |" in told
    assert "| Takings (EUR) | 6,560 [1] | 13,840 [1] |" in told


def test_a_correction_takes_the_place_of_what_it_corrects(analyst: Analyst) -> None:
    analyst.ask("What does coffee cost?", thread="meant")
    assert "**5.40**" in analyst.ask("no, I meant soup", thread="meant").text
