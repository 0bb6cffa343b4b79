"""Answers from a user's own documents: their sentences and table cells judged by the question's own
words. No knowledge of any trade is in here."""
