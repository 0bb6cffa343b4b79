"""What is done about findings: the request for one repair, and what is struck where it stays wrong."""

import re
from collections.abc import Sequence

from agent.middleware.grounding.findings import Finding

_ADVICE = {
    "figure": "Use only figures that a passage, a tool result or the question holds, with the same unit,"
    " currency and period; have every sum computed by calculate_revenue.",
    "date": "Give only dates that the passage cited in the sentence holds.",
    "name": "Name only whom the cited passage names.",
    "citation": "Put [n] only behind what passage n itself says.",
    "contradiction": "Say what the cited passage or the tool says, not its contrary.",
    "quote": "Quote word for word, or not at all.",
    "uncited": "Search the library and put [n] behind each statement on a vendor, or leave it out.",
}
_BESIDE = {
    "en": {
        "figure": " (unsupported)", "date": " (unsupported)", "name": " (unsupported)",
        "quote": " (not in the sources in these words)", "contradiction": " (the source does not say this)",
        "uncited": " (no source given)",
    },
    "zh": {
        "figure": "（unsupported，无依据）", "date": "（unsupported，无依据）", "name": "（unsupported，无依据）",
        "quote": "（来源中没有这样的原话）", "contradiction": "（来源并未这样说）",
        "uncited": "（未给出来源）",
    },
}  # fmt: skip
_STRUCK = ("figure", "date", "name")
_SAID = ("quote", "contradiction", "uncited")
_QUOTED = re.compile(
    r"“[^“”\n]{4,400}”|\"[^\"\n]{4,400}\"|「[^「」\n]{4,400}」|《[^《》\n]{2,200}》"
)
_WORDS_SHOWN = 80
_MOST = 12


def repair_request(answer: str, findings: Sequence[Finding], untraced: Sequence[str] = ()) -> str:
    """What a model is asked once: which words, why, and what would be right; `untraced` are figures
    that it gave to a tool itself."""
    lines = [
        f'- "{answer[f.span_start : f.span_end][:_WORDS_SHOWN]}": {f.reason}.'
        for f in findings[:_MOST]
    ]
    advice = [words for kind, words in _ADVICE.items() if any(_case(f) == kind for f in findings)]
    if untraced:
        advice.append(
            f"Tools were called with {', '.join(untraced)}, which neither the question nor a passage"
            " holds: what they gave counts for nothing. Call them again with figures that are given."
        )
    return "\n".join(
        [
            "Your answer was checked against its sources. These words are not borne out:",
            *lines,
            *advice,
            "Write the whole answer again with these mended or left out. Do not mention this check.",
        ]
    )


def mend(answer: str, findings: Sequence[Finding], language: str = "en") -> str:
    """The answer with unsupported figures, dates and names struck and marked, citations that do not
    bear out removed, and doubt said beside quotes and statements; no words are struck twice, and no
    mark stands inside a quote.

    >>> mend("It earns $52 billion [7].", [Finding("figure", 9, 20, ""), Finding("citation", 21, 24, "")])
    'It earns ~~$52 billion~~ (unsupported).'
    """
    beside = _BESIDE["zh" if language == "zh" else "en"]
    struck = _apart([(*_whole(answer, f), f.kind) for f in findings if f.kind in _STRUCK])
    said = {_outside(answer, f.span_end): _case(f) for f in findings if _case(f) in _SAID}
    edits = [(end, start, kind) for start, end, kind in struck]
    edits += [
        (place, place, kind)
        for place, kind in said.items()
        if not any(start < place <= end for start, end, _ in struck)
    ]
    edits += [(f.span_end, f.span_start, f.kind) for f in findings if _case(f) == "citation"]
    for end, start, kind in sorted(edits, reverse=True):
        if kind == "citation":
            answer, _ = _without_mark(answer, start, end)
            continue
        words = answer[start:end]
        if words:
            lead = len(words) - len(words.lstrip())
            words = f"{words[:lead]}~~{words.strip()}~~"
        answer = answer[:start] + words + beside[kind] + answer[end:]
    return answer


def _case(finding: Finding) -> str:
    """Its kind, a statement without citation apart from a citation that is wrong."""
    return "uncited" if finding.is_uncited else finding.kind


def _whole(answer: str, finding: Finding) -> tuple[int, int]:
    """What is struck: not over the end of bold, and a quote as a whole."""
    start, end = finding.span_start, finding.span_end
    if answer.count("**", start, end) % 2:
        end = answer.index("**", start)
    for quote in _QUOTED.finditer(answer):
        if quote.start() <= start and end <= quote.end():
            return quote.span()
    return start, end


def _outside(answer: str, place: int) -> int:
    """The place itself, behind the quote where it is inside one."""
    quotes = (q.end() for q in _QUOTED.finditer(answer) if q.start() < place < q.end())
    return next(quotes, place)


def _apart(spans: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The spans without those that lie in or reach into a longer one."""
    kept: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(spans, key=lambda span: span[0] - span[1]):
        if all(end <= other[0] or other[1] <= start for other in kept):
            kept.append((start, end, kind))
    return kept


def _without_mark(answer: str, start: int, end: int) -> tuple[str, int]:
    """Without `[n]` and the blank before it; without its number alone where others stand beside it."""
    if answer[start] in "[【":
        start -= 1 if start and answer[start - 1] == " " else 0
        return answer[:start] + answer[end:], start
    if after := re.match(r"\s*[,，、;–-]\s*", answer[end:]):
        return answer[:start] + answer[end + after.end() :], start
    before = re.search(r"\s*[,，、;–-]\s*$", answer[:start])
    cut = before.start() if before else start
    left = answer[:cut] + answer[end:]
    if left[cut - 1 : cut + 1] == "[]":
        return left[: cut - 1] + left[cut + 1 :], cut - 1
    return left, cut
