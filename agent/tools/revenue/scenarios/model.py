"""What a scenario earns and costs, year by year, on numbers of any kind (see `ledger`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from agent.tools.revenue.inputs import PER_YEAR
from agent.tools.revenue.scenarios.ledger import Cell, Expr, Ledger, Number, total
from agent.tools.revenue.scenarios.read import Inputs


@dataclass
class Stream:
    """One source of revenue, a number a year in every list."""

    name: str
    kind: str
    """`plan`, `tokens` or `bundle`."""

    side: str
    revenue: list[Number]
    price: list[Number] = field(default_factory=list[Number])
    customers: list[Number] = field(default_factory=list[Number])
    """Subscribers or buyers at the year's start."""

    paid_months: list[Number] = field(default_factory=list[Number])
    """Subscriber-months charged in the year."""

    cost: list[Number] = field(default_factory=list[Number])


@dataclass
class Outcome:
    """A run: streams, and the sums of the side that counts (the first one named)."""

    streams: list[Stream]
    sides: dict[str, list[Number]]
    revenue: list[Number]
    total: Number
    variable_cost: list[Number]
    gross_profit: list[Number]
    profit: list[Number]
    cash: list[Number]
    """Gross profit less fixed costs and capital spending as it is paid."""

    steps: list[Cell]


class Model:
    """The inputs as numbers of one kind, and the ledger; streams ask it for what they need."""

    def __init__(self, inputs: Inputs, numbers: Mapping[str, Number], ledger: Ledger) -> None:
        self.inputs, self.numbers, self.ledger = inputs, numbers, ledger
        self.scenario = inputs.scenario
        self.years = inputs.scenario.years
        self._entries: dict[str, list[str]] = {}  # asked for in every month
        self._shares: dict[str, Number] = {}
        self._rests: dict[str, Number] = {}

    def has(self, key: str) -> bool:
        return bool(self.entries(key))

    def at(self, key: str, place: int) -> str:
        """The key of entry `place` (from 1) of a list; the last one holds from then on."""
        keys = self.entries(key)
        return keys[min(place, len(keys)) - 1]

    def entries(self, key: str) -> list[str]:
        """Keys of a list, or the one key."""
        found = self._entries.get(key)
        if found is None:
            found = self._entries[key] = [key] if key in self.numbers else []
            while not found or found[0] != key:
                entry = f"{key}.{len(found) + 1}"
                if entry not in self.numbers:
                    break
                found.append(entry)
        return found

    def per(self, key: str) -> str | None:
        keys = self.entries(key)
        return self.inputs.by_key[keys[0]].per if keys else None

    def share(self, key: str) -> Number:
        """Percent as a share."""
        found = self._shares.get(key)
        if found is None:
            found = self._shares[key] = self.numbers[key] / 100
        return found

    def rest(self, key: str) -> Number:
        """What a share leaves: 1 - it."""
        found = self._rests.get(key)
        if found is None:
            found = self._rests[key] = 1 - self.share(key)
        return found

    def yearly(self, key: str) -> Number:
        """An amount a period as an amount a year."""
        times = PER_YEAR[self.inputs.by_key[key].per or "year"]
        return self.numbers[key] * times if times != 1 else self.numbers[key]

    def money(self, key: str, amount: Number) -> Number:
        """An amount in the currency of the input `key`, in the scenario's own."""
        paid_in = self.inputs.by_key[key].currency
        if paid_in is None or paid_in == self.inputs.currency:
            return amount
        return amount / self.numbers[f"rates.{paid_in}"]

    def factor(self, key: str, year: int) -> Number | None:
        """What a yearly step into `year` multiplies by: a monthly rate compounds to (1 + r)^12."""
        if not self.has(key):
            return None
        entry = self.at(key, year - 1)
        monthly = self.inputs.by_key[entry].per == "month"
        step = 1 + self.share(entry)
        return step**12 if monthly else step

    def grown(self, key: str, year: int, before: Number, ceiling: str | None = None) -> Number:
        """`before` after the yearly step into `year`; towards a ceiling where there is one."""
        factor = self.factor(key, year)
        if factor is None:
            return before
        if ceiling is None or not self.has(ceiling):
            return before * factor
        entry = self.at(key, year - 1)
        change = factor - 1 if self.inputs.by_key[entry].per == "month" else self.share(entry)
        return self.towards(before, change, ceiling)

    def towards(self, before: Number, change: Number, ceiling: str) -> Number:
        """A step along the logistic curve: (1 + g) × S × K ÷ (K + g × S), the S-curve read off once a step.

        Without the ceiling K it is (1 + g) × S.
        """
        if not self.has(ceiling):
            return before * (1 + change)
        top = self.numbers[ceiling]
        if self.inputs.by_key[ceiling].is_percent:
            top = top / 100
        return (1 + change) * before * top / (top + change * before)

    def label(self, year: int) -> tuple[str, str, str]:
        """Key, English and Chinese of a year."""
        if self.scenario.start is not None:
            shown = self.scenario.start + year - 1
            return str(shown), str(shown), f"{shown}年"
        return str(year), f"year {year}", f"第{year}年"

    def step(
        self, key: str, year: int, english: str, chinese: str, unit: str, value: Number
    ) -> Number:
        """A named step of a year."""
        at, label, label_zh = self.label(year)
        return self.ledger.step(
            f"{key}.{at}", f"{english}, {label}", f"{chinese}，{label_zh}", unit, value
        )


