"""What the tools decided against what the answer says they did: fits or not, supported or not."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from agent.middleware.grounding.findings import Finding
from agent.middleware.grounding.layout import Layout
from agent.middleware.grounding.sources import Sources

_NOT = r"(?:do(?:es)?(?:n['’]t| not)|did(?:n['’]t| not)|wo(?:n['’]t)|will not|can(?:not|['’]t)|can not|not)"
_FITS = re.compile(
    r"\bfits?\b|\bruns? on\b|\bcan run\b|\benough memory\b|放得下|装得下|能跑|跑得动|够用",
    re.IGNORECASE,
)
_FITS_NOT = re.compile(
    rf"\b{_NOT}\s+(?:\w+\s+)?(?:fit|run)\b|\btoo (?:large|big) for\b|\bout of memory\b"
    r"|放不下|装不下|跑不了|不能跑|跑不动|不够",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:if|when|with|once|unless|after|offload\w*|would|instead|option)\b|→|[|]|如果|若|卸载|量化后|换",
    re.IGNORECASE,
)
_YES = re.compile(r"\W*(?:yes|sure|it does|是的|可以|能)(?=[\W，。]|$)", re.IGNORECASE)
_NO = re.compile(r"\W*(?:no|it does not|不行|不能|不可以|否)(?=[\W，。]|$)", re.IGNORECASE)
_SUPPORTED = re.compile(r"\W*(?:supported|true|correct|属实|有依据)(?=\W|$)", re.IGNORECASE)
_REFUTED = re.compile(
    r"\W*(?:no, the evidence|false|incorrect|contradicted|not true|不属实)", re.IGNORECASE
)


def check_verdicts(layout: Layout, sources: Sources) -> Iterator[Finding]:
    """A finding where the answer turns round the one verdict of a tool."""
    fits = _only("check_vram", "fits", sources)
    if isinstance(fits, bool):
        yield from _check_fit(layout, fits, has_way=_has_way(sources))
    verdict = _only_claim(sources)
    if verdict in ("supported", "contradicted") and layout.sentences:
        first = layout.sentences[0]
        wrong = _REFUTED if verdict == "supported" else _SUPPORTED
        if found := wrong.match(layout.plain, first.start, first.end):
            yield _finding(layout, found, f"the audit's verdict is: {verdict}")


def _check_fit(layout: Layout, fits: bool, *, has_way: bool) -> Iterator[Finding]:
    """The first sentence may say it with yes or no, with a condition only where the check names
    one that makes it fit; later ones in words, without a condition."""
    for i, sentence in enumerate(layout.sentences):
        text = layout.plain[sentence.start : sentence.end]
        if (i or has_way) and _CONDITION.search(text):
            continue
        if i and (sentence.cited or i > 3):
            continue
        says_not = _FITS_NOT.search(text) or (None if i else _NO.match(text))
        says_so = None if says_not else _FITS.search(text) or (None if i else _YES.match(text))
        found = says_not if fits else says_so
        if found:
            start = sentence.start + found.start()
            span = layout.back(start, sentence.start + found.end())
            word = "fits" if fits else "does not fit"
            yield Finding("contradiction", *span, f"the memory check says: {word}")
            return


def _has_way(sources: Sources) -> bool:
    """Whether a memory check names the usual steps with which it runs all the same."""
    checks = (c["result"] for c in sources.results if c.get("name") == "check_vram")
    return any(result.get("way") for result in checks)


def _only(tool: str, key: str, sources: Sources) -> Any:
    """The value of the one call of a tool; None where calls differ or there is none."""
    values = {
        call["result"].get(key)
        for call in sources.results
        if call.get("name") == tool and key in call["result"]
    }
    return values.pop() if len(values) == 1 else None


def _only_claim(sources: Sources) -> str | None:
    claims = [
        claim
        for call in sources.results
        if call.get("name") == "audit_claims"
        for claim in call["result"].get("claims") or ()
        if isinstance(claim, Mapping)
    ]
    return str(claims[0].get("verdict")) if len(claims) == 1 else None


def _finding(layout: Layout, found: re.Match[str], reason: str) -> Finding:
    return Finding("contradiction", *layout.back(*found.span()), reason)
