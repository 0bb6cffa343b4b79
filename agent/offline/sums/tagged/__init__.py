"""Sums read by a tagger: which kind of sum is asked and which part each amount plays; the engine's arguments follow."""
