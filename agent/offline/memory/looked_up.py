"""What is looked up in the library beside a memory check."""

from agent.offline.request import Request
from agent.tools.vram import catalog


def beside_check(request: Request) -> str:
    """What to look up beside a memory check: for a closed model, that it is closed."""
    name = str(request.arguments.get("model") or "")
    model = catalog.find_model(name) if name else None
    if model and model.kind == "closed":
        return f"{name} closed, open weights, API price"
    named = f"{name} memory. " if model else ""
    return f"{named}{request.query or request.question} GPU memory VRAM"


def family_checked(request: Request) -> str:
    """The family of an open model that is checked: what is said of it holds for a member of which
    nothing is said."""
    name = str(request.arguments.get("model") or "")
    model = catalog.find_model(name) if name else None
    return model.family if model and model.kind != "closed" else ""
