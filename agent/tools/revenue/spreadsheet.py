"""The sum as a workbook with live formulas, or as CSV that no spreadsheet takes for a formula."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.money import plain
from agent.tools.revenue.report import Report

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_csv(report: Report, path: str | Path) -> None:
    """Periods, total, trace, cautions and assumptions, one fact a row."""
    rows: list[list[str]] = [["period", "subscribers", "price", "revenue", "currency"]]
    for period in report.periods:
        numbers = (plain(value) for value in (period.subscribers, period.price, period.revenue))
        rows.append([harmless(period.label), *numbers, report.currency])
    rows += [[], ["total", "", "", plain(report.total), report.currency]]
    rows += [
        [f"total in {code}", "", "", plain(value), code] for code, value in report.converted.items()
    ]
    if report.solved:
        rows.append(
            [
                harmless(report.solved.name),
                "",
                "",
                plain(report.solved.value),
                harmless(report.solved.unit),
            ]
        )
    rows += [[], ["step", "formula", "value", "unit"]]
    rows += [[harmless(s.step), harmless(s.formula), plain(s.value), s.unit] for s in report.trace]
    rows += [[], *(["caution", harmless(text)] for text in report.cautions)]
    rows += [["assumption", harmless(text)] for text in report.assumptions]
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    Path(path).write_bytes(("\ufeff" + buffer.getvalue()).encode("utf-8"))


def harmless(text: str) -> str:
    """Text that a spreadsheet reads as text: a leading =, +, - or @ is quoted.

    >>> harmless("=1+1"), harmless("Go plan")
    ("'=1+1", 'Go plan')
    """
    return f"'{text}" if text.lstrip(" ").startswith(_DANGEROUS) else str(text)


def write_xlsx(report: Report, path: str | Path) -> None:
    """Inputs in cells of their own, every result a formula with its computed value beside it."""
    try:
        import xlsxwriter  # 0.1 s to import: only who wants a workbook pays
    except ImportError:
        raise CannotCalculate(
            "A workbook needs the package xlsxwriter: pip install xlsxwriter"
        ) from None
    from agent.tools.revenue import workbook, worksheet

    with xlsxwriter.Workbook(
        str(path), {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties(
            {
                "title": "vendorscope: revenue",
                "created": datetime(2025, 1, 1, tzinfo=UTC).replace(tzinfo=None),
            }
        )
        if isinstance(report.terms, worksheet.Worksheet):
            worksheet.fill(book, report, report.terms)
        else:
            workbook.fill(book, report)
