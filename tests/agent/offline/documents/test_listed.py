"""The items that a question for a list asks for."""

from agent.offline.documents.asked import asked_in
from agent.offline.documents.judged import Judged
from agent.offline.documents.listed import listed
from agent.offline.documents.units import Source, Unit

_COURSES = (
    {"Date": "9 March", "Course": "First aid", "Place": "Aldenfell"},
    {"Date": "20 April", "Course": "Winch", "Place": "Ostermatt"},
    {"Date": "8 June", "Course": "Rope", "Place": "Aldenfell"},
)
_RADIOS = tuple({"Station": "Aldenfell", "Radio": kind} for kind in ("hand", "car", "base"))


def _cells(rows: tuple[dict[str, str], ...], document: str, keys: str) -> list[Judged]:
    source = Source(document, document, document.replace("-", " "), "")
    cells = [(i, name, value) for i, row in enumerate(rows) for name, value in row.items()]
    first = next(iter(rows[0]))
    return [
        Judged(
            Unit("cell", n, n + 1, value, label=rows[i][first], column=name, value=value, keys=keys, table=0, row=i),
            source, 1.0, 0.5, 0.5, fits=True,
        )
        for n, (i, name, value) in enumerate(cells)
    ]  # fmt: skip


def _told(question: str, cells: list[Judged]) -> list[str]:
    return [one.unit.value for one in listed(asked_in(question), cells, cells)]


def test_the_rows_with_a_value_are_told_by_the_column_that_is_asked() -> None:
    cells = [*_cells(_RADIOS, "radio-list", "Station"), *_cells(_COURSES, "courses-2024", "Date")]
    assert _told("Which courses took place at Aldenfell station?", cells) == ["First aid", "Rope"]


def test_what_the_question_says_itself_is_no_list() -> None:
    assert _told("Which dogs are at the station Aldenfell?", _cells(_RADIOS[:1], "radios", "Station")) == []  # fmt: skip
