"""From what a person wrote to requests: what is asked, about what, with which amounts."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.language import language_of
from agent.offline import (
    follow_ups,
    instructions,
    questions,
    recalled,
    routing,
    shifted,
    siblings,
    times,
    vocabulary,
    windows,
)
from agent.offline.arguments import arguments_for
from agent.offline.changed import counts_from_today, told_from_today
from agent.offline.entities import Lexicon
from agent.offline.events import event_taken
from agent.offline.memory.several import one_check_each
from agent.offline.named_plainly import named_plainly
from agent.offline.reading import Reading
from agent.offline.request import Language, Request
from agent.offline.respelled import respelled
from agent.offline.shorthand import written_out
from agent.offline.sums.asides import framed
from agent.offline.sums.told_rest import rest_counted
from agent.offline.sums.two_amounts import share_of_two
from agent.offline.taken_back import corrected
from agent.offline.unheld import ABOUT_PRODUCTS


def understand(
    question: str, earlier: Sequence[Request] = (), lexicon: Lexicon | None = None
) -> list[Request]:
    """The requests of a message, in its order; never an empty list.

    `earlier` are the requests of the turns before, oldest first; an elliptical question takes
    from them what it leaves out. The same message and past give the same requests on one day.
    """
    lexicon = lexicon or Lexicon.bundled()
    message = respelled(corrected(written_out(questions.tidy(question))), lexicon.may_be_name)
    message = named_plainly(message, lexicon)
    language = language_of(message)
    if not re.search(r"\w", message):
        return [Request("help", message, language, missing="question")]
    found: list[Request] = []
    message, attempt = instructions.set_aside(message)
    if attempt:
        found.append(
            Request(
                "instruction",
                attempt.text,
                language,
                arguments=attempt.arguments,
                query=attempt.text,
            )
        )
    message, before = recalled.set_aside(message, earlier)
    found += [before] if before else []
    worded = re.search(r"\w{2}|[\u4e00-\u9fff]", message) or (earlier and re.search(r"\d", message))
    for part in questions.split(message) if worded else []:
        text = siblings.completed(part.text, [*earlier, *found], lexicon)
        text = text if counts_from_today(text) else shifted.dated(text, [*earlier, *found])
        reading = _reading(part._replace(text=text), language, lexicon)
        request = follow_ups.carry_over(
            read(reading), reading, [*earlier, *found], same_message=bool(found)
        )
        request = share_of_two(_asking_back(request), reading, lexicon, read)
        found += [
            _with_query(one, lexicon)
            for each in _one_value_each(request)
            for one in one_check_each(each)
        ]
    if len(found) > 1:
        found = [r for r in found if r.topic not in ("greeting", "help")] or found[:1]
    return found or [Request("help", message, language)]


def read(reading: Reading) -> Request:
    """One question as if it stood alone."""
    topic = routing.topic_of(reading)
    window = windows.window_of(reading.text, reading.times) or _window_told(reading)
    arguments, missing, notes = arguments_for(topic, reading)
    if topic == "fact" and (event := event_taken(reading)):
        arguments = {**arguments, "event": event}
    return Request(
        topic=topic,
        question=reading.text,
        language=reading.language,
        vendors=_vendors(reading),
        systems=_systems(reading, topic),
        aspects=reading.aspects or _measure_of(reading, topic),
        time=None
        if topic == "timeline"
        else times.as_of(reading.text, list(reading.times), _asks_for_figures(reading)),
        since=times.since(reading.text, reading.times),
        dates=tuple(dict.fromkeys(t.iso for t in reading.times)),
        spans=tuple("/".join(times.span_of(t)) for t in reading.times if t.is_period),
        window=window,
        arguments=arguments,
        missing=missing,
        output=vocabulary.output_in(reading.text),
        notes=tuple(notes),
    )


def _window_told(reading: Reading) -> tuple[str, ...]:
    names = [reading.text[e.start : e.end] for e in reading.entities]
    return told_from_today(reading.text, names)


def _measure_of(reading: Reading, topic: str) -> tuple[str, ...]:
    """By what the bigger of two products or firms is told, where the question names no measure."""
    sized = any(re.search(r"\d", e.canonical) for e in reading.names("model"))
    sized = sized or not vocabulary.phrase("routing", "bigger").search(reading.asked)
    return () if topic != "comparison" or sized else ("users", "revenue")


def _asks_for_figures(reading: Reading) -> bool:
    """Whether the question asks for a figure that covers a period, rather than for a state."""
    return bool({"revenue", "capex", "finance", "earns", "users", "share"} & set(reading.aspects))


def _reading(part: questions.Part, language: Language, lexicon: Lexicon) -> Reading:
    asked = vocabulary.opening_courtesy().sub("", part.text).strip() or part.text
    before = "" if routing.is_greeting(part.before) else part.before
    whole = framed(rest_counted(" ".join(p for p in (before, asked, part.after) if p)))
    return Reading.of(whole, asked, language, lexicon)


def _vendors(reading: Reading) -> tuple[str, ...]:
    named = [e.canonical for e in reading.names("vendor")]
    implied = [
        e.vendor
        for e in reading.names("system", "person", "document")
        if e.vendor and e.vendor != "general"
    ]
    return tuple(dict.fromkeys([*named, *implied]))


def _systems(reading: Reading, topic: str) -> tuple[str, ...]:
    systems = [e.canonical for e in reading.names("system", "person", "document")]
    if topic == "vram":
        return tuple(dict.fromkeys(systems))
    covered = [(e.start, e.end) for e in reading.names("system", "vendor")]
    models = [
        e.canonical
        for e in reading.names("model")
        if not any(start <= e.start and e.end <= end for start, end in covered)
    ]
    cards = [e.canonical for e in reading.names("gpu")]
    return tuple(
        dict.fromkeys(
            [
                *systems,
                *(models if not systems else []),
                *(cards if not systems and not models else []),
            ]
        )
    )


def _asking_back(request: Request) -> Request:
    """A question about "it" with nothing before it names no product: ask which."""
    named = request.systems or request.vendors or request.elliptical
    if request.topic != "fact" or named or request.missing:
        return request
    points = vocabulary.pronouns().find(request.question)
    short = len(request.question.split()) <= 7 and len(request.question) <= 50
    concrete = set(request.aspects) & {
        "price",
        "licence",
        "open",
        "size",
        "memory",
        "context",
        "release",
        "hardware",
        "users",
        "quota",
    }
    if points and short and concrete:
        return replace(request, missing="product")
    fits = vocabulary.phrase("vram", "fits_alone").search(request.question)
    return replace(request, topic="vram", missing="model") if short and fits else request


def _one_value_each(request: Request) -> list[Request]:
    """One request a number: "With 100 million and with 1 billion?" asks twice at one price."""
    for several in ("price_of_list", "offers"):
        if named := request.arguments.get(several):
            rest = {k: v for k, v in request.arguments.items() if k != several}
            return [replace(request, arguments={**rest, **one, "beside": True}) for one in named]
    if cases := request.arguments.get("cases"):
        rest = {k: v for k, v in request.arguments.items() if k != "cases"}
        return [replace(request, arguments={**rest, **case}) for case in ({}, *cases)]
    for name in ("growth", "churn", "paying_share"):
        if rates := request.arguments.get(f"{name}_list"):
            rest = {k: v for k, v in request.arguments.items() if k != f"{name}_list"}
            return [replace(request, arguments={**rest, name: rate}) for rate in rates]
    values = request.arguments.get("subscribers_list")
    rest = {
        k: v for k, v in request.arguments.items() if k not in ("subscribers_list", "price_list")
    }
    if not values or request.arguments.get("kind") != "subscriptions":
        return [replace(request, arguments=rest)] if rest != dict(request.arguments) else [request]
    prices = request.arguments.get("price_list")
    if prices and len(prices) == len(values):
        pairs = list(zip(values, prices, strict=True))
    else:
        pairs = [(value, rest.get("price")) for value in values]
    return [
        replace(request, arguments={**rest, "subscribers": v, **({"price": p} if p else {})})
        for v, p in pairs
    ]


def _with_query(request: Request, lexicon: Lexicon) -> Request:
    """The question with names as the library writes them, and in English where it is Chinese."""
    names = [
        n
        for n in (*request.vendors, *request.systems)
        if n.casefold() not in request.question.casefold()
    ]
    words = [*names, *vocabulary.trade_words(request.aspects)]
    if request.language == "zh":
        words = [*names, *vocabulary.english_words(request.question, request.aspects)]
    query = (
        " ".join([*words, request.question])
        if request.language == "zh"
        else " ".join([request.question, *words])
    )
    return _with_unheld(replace(request, query=query), lexicon)


def _with_unheld(request: Request, lexicon: Lexicon) -> Request:
    """With the products asked that the table lacks, and the newest version of each's family."""
    unheld = lexicon.unheld(request.systems) if request.topic in ABOUT_PRODUCTS else {}
    return (
        replace(request, arguments={**request.arguments, "unheld": unheld}) if unheld else request
    )
