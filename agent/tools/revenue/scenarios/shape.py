"""What a scenario is made of, as dataclasses; the same names stand in scenario files.

A value is text with its unit ("20 USD/month"), a number, or `Given` with its source and range. Where
a list is taken, the first entry is for the first year (of churn: for the first month of life) and the
last one holds from then on.
"""

from dataclasses import dataclass, field
from typing import Any

from agent.tools.revenue.scenarios.values import Value

Values = Value | list[Value] | None


def reads(how: str, english: str, chinese: str, *, many: bool = False) -> Any:  # Any: a field
    """An input: how it is read, what it is called, and whether it may be a list."""
    return field(default=None, metadata={"reads": how, "says": (english, chinese), "many": many})


@dataclass(frozen=True)
class SubscriptionPlan:
    """Subscribers who pay a price; one plan a region where prices differ."""

    subscribers: Values = reads("count", "subscribers at the start", "初始订阅用户")
    share: Values = reads("share", "share of all subscribers", "占全部订阅用户的比例")
    price: Values = reads("price", "price", "价格")
    billing: str | None = None
    """`month` or `year`: checked against the period of the price."""

    discount: Values = reads("share", "discount on the list price", "折扣")
    yearly_share: Values = reads("share", "share billed yearly", "按年付费的比例")
    yearly_discount: Values = reads("share", "discount for yearly billing", "年付折扣")
    region: str | None = None
    joins: Values = reads("flow", "new subscribers", "新增订阅用户")
    converts: Values = reads("share", "share of converted free users", "免费转付费中的占比")
    growth: Values = reads("growth", "growth", "增长率", many=True)
    ceiling: Values = reads("count", "ceiling of the S-curve", "S曲线上限")
    churn: Values = reads("churn", "churn", "流失率", many=True)
    price_change: Values = reads("growth", "price change", "价格变动", many=True)
    cost: Values = reads("spend", "cost of a subscriber", "每位订阅用户成本")
    side: str | None = None
    """Whose revenue it is, where a scenario holds two against each other."""


@dataclass(frozen=True)
class FreeUsers:
    """Users who do not pay yet; each month a share of them converts to the plans."""

    users: Values = reads("count", "free users at the start", "初始免费用户")
    growth: Values = reads("growth", "growth of free users", "免费用户增长率", many=True)
    ceiling: Values = reads("count", "ceiling of free users", "免费用户上限")
    conversion: Values = reads("churn", "conversion to a plan", "付费转化率")
    cost: Values = reads("spend", "cost of a free user", "每位免费用户成本")


@dataclass(frozen=True)
class Tier:
    """A discount on what lies above a volume (of all tokens of the stream, in its period)."""

    above: Values = reads("volume", "tier begins above", "阶梯起点")
    discount: Values = reads("share", "discount of the tier", "阶梯折扣")


@dataclass(frozen=True)
class TokenStream:
    """Tokens sold through an API: one stream a model."""

    input: Values = reads("volume", "input tokens", "输入token")
    output: Values = reads("volume", "output tokens", "输出token")
    cached: Values = reads("volume", "cached input tokens", "缓存输入token")
    input_price: Values = reads("token_price", "price of input", "输入价格")
    output_price: Values = reads("token_price", "price of output", "输出价格")
    cached_price: Values = reads("token_price", "price of cached input", "缓存输入价格")
    growth: Values = reads("growth", "growth of volume", "用量增长率", many=True)
    price_change: Values = reads("growth", "price change", "价格变动", many=True)
    cost: Values = reads("token_price", "cost of tokens", "token成本")
    tiers: dict[str, Tier] = field(default_factory=dict[str, Tier])
    side: str | None = None


