"""Passages that answer a question, out of a state; writes nothing."""
