"""A bundled scenario by its name, with values of its own set: what the chat can ask for."""

from collections.abc import Mapping, Sequence

from agent.tools.revenue.inputs import Amount
from agent.tools.revenue.scenarios.comparison import compare
from agent.tools.revenue.scenarios.files import build, bundled, put
from agent.tools.revenue.scenarios.report import ScenarioReport, calculate_scenario


def named_scenario(
    name: str = "article",
    set: Mapping[str, str] | Sequence[str] | str = (),
    *,
    target: Amount | None = None,
    solve: str | None = None,
    of: str | None = None,
    years: Amount | None = None,
    beside_unchanged: bool = False,
) -> ScenarioReport:
    """The scenario `name` with "plans.chatgpt.price=240 USD/year" and the like; `solve` names an input's key.

    With `beside_unchanged` the scenario as it is bundled stands beside it.

    >>> named_scenario("article", {"plans.chatgpt.price": "240 USD/year"}).details["crossover"]
    '2028'
    """
    if isinstance(set, Mapping):
        settings = [f"{key}={value}" for key, value in set.items()]
    else:
        settings = [set] if isinstance(set, str) else list(set)
    if years is not None:
        settings.append(f"years={years}")
    table = bundled(name)
    changed = calculate_scenario(build(put(table, settings)), target=target, solve_for=solve, of=of)
    if not beside_unchanged:
        return changed
    return compare([("changed", changed), (name, calculate_scenario(build(table)))])
