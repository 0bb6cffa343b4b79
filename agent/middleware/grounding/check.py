"""`check_answer`: every figure, date, name, citation, quote and statement of an answer against what
it may rest on."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from agent.middleware.grounding.arguments import untraced
from agent.middleware.grounding.citations import check_citations
from agent.middleware.grounding.compared import check_compared
from agent.middleware.grounding.dates import find_dates, is_borne_out
from agent.middleware.grounding.figures import check_denominators, check_figures
from agent.middleware.grounding.findings import Finding
from agent.middleware.grounding.layout import Layout, Sentence, read_layout, without_marks
from agent.middleware.grounding.misread import check_units
from agent.middleware.grounding.names import find_names, is_named
from agent.middleware.grounding.owners import check_owners
from agent.middleware.grounding.polarity import denial_left_out
from agent.middleware.grounding.printed import Printed, read_figures
from agent.middleware.grounding.quotes import check_quotes
from agent.middleware.grounding.roles import check_roles
from agent.middleware.grounding.sources import Sources, read_sources
from agent.middleware.grounding.statements import contradiction
from agent.middleware.grounding.told_verdicts import read_verdicts, turned_round
from agent.middleware.grounding.tool_values import sentences_of
from agent.middleware.grounding.uncited import check_uncited
from agent.middleware.grounding.verdicts import check_verdicts


def check_answer(
    answer: str,
    *,
    evidence: Sequence[Mapping[str, Any]],
    tool_results: Sequence[Mapping[str, Any]],
    question: str,
) -> list[Finding]:
    """What the sources do not bear out, in reading order; an empty list is nothing to object to.

    Args:
        answer: Markdown with `[n]`; what is struck (`~~…~~`) or code is not checked.
        evidence: Passages as `{id, text}`, id being the n of `[n]`; `title`, `date`, `vendor`,
            `source` and `translation`, where given, are read with the text.
        tool_results: `{name, result}` each; passages inside are evidence. With `arguments`, a
            result of figures that come from nowhere bears nothing out.
        question: Also several, joined.

    >>> found = check_answer("ChatGPT Plus costs $21 [1].", tool_results=[], question="",
    ...                      evidence=[{"id": 1, "text": "ChatGPT Plus costs $20."}])
    >>> [(f.kind, f.reason) for f in found]
    [('figure', 'no passage, tool result or question holds $21')]
    """
    layout = read_layout(answer)
    sources = read_sources(evidence, _traced(evidence, tool_results, question), question)
    figures = read_figures(layout)
    findings = [
        *check_figures(figures, layout, sources),
        *check_denominators(layout, sources),
        *check_units(figures, layout, sources),
        *_check_dates(layout, sources),
        *_check_names(layout, sources),
        *check_citations(layout, figures, sources),
        *_check_whose(layout, figures, sources),
        *check_compared(layout, sources),
        *_check_statements(layout, sources),
        *check_quotes(layout, sources),
        *check_verdicts(layout, sources),
        *check_uncited(layout, figures, sources),
    ]
    return sorted(dict.fromkeys(findings), key=lambda f: (f.span_start, f.span_end))


def _traced(
    evidence: Sequence[Mapping[str, Any]],
    tool_results: Sequence[Mapping[str, Any]],
    question: str,
) -> list[Mapping[str, Any]]:
    """The results in their order, without those of a call whose figures neither question, passage
    nor an earlier one of them holds."""
    kept: list[Mapping[str, Any]] = []
    for call in tool_results:
        arguments = call.get("arguments")
        if isinstance(arguments, Mapping) and untraced(
            arguments, evidence=evidence, tool_results=kept, question=question
        ):
            continue
        kept.append(call)
    return kept


def _check_dates(layout: Layout, sources: Sources) -> Iterator[Finding]:
    text = without_marks(layout.plain)
    for day in find_dates(text):
        sentence = layout.sentence_at(day.start)
        if sentence is None or sentence.block.is_reference:
            continue
        if not is_borne_out(day, _texts_for(sentence, layout, sources)):
            written = text[day.start : day.end].strip()
            span = layout.back(day.start, day.end)
            yield Finding("date", *span, f"no source cited here holds {written}")


def _check_names(layout: Layout, sources: Sources) -> Iterator[Finding]:
    text = without_marks(layout.plain)
    everything = sources.everything()
    for name in find_names(text):
        sentence = layout.sentence_at(name.start)
        if sentence is None or sentence.block.is_head or sentence.block.is_reference:
            continue
        if text[sentence.start : sentence.end].rstrip().endswith(("?", "？")):
            continue  # it asks which of them is meant
        strict = name.is_strong or name.known
        texts = _texts_for(sentence, layout, sources) if strict else [everything]
        if not any(is_named(name, source) for source in texts):
            span = layout.back(name.start, name.end)
            yield Finding("name", *span, f"no source cited here speaks of {name.text}")


def _texts_for(sentence: Sentence, layout: Layout, sources: Sources) -> list[str]:
    """Question, tools and what is cited; words that cite nothing may rest on all that is cited, and
    in an answer without citations on all there is."""
    numbers = sentence.cited or tuple(m.n for m in layout.marks)
    cited = sources.cited(numbers) if numbers else list(sources.passages.values())
    return [sources.question.text, sources.tools.text, *(source.text for source in cited)]


def _check_statements(layout: Layout, sources: Sources) -> Iterator[Finding]:
    """A cited sentence that its passage denies."""
    text = without_marks(layout.plain)
    spoken = [said for call in sources.results for said in sentences_of(call["result"])]
    for sentence in layout.sentences:
        passages = sources.cited(sentence.own or sentence.cited)
        if sentence.block.is_head or sentence.block.is_reference:
            continue
        said = text[sentence.start : sentence.end]
        read = [read_verdicts(p.text) for p in passages]
        texts = [rest for rest, _ in read]
        whole = text[_since(sentence) : _until(sentence, layout)]
        told = [verdict for _, verdicts in read for verdict in verdicts]
        denied = contradiction(said, [*texts, *spoken]) or denial_left_out(whole, texts)
        reason = f"the cited passage says: {denied[:120]}" if denied else None
        if reason := reason or turned_round(said, f"{said} {whole}", told):
            lead = len(said) - len(said.lstrip(" |-*•"))
            span = layout.back(sentence.start + lead, sentence.start + len(said.rstrip(" |")))
            yield Finding("contradiction", *span, reason)


def _check_whose(layout: Layout, figures: list[Printed], sources: Sources) -> Iterator[Finding]:
    """Whose and what the figures are; one finding where both see the wrong name."""
    owned = list(check_owners(layout, figures, sources))
    yield from owned
    for finding in check_roles(layout, figures, sources):
        sentences = (s for s in layout.sentences if _holds(s, finding, layout))
        if not any(_holds(s, other, layout) for s in sentences for other in owned):
            yield finding


def _holds(sentence: Sentence, finding: Finding, layout: Layout) -> bool:
    start, end = layout.back(sentence.start, sentence.end)
    return start <= finding.span_start < end


def _until(sentence: Sentence, layout: Layout) -> int:
    """Where they end: before the next sentence that has a citation of its own."""
    after = [s for s in layout.sentences if s.own and s.start > sentence.start]
    if sentence.own and after:
        return min(after[0].start, sentence.block.end)
    return min(after[0].end, sentence.block.end) if after else sentence.block.end


def _since(sentence: Sentence) -> int:
    """Where the words begin that the sentence's citations vouch for."""
    before = [m.end for m in sentence.block.marks if m.end <= sentence.start]
    return before[-1] if before else sentence.block.start
