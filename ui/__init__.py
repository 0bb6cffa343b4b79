"""Adapters: each file or folder is one channel to `Analyst` and back; none knows the domain."""
