"""A worksheet: named amounts with their units, and steps that multiply, divide and add them.

Units are carried through every step; what does not add up is refused by its units' names.
"""

from agent.tools.revenue.worksheet.chain import Worksheet, chain
from agent.tools.revenue.worksheet.sheet import fill

__all__ = ["Worksheet", "chain", "fill"]
