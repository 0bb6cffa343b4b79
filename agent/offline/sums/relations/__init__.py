"""Sums understood by the roles of their amounts: what a business pays, earns, loses and keeps, joined by equations."""

from agent.offline.sums.relations.related import related

__all__ = ["related"]
