"""Every amount a text names, in English and Chinese: money, people, tokens, memory, pixels, time.

`find_quantities` is shared by the engines, the offline model and the check of answers; it is plain
Python and knows nothing of them.
"""

from agent.quantities.find import find_quantities
from agent.quantities.quantity import BARE_B, Quantity

__all__ = ["BARE_B", "Quantity", "find_quantities"]
