"""What no answer of a provider's model shows, whatever it was talked into: pictures, code of pages,
addresses that no source gave, keys, and our own instructions."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)|!\[[^\]]*\]\[[^\]]*\]")
_TAG = re.compile(
    r"<(script|style|iframe|object|svg)\b.*?(?:</\1\s*>|$)|<(?:img|embed|link|meta|base|form|input|a)\b[^>]*>?",
    re.IGNORECASE | re.DOTALL,
)
_LINK = re.compile(r"\[([^\]]*)\]\(\s*<?([^)\s>]*)[^)]*\)")
_ADDRESS = re.compile(r"(?:https?|ftp|data|javascript):\S+|\bwww\.\S+", re.IGNORECASE)
_HOST = re.compile(r"(?:https?:)?//[^\s/\"'<>)\]，。]+|\bwww\.[^\s/\"'<>)\]，。]+", re.IGNORECASE)
_KEY = re.compile(
    r"(?<![A-Za-z0-9_-])"
    r"(?:(?:sk|pk|rk|gsk|xai|xox[abp]|gh[ps]|hf|pplx|nvapi)[-_]|(?=AIza|AKIA))"
    r"(?=(?:[A-Za-z0-9]+[-_])*(?=[A-Za-z]*\d)[A-Za-z0-9]{12})[A-Za-z0-9_-]+"
    r"|(?<=Bearer )[A-Za-z0-9_.~+/-]{16,}=*"
)
"""As providers write theirs; one that a model made up is not told from a real one."""
HIDDEN = "***"
_END = re.compile(r"(?<=[.!?。！？\n])")
_RUN = 7
"""Words in a row that are taken for a copy; a rule of ours is longer."""


def guard(text: str, sources: Iterable[str], instructions: str) -> str:
    """The text without what may not be shown; an address stays where a source names its host.

    >>> guard("It is free ![x](http://a.example/?q=1). See https://b.example/p.", ["b.example"], "")
    'It is free . See https://b.example/p.'
    """
    known = "\n".join(sources).lower()
    said = _TAG.sub("", _IMAGE.sub("", text))
    said = _LINK.sub(lambda m: m[0] if _is_known(m[2], known) else m[1], said)
    said = _ADDRESS.sub(lambda m: m[0] if _is_known(m[0], known) else "", said)
    said = without_keys(said)
    return _without_copies(said, instructions) if instructions else said


def without_keys(text: str) -> str:
    """The text with everything that looks like a key hidden.

    >>> without_keys("Incorrect API key provided: sk-proj-4f9a8c7d6e5b4a3f.")
    'Incorrect API key provided: ***.'
    """
    return _KEY.sub(HIDDEN, text)


def hosts_of(text: str) -> list[str]:
    """The hosts of the addresses in a text."""
    return [_host(found) for found in _HOST.findall(text)]


def _is_known(address: str, known: str) -> bool:
    """Whether a source names the host; a place within the answer itself needs none."""
    if address.startswith("#"):
        return True
    host = _host(address)
    return bool(host) and host in known.split("\n")


def _host(address: str) -> str:
    full = address if "//" in address else f"//{address}"
    try:
        return (urlsplit(full).hostname or "").lower().rstrip(".")
    except ValueError:
        return ""


def _without_copies(text: str, instructions: str) -> str:
    """The text without the sentences that have a run of words in common with our instructions."""
    runs = _runs(instructions)
    kept = [part for part in _END.split(text) if not runs & _runs(part)]
    return "".join(kept) if len("".join(kept)) < len(text) else text


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}
