import pytest

from agent.offline.sums.relations.book import equations, roles


@pytest.mark.parametrize(
    ("finds", "by"),
    [
        ("depreciation", "(capex - residual) / life"),
        ("depreciation", "capex / life"),
        ("profit", "revenue - cost"),
    ],
)
def test_an_equation_stands_with_and_without_its_optional_parts(finds: str, by: str) -> None:
    assert by in [equation.by for equation in equations()[finds]]


def test_where_one_part_at_least_is_needed_none_alone_is_no_equation() -> None:
    assert "revenue" not in [equation.by for equation in equations()["profit"]]


def test_a_role_that_is_told_beside_another_can_be_found() -> None:
    for role in roles().values():
        assert set(role.beside) <= set(equations()), role.name
