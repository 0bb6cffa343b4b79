"""Amounts as people write them, names with digits that are none, and the promises of a span."""

import subprocess
import sys
import time
from decimal import Decimal, localcontext
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.quantities import Quantity, find_quantities

CASES = [
    tuple(line.split("  =>  "))
    for line in Path(__file__).with_name("quantities.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def written(quantity: Quantity) -> str:
    value = f"{quantity.value:f}"
    value = value.rstrip("0").rstrip(".") if "." in value else value
    parts = [
        quantity.unit,
        quantity.per and f"/{quantity.per}",
        quantity.each and f"/{quantity.each}",
    ]
    return " ".join(
        [value, *(part for part in parts if part), *(["?"] if quantity.ambiguous else [])]
    )


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_amounts_are_read_as_people_write_them(text: str, expected: str) -> None:
    found = find_quantities(text)
    assert ("; ".join(map(written, found)) or "none") == expected
    assert all(text[q.start : q.end] == q.text for q in found)


def test_a_dollar_is_ambiguous_only_beside_another_countrys_dollar() -> None:
    assert find_quantities("$20 or $30")[0].ambiguous is None
    canadian, bare = find_quantities("C$20 and $30")
    assert (canadian.unit, canadian.ambiguous, bare.unit) == ("CAD", None, "USD")
    assert bare.ambiguous is not None
    assert find_quantities("US$30 or 20 Canadian dollars")[0].ambiguous is None


def test_a_yuan_sign_is_ambiguous_only_beside_yen() -> None:
    assert find_quantities("¥199")[0].ambiguous is None
    assert find_quantities("¥199 or 300 yen")[0].ambiguous is not None


@pytest.mark.parametrize("text", ["5b", "1.000.000", "a 32b"])
def test_doubtful_notation_is_reported(text: str) -> None:
    assert find_quantities(text)[0].ambiguous


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text_gives_true_spans_in_order(text: str) -> None:
    found = find_quantities(text)
    assert all(text[q.start : q.end] == q.text and q.text and q.value.is_finite() for q in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


PIECES = "1 12 . , - $ ¥ € 元 万 亿 一 三 每 月 per a month million bn B k % x × to and ( ) [3] A100 GB users tokens".split()


@given(st.lists(st.sampled_from(PIECES), max_size=30), st.sampled_from(["", " "]))
@settings(deadline=None, max_examples=300)
def test_any_mixture_of_notation_gives_true_spans(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    assert all(text[q.start : q.end] == q.text for q in find_quantities(text))


@given(st.integers(1, 10**15), st.sampled_from(["USD", "CNY", "EUR"]))
def test_a_written_amount_is_read_back(amount: int, currency: str) -> None:
    (found,) = find_quantities(f"it was {currency} {amount:,} then")
    assert (found.value, found.unit) == (amount, currency)


def test_no_digit_is_rounded_away_whatever_the_callers_context() -> None:
    with localcontext() as context:
        context.prec = 5
        (found,) = find_quantities("$123456789.123456789 million")
    assert found.value == Decimal("123456789123456.789")


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "1",
        "a-",
        "one ",
        "hundred and one ",
        "一",
        "亿",
        "[1,",
        "/1",
        "RTX ",
        "1 million ",
        "5 paid ",
        "1,000",
        "200 000 ",
    ],
)
def test_time_grows_with_the_length_of_the_text(piece: str) -> None:
    started = time.perf_counter()
    find_quantities(piece * (100_000 // len(piece)))
    assert time.perf_counter() - started < 15


def test_import_is_light() -> None:
    code = "import sys, agent.quantities; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"torch", "langchain_core", "chromadb", "numpy", "cn2an", "babel", "regex"}
    assert not heavy & set(done.stdout.split())
