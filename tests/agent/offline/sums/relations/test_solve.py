from agent.offline.sums.relations.asked import Slot
from agent.offline.sums.relations.book import equations, roles
from agent.offline.sums.relations.solve import answers, roles_behind


def _slot(name: str) -> Slot:
    return Slot(((name, 0),), None)


def test_a_result_follows_over_others_from_all_that_is_given() -> None:
    given = frozenset({"capex", "residual", "life", "revenue", "cost"})

    found = answers([_slot("margin")], given, given)

    assert found and found[0]
    assert [e.finds for e in found[0][1].steps] == ["depreciation", "profit", "margin"]
    assert found[0][1].used == given


def test_what_does_not_use_all_amounts_is_no_answer() -> None:
    given = frozenset({"price", "churn", "life"})

    assert answers([_slot("ltv")], given, given) is None


def test_a_place_that_cannot_be_answered_is_left_out() -> None:
    given = frozenset({"price", "churn"})

    found = answers([_slot("ltv"), _slot("nrr")], given, given)

    assert found and found[0] and found[1] is None


def test_roles_behind_a_result_hold_those_of_all_its_equations() -> None:
    assert {"capex", "residual_share", "rent"} & roles_behind("depreciation") == {
        "capex",
        "residual_share",
    }


def test_every_name_in_an_equation_is_a_role_or_a_step_to_one() -> None:
    known = {*roles(), *equations(), "step", "one", "e"}

    for some in equations().values():
        for equation in some:
            assert set(equation.inputs) <= known, equation
            assert set(equation.spare) <= known, equation
