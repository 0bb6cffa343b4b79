"""How much GPU memory a model needs and whether it fits a card; plain Python, no LangChain.

`check_fit` is the door; `catalog` finds models and cards by the names people give them.
"""

from agent.tools.vram.cards import list_gpus
from agent.tools.vram.catalog import list_models
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.fit import check_fit, check_rows, estimate
from agent.tools.vram.given import NotInCatalogue
from agent.tools.vram.machine import NoGpuFound
from agent.tools.vram.report import Report
from agent.tools.vram.which import which_gpus, which_models

__all__ = [
    "CannotEstimate",
    "NoGpuFound",
    "NotInCatalogue",
    "Report",
    "check_fit",
    "check_rows",
    "estimate",
    "list_gpus",
    "list_models",
    "which_gpus",
    "which_models",
]
