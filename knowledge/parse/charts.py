"""Charts of slides as tables: a row a category, a column a series."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import accumulate, groupby
from typing import Any

from knowledge.parse.figures import figure
from knowledge.parse.grids import as_markdown

_FIRST_DAY = date(1899, 12, 30)
"""From which Office counts days."""


def as_tables(chart: Any) -> Iterator[str]:
    """The chart's title, then a table for the series that have the same categories.

    Read from its XML, since python-pptx gives no series of three-dimensional charts.
    """
    yield " ".join(text.text or "" for text in chart.element.iterfind("{*}chart/{*}title//{*}t"))
    for labels, series in groupby(chart.element.iter("{*}ser"), _labels):
        columns = [_column(one, len(labels)) for one in series]
        yield as_markdown([*zip(["", *labels], *columns, strict=True)])


def _labels(series: Any) -> tuple[str, ...]:
    """Names of categories, or places on the other axis; of two levels the outer one is repeated."""
    levels = [*series.iterfind("{*}cat//{*}lvl")]
    inner, *outer = map(_points, levels or [[*_parts(series, "cat", "xVal")]])
    count = max([*inner, *_values(series)], default=-1) + 1
    columns = [[level.get(at, "") for at in range(count)] for level in (inner, *outer)]
    for n, column in enumerate(columns[1:], 1):
        columns[n] = [*accumulate(column, lambda before, own: own or before)]
    return tuple(" ".join(filter(None, parts)) for parts in zip(*reversed(columns), strict=True))


def _column(series: Any, count: int) -> list[str]:
    values = _values(series)
    name = " ".join(text.text or "" for text in series.iterfind("{*}tx//{*}v"))
    return [name, *(values.get(at, "") for at in range(count))]


def _values(series: Any) -> dict[int, str]:
    return _points([*_parts(series, "val", "yVal")])


def _parts(series: Any, *names: str) -> Iterator[Any]:
    return (part for name in names for part in series.iterfind(f"{{*}}{name}"))


def _points(parts: Any) -> dict[int, str]:
    """What its points say, by their places."""
    return {
        int(point.get("idx")): _shown(point.findtext("{*}v") or "", part)
        for part in parts
        for point in part.iter("{*}pt")
    }


def _shown(value: str, part: Any) -> str:
    """As the chart shows it: with percent sign, currency or as a day."""
    from openpyxl.styles.numbers import is_date_format

    form = part.findtext(".//{*}formatCode")
    with suppress(ValueError, OverflowError):  # a name, or an error instead of a figure
        if form and is_date_format(form):
            return str(_FIRST_DAY + timedelta(days=float(value)))
        return figure(float(value), form) if form else value
    return value
