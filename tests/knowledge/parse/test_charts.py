from datetime import date
from io import BytesIO

import pptx
import pytest
from pptx.chart.data import CategoryChartData, ChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from knowledge.parse.pptx import parse


def test_a_chart_is_a_table_of_its_series():
    data = CategoryChartData()
    data.categories = ["Plus", "Pro"]
    data.add_series("Share", (0.25, None), "0%")
    data.add_series("Price", (20, 200.5), '"$"#,##0')
    assert _text_of(data, title="Plans of 2025") == (
        "Plans of 2025\n\n|  | Share | Price |\n| --- | --- | --- |\n"
        "| Plus | 25% | $20 |\n| Pro | not given | $200.5 |"
    )


def test_the_outer_of_two_levels_stands_with_each_category():
    data = CategoryChartData()
    for year, quarters in (("2024", ("Q1", "Q2")), ("2025", ("Q1",))):
        outer = data.add_category(year)
        for quarter in quarters:
            outer.add_sub_category(quarter)
    data.add_series("Sales", (1, 2, 3))
    assert _text_of(data).endswith("| 2024 Q1 | 1 |\n| 2024 Q2 | 2 |\n| 2025 Q1 | 3 |")


def test_days_are_told_as_days():
    data = CategoryChartData()
    data.categories = [date(2025, 9, 15)]
    data.add_series("Sales", (1,))
    assert _text_of(data, XL_CHART_TYPE.LINE).endswith("| 2025-09-15 | 1 |")


def test_points_are_told_by_both_axes_and_series_with_others_stand_apart():
    data = XyChartData()
    for name, points in (("A", ((1, 2.5), (3, 4))), ("B", ((5, 6),))):
        series = data.add_series(name)
        for x, y in points:
            series.add_data_point(x, y)
    assert _text_of(data, XL_CHART_TYPE.XY_SCATTER) == (
        "|  | A |\n| --- | --- |\n| 1 | 2.5 |\n| 3 | 4 |\n\n|  | B |\n| --- | --- |\n| 5 | 6 |"
    )


@pytest.mark.parametrize("kind", ["pie3DChart", "bar3DChart", "ofPieChart"])
def test_kinds_that_python_pptx_does_not_know_are_read_too(kind: str):
    data = CategoryChartData()
    data.categories = ["Plus"]
    data.add_series("Share", (0.25,))
    assert _text_of(data, kind=kind).endswith("| Plus | 0.25 |")


def _text_of(
    data: ChartData,
    form: XL_CHART_TYPE = XL_CHART_TYPE.COLUMN_CLUSTERED,
    title: str = "",
    kind: str = "",
) -> str:
    slides = pptx.Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[6])
    chart = slide.shapes.add_chart(form, 0, 0, Inches(4), Inches(3), data).chart
    chart.has_title = bool(title)
    if title:
        chart.chart_title.text_frame.text = title
    if kind:
        (plot,) = chart.element.iter("{*}barChart")
        plot.tag = plot.tag.replace("barChart", kind)
    target = BytesIO()
    slides.save(target)
    return parse(target.getvalue()).text
