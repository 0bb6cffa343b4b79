from datetime import timedelta

import pytest

from knowledge.parse.figures import duration, figure


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (20, "[$HK$-zh-HK]#,##0.00", "HK$20"),
        (20, "[$NT$-404]#,##0", "NT$20"),
        (20, '"CA$"#,##0', "CA$20"),
        (20, "[$CHF] #,##0", "CHF 20"),
        (20, "#,##0 [$kr-41D]", "20 kr"),
        (20, '_-* #,##0.00\\ "€"_-', "20 €"),
        (20, '_($* #,##0.00_);_($* \\(#,##0.00\\);_($* "-"??_);_(@_)', "$20"),
        (-20, '_($* #,##0.00_);_($* \\(#,##0.00\\);_($* "-"??_);_(@_)', "-$20"),
        (0.0, '_($* #,##0.00_);_($* \\(#,##0.00\\);_($* "-"??_);_(@_)', "$0"),
        (24, '0" GB"', "24 GB"),
        (20, '0"%"', "20%"),
        (1234, "00000", "01234"),
        (5551234, "000-0000", "5551234"),
        (1_500_000, '#,##0.0,,"M"', "1.5M"),
        (0.5, "# ?/?", "0.5"),
        (3, "[Red]0", "3"),
        (1, '"yes";"no"', "1"),
    ],
)
def test_the_words_of_a_format_stand_around_its_figure(value: float, form: str, shown: str):
    assert figure(value, form) == shown


def test_floats_are_written_as_they_were_typed():
    assert figure(59.97000000000001, "$0.00") == "$59.97"
    assert figure(0.00001, "General") == "0.00001"
    assert figure(-0.0, "0.0") == "0"
    assert figure(1e300, "0") == "1E+300"


def test_a_duration_is_told_in_hours():
    assert duration(timedelta(hours=30), "[h]:mm") == "30:00"
    assert duration(-timedelta(hours=1, seconds=5), "[h]:mm") == "-1:00:05"
