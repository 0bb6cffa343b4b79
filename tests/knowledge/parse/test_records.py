import pytest

from knowledge.parse.records import as_line


@pytest.mark.parametrize(
    ("record", "line"),
    [
        ({"a": {"b": {"c": 1}}}, "a.b.c: 1"),
        ({"a": [[1, 2], [3]]}, "a[0]: 1, 2; a[1]: 3"),
        ({"价格": {"美元": "20"}, "备注": ""}, "价格.美元: 20; 备注: not given"),
        ({"a": "two\nlines", "b\n": True}, "a: two lines; b: yes"),
        ({"a": None, "b": [None, ""], "c": {}}, ""),
    ],
)
def test_values_are_told_by_the_path_of_their_keys(record, line):
    assert as_line(record) == line