@dataclass(frozen=True)
class Bundle:
    """AI sold inside a larger product: what it adds to that product's revenue."""

    customers: Values = reads("count", "customers of the base product", "基础产品客户数")
    growth: Values = reads("growth", "growth of the base", "基础产品增长率", many=True)
    base_price: Values = reads("price", "price of the base product", "基础产品价格")
    base_revenue: Values = reads("spend", "revenue of the base product", "基础产品收入")
    attach: Values = reads("share", "attach rate at the start", "初始附加率")
    attach_growth: Values = reads("growth", "growth of the attach rate", "附加率增长", many=True)
    attach_ceiling: Values = reads("share", "ceiling of the attach rate", "附加率上限")
    price: Values = reads("price", "price of the bundled AI", "捆绑AI价格")
    discount: Values = reads("share", "discount on the list price", "折扣")
    uplift: Values = reads("share", "uplift of the base price", "基础价格提升")
    cannibalised: Values = reads("share", "buyers who drop a subscription", "取消原订阅的买家比例")
    lost_price: Values = reads("price", "price of the dropped subscription", "被取消订阅的价格")
    churn_saved: Values = reads("churn", "churn saved among buyers", "买家中避免的流失")
    cost: Values = reads("spend", "cost of a buyer", "每位买家成本")
    side: str | None = None


@dataclass(frozen=True)
class Costs:
    """What does not depend on one subscriber or token."""

    fixed: Values = reads("spend", "fixed costs", "固定成本")
    fixed_growth: Values = reads("growth", "growth of fixed costs", "固定成本增长", many=True)
    share: Values = reads("share", "costs as a share of revenue", "占收入的成本比例")
    capex: Values = reads("money", "capital spending", "资本支出", many=True)
    life: Values = reads("years", "years of straight-line depreciation", "直线折旧年限")


@dataclass(frozen=True)
class Hosting:
    """Own cards against an API against seats of a subscription, for one workload."""

    model: str | None = None
    card: str | None = None
    precision: str | None = None
    context: int | None = None
    batch: int | None = None
    tokens: Values = reads("volume", "tokens generated", "生成token数")
    speed: Values = reads("speed", "output speed of one set of cards", "一组显卡的输出速度")
    use: Values = reads("share", "share of the time in use", "利用率")
    card_rent: Values = reads("hourly", "rent of a card", "单卡租金")
    api_price: Values = reads("token_price", "price of the API", "API价格")
    seats: Values = reads("count", "seats of a subscription", "订阅席位")
    seat_price: Values = reads("price", "price of a seat", "席位价格")


@dataclass(frozen=True)
class Sensitivity:
    """How far inputs without a range of their own are moved, and for which figure."""

    range: Values = reads("share", "range of inputs without one", "未注明范围的输入的浮动")
    of: str | None = None


@dataclass(frozen=True)
class TwoWayTable:
    """Two inputs against each other."""

    rows: str | None = None
    row_values: list[Value] = field(default_factory=list[Value])
    columns: str | None = None
    column_values: list[Value] = field(default_factory=list[Value])
    of: str | None = None


@dataclass(frozen=True)
class Simulation:
    """Seeded draws of every input that has a range."""

    draws: int = 10_000
    seed: int = 1
    shape: str = "triangular"
    of: str | None = None


@dataclass(frozen=True)
class Scenario:
    """A what-if model: what earns, what it costs, over how many years."""

    title: str = "Scenario"
    currency: str | None = None
    years: int = 1
    start: int | None = None
    """The calendar year of the first year, for the labels."""

    names_zh: dict[str, str] = field(default_factory=dict[str, str])
    """Chinese names of sides, plans, streams and bundles, for a Chinese report."""

    notes: list[Value] = field(default_factory=list[Value])
    """What the model counts and does not count, said among the assumptions."""

    notes_zh: list[Value] = field(default_factory=list[Value])
    """The same in Chinese, in the same order."""

    subscribers: Values = reads("count", "all subscribers", "全部订阅用户")
    rates: dict[str, Value] = field(default_factory=dict[str, Value])
    """Units of another currency for one of `currency`."""

    plans: dict[str, SubscriptionPlan] = field(default_factory=dict[str, SubscriptionPlan])
    free: FreeUsers | None = None
    tokens: dict[str, TokenStream] = field(default_factory=dict[str, TokenStream])
    bundles: dict[str, Bundle] = field(default_factory=dict[str, Bundle])
    costs: Costs | None = None
    hosting: Hosting | None = None
    sensitivity: Sensitivity | None = None
    table: TwoWayTable | None = None
    simulation: Simulation | None = None
