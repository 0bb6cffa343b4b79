"""Subscribers of plans and free users: month by month where something happens within a year."""

from agent.tools.revenue.inputs import PER_YEAR
from agent.tools.revenue.scenarios.ledger import Number, total
from agent.tools.revenue.scenarios.model import Model, Stream


def plan_streams(model: Model) -> tuple[list[Stream], list[Number]]:
    """One stream a plan, and what free users cost a year."""
    conversions, free_cost = _free_users(model)
    return [_plan(model, name, conversions) for name in model.scenario.plans], free_cost


def _plan(model: Model, name: str, conversions: list[Number | None]) -> Stream:
    key = f"plans.{name}"
    stream = Stream(name, "plan", model.scenario.plans[name].side or "", [])
    bases = _bases(model, name, conversions)
    stride = 12 * model.years // len(bases) if bases else 12
    price: Number = model.numbers[f"{key}.price"]
    for year in range(1, model.years + 1):
        if year > 1 and (factor := model.factor(f"{key}.price_change", year)) is not None:
            unit = model.inputs.by_key[f"{key}.price"].unit
            price = model.step(
                f"{key}.price", year, f"{name}: price", f"{name}：价格", unit, price * factor
            )
        months = bases[(year - 1) * 12 // stride : year * 12 // stride]
        charged = months[0] * 12 if stride == 12 else total(months)
        paid = model.step(
            f"{key}.paid_months",
            year,
            f"{name}: months charged",
            f"{name}：计费人月",
            "months",
            charged,
        )
        revenue = model.step(
            f"{key}.revenue", year, f"{name}: revenue", f"{name}：收入", model.inputs.currency,
            model.money(f"{key}.price", _earned(model, key, paid, price)),
        )  # fmt: skip
        stream.customers.append(months[0])
        stream.price.append(price)
        stream.paid_months.append(paid)
        stream.revenue.append(revenue)
        if model.has(f"{key}.cost"):
            cost = paid * model.yearly(f"{key}.cost") / 12
            stream.cost.append(
                model.step(f"{key}.cost", year, f"{name}: cost of subscribers", f"{name}：用户成本",
                           model.inputs.currency, model.money(f"{key}.cost", cost))
            )  # fmt: skip
    return stream


def _earned(model: Model, key: str, months: Number, price: Number) -> Number:
    """What subscriber-months bring: a yearly price is earned in twelfths."""
    times = PER_YEAR[model.inputs.by_key[f"{key}.price"].per or "year"]
    earned = months * price
    if times != 12:
        earned = earned / 12 if times == 1 else earned * times / 12
    if model.has(f"{key}.discount"):
        earned = earned * model.rest(f"{key}.discount")
    if model.has(f"{key}.yearly_share"):
        earned = earned * (
            1 - model.share(f"{key}.yearly_share") * model.share(f"{key}.yearly_discount")
        )
    return earned


def _start(model: Model, key: str) -> Number | None:
    if model.has(f"{key}.subscribers"):
        return model.numbers[f"{key}.subscribers"]
    if model.has(f"{key}.share"):
        return model.numbers["subscribers"] * model.share(f"{key}.share")
    return None


def _is_level(model: Model, key: str, conversions: list[Number | None]) -> bool:
    """Whether nothing happens within a year, so that one base stands for twelve months."""
    monthly = model.per(f"{key}.churn") == "month" or model.per(f"{key}.growth") == "month"
    joins = model.has(f"{key}.joins") or (model.has(f"{key}.converts") and bool(conversions))
    return not monthly and not joins


def _bases(model: Model, name: str, conversions: list[Number | None]) -> list[Number]:
    """Subscribers at the start of each month; of each year where a year is level.

    Groups by month of life: whoever joins passes through the entries of the churn list, the last of
    which holds from then on and for those who are there at the start.
    """
    key = f"plans.{name}"
    stride = 12 if _is_level(model, key, conversions) else 1
    groups: list[Number | None] = [None] * max(1, len(model.entries(f"{key}.churn")))
    groups[-1] = _start(model, key)
    if stride == 1 and groups[-1] is not None and model.has(f"{key}.share"):
        groups[-1] = _group_step(model, name, 1, len(groups), groups[-1])
    bases: list[Number] = []
    for month in range(1, 12 * model.years + 1, stride):
        if month > 1:
            groups = _next(model, name, groups, month, conversions)
        present = [group for group in groups if group is not None]
        base = total(present)
        if len(present) > 1 or (stride == 12 and (month > 1 or model.has(f"{key}.share"))):
            base = _base_step(model, name, month, stride, base)
        bases.append(base)
        if len(groups) == 1:
            groups = [base]
    return bases


def _next(
    model: Model,
    name: str,
    groups: list[Number | None],
    month: int,
    conversions: list[Number | None],
) -> list[Number | None]:
    """The groups at the start of `month`: who was charged the month before, less churn, plus who came."""
    key, last = f"plans.{name}", len(groups) - 1
    after: list[Number | None] = [None] * len(groups)
    for place, group in enumerate(groups):
        if group is None:
            continue
        if model.per(f"{key}.churn") == "month":
            group = group * model.rest(model.entries(f"{key}.churn")[place])
        at = min(place + 1, last)
        after[at] = group if after[at] is None else after[at] + group
    new_year = month % 12 == 1
    if new_year and model.per(f"{key}.churn") == "year":
        stays = model.rest(model.entries(f"{key}.churn")[0])
        after = [group if group is None else group * stays for group in after]
    after = _grown(model, name, after, month)
    came = _came(model, key, month, conversions)
    if came is not None:
        after[0] = came if after[0] is None else after[0] + came
    if _is_level(model, key, conversions):
        return after
    return [
        g if g is None else _group_step(model, name, month, place + 1, g)
        for place, g in enumerate(after)
    ]


def _grown(model: Model, name: str, groups: list[Number | None], month: int) -> list[Number | None]:
    """Growth once a year, or every month where it is per month; newcomers begin their life."""
    key = f"plans.{name}"
    per = model.per(f"{key}.growth")
    if per is None or (per == "year" and month % 12 != 1):
        return groups
    year = (month - 1) // 12 + 1
    entry = model.at(f"{key}.growth", year - 1 if per == "year" else year)
    change = model.share(entry)
    present = [group for group in groups if group is not None]
    if not present:
        return groups
    if len(groups) == 1:
        return [model.towards(groups[0], change, f"{key}.ceiling")]
    if model.inputs.by_key[entry].value < 0:  # a shrinking plan loses from every group alike
        return [group if group is None else group * (1 + change) for group in groups]
    whole = _whole_step(model, name, month, total(present))
    added = model.towards(whole, change, f"{key}.ceiling") - whole
    first = added if groups[0] is None else groups[0] + added
    return [first, *groups[1:]]


def _came(model: Model, key: str, month: int, conversions: list[Number | None]) -> Number | None:
    """Who joined in the month before, and who converted."""
    parts: list[Number] = []
    if model.has(f"{key}.joins"):
        parts.append(model.yearly(f"{key}.joins") / 12)
    if model.has(f"{key}.converts") and conversions and conversions[month - 2] is not None:
        parts.append(conversions[month - 2] * model.share(f"{key}.converts"))
    return total(parts) if parts else None


def _free_users(model: Model) -> tuple[list[Number | None], list[Number]]:
    """How many convert in each month, and what free users cost in each year."""
    free = model.scenario.free
    if free is None:
        return [], []
    users: Number = model.numbers["free.users"]
    conversions: list[Number | None] = []
    costs: list[Number] = []
    of_year: list[Number] = []
    for month in range(1, 12 * model.years + 1):
        of_year.append(users)
        went = _converted(model, users, month)
        conversions.append(went)
        left = users if went is None else users - went
        if month % 12 == 0:
            if model.has("free.cost"):
                cost = model.money("free.cost", total(of_year) * model.yearly("free.cost") / 12)
                costs.append(
                    model.step(
                        "free.cost",
                        month // 12,
                        "cost of free users",
                        "免费用户成本",
                        model.inputs.currency,
                        cost,
                    )
                )
            of_year = []
        if month == 12 * model.years:
            break
        users = _more_free(model, left, month + 1)
    return conversions, costs


def _converted(model: Model, users: Number, month: int) -> Number | None:
    """A monthly rate converts at each month's end, a yearly one at the year's end."""
    per = model.per("free.conversion")
    if per is None or (per == "year" and month % 12 != 0):
        return None
    return model.ledger.step(
        f"free.converted.{month}", f"free users who convert in month {month}", f"第{month}月转为付费的用户", "people",
        users * model.share("free.conversion"),
    )  # fmt: skip


def _more_free(model: Model, left: Number, month: int) -> Number:
    per = model.per("free.growth")
    grown = left
    if per == "month" or (per == "year" and month % 12 == 1):
        year = (month - 1) // 12 + 1
        change = model.share(model.at("free.growth", year - 1 if per == "year" else year))
        left = model.ledger.step(
            f"free.left.{month}",
            f"free users left before month {month}",
            f"第{month}月前剩余免费用户",
            "people",
            left,
        )
        grown = model.towards(left, change, "free.ceiling")
    return model.ledger.step(
        f"free.users.{month}",
        f"free users at the start of month {month}",
        f"第{month}月初免费用户",
        "people",
        grown,
    )


def _base_step(model: Model, name: str, month: int, stride: int, value: Number) -> Number:
    if stride == 12:
        return model.step(f"plans.{name}.subscribers", (month - 1) // 12 + 1, f"{name}: subscribers at the start",
                          f"{name}：年初订阅用户", "people", value)  # fmt: skip
    return model.ledger.step(f"plans.{name}.subscribers.m{month}", f"{name}: subscribers, month {month}",
                             f"{name}：第{month}月订阅用户", "people", value)  # fmt: skip


def _group_step(model: Model, name: str, month: int, life: int, value: Number) -> Number:
    """One group of a month; with one group it is all subscribers."""
    groups = max(1, len(model.entries(f"plans.{name}.churn")))
    if groups == 1:
        return _base_step(model, name, month, 1, value)
    english = f"in month {life} of life" + (" or later" if life == groups else "")
    chinese = f"入会第{life}月" + ("及以后" if life == groups else "")
    return model.ledger.step(f"plans.{name}.subscribers.m{month}.life{life}", f"{name}: subscribers {english}, month {month}",
                             f"{name}：{chinese}的用户，第{month}月", "people", value)  # fmt: skip


def _whole_step(model: Model, name: str, month: int, value: Number) -> Number:
    return model.ledger.step(f"plans.{name}.before_growth.m{month}", f"{name}: subscribers before growth, month {month}",
                             f"{name}：增长前用户，第{month}月", "people", value)  # fmt: skip
