"""An earlier question put again, of other names or another time."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.offline.in_place import put_in_place
from agent.offline.request import Request
from agent.offline.vocabulary import outputs
from agent.offline.words import words


def with_names(base: Request, request: Request) -> Request:
    """The earlier question asked of other names."""
    question = base.question
    if base.topic == "comparison":
        return _compared_too(base, request)
    new_names = request.systems or request.vendors
    for old, new in zip(base.systems or base.vendors, new_names, strict=False):
        question = re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", new, question, flags=re.IGNORECASE)
    named = " ".join(n for n in new_names if n.casefold() not in question.casefold())
    return replace(
        base,
        language=request.language,
        question=f"{question} – {named}" if named else question,
        vendors=request.vendors,
        systems=request.systems,
        aspects=request.aspects or base.aspects,
        time=request.time or base.time,
        dates=request.dates or base.dates,
        window=request.window or base.window,
        arguments={"claim": f"{question} {named}".strip()} if base.topic == "claim" else {},
        missing=None,
        output=request.output or base.output,
        elliptical=True,
    )


def asks_sources_alone(text: str) -> bool:
    """Whether no more is asked than where it was published: "Source?", "where did you get that?"."""
    cue = outputs()["sources"]
    return not words(cue.chinese.sub(" ", cue.english.sub(" ", text)))


def _compared_too(base: Request, request: Request) -> Request:
    """A comparison with one more side: "and ByteDance?"."""
    return replace(
        base,
        question=joined(base, request),
        vendors=tuple(dict.fromkeys((*base.vendors, *request.vendors))),
        systems=tuple(dict.fromkeys((*base.systems, *request.systems))),
        aspects=tuple(dict.fromkeys((*base.aspects, *request.aspects))),
        arguments={},
        elliptical=True,
    )


def named(names: Request, request: Request, chosen: tuple[str, ...]) -> str:
    """The new words with the names they speak of."""
    spoken_of = chosen or names.systems or names.vendors
    if own_aspects(request):
        return f"{request.question} ({', '.join(spoken_of)})" if spoken_of else request.question
    if chosen:
        return put_of(names.question, names.systems or names.vendors, chosen)
    return joined(names, request)


def put_of(question: str, old: Sequence[str], new: Sequence[str]) -> str:
    """A question with one name in place of those it held."""
    rest = question
    for name in old:
        rest = re.sub(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", " ", rest, flags=re.IGNORECASE)
    return f"{' '.join(rest.split())} ({', '.join(new)})"


def redated(names: Request, request: Request) -> str:
    """The earlier question without its old time, for "no, I meant 2026"."""
    plain = re.sub(
        r"(?:\b(?:in|as of|on)\s+)?(?:\b[A-Z][a-z]{2,8}\.? )?\b20\d\d(?:-\d\d)*\b"
        r"|20\d\d年(?:\d+月)?",
        "",
        names.question,
    )
    return f"{' '.join(plain.split()).rstrip(' ?？。.')} – {request.question}"


def own_aspects(request: Request) -> set[str]:
    """Aspects that replace those asked before; a place or a feature only adds to them."""
    return set(request.aspects) - {"region", "features"}


def joined(last: Request, request: Request) -> str:
    """Both texts, the earlier first, as one text to search with; of sums all turns, which are read again."""
    if last.topic == "revenue":
        return f"{last.question.rstrip(' ?？。.')} – {request.question}"[:1200]
    first = last.question.split(" – ")[0]
    known = last.vendors or request.vendors
    if last.topic == "fact" and not known and (whole := put_in_place(first, request.question)):
        return whole
    return f"{first.rstrip(' ?？。.')} – {request.question}"[:600]
