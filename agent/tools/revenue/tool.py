"""`calculate_revenue`: the revenue engine as a tool of the agent."""

from typing import Any

from langchain.tools import ToolRuntime
from langchain_core.tools import tool
from pydantic import BaseModel, ConfigDict, Field

from agent.graph import Turn
from agent.tools.bilingual import say
from agent.tools.revenue.calculate import KINDS, calculate
from agent.tools.revenue.charts import revenue_chart
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.report import Report

_ARGUMENTS = (
    "usage: price '0.40 USD', unit second|minute|hour|image|call|GB, counts ['250000'], size '8 seconds',"
    " span '30 days', per, bill; break_even: fixed, price, unit_cost or token_price; payback: investment,"
    " income; depreciation: investment, years; contract: value, years; spending: revenue, spent_per_unit;"
    " unit_margin: subscribers, price, unit_cost; lifetime_value: price, churn, margin, acquisition;"
    " offers: prices ['20 USD/month', '200 USD/year']; arpu: revenue, subscribers; growth_rate: start, end, periods;"
    " runway: cash, burn '6M USD/month'; ceiling: price, what all adults or all online would pay; total: amounts ['20bn USD', '5bn USD'];"
    " bundle: customers, price, base_revenue or base_price, attach_rate, uplift, churn_saved, cannibalised, lost_price;"
    " retention: expansion, churn, contraction, base; difference: now, before; cut: revenue, cuts ['15%'];"
    " chain, any other sum: givens {'users': '30M people', 'price': '18 CNY/person/month'},"
    " steps ['income = users * price in CNY/year'], answers ['income'];"
    " figures: operation change|difference|share|ratio|mean|sum|rest|product|count, values ['200', '225'], plain numbers, not money."
    " Any kind takes less ['30%', '500M USD'], taken off the result."
)
"""What the kinds without a field of their own take. Those that a chain does as well (allowance,
own_or_api, side_by_side) are only for the offline model: in a window of 8K every line counts."""


class SumArguments(BaseModel):
    """Arguments of `calculate_revenue`; amounts are text as people write them, with units."""

    model_config = ConfigDict(extra="allow")

    kind: str = Field("subscriptions", description=f"One of {', '.join(KINDS)}. {_ARGUMENTS}")
    subscribers: str | list[str] | None = Field(None, description="'100M', '35 million', '1亿'.")
    price: str | None = Field(None, description="With its period: '20 USD/month', '199 CNY/yr'.")
    growth: str | None = Field(None, description="'20%/yr', or '5%/mo' to grow month by month")
    months: str | None = Field(None, description="To sum over months instead of years: '6'.")
    churn: str | None = Field(None, description="'3%/mo'")
    added: str | None = Field(
        None,
        description="People who join by number: '300000/month', '2M/year'; '-5000/month' leave.",
    )
    price_change: str | None = Field(None, description="'-10%/yr'")
    years: str | None = Field(None, description="Whole years, 1 when left out.")
    currency: str | None = Field(None, description="Of the result, such as 'USD'.")
    rate: str | None = Field(None, description="'CNY=7.1': 7.1 CNY for one of `currency`.")
    target: str | None = Field(None, description="An amount to reach, with `solve`.")
    solve: str | None = Field(
        None,
        description="subscribers, price, years, or months of a cumulative target; with a target '10bn USD/year' years finds the first year that earns it.",
    )
    plans: list[dict[str, str]] | None = Field(
        None,
        description="kind 'plans': name, price and share or subscribers of each plan, perhaps a discount '20%'.",
    )
    prices: list[str] | None = Field(
        None, description="kind 'grid': prices; `subscribers` is then a list too."
    )
    part: str | None = Field(None, description="kind 'share': '4.5bn USD', of `whole`.")
    whole: str | None = None
    input_tokens: str | None = Field(None, description="kind 'tokens': volume per period.")
    output_tokens: str | None = None
    cached_tokens: str | None = None
    input_price: str | None = Field(None, description="Per million tokens: '3 USD'.")
    output_price: str | None = None
    cached_price: str | None = None
    requests: str | None = Field(None, description="Calls per period, each of those tokens.")
    per: str | None = Field(None, description="day, month or year of the volumes.")
    periods: int | None = Field(None, description="How many of them, e.g. 30 days.")
    name: str | None = Field(
        None,
        description="kind 'scenario': 'article', subscriptions against AI in the cloud by year.",
    )
    set: dict[str, str] | None = Field(
        None,
        description="kind 'scenario': values by key, such as {'plans.chatgpt.price': '240 USD/year'};"
        " `solve` is then a key or 'years', and the result lists all keys.",
    )
    of: str | None = Field(
        None, description="kind 'scenario': the target's figure: revenue, profit, gap, gap.2035."
    )


@tool(args_schema=SumArguments, response_format="content_and_artifact")
def calculate_revenue(
    runtime: ToolRuntime[Turn, Any], **amounts: Any
) -> tuple[str, dict[str, Any]]:
    """Exact revenue arithmetic: subscriptions, plan mixes, token costs; with a trace to redo it."""
    language = runtime.context.language
    try:
        report = calculate(**{name: value for name, value in amounts.items() if value is not None})
    except CannotCalculate as error:
        raise CannotCalculate(say(error.args[0], language)) from error
    text = report.markdown(language)
    drawn = _charts(report)
    charts = {"charts": drawn} if drawn else {}
    return text, {**report.to_dict(), "text": text, **charts}


def _charts(report: Report) -> list[dict[str, Any]]:
    if "scenario" in report.details:
        from agent.tools.revenue.scenarios import ScenarioReport, scenario_charts

        return scenario_charts(report) if isinstance(report, ScenarioReport) else []
    chart = revenue_chart(report)
    return [chart] if chart else []
