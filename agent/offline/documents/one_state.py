"""A question on two states of a thing as one on either: no statement answers "What did it cost, and what does it now?"
by itself, which is what reading asks of each."""

import re

from agent.offline.documents.phrases import MONTH, YEAR

_MORE = re.compile(
    r"[,;]?\s+(?:and|but)\s+(?:(?:of|at|in|on|to|for|from|under) )?(?:what|which|how|when|who|where)\b(?=.*\b(?:it|they|that|this|one|he|she|now|today|before|formerly|earlier|later|then|since|from|finally|under|in|do|does|did|is|was)\b).*\Z",
    re.IGNORECASE,
)
"""The half that asks for the other state."""
_ENDS = re.compile(r"(?<=[?.!])\s+\S.*\Z")
_NAMED = re.compile(
    r"^(?P<thing>[^:?]{4,80}):\s+(?:what|how|when|who|which|where)\b.*\Z", re.IGNORECASE
)
_CHANGED = re.compile(
    r"^(?:how|by how (?:much|many))?\s*(?:has|have|had|did|does|do|is|are|was|were)\s+(?P<thing>.+?)\s+"
    r"(?:been\s+)?(?:chang|develop|evol|mov|grow|grew|ris|rose|fall|fell|increas|decreas|rais|lower|go up|gone up|go down|gone down|shift|vary|differ)\w*\b.*\Z",
    re.IGNORECASE,
)
_STATES = re.compile(
    rf"\s*\b(?:(?:under|in|with|by|according to|on)\s+(?:the|our|its)\s+(?:old|new|previous|former|earlier|later|current|present|first|original|{YEAR})(?:\s(?!and\b|or\b)[\w-]+){{0,3}}"
    rf"|(?:(?:in|from|since|for|during|by|at|of)\s+)?(?:the\s+)?(?:(?:end|start|beginning)\s+of\s+)?(?:(?:{MONTH})\s+)?(?<![\w-]){YEAR}(?![\w-])"
    rf"|(?:in|from|since|by|until)\s+(?:{MONTH})\b"
    r"|before\s+(?:the|that)\s+[\w-]+|(?:the\s+|last\s+)(?:winter|year|season)(?:\s+before)?"
    r"|originally|at first|initially|formerly|previously|now|nowadays|today|currently|at present|before)(?=[\s,?.]|\Z)",
    re.IGNORECASE,
)
_PRESENT = {"did": "does", "was": "is", "were": "are"}
_PAST = re.compile(r"\b(?:did|was|were)\b", re.IGNORECASE)
_FEWEST = 3
"""Words that must be left for a question."""


def one_state(question: str) -> str:
    """The question for what holds, without its states; itself where hardly a word is left.

    >>> one_state("What did an adult ticket cost in 2024 and what does it cost in 2025?")
    'What does an adult ticket cost?'
    >>> one_state("How has the rent of the kiosk changed since the first lease?")
    'What is the rent of the kiosk?'
    """
    text = _ENDS.sub("", question.strip())
    if named := _NAMED.match(text):
        text = f"What is the {named['thing']}?"
    text = _MORE.sub("", text)
    if changed := _CHANGED.match(text):
        text = f"What is {changed['thing']}?"
    text = " ".join(_STATES.sub("", text).split()).rstrip(" ,;?.!")
    text = in_present(text)
    return f"{text}?" if len(text.split()) > _FEWEST else question


def in_present(question: str) -> str:
    """What was or happened as what is.

    >>> in_present("What did the ferry cost?")
    'What does the ferry cost?'
    """
    return _PAST.sub(lambda m: _PRESENT[m[0].casefold()], question, count=1)
