"""Passages for the analyst: the door from the agent to the library."""
