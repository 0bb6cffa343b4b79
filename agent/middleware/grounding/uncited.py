"""Statements on a vendor or product that cite nothing, and that nothing which was looked up says."""

import re
from collections.abc import Iterator, Sequence

from agent.middleware.grounding.figures import is_held
from agent.middleware.grounding.findings import Finding
from agent.middleware.grounding.layout import Layout, Sentence, without_marks
from agent.middleware.grounding.names import find_names
from agent.middleware.grounding.printed import Printed
from agent.middleware.grounding.sources import Sources
from agent.middleware.grounding.statements import contents, is_chinese, word_list

_ASKS = re.compile(r"[?？]\s*$")
_REASON = "it cites no passage, and none that was found says it"
_SHARE = 0.5
"""Of a statement's content words, how much one source must hold to be its source."""
_SHARE_BEHIND = 0.25
"""Of one behind the last citation of its paragraph, which may go on with what that was about."""
_FEWEST = 3
"""Content words of a statement; fewer are a heading or a greeting."""


def check_uncited(
    layout: Layout, figures: Sequence[Printed], sources: Sources
) -> Iterator[Finding]:
    """A finding for each sentence on a known name that cites nothing and is held by no source."""
    text = without_marks(layout.plain)
    for sentence in layout.sentences:
        said = text[sentence.start : sentence.end]
        if _cites(sentence, layout) or sentence.block.is_head or not _is_on_a_name(said, sources):
            continue
        computed = (f for f in figures if f.sentence is sentence)
        if any(is_held(f, sources.tools.amounts) for f in computed):
            continue
        if not _is_held(said, sources, _SHARE_BEHIND if sentence.cited else _SHARE):
            lead = len(said) - len(said.lstrip(" |-*•\n"))
            end = sentence.start + len(said.rstrip(" |\n"))
            span = layout.back(sentence.start + lead, end)
            yield Finding("citation", *span, _REASON, is_uncited=True)


def states_facts(answer_layout: Layout) -> bool:
    """Whether an answer says anything of a vendor or product, or gives a figure."""
    text = without_marks(answer_layout.plain)
    return any(_is_statement(text[s.start : s.end]) for s in answer_layout.sentences)


def _cites(sentence: Sentence, layout: Layout) -> bool:
    """Words before a citation of their paragraph rest on it, and a lead on those of its list."""
    is_lead = layout.plain[sentence.start : sentence.end].rstrip().endswith((":", "："))
    is_before = any(mark.start >= sentence.start for mark in sentence.block.marks)
    in_table = sentence.block.is_row and bool(sentence.cited)
    return is_before or in_table or sentence.block.is_reference or is_lead


def _is_on_a_name(said: str, sources: Sources) -> bool:
    """Whether it states something of a name: one of the list, or one that the sources speak of."""
    if _is_statement(said):
        return True
    if _is_talk(said) or len(contents(said)) < _FEWEST:
        return False
    spoken = {name.text for name in find_names(sources.everything()) if name.is_strong}
    return any(name.text in spoken for name in find_names(said))


def _is_talk(said: str) -> bool:
    return bool(_ASKS.search(said) or word_list("talk", "words").search(said))


def _is_statement(said: str) -> bool:
    if _is_talk(said):
        return False
    return any(n.known for n in find_names(said)) and len(contents(said)) >= _FEWEST


def _is_held(said: str, sources: Sources, share: float) -> bool:
    """By one passage, by what the tools said, or, where anything was looked up, by the question."""
    looked_up = [s for s in (*sources.all_passages(), sources.tools) if s.text or s.numbers]
    texts = [s.text for s in (*looked_up, sources.question)] if looked_up else []
    matter = contents(said)
    for text in texts:
        if is_chinese(text) != is_chinese(said) and text:
            return True  # words of two languages cannot be compared well enough
        if len(matter & contents(text)) >= share * len(matter):
            return True
    return False
