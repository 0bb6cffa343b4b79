"""300 generated scenarios recomputed with fractions, by other code, equal in every year to ten decimals."""

import random
from fractions import Fraction
from typing import Any

import pytest

from agent.tools.revenue.scenarios import build, calculate_scenario

PROBLEMS = 300
PER_YEAR = {"year": 1, "month": 12}


def share(text: str) -> Fraction:
    return Fraction(text.partition("%")[0]) / 100


def amount(text: str) -> Fraction:
    return Fraction(text.split()[0])


def yearly(text: str) -> Fraction:
    number = Fraction(text.split()[0].partition("/")[0])
    return number * PER_YEAR[text.rpartition("/")[2]]


def entry(values: Any, place: int) -> str:
    """Entry `place` (from 0) of a list, whose last one holds on."""
    return values[min(place, len(values) - 1)] if isinstance(values, list) else values


def step(text: str) -> Fraction:
    """A yearly step; a monthly rate compounds."""
    rate = share(text)
    return (1 + rate) ** 12 - 1 if text.endswith("month") else rate


def logistic(size: Fraction, rate: Fraction, top: Fraction | None) -> Fraction:
    """Written as odds: the odds of being there grow by 1 + g a step."""
    if top is None:
        return size * (1 + rate)
    odds = size / (top - size) * (1 + rate) if size != top else None
    return top if odds is None else top * odds / (1 + odds)


def near(size: Fraction) -> Fraction:
    """To 60 decimals: with a ceiling the exact fraction doubles in length every month, to 2^48 digits."""
    return Fraction(round(size * 10**60), 10**60)


