"""Which failures are told, in which order, and what they are owed to."""

from agent.answer import Answer, ToolCall
from evals.answers import Result
from evals.cases import Case
from evals.failures import cause_of, failures_of, to_markdown
from evals.score import score


def answered(number: str, checks: dict[str, object], answer: Answer, turn: int = 0):
    case = Case(number, "vendor_fact", turn, f"What does {number} cost?", checks)
    return Result(case, answer.text, score(case, answer)), answer


PRICE = {"figures": [{"value": 20, "unit": "USD"}], "behaviour": "answer"}
TWO = {"figures": [{"value": 20, "unit": "USD"}, {"value": 30, "unit": "USD"}]}


def test_the_worst_come_first_and_what_is_right_is_left_out() -> None:
    right = answered("A", PRICE, Answer("It is $20."))
    half = answered("B", TWO, Answer("It is $20."))
    none = answered("C", PRICE, Answer("Nothing is held.", abstained=True))
    told = failures_of([right, half, none])
    assert [failure.result.case.id for failure in told] == ["C", "B"]
    text = to_markdown([result for result, _ in (right, half, none)], told)
    assert "| vendor_fact | 3 | 50.0 % | 33.3 % | figures 2, behaviour 1 |" in text
    assert text.index("| C | 0 % |") < text.index("| B | 50 % |")


def test_the_cause_is_the_earliest_step_that_went_wrong() -> None:
    other_tool = Answer("It fits.", tool_calls=[ToolCall("check_vram", {}, {}, 0.0)])
    cases = {
        "understood as another kind of question": (
            {**PRICE, "tools": ["search_knowledge"]},
            other_tool,
        ),
        "found nothing that answers": (PRICE, Answer("Nothing is held.", abstained=True)),
        "asked back": (PRICE, Answer("Which product?", asked=True)),
        "answered what it should not": ({"behaviour": "abstain"}, Answer("It is $20.")),
        "told something about another thing": ({"cite": [["OpenAI"]]}, Answer("It is $20.")),
        "told another statement on the thing": (PRICE, Answer("It is $30.")),
        "told a part of it": (TWO, Answer("It is $20.")),
        "said what it must not": ({"forbid": ["certain"]}, Answer("It is certain.")),
    }
    for cause, (checks, answer) in cases.items():
        assert cause_of(*answered("A", checks, answer)) == cause
    later = answered("A", PRICE, Answer("It is $30."), turn=1)
    assert cause_of(*later) == "told another statement on the thing in a follow-up"


def test_where_nothing_failed_that_is_said() -> None:
    result, _ = answered("A", PRICE, Answer("It is $20."))
    assert to_markdown([result], []).endswith("None failed.")
