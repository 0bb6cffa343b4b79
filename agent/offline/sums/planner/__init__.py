"""Sums understood from their amounts alone: each a factor with a unit, joined until the unit asked for is reached."""

from agent.offline.sums.planner.plan import asks_beside, planned, unused

__all__ = ["asks_beside", "planned", "unused"]