class Check:
    """The same model by cohorts in a list of (month joined, size), one entry a month of joining."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.table, self.years = table, table["years"]
        self.rate = Fraction(table.get("rates", {}).get("EUR", "1"))

    def money(self, text: str) -> Fraction:
        return 1 / self.rate if "EUR" in text else Fraction(1)

    def converted_by_month(self) -> list[Fraction]:
        free = self.table.get("free")
        if free is None:
            return [Fraction(0)] * (12 * self.years)
        users, went = Fraction(free["users"]), []
        for month in range(12 * self.years):
            now = users * share(free["conversion"])
            went.append(now)
            users -= now
            if month % 12 == 11:
                users *= 1 + share(free["growth"])
        return went

    def plan(
        self, plan: dict[str, Any], went: list[Fraction]
    ) -> tuple[list[Fraction], list[Fraction]]:
        """Revenue and subscriber-months by year."""
        churn = plan.get("churn", "0%/month")
        rates = churn if isinstance(churn, list) else [churn]
        is_monthly = rates[0].endswith("month")
        cohorts: list[list[Any]] = [[-999, Fraction(plan.get("subscribers", 0))]]
        top = Fraction(plan["ceiling"]) if "ceiling" in plan else None
        months: list[Fraction] = []
        for month in range(12 * self.years):
            months.append(sum((size for _, size in cohorts), Fraction(0)))
            for cohort in cohorts:
                life = month - cohort[0]
                if is_monthly:
                    cohort[1] *= 1 - share(entry(rates, life))
                elif month % 12 == 11:
                    cohort[1] *= 1 - share(rates[0])
            whole = sum((size for _, size in cohorts), Fraction(0))
            new = Fraction(0)
            growth = plan.get("growth")
            if growth and month % 12 == 11 and entry(growth, 0).endswith("year"):
                new += near(logistic(whole, share(entry(growth, month // 12)), top)) - near(whole)
            if growth and entry(growth, 0).endswith("month"):
                new += near(logistic(whole, share(entry(growth, (month + 1) // 12)), top)) - near(
                    whole
                )
            if "joins" in plan:
                new += yearly(plan["joins"]) / 12
            new += went[month] * share(plan.get("converts", "0%"))
            cohorts.append([month + 1, new])
        price = (
            amount(plan["price"])
            * PER_YEAR[plan["price"].rpartition("/")[2]]
            / 12
            * self.money(plan["price"])
        )
        price *= (1 - share(plan.get("discount", "0%"))) * (
            1 - share(plan.get("yearly_share", "0%")) * share(plan.get("yearly_discount", "0%"))
        )
        revenue, paid = [], []
        for year in range(self.years):
            if year and "price_change" in plan:
                price *= 1 + step(entry(plan["price_change"], year - 1))
            paid.append(sum(months[12 * year : 12 * year + 12], Fraction(0)))
            revenue.append(paid[-1] * price)
        return revenue, paid

    def tokens(self, stream: dict[str, Any]) -> tuple[list[Fraction], list[Fraction]]:
        revenue, volumes = [], []
        for year in range(self.years):
            more = (1 + step(stream["growth"])) ** year
            dearer = (1 + step(stream["price_change"])) ** year
            whole = (yearly(stream["input"]) + yearly(stream["output"])) * more
            listed = yearly(stream["input"]) * amount(stream["input_price"]) + yearly(
                stream["output"]
            ) * amount(stream["output_price"])
            marks = [
                (yearly(tier["above"]), share(tier["discount"]))
                for tier in stream["tiers"].values()
            ]
            paid, edges = Fraction(0), [Fraction(0), *(mark[0] for mark in marks), None]
            for n, off in enumerate([Fraction(0), *(mark[1] for mark in marks)]):
                low, high = edges[n], edges[n + 1]
                part = max(Fraction(0), (whole if high is None else min(whole, high)) - low)
                paid += part * (1 - off)
            revenue.append(listed * more * dearer / 10**6 * paid / whole)
            volumes.append(whole)
        return revenue, volumes

    def bundle(self, bundle: dict[str, Any]) -> tuple[list[Fraction], list[Fraction]]:
        seats, base = (
            Fraction(bundle["customers"]),
            yearly(bundle["base_revenue"].replace(" USD", "")),
        )
        attach, top, kept = share(bundle["attach"]), share(bundle["attach_ceiling"]), Fraction(0)
        revenue, buyers = [], []
        for year in range(self.years):
            if year:
                kept = kept * (1 + share(bundle["growth"])) + base * attach * share(
                    bundle["churn_saved"]
                )
                seats, base = (size * (1 + share(bundle["growth"])) for size in (seats, base))
                attach = logistic(attach, share(bundle["attach_growth"]), top)
            added = (
                seats
                * attach
                * yearly(bundle["price"].replace(" USD", ""))
                * (1 - share(bundle["discount"]))
            )
            added += base * attach * share(bundle["uplift"]) + kept
            added -= (
                seats
                * attach
                * share(bundle["cannibalised"])
                * yearly(bundle["lost_price"].replace(" USD", ""))
            )
            revenue.append(added)
            buyers.append(seats * attach)
        return revenue, buyers


def generated(seed: int) -> dict[str, Any]:
    """A scenario with a random choice of everything."""
    pick = random.Random(seed)
    table: dict[str, Any] = {
        "years": pick.randint(1, 4),
        "currency": "USD",
        "rates": {"EUR": "0.9"},
    }
    if pick.random() < 0.4:
        table["free"] = {"users": f"{pick.randint(1, 900)}000000", "conversion": f"{pick.randint(1, 30) / 10}%/month",
                         "growth": f"{pick.randint(0, 40)}%/year"}  # fmt: skip
    table["plans"] = {f"p{n}": _plan(pick, "free" in table) for n in range(pick.randint(1, 3))}
    if pick.random() < 0.5:
        table["tokens"] = {"api": {
            "input": f"{pick.randint(1, 999)}000000000 tokens/month", "output": f"{pick.randint(1, 99)}000000000 tokens/month",
            "input_price": f"{pick.randint(1, 500) / 100} USD per million tokens",
            "output_price": f"{pick.randint(1, 3000) / 100} USD per million tokens",
            "growth": pick.choice(["40%/year", "3%/month"]), "price_change": "-20%/year", "cost": "0.3 USD per million tokens",
            "tiers": {"a": {"above": "100000000000 tokens/month", "discount": "10%"},
                      "b": {"above": "400000000000 tokens/month", "discount": "25%"}},
        }}  # fmt: skip
    if pick.random() < 0.5:
        table["bundles"] = {"office": {
            "customers": f"{pick.randint(1, 450)}000000", "growth": f"{pick.randint(0, 9)}%/year",
            "base_revenue": f"{pick.randint(1, 200)}000000000 USD/year", "attach": f"{pick.randint(1, 20)}%",
            "attach_growth": f"{pick.randint(5, 90)}%/year", "attach_ceiling": f"{pick.randint(20, 100)}%",
            "price": "30 USD/month", "discount": "15%", "uplift": f"{pick.randint(1, 40)}%", "cannibalised": "10%",
            "lost_price": "20 USD/month", "churn_saved": "2%/year", "cost": "9 USD/month",
        }}  # fmt: skip
    table["costs"] = {"fixed": f"{pick.randint(1, 9)}000000 USD/year", "fixed_growth": "5%/year", "share": "12.5%",
                      "capex": ["7000000 USD", "3000000 USD"], "life": f"{pick.randint(1, 6)} years"}  # fmt: skip
    return table


def _plan(pick: random.Random, has_free: bool) -> dict[str, Any]:
    plan: dict[str, Any] = {
        "subscribers": f"{pick.randint(1, 99)}000000",
        "price": pick.choice(["20 USD/month", "199.99 USD/year", "18.5 EUR/month"]),
        "cost": "3.3 USD/month",
    }
    churns: list[Any] = [
        "3%/month",
        "22%/year",
        ["8%/month", "5%/month", "2.5%/month"],
        "0.7%/month",
    ]
    growths: list[Any] = ["25%/year", "2%/month", ["40%/year", "20%/year"]]
    options = {
        "churn": pick.choice(churns), "growth": pick.choice(growths), "joins": pick.choice(["70000/month", "900000/year"]),
        "discount": "7.5%", "price_change": pick.choice(["-5%/year", ["10%/year", "0%/year"], "1%/month"]),
    }  # fmt: skip
    plan |= {name: value for name, value in options.items() if pick.random() < 0.5}
    if "growth" in plan and pick.random() < 0.5:
        plan["ceiling"] = "5000000000"
    if pick.random() < 0.3:
        plan |= {"yearly_share": "40%", "yearly_discount": "16%"}
    if has_free and pick.random() < 0.7:
        plan["converts"] = "30%"
    return plan


def same(ours: Any, theirs: Fraction) -> bool:
    """Equal to ten decimals, as the JSON gives them."""
    return abs(Fraction(str(ours)) - theirs) <= Fraction(1, 10**10)


@pytest.mark.parametrize("start", range(0, PROBLEMS, 50))
def test_generated_scenarios_equal_fractions_in_every_year(start: int) -> None:
    for seed in range(start, start + 50):
        table = generated(seed)
        report, check = calculate_scenario(build(table)), Check(table)
        went = check.converted_by_month()
        streams = {name: check.plan(plan, went) for name, plan in table["plans"].items()}
        streams |= {name: check.tokens(stream) for name, stream in table.get("tokens", {}).items()}
        streams |= {name: check.bundle(bundle) for name, bundle in table.get("bundles", {}).items()}
        for row in report.details["streams"]:
            assert all(map(same, row.revenue, streams[row.name][0])), (seed, row.name)
        revenue = [sum(year) for year in zip(*(each[0] for each in streams.values()), strict=True)]
        assert same(report.total, sum(revenue)), seed
        _check_costs(seed, table, report, streams, revenue)


def _check_costs(
    seed: int, table: dict[str, Any], report: Any, streams: dict[str, Any], revenue: list[Fraction]
) -> None:
    unit = {"api": Fraction("0.3") / 10**6, "office": Fraction(108)}
    cash, life = Fraction(0), int(table["costs"]["life"].split()[0])
    for year, earned in enumerate(revenue):
        variable = earned / 8
        for name, (_, volume) in streams.items():
            variable += volume[year] * unit.get(name, Fraction("3.3"))
        fixed = yearly(table["costs"]["fixed"].replace(" USD", "")) * Fraction("1.05") ** year
        written_off = sum(
            Fraction(paid, life)
            for n, paid in enumerate((7_000_000, 3_000_000))
            if 0 <= year - n < life
        )
        cash += earned - variable - fixed - (7_000_000, 3_000_000, 0, 0)[year]
        costs = report.details["costs"]
        assert same(costs["gross_profit"][year], earned - variable), seed
        assert same(costs["profit"][year], earned - variable - fixed - written_off), seed
        assert same(costs["cash"][year], cash), seed
