"""Revenue by exact decimal arithmetic: `subscriptions`, `plan_mix` and `tokens` return a `Report`.

Plain Python, importable alone. What a user can get wrong raises `CannotCalculate`, one sentence.
"""

from agent.tools.revenue.charts import revenue_chart
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.plans import Plan, plan_mix
from agent.tools.revenue.report import Period, Report, Solved, Step
from agent.tools.revenue.spreadsheet import write_csv, write_xlsx
from agent.tools.revenue.subscriptions import subscriptions
from agent.tools.revenue.tokens import tokens

__all__ = [
    "CannotCalculate",
    "Period",
    "Plan",
    "Report",
    "Solved",
    "Step",
    "plan_mix",
    "revenue_chart",
    "subscriptions",
    "tokens",
    "write_csv",
    "write_xlsx",
]
