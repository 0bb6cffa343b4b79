"""The verdict in a sentence, where the bare word would mislead: figures that differ, opposites, and
what was not so on the article's day and came later."""

from agent.tools.bilingual import Note
from agent.tools.claims.checked import Checked, Verdict

_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_NOTHING = Note("", "")
_OPPOSITE = Note("**No, the sources say the opposite.**", "**不属实，来源所说正相反。**")
_ARTICLE_WRONG = Note(
    "**Supported:** it is the article that says otherwise, against the evidence.",
    "**属实。**与之相反的是文章的说法，而证据与文章矛盾。",
)
_OTHER_NAME = Note("**No, the sources name another.**", "**不属实，来源给出的是另一个名称。**")
_OTHER_DATE = Note("**No, the sources give another date.**", "**不属实，来源给出的日期不同。**")
_PART_IS_SO = Note(
    "**No, at least a part of it is otherwise.**", "**不属实，至少有一部分并非如此。**"
)
_WITHOUT_FIGURE = Note(
    "**Cannot be verified:** no source gives that figure.",
    "**无法证实：**没有来源给出这个数字。",
)
_MOST_FIGURES = 3


def headline(checked: Checked) -> Note:
    """The sentence that begins the answer; empty where the verdict's own word is enough.

    Figures come without unit conversion, as their sources write them.
    """
    if checked.relation == "other figure" and checked.said:
        return _other_figure(checked)
    if checked.since and checked.claim:
        return _then_and_since(checked, str(checked.claim.get("date") or ""), checked.since)
    if checked.relation == "opposite" and checked.verdict == "contradicted":
        return _PART_IS_SO if checked.stored == "partly" else _OPPOSITE
    if checked.relation == "opposite" and checked.verdict == "supported" and checked.claim:
        return _ARTICLE_WRONG
    if checked.relation == "other name" and checked.verdict == "contradicted":
        return _OTHER_NAME
    if checked.relation == "other date" and checked.verdict == "contradicted":
        return _OTHER_DATE
    if checked.relation == "unsaid figure" and checked.verdict == "unverifiable":
        return _WITHOUT_FIGURE
    if checked.unknown and not checked.claim and not checked.evidence:
        return _unknown(checked)
    return _NOTHING


def on_premise(text: str, verdict: Verdict) -> Note:
    """What is said of a premise before its question is answered; nothing of one that holds."""
    if verdict == "contradicted":
        return Note(f"**The premise “{text}” is not so.**", f"**“{text}”这一前提不成立。**")
    if verdict == "partly":
        return Note(
            f"**The premise “{text}” is only partly so.**", f"**“{text}”这一前提只有部分成立。**"
        )
    if verdict == "unverifiable":
        return Note(
            f"**The premise “{text}” is not supported: nothing in the library says so.**",
            f"**“{text}”这一前提在资料库里没有依据。**",
        )
    return _NOTHING


def day(date: str) -> Note:
    """A day, month or year in words.

    >>> day("2025-09-18"), day("2025-09"), day("2025-09-18").zh
    ('18 September 2025', 'September 2025', '2025 年 9 月 18 日')
    """
    parts = date.split("-")
    if len(parts) == 1:
        return Note(date, f"{date} 年")
    month = int(parts[1])
    english, chinese = f"{_MONTHS[month - 1]} {parts[0]}", f"{parts[0]} 年 {month} 月"
    if len(parts) == 2:
        return Note(english, chinese)
    return Note(f"{int(parts[2])} {english}", f"{chinese} {int(parts[2])} 日")


def _then_and_since(checked: Checked, then: str, since: str) -> Note:
    first, later = day(then), day(since)
    if checked.verdict == "supported":
        return Note(
            f"**So on {first}; no longer since {later}.**",
            f"**{first.zh}时属实；自 {later.zh}起不再属实。**",
        )
    return Note(
        f"**Not so on {first}; yes since {later}.**",
        f"**{first.zh}时不属实；自 {later.zh}起属实。**",
    )


def _other_figure(checked: Checked) -> Note:
    figures = _different([text for text, _ in checked.said])[:_MOST_FIGURES]
    return Note(
        f"**No, not {', '.join(checked.asked)}:** {', '.join(figures)}",
        f"**不属实，不是 {'、'.join(checked.asked)}：**{'、'.join(figures)}",
    )


def _different(figures: list[str]) -> list[str]:
    """Without repeats; "81" repeats "81 years"."""
    kept: list[str] = []
    for figure in figures:
        if not any(figure == said or said.startswith(f"{figure} ") for said in kept):
            kept.append(figure)
    return kept


def _unknown(checked: Checked) -> Note:
    names = list(checked.unknown)
    return Note(
        f"**Cannot be verified:** the library holds nothing on {', '.join(names)}.",
        f"**无法证实：**资料库里没有关于{'、'.join(names)}的内容。",
    )
