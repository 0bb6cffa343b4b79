"""Whether an answer says only what its sources say: figures, dates, names, citations, quotes and
statements. Plain Python: no model, library or thread."""

from agent.middleware.grounding.check import check_answer
from agent.middleware.grounding.findings import Finding

__all__ = ["Finding", "check_answer"]
