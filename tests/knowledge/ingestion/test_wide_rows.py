import re

import pytest

from knowledge.ingestion.chunk import split

YEARS = range(1960, 2024)


@pytest.mark.parametrize("above", ["", "# Figures\n\n", "Of the bank. " * 40 + "\n\n"])
@pytest.mark.parametrize("first", ["Country: Chad", "国家：乍得", "Chad"])
def test_a_wide_record_is_cut_between_cells_and_each_part_says_whose_it_is(first, above):
    cells = [f"Y{year}: {year * 3}" for year in YEARS]
    text = f"{above}{first}; {'; '.join(cells)}\n\nCountry: Peru; Y1960: 5"
    parts = [(c.heading, text[c.start : c.end]) for c in split(text)]
    kept = [part for part in parts if "Y19" in part[1] or "Y20" in part[1]]
    assert all(any(cell in re.split("; |\n", part) for _, part in kept) for cell in cells)
    assert all(first in part or heading.endswith(first) for heading, part in kept[:-1])
    assert kept[-1] == ("Figures" if "#" in above else "", "Country: Peru; Y1960: 5")
    assert kept[0][1].startswith(above.strip() if "#" in above else first)


def test_a_long_cell_is_cut_between_sentences_and_the_cells_after_it_have_whose_they_are():
    story = "The customer saw a red lamp on the machine. " * 60
    text = f"No.: 2; Ticket: T-2; Description: {story.strip()}; Owner: Bob; Open: yes"
    first, *middle, last = split(text)
    assert {chunk.heading for chunk in middle} == {"No.: 2; Ticket: T-2 › Description"}
    assert last.heading.startswith("No.: 2; Ticket: T-2")
    assert any(part.endswith("Owner: Bob") or "Owner: Bob;" in part for part in _texts(text))
    assert text[last.start : last.end].endswith("Open: yes")
    assert all(
        text[chunk.start : chunk.end].endswith("machine.") for chunk in (first, *middle[:-1])
    )


def test_a_wide_row_of_a_table_has_the_names_of_its_own_columns_in_each_part():
    rows = [["Country", *(f"Y{year}" for year in YEARS)]]
    rows += [[name, *(f"{name[0]}{year * 3}" for year in YEARS)] for name in ("Spain", "Chile")]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    text = "\n".join(["# Big", "", lines[0], "|---" * len(rows[0]) + "|", *lines[1:], "", "End."])
    for name in ("Spain", "Chile"):
        first, *rest, _ = [c for c in split(text) if f"{name[0]}{1960 * 3}" in text[c.start : c.end]
                           or f"Country: {name}" in c.heading or text[c.start : c.end] == "End."]  # fmt: skip
        assert text[first.start : first.end].startswith(f"| {name} | {name[0]}5880 |")
        assert first.heading.startswith("Big › Country | Y1960 | ")
        for chunk in rest:
            path, names = chunk.heading.rsplit(" › ", 1)
            assert path == f"Big › Country: {name}"
            said = text[chunk.start : chunk.end].rstrip(" |").split(" | ")
            assert said == [f"{name[0]}{int(year[1:]) * 3}" for year in names.split(" | ")]
        assert rest


def _texts(text: str) -> list[str]:
    return [text[chunk.start : chunk.end] for chunk in split(text)]
