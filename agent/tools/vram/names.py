"""Names as people write them: forgiving in words, strict in the numbers of a name."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping

_TOKEN = re.compile(r"\d+(?:\.\d+)*|[a-z]+|[^\W\d_a-z]+")

Tokens = tuple[str, ...]


def tokens(text: str) -> Tokens:
    """Split a name into runs of letters and numbers; adjacent letter runs are one word.

    >>> tokens("Qwen3-8B") == tokens("qwen3 8b"), tokens("Hunyuan Video")
    (True, ('hunyuanvideo',))
    """
    found: list[str] = []
    for token in _TOKEN.findall(unicodedata.normalize("NFKC", text).lower().replace("α", "alpha")):
        if found and not token[0].isdigit() and not found[-1][0].isdigit():
            found[-1] += token
        else:
            found.append(token)
    return tuple(found)


def numbers(name: Tokens) -> Tokens:
    """The numbers of a name, in order: these are never forgiven."""
    return tuple(token for token in name if token[0].isdigit())


def closest_spelling(name: Tokens, known: Iterable[Tokens]) -> Tokens | None:
    """The one known name with the same numbers whose words differ by a slip of the pen."""
    best: tuple[float, Tokens] | None = None
    for other in known:
        if len(other) == len(name) and (score := _likeness(name, other)) > (best or (0.0,))[0]:
            best = (score, other)
    return best[1] if best else None


def closest_names(text: str, known: Mapping[str, str], limit: int = 5) -> list[str]:
    """Canonical names near a text that is not known, best first, for a suggestion."""
    wanted = "".join(tokens(text))
    lowered = {"".join(tokens(alias)): name for alias, name in known.items()}
    near = difflib.get_close_matches(wanted, list(lowered), n=3 * limit, cutoff=0.6)
    return list(dict.fromkeys(lowered[key] for key in near))[:limit]


def _likeness(name: Tokens, other: Tokens) -> float:
    """0 when a number or a short word differs, else the mean likeness of the words."""
    scores: list[float] = []
    for mine, theirs in zip(name, other, strict=True):
        if mine == theirs:
            scores.append(1.0)
            continue
        if mine[0].isdigit() or theirs[0].isdigit() or max(len(mine), len(theirs)) < 4:
            return 0.0
        if abs(len(mine) - len(theirs)) > 2:
            return 0.0
        ratio = difflib.SequenceMatcher(None, mine, theirs).ratio()
        # "HunyuanVideo" and "HunyuanImage" are 0.67 alike; a slip stays above 0.8
        if ratio < 0.8:
            return 0.0
        scores.append(ratio)
    return sum(scores) / len(scores) if scores else 0.0
