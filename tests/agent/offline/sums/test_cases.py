import pytest

from agent.offline.sums.amounts import sort
from agent.offline.sums.cases import case_names, is_cases
from agent.offline.sums.groups import counted
from agent.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("low 10m, base 20m, high 30m at $20 a month", ["low", "base", "high"]),
        ("Bear: 5 million at $10, base: 8 million at $12, bull: 12 million at $15", ["Bear", "base", "bull"]),
        ("worst case 2 million, best case 6 million customers at $49 a month", ["worst", "best"]),
        ("悲观500万用户，中性800万，乐观1200万，每月30元", ["悲观", "中性", "乐观"]),
        ("低1000万、中2000万、高3000万用户，每月20美元", ["低", "中", "高"]),
    ],
)  # fmt: skip
def test_named_cases_are_told_apart(text: str, names: list[str]) -> None:
    roles = sort(find_quantities(text), text)

    assert is_cases(text, roles)
    assert case_names(text, counted(roles)) == names


@pytest.mark.parametrize(
    "text",
    [
        "10 million subscribers at $20 a month",
        "1 million at $10 a month and 2 million at $20 a month",
        "a low price of $5 for 2 million users and 3 million at $8",
    ],
)
def test_groups_without_names_are_no_cases(text: str) -> None:
    assert not is_cases(text, sort(find_quantities(text), text))