def numbers_of(inputs: Inputs) -> dict[str, Decimal]:
    """The inputs as exact decimals: for solvers and sweeps."""
    return {key: item.value for key, item in inputs.by_key.items()}


def cells_of(inputs: Inputs, numbers: Mapping[str, Decimal] | None = None) -> dict[str, Expr]:
    """The inputs as cells that steps refer to: for the trace and the workbook."""
    values = numbers or numbers_of(inputs)
    return {
        key: Expr(values[key], cell=Cell(key, inputs.labels[key], item.unit, values[key]))
        for key, item in inputs.by_key.items()
    }


def run(inputs: Inputs, numbers: Mapping[str, Number]) -> Outcome:
    """The model with these numbers."""
    from agent.tools.revenue.scenarios.bundles import bundle_stream
    from agent.tools.revenue.scenarios.spending import Spending, spend
    from agent.tools.revenue.scenarios.subscribers import plan_streams
    from agent.tools.revenue.scenarios.token_streams import token_stream

    model = Model(inputs, numbers, Ledger())
    streams, free_cost = plan_streams(model)
    streams += [token_stream(model, name) for name in inputs.scenario.tokens]
    streams += [bundle_stream(model, name) for name in inputs.scenario.bundles]
    sides = _sides(model, streams)
    revenue = next(iter(sides.values()), [])
    whole = model.ledger.step(
        "total", "revenue over all years", "各年收入合计", inputs.currency, total(revenue)
    )
    first = next(iter(sides), "")
    spending: Spending = spend(model, [s for s in streams if s.side == first], revenue, free_cost)
    return Outcome(
        streams, sides, revenue, whole, spending.variable, spending.gross, spending.profit, spending.cash,
        model.ledger.steps,
    )  # fmt: skip


def _sides(model: Model, streams: list[Stream]) -> dict[str, list[Number]]:
    """Revenue a year of each side; streams of one side add up."""
    sides: dict[str, list[Number]] = {}
    for side in dict.fromkeys(stream.side for stream in streams):
        own = [stream for stream in streams if stream.side == side]
        sides[side] = []
        for year in range(1, model.years + 1):
            parts = [stream.revenue[year - 1] for stream in own]
            english = f"{side}: revenue" if side else "revenue"
            chinese = f"{side}：收入" if side else "收入"
            sides[side].append(
                parts[0] if len(parts) == 1 else
                model.step(f"revenue.{side}".rstrip("."), year, english, chinese, model.inputs.currency, total(parts))
            )  # fmt: skip
    return sides
