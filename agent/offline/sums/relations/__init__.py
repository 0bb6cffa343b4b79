"""Sums understood by the roles of their amounts: what a business pays, earns, loses and keeps, joined by equations."""

from agent.offline.sums.relations.related import related, related_again

__all__ = ["related", "related_again"]
