import pytest

from agent.offline.understanding import understand


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Fixed costs are $2.4 million a month, price $20 and $8 to serve: break-even?", "break_even"),
        ("We put $48 million into servers that bring in $2 million a month. How many months to pay that back?", "payback"),
        ("Data centres for $90 billion, written off over six years: yearly depreciation?", "depreciation"),
        ("LTV of a customer paying $25 a month with 4% monthly churn?", "lifetime_value"),
        ("Expansion 18%, churn 6%, contraction 2%: what is NRR?", "retention"),
        ("1 million users at $20 a month, cost to serve $13 a month each: gross margin?", "unit_margin"),
        ("A lab with revenue of $13 billion spends $1.40 for every dollar of revenue. The loss?", "spending"),
        ("A contract of $300 billion over five years: how much per year?", "contract"),
        ("Revenue is $50 million and costs are $30 million. What is the margin?", "margin"),
        ("5 million subscribers at $10 a month with 3% churn a month: revenue in a year?", "subscriptions"),
    ],
)  # fmt: skip
def test_the_kind_is_told_by_its_words_and_amounts(question: str, kind: str) -> None:
    (request,) = understand(question)

    assert (request.topic, request.arguments["kind"], request.missing) == ("revenue", kind, None)


def test_a_published_figure_with_the_same_words_is_no_sum() -> None:
    for question in (
        "When does OpenAI expect to break even?",
        "What is Microsoft's depreciation?",
        "OpenAI signed $250 billion with Azure. When?",
    ):
        assert understand(question)[0].topic != "revenue"


def test_break_even_without_a_price_asks_for_it() -> None:
    (request,) = understand(
        "Fixed costs are $3 million a month and a customer costs $10 a month to serve. Break-even?"
    )

    assert (request.arguments["kind"], request.missing) == ("break_even", "price")
    (answered,) = understand("$25 a month", [request])
    assert (answered.missing, answered.arguments["price"]) == (None, "25 USD/month")
