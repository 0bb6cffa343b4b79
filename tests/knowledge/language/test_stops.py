"""Which stops end a sentence."""

import re
import time

import pytest

from knowledge.language.stops import ends

STOPS = re.compile(r"(?<=[.!?])(?: »)?[\"”)]*\s+")


def sentences(text: str) -> list[str]:
    cuts = [found.end() for found in ends(STOPS, text)]
    return [text[a:b].strip() for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]


@pytest.mark.parametrize(
    "sentence",
    [
        "It runs from Jan. 5, 2025 to Dec. 31, 2027.",
        "Der Vertrag beginnt am 1. April 2025 und endet am 31. Dezember 2027.",
        "Le bail finit le 31 déc. 2027, soit le 1. Janvier 2028 au plus tard.",
        "Vertrag vom 1. 4. 2025 bis 31. 12. 2027.",
        "Smlouva trvá od 1. dubna 2025 do 31. prosince 2027.",
        "Sie kostet ca. 1.200 Euro, zzgl. der gesetzl. MwSt. von 19 %.",
        "Nach § 7 Abs. 2 S. 1 gilt das z. B. Kunden in der Hauptstr. 5 nicht.",
        "Im 3. Quartal steigt der Preis, d. h. Bestellungen beim 2. Werk lohnen.",
        "The agreement with Kestrel Inc. in the U.S. is signed.",
        "Mr. J. R. Smith of Kestrel Corp. Ltd. and the U.S. Treasury agree.",
        "It needs e.g. 16 GB, i.e. twice as much as v. 2.0 of No. 5.",
        "The fee is 5 dollars (cf. the annex. It is dated May) a year.",
        "Prices rise by 5 p.c. in autumn, see fig. 3 on p. 12.",
        "Le contrat avec M. Dupont et Mme. Roux coûte env. 1 200 € par an.",
        "« C'est cher ! » dit Luc.",
        "1. Install the program.",
    ],
)
def test_a_dot_within_a_sentence_does_not_end_it(sentence: str) -> None:
    after = "The rest follows."
    assert sentences(f"{sentence} {after}") == [sentence, after]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("He works at Apple Inc.", "The firm is old."),
        ("It is sold in the U.S.", "It costs 5 dollars."),
        ("Choose plan B.", "It costs 5 dollars."),
        ("The answer is no.", "It costs 5 dollars."),
        ("The limit is 5.", "The fee is 9 dollars."),
        ("The fee is $5.", "May customers pay later?"),
        ("Most took 189 ms.", "Once it took longer."),
        ("It costs less than Max.", "The fee is 5 dollars."),
        ("We met at 5 p.m.", "Nobody else came."),
        ("It was so in 2025.", "5 people came."),
        ("It is fast.", "vLLM runs it."),
        ("It is fast.", "gpt-4 runs it."),
        ("the fee is 5 dollars.", "the lease ends in may."),
        ("Who knows?", "nobody does."),
        ("Es endet am 5. Mai usw.", "Die Frist ist kurz."),
        ("Il finit le 31 déc. 2027.", "« Venez ! »"),
    ],
)
def test_a_sentence_ends_at_its_own_stop(first: str, second: str) -> None:
    assert sentences(f"{first} {second}") == [first, second]


def test_lines_of_a_list_and_paragraphs_end_what_stands_above() -> None:
    assert sentences("See no.\n5. next one") == ["See no.", "5. next one"]
    assert sentences("Kestrel Inc.\n\nin Oslo") == ["Kestrel Inc.", "in Oslo"]


@pytest.mark.parametrize("part", ["e.g. ", "(a. ", "! ", "1. ", "a.b. ", "z. B. ", ". \n"])
def test_a_text_of_nothing_but_stops_is_read_in_little_time(part: str) -> None:
    begun = time.process_time()
    assert sum(1 for _ in ends(STOPS, part * 10_000)) <= 10_000
    assert time.process_time() - begun < 10
