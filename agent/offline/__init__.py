"""The analyst that needs no provider: it understands, calls tools, composes from results."""
