"""Sums in words: from the amounts of a question to the arguments of the revenue engine."""
