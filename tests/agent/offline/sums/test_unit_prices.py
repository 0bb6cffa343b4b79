from typing import Any

import pytest

from agent.offline.understanding import understand


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        (
            "Marketing wants 250,000 eight-second clips at $0.40 a second. Total?",
            {"unit": "second", "counts": ["250000"], "size": "8 second"},
        ),
        (
            "Renting 64 H100s round the clock for 30 days at 2.35 $/h: what's the bill?",
            {"unit": "hour", "counts": ["64"], "span": "30 days"},
        ),
        (
            "Storing 250 TB at $0.021 per GB per month for a year: bill?",
            {"unit": "GB", "size": "250 TB", "price_per": "month", "span": "1 years"},
        ),
        (
            "每位用户每月生成30张图，每张0.1元，10万用户一年成本？",
            {"unit": "image", "per": "month", "bill": "year", "counts": ["30", "100000"]},
        ),
        (
            "每千次调用5元，每月2亿次调用，月费用多少？",
            {"unit": "call", "price": "0.005 CNY", "per": "month"},
        ),
    ],
)
def test_each_quantity_plays_its_role(question: str, wanted: dict[str, Any]) -> None:
    (request,) = understand(question)

    assert request.topic == "revenue"
    assert request.arguments["kind"] == "usage"
    assert {k: request.arguments.get(k) for k in wanted} == wanted


@pytest.mark.parametrize(
    "question",
    [
        "Does Veo 3 cost $0.40 a second?",
        "What does an H100 cost an hour?",
        "How much is an image on Nano Banana?",
    ],
)
def test_a_price_of_a_unit_alone_is_no_sum(question: str) -> None:
    assert understand(question)[0].topic != "revenue"


def test_subscribers_at_a_monthly_price_stay_subscriptions() -> None:
    (request,) = understand("8 million people pay 15 bucks every month. Per annum that makes?")

    assert request.arguments["kind"] == "subscriptions"
