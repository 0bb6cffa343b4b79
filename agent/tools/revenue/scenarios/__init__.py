"""What-if models of revenue and cost: scenario files, dataclasses, solvers, sensitivity, workbooks.

`calculate_scenario(build(parse(text)))` gives a `ScenarioReport`; nothing here knows the agent.
"""

from agent.tools.revenue.scenarios.charts import scenario_charts
from agent.tools.revenue.scenarios.comparison import compare
from agent.tools.revenue.scenarios.files import BUNDLED, build, bundled, dump, parse, put
from agent.tools.revenue.scenarios.named import named_scenario
from agent.tools.revenue.scenarios.report import ScenarioReport, calculate_scenario
from agent.tools.revenue.scenarios.shape import (
    Bundle,
    Costs,
    FreeUsers,
    Hosting,
    Scenario,
    Sensitivity,
    Simulation,
    SubscriptionPlan,
    Tier,
    TokenStream,
    TwoWayTable,
)
from agent.tools.revenue.scenarios.spreadsheet import write_csv, write_xlsx
from agent.tools.revenue.scenarios.values import Given

__all__ = [
    "BUNDLED", "Bundle", "Costs", "FreeUsers", "Given", "Hosting", "Scenario", "ScenarioReport", "Sensitivity",
    "Simulation", "SubscriptionPlan", "Tier", "TokenStream", "TwoWayTable", "build", "bundled", "calculate_scenario",
    "compare", "dump", "named_scenario", "parse", "put", "scenario_charts", "write_csv", "write_xlsx",
]  # fmt: skip
