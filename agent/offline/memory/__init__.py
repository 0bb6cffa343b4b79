"""Memory checks in words: from models and cards of a question to the arguments of the memory engine."""
