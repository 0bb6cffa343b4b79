"""Documents that say of themselves that they hold no more: what others say instead goes before."""

import re
from collections.abc import Sequence

from agent.offline.documents.asked import Asked
from agent.offline.documents.judged import Judged
from agent.offline.documents.sureness import answers
from agent.offline.documents.words import lists, stems

_GONE = (
    r"(?:superseded|replaced by|deprecated|obsolete|withdrawn|revoked|repealed|retired|rejected|outdated"
    r"|no longer (?:valid|in force|current)|out of date|cancell?ed"
    r"|已?被[^\s。]{1,20}(?:取代|替代|代替)|已?(?:废弃|废止|作废|失效|取代|替代|撤回|撤销|弃用)(?!的))"
)
_STATUS = re.compile(
    rf"^[^\w\n|]*(?:current )?(?:status|状态)\b[^\w|]{{0,12}}(?:is |was |has been )?{_GONE}",
    re.IGNORECASE | re.MULTILINE,
)
"""A field or section of that name, as decisions and drafts have it."""
_SAID = re.compile(
    rf"^[^\w\n|]*(?:(?:this|the above)(?: [a-z]+){{0,3}} (?:is|was|has been|have been) (?:now )?{_GONE}"
    r"|(?:superseded|replaced|withdrawn|obsolete|deprecated)(?: (?:by|on|since|in favou?r of)\b.*)?\W*$"
    rf"|本(?:文|文件|规定|决定|政策|制度|办法|页)[^。\n]{{0,4}}{_GONE})",
    re.IGNORECASE | re.MULTILINE,
)
_TITLED = re.compile(
    rf"[(（\[【]\s*{_GONE}|[:：–—-]\s*{_GONE}(?:\sby\b.*)?\W*\Z|\A{_GONE}\s*[:：–—]", re.IGNORECASE
)
"""Behind a title or before it: "Deprecated features" are of something else."""
_OLD = re.compile(
    r"\b(?:old|older|previous|former|formerly|earlier|before|superseded|replaced|withdrawn|obsolete"
    r"|originally|used to|history|status)\b|以前|之前|原来|旧|曾|状态|历史",
    re.IGNORECASE,
)
"""What asks for what held once."""
OPENING = 600
"""Characters at the head of a document that may say so."""
_LESS = 0.1
"""Weight of the question's words that what holds may lack."""


def is_replaced(title: str, text: str) -> bool:
    r"""Whether a document says in its title or first lines that it holds no more.

    >>> is_replaced("Decision 7", "# Decision 7\n\n## Status\n\nSuperseded by decision 9")
    True
    >>> is_replaced("Gym", "# Gym\n\nRetired staff may use it. Status of members: active.")
    False
    """
    opening = text[:OPENING]
    said = _STATUS.search(opening) or _SAID.search(opening) or _TITLED.search(title)
    return said is not None


def in_force(asked: Asked, judged: Sequence[Judged]) -> Sequence[Judged]:
    """Without what is replaced, where something else answers as well and the old is not asked for."""
    rest = [one for one in judged if not one.source.is_replaced]
    old = [one for one in judged if one.source.is_replaced and answers(one)]
    if not old or len(rest) == len(judged) or asked.is_told_apart or _OLD.search(asked.text):
        return judged
    best = max(old, key=lambda one: one.sure)
    instead = [one for one in rest if answers(one) and one.covered >= best.covered - _LESS]
    return rest if any(not _is_named(asked, best, one) for one in instead) else judged


def _is_named(asked: Asked, old: Judged, other: Judged) -> bool:
    """Whether the question calls the old document by what the other is not called: decision 7."""
    asks_for = {word for word, _ in asked.weights} | {*stems(asked.text)} - lists()["idle"]
    return bool(asks_for & {*stems(old.source.title)} - {*stems(other.source.name), *other.held})
