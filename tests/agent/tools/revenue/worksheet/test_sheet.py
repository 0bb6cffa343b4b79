"""A worksheet's workbook, recalculated by an independent engine."""

from pathlib import Path

import formulas
import pytest

from agent.tools.revenue import write_xlsx
from agent.tools.revenue.worksheet import chain


def test_the_workbook_recalculates_to_our_figures(tmp_path: Path) -> None:
    report = chain(
        {
            "users": "30M people",
            "paying": "4%",
            "price": "18 CNY/person/month",
            "store": "1/3",
            "rise": "20%",
        },
        [
            "payers = users * paying",
            "income = payers * price in CNY/year",
            "net = (income - income * store) * (1 + rise) ^ 3",
        ],
    )
    path = tmp_path / "sheet.xlsx"
    write_xlsx(report, path)

    model = formulas.ExcelModel().loads(str(path)).finish()
    solution = model.calculate()
    cells = {key.split("]")[-1].replace("'", "").upper(): value for key, value in solution.items()}

    for row, step in enumerate(report.trace, 2):
        found = cells[f"STEPS!B{row}"].value[0, 0]
        assert found == pytest.approx(float(step.value), rel=1e-12)
