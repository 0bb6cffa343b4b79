"""The tools a model may call."""

from langchain_core.tools import BaseTool

from agent.tools.claims.tool import audit_tool
from agent.tools.revenue.tool import calculate_revenue
from agent.tools.search.tool import search_tool
from agent.tools.vram.tool import check_vram
from knowledge import Library


def build_tools(library: Library) -> list[BaseTool]:
    """Search and claims look into `library`; the engines need nothing."""
    return [search_tool(library), calculate_revenue, check_vram, audit_tool(library)]
