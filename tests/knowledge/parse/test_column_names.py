import pytest

from knowledge.parse.column_names import is_column_name


@pytest.mark.parametrize(
    "name",
    ["Deadline", "Payment terms", "Price per seat", "Date of birth", "Max. weight (kg)", "Due by:",
     "Categories", "Liefertermin", "Preis in EUR", "Date de livraison", "Fecha de inicio", "付款条件"],
)  # fmt: skip
def test_a_name_is_told_from_its_noun(name: str):
    assert is_column_name(name)


@pytest.mark.parametrize(
    "value", ["Bolt Ltd", "A-77", "Falcon", "2025", "Team plan", "next week", "螺栓公司", "", "—"]
)
def test_a_value_is_no_name(value: str):
    assert not is_column_name(value)
