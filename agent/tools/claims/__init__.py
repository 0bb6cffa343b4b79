"""Claims against evidence: what the article says, and what dated passages say of it."""
