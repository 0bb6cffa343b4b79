"""What is said: requests and the tools' results in, Markdown with citation marks out. It states
nothing that a result does not hold."""

from collections.abc import Sequence
from dataclasses import replace

from agent.language import is_of_another
from agent.offline import vocabulary
from agent.offline.changed import PURPOSE
from agent.offline.documents import asking
from agent.offline.documents.own import OwnDocuments
from agent.offline.reply.article import article_reply
from agent.offline.reply.changes import changes_part, dated_part, unchanged_part
from agent.offline.reply.claims import claim_reply, is_about_this, nearest_statement
from agent.offline.reply.comparison import comparison_reply
from agent.offline.reply.engines import revenue_reply, vram_reply
from agent.offline.reply.facts import fact_reply
from agent.offline.reply.lists import systems_to_list
from agent.offline.reply.looked_up import amounts_found
from agent.offline.reply.own_documents import own_reply
from agent.offline.reply.part import Part, Reply, Results, Writer
from agent.offline.reply.phrases import phrase
from agent.offline.reply.timeline import timeline_reply
from agent.offline.reply.unheld import split_unheld
from agent.offline.reply.why import why
from agent.offline.request import Request

__all__ = [
    "Reply",
    "Results",
    "amounts_found",
    "compose",
    "nearest_statement",
    "systems_to_list",
]


def compose(
    requests: Sequence[Request],
    results: Results,
    question: str,
    stands_in_for: str | None = None,
    own: OwnDocuments | None = None,
) -> Reply:
    """The reply to every request of a message, in their order.

    `results` holds the artifact of each tool call by the request's index and the call's purpose.
    """
    writer = Writer()
    parts: list[Part] = []
    reasons: list[str] = []
    named: list[tuple[str, ...]] = []
    for i, request in enumerate(requests):
        of_it = {p: r for (j, p), r in results.items() if j == i}
        before = len(writer.cited)
        part = _answered(request, of_it, writer, own)
        parts.append(_with_sources(part, request, writer))
        named.append(parts[-1].named)
        reasons.append(why(request, of_it, parts[-1], len(writer.cited) - before))
    parts = [part for part in parts if part.text]
    if len(parts) > 1 and any(not part.abstained for part in parts):
        parts = _without_repeats(parts)
    text = "\n\n".join(part.text for part in parts)
    if is_of_another(question):
        text = f"{text}\n\n{phrase('other_language', 'en')}"
    if stands_in_for:
        language = requests[0].language if requests else "en"
        text = phrase("stand_in", language, model=stands_in_for) + "\n\n" + text
    return Reply(
        text=text,
        cited=writer.cited,
        abstained=bool(parts) and all(part.abstained for part in parts),
        asked=any(part.asked for part in parts),
        why=reasons,
        named=named,
    )


def _with_sources(part: Part, request: Request, writer: Writer) -> Part:
    """With the sources named in full below, where they are asked for."""
    if request.output != "sources":
        return part
    sources = writer.sources(part.text, request.language)
    return replace(part, text=f"{part.text}\n\n{sources}") if sources else part


def _answered(
    request: Request, results: dict[str, dict], writer: Writer, own: OwnDocuments | None
) -> Part:
    """What changed on fetched pages, where that is asked, before what else is held."""
    changes = results.get(PURPOSE, {})
    rest = {purpose: result for purpose, result in results.items() if purpose != PURPOSE}
    told = changes_part(request, changes, writer)
    is_alone = request.arguments.get("own_alone")
    if told is None and is_alone and request.topic == "timeline" and not request.window[1]:
        told = dated_part(request, changes, writer)
    if told and is_alone:
        return told
    part = _told_part(request, rest, writer, own)
    if part.abstained:
        told = told or dated_part(request, changes, writer)
        return told or unchanged_part(request, changes) or part
    return replace(part, text=f"{told.text}\n\n{part.text}") if told else part


def _told_part(
    request: Request, results: dict[str, dict], writer: Writer, own: OwnDocuments | None
) -> Part:
    """The reply out of the user's documents, or out of the rest of the library where that is to answer: what was
    withheld of the former is not told after all as a passage that was found."""
    if own is None or not request.arguments.get("own") or "own" not in results:
        return _held_part(request, results, writer)
    decided = asking.decided_for(request, results, own)
    if not (own.are_alone or asking.comes_first(request, decided, results, own)):
        part = _held_part(request, asking.without_own(results, own), writer)
        if not (part.abstained and asking.may_be_own(results, own)):
            return part
    return own_reply(decided, results, request.language, alone=own.are_alone, writer=writer)


def _held_part(request: Request, results: dict[str, dict], writer: Writer) -> Part:
    """The reply about what is held, after a sentence on each product that is not."""
    unheld, rest = split_unheld(request, results)
    if rest is None:
        return Part(unheld, abstained=True)
    part = _part(rest, results, writer)
    return replace(part, text=f"{unheld}\n\n{part.text}") if unheld else part


def _asked_back(request: Request) -> str:
    """What is asked instead of an answer."""
    joint = "、" if request.language == "zh" else ", "
    left = joint.join(f"“{part}”" for part in request.arguments.get("unplaced", ()))
    return phrase(f"missing_{request.missing}", request.language, left=left)


def _part(  # noqa: C901 - one line a topic
    request: Request, results: dict[str, dict], writer: Writer
) -> Part:
    language = request.language
    if request.topic in ("greeting", "help"):
        ends = request.topic == "greeting" and vocabulary.has("thanks", request.question)
        return Part(phrase("thanks" if ends else request.topic, language))
    if request.topic == "recall":
        return Part(phrase("recall", language, question=request.arguments["question"]))
    if request.topic == "instruction":
        return Part(phrase("instruction", language))
    if request.topic == "out_of_scope":
        return Part(phrase("out_of_scope", language), abstained=True)
    if request.missing:
        return Part(_asked_back(request), asked=True)
    if request.topic == "revenue":
        return revenue_reply(request, results, writer)
    if request.topic == "vram":
        return vram_reply(request, results, writer)
    if request.topic == "claim":
        return claim_reply(request, results, writer)
    if request.topic == "article":
        return article_reply(request, results, writer)
    if request.topic == "comparison":
        return comparison_reply(request, results, writer)
    if request.topic == "timeline" and request.window:
        return timeline_reply(request, results, writer)
    if is_about_this(request, results):
        return claim_reply(request, results, writer)
    return fact_reply(request, results, writer)


def _without_repeats(parts: Sequence[Part]) -> list[Part]:
    """Each text once; a part that found nothing is dropped where another answered the same."""
    seen: set[str] = set()
    kept: list[Part] = []
    for part in parts:
        if part.text not in seen:
            seen.add(part.text)
            kept.append(part)
    return kept
