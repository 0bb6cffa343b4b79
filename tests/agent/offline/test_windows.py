import pytest

from agent.offline.times import find_times
from agent.offline.understanding import understand
from agent.offline.windows import asks_what_happened, holds, months_in, window_of


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("What came out in Q3 2025?", ("2025-07-01", "2025-09-30")),
        ("What came out in August 2025?", ("2025-08-01", "2025-08-31")),
        ("What came out in 2025?", ("2025-01-01", "2025-12-31")),
        ("News from July 2025 to February 2026", ("2025-07-01", "2026-02-28")),
        ("What changed since September 2025?", ("2025-09-01", "")),
        ("What was open by September 2025?", ()),
        ("Which is newest?", ()),
        ("2025年下半年发布了什么？", ("2025-07-01", "2025-12-31")),
        ("2025年7月到9月", ("2025-07-01", "2025-09-30")),
        ("from July to September 2025", ("2025-07-01", "2025-09-30")),
    ],
)
def test_the_window_is_the_time_named(text: str, window: tuple[str, ...]) -> None:
    assert window_of(text, find_times(text)) == window


def test_months_run_to_the_end_or_as_far_as_allowed() -> None:
    assert months_in(("2025-11-01", "2026-02-28"), 36) == [
        "2025-11",
        "2025-12",
        "2026-01",
        "2026-02",
    ]
    assert months_in(("2025-11-01", ""), 2) == ["2025-11", "2025-12"]


def test_a_date_lies_in_a_window_as_a_whole() -> None:
    window = ("2025-09-15", "2025-12-31")
    assert holds(window, "2025-10") and holds(window, "2025-09-15")
    assert not holds(window, "2025-09") and not holds(window, "2025")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("What did Alibaba release in Q3 2025?", "timeline"),
        ("Did Tencent release anything in September 2025?", "timeline"),
        ("timeline of DeepSeek 2025", "timeline"),
        ("豆包2026年有哪些更新？", "timeline"),
        ("Which video models came out between July 2025 and January 2026?", "timeline"),
        ("How much did OpenAI earn in 2025?", "fact"),
        ("Was HunyuanVideo-1.5 released in September 2025?", "fact"),
        ("How has the Sonnet price changed from 2025 to 2026?", "change"),
        ("What did Alibaba release on 4 August 2025?", "fact"),
    ],
)
def test_events_are_told_from_figures_and_single_days(text: str, topic: str) -> None:
    assert understand(text)[0].topic == topic


def test_terms_of_one_thing_are_no_events() -> None:
    assert not asks_what_happened("What changed in the licence in 2025?", ("licence",))
    assert asks_what_happened("What changed in 2025?", ())


def test_a_follow_up_keeps_the_window_or_brings_its_own() -> None:
    first = understand("What did Alibaba release in Q3 2025?")
    other = understand("and Tencent?", first)[0]
    assert (other.topic, other.vendors, other.window) == (
        "timeline",
        ("Tencent",),
        ("2025-07-01", "2025-09-30"),
    )
    later = understand("and in the quarter after that?", [*first, other])[0]
    assert later.topic == "timeline" and later.window == ("2025-10-01", "2025-12-31")
