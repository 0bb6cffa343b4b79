"""Amounts added up: in one currency, at a stated rate, or refused with how to fix it."""

import pytest

from agent.tools.bilingual import say
from agent.tools.revenue import CannotCalculate
from agent.tools.revenue.adding import total
from agent.tools.revenue.calculate import calculate


def test_amounts_of_one_currency_are_added_exactly() -> None:
    report = total(["0.1 USD", "0.2 USD", "1bn USD"])
    assert report.to_dict()["total"] == "1000000000.3"
    assert report.trace[0].formula == "0.1 + 0.2 + 1000000000"


def test_two_currencies_need_a_rate_and_the_sentence_offers_a_dated_one() -> None:
    with pytest.raises(CannotCalculate) as refused:
        total(["20m EUR", "30m CHF"])
    english, chinese = (say(refused.value.args[0], language) for language in ("en", "zh"))
    assert "CHF=0.9363 (CFETS" in english
    assert "2025-09-01" in english
    assert "请说明1EUR合多少CHF" in chinese
    assert total(["20m EUR", "30m CHF"], rate="CHF=0.9").to_dict()["total"].startswith("53333333.3")


def test_two_periods_are_refused() -> None:
    with pytest.raises(CannotCalculate, match="different periods"):
        total(["20 USD/month", "30 USD/year"])


def test_without_a_rate_the_sum_is_told_in_its_own_currency_and_the_rate_asked_for() -> None:
    report = calculate(subscribers="20M", price="20 EUR/month", currency="USD")
    assert (report.currency, report.to_dict()["total"]) == ("EUR", "4800000000")
    assert "how many EUR one USD is" in report.markdown()
    assert "请说明1USD合多少EUR" in report.markdown("zh")
