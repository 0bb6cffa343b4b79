from typing import Any

from agent.tools.vram import check_fit, facts
from evals.leave_out import left_out, unmeasured

CLASSES = {"dit": {"wan21"}, "vae": {"wan21"}}
ROW = {"id": "a", "model": "Wan2.1-T2V-1.3B", "engine": "official", "offload": "none"}


def test_a_family_left_out_keeps_what_was_traced_alone() -> None:
    before = check_fit("Wan2.1-T2V-1.3B", engine="official", offload="none")
    with unmeasured(CLASSES, is_generic=False):
        law = facts.table("activations")["dit"]["wan21"]
        assert law["basis"] == "traced"
        assert "maker_units" not in law
    with unmeasured(CLASSES, is_generic=True):
        assert "wan21" not in facts.table("activations")["dit"]
    after = check_fit("Wan2.1-T2V-1.3B", engine="official", offload="none")
    assert after.phases == before.phases


def test_a_class_nobody_traced_has_the_wider_range() -> None:
    (known,) = left_out([{"request": ROW}], is_generic=False).values()
    (novel,) = left_out([{"request": ROW}], is_generic=True).values()

    def width(result: dict[str, Any]) -> float:
        low, high = result["range_gib"]
        return (high - low) / result["required_gib"]

    assert width(novel) > 1.3 * width(known)
