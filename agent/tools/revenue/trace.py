"""The way to the total, step by step, each formula complete enough to redo by hand."""

from decimal import Decimal

from agent.tools.bilingual import Note
from agent.tools.revenue.money import operand, plain
from agent.tools.revenue.report import Period, Solved, Step
from agent.tools.revenue.solve import of_one
from agent.tools.revenue.terms import Terms
from agent.tools.revenue.years import charges, kept, months_paid


def trace(terms: Terms, periods: list[Period], total: Decimal, solved: Solved | None) -> list[Step]:
    """Every step from the inputs to the total."""
    steps = _shared(terms)
    if solved and solved.name != "years" and terms.target is not None:
        steps.append(_solving(terms, solved))
    for number, period in enumerate(periods, 1):
        steps += _year(terms, number, period, periods)
    if len(periods) > 1:
        formula = " + ".join(plain(period.revenue) for period in periods)
        steps.append(Step(Note("total over all years", "各年合计"), formula, total, terms.currency))
    for code, rate in terms.rates.items():
        name = Note(f"total in {code}", f"折合{code}")
        steps.append(Step(name, f"{plain(total)} × {plain(rate)}", total * rate, code))
    return steps


def _shared(terms: Terms) -> list[Step]:
    steps: list[Step] = []
    if churn := terms.monthly_churn:
        stays = f"(1 - {plain(churn)})"
        paid = Note("months paid per subscriber of a year's start", "年初每位用户全年付费月数")
        steps.append(Step(paid, f"(1 - {stays}^12) ÷ {plain(churn)}", months_paid(churn), "months"))
        if terms.years > 1:
            left = Note("share left at a year's end", "年末留存比例")
            steps.append(Step(left, f"{stays}^12", kept(terms), "share"))
        if terms.charges_a_year != 12:
            name = Note("charges per subscriber in a year", "每位用户全年计费次数")
            formula = f"{terms.charges_a_year} × (1 - {stays}^12) ÷ {plain(churn)} ÷ 12"
            steps.append(Step(name, formula, charges(terms), "times"))
    for change, step, name, chinese in (
        (terms.growth, terms.yearly_growth, "growth", "增长"),
        (terms.price_change, terms.yearly_price_change, "price change", "价格变动"),
    ):
        if change and change.per == "month":
            label = Note(f"{name} in a year", f"全年{chinese}")
            steps.append(Step(label, f"(1 + {plain(change.share)})^12 - 1", step, "share"))
    return steps


def _solving(terms: Terms, solved: Solved) -> Step:
    """The division that finds the input: by the other input, times what 1 of both earns."""
    other = terms.price.amount if solved.name == "subscribers" else terms.subscribers
    other = other or Decimal(1)
    rest = plain(of_one(terms) / other, 40)
    divisor = plain(other) if rest == "1" else f"({plain(other)} × {rest})"
    name = Note(
        f"{solved.name} that {'reaches' if solved.name == 'price' else 'reach'} the target",
        "达到目标所需",
    )
    formula = f"{plain(terms.target or Decimal(0))} ÷ {divisor}"
    return Step(name, formula, solved.value, solved.unit.split(" ")[0])


def _year(terms: Terms, number: int, period: Period, periods: list[Period]) -> list[Step]:
    steps: list[Step] = []
    year, chinese = str(period.label), getattr(period.label, "zh", period.label)
    if number > 1 and (terms.growth or terms.churn):
        before = periods[number - 2].subscribers
        steps.append(
            Step(Note(f"subscribers at the start of {year}", f"{chinese}初订阅人数"),
                 _subscribers_formula(terms, before), period.subscribers, "people")
        )  # fmt: skip
    if number > 1 and terms.price_change:
        before, step = periods[number - 2].price, terms.yearly_price_change
        formula = f"{plain(before)} × (1 {'-' if step < 0 else '+'} {plain(abs(step), 40)})"
        steps.append(
            Step(
                Note(f"price in {year}", f"{chinese}价格"),
                formula,
                period.price,
                terms.price_currency,
            )
        )
    formula = f"{operand(period.subscribers)} × {plain(period.price)}"
    factor = charges(terms)
    if factor != 1:
        formula += f" × {plain(factor, 40)}"
    if terms.rate_to_total != 1:
        formula += f" ÷ {plain(terms.rate_to_total)}"
    name = Note(f"revenue in {year}", f"{chinese}收入")
    return [*steps, Step(name, formula, period.revenue, terms.currency)]


def _subscribers_formula(terms: Terms, before: Decimal) -> str:
    formula = operand(before)
    if terms.monthly_churn:
        formula += f" × (1 - {plain(terms.monthly_churn)})^12"
    if terms.yearly_churn:
        formula += f" × (1 - {plain(terms.yearly_churn)})"
    if growth := terms.yearly_growth:
        formula += f" × (1 {'-' if growth < 0 else '+'} {plain(abs(growth), 40)})"
    return formula
