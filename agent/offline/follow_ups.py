"""What a short question takes over from the requests before it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.language import names_language_only
from agent.offline import vocabulary
from agent.offline.changed import asks_anew
from agent.offline.chosen import chosen_before
from agent.offline.definitions import asks_what_it_is
from agent.offline.either import which_of_them
from agent.offline.memory.check_follow_ups import (
    all_models,
    answer_to_check,
    checked_again,
    continue_check,
    gives_vram,
    model_spoken_of,
)
from agent.offline.memory.compared_models import models_meant
from agent.offline.memory.said_of_check import adds_to_check
from agent.offline.memory.topic import is_held
from agent.offline.reading import Reading
from agent.offline.request import Request, Topic
from agent.offline.reworded import (
    asks_sources_alone,
    named,
    own_aspects,
    redated,
    with_names,
)
from agent.offline.sums.after_sums import after_a_sum, sum_meant
from agent.offline.sums.planner.again import worksheet_again
from agent.offline.sums.sums_on_facts import sum_on_count, sum_on_price
from agent.offline.sums.tool_follow_ups import (
    adds_to_sum,
    continue_sum,
    gives_sum,
    names_model,
)
from agent.offline.sums.turned_cases import tried_afresh
from agent.offline.times import find_times
from agent.offline.vocabulary import phrase

_FACTUAL: tuple[Topic, ...] = (
    "fact",
    "comparison",
    "list",
    "change",
    "timeline",
    "article",
    "claim",
)
_ASIDE = ("greeting", "help", "recall", "instruction", "out_of_scope")


def carry_over(
    request: Request, reading: Reading, earlier: Sequence[Request], *, same_message: bool = False
) -> Request:
    """The request completed from earlier ones when it is elliptical; else as it is.

    In the same message a question that names nothing is about what the one before named.
    """
    past = [r for r in earlier if r.topic not in _ASIDE]
    if not past:
        return _without_past(request, reading)
    past = list(tried_afresh(reading.text, past))
    carried = _carried(request, reading, past, same_message=same_message)
    return worksheet_again(request, carried, reading, past[-1]) or carried


def _carried(
    request: Request, reading: Reading, past: Sequence[Request], *, same_message: bool
) -> Request:
    if again := _asked_again(request, reading, past):
        return again
    if request.topic in _ASIDE:
        return request
    if answered := _answer_to_missing(request, reading, past[-1]):
        return answered
    nameless = not (request.systems or request.vendors) and request.topic in _FACTUAL
    adds = adds_to_sum(request, reading, past[-1]) or adds_to_check(request, reading, past[-1])
    goes_on = adds or is_elliptical(request, past[-1])
    if not goes_on and not (same_message and nameless):
        return request
    if compared := _on_card(request, reading, past[-1]):
        return compared
    if continued := _continued(request, reading, past):
        return continued
    if _asks_to_run(reading) and (last := next((r for r in reversed(past) if r.systems), None)):
        model = {"model": model_spoken_of(last)}
        return continue_check(request, reading, replace(last, topic="vram", arguments=model))
    return _factual(request, past)


def _on_card(request: Request, reading: Reading, last: Request) -> Request | None:
    """A check of one or all of the models that the turn before set side by side."""
    beside = last.topic != "vram" or last.arguments.get("show") == "size"
    if not beside or reading.names("model", "system") or not _asks_to_run(reading):
        return None
    meant = models_meant(reading.text, last)
    check = replace(last, topic="vram", arguments=meant)
    return continue_check(request, reading, check) if meant else None


def _continued(request: Request, reading: Reading, past: Sequence[Request]) -> Request | None:
    """The latest check or sum that the words can be a change of."""
    for last in reversed(past):
        if last.topic == "vram" and gives_vram(reading, request):
            return continue_check(request, reading, last, all_models(past))
        if last.topic == "revenue" and (
            gives_sum(reading, request, last)
            or names_model(last, reading, opens=_opens_as_follow_up(reading.text))
        ):
            return continue_sum(request, reading, sum_meant(reading.text, past) or last)
        if last.topic in _FACTUAL and (
            made := sum_on_price(request, reading, last) or sum_on_count(request, reading, last)
        ):
            return made
    return None


def _asked_again(request: Request, reading: Reading, past: Sequence[Request]) -> Request | None:
    """What was answered, in another language, with what would help, or side by side."""
    if names_language_only(reading.text):
        return replace(past[-1], language=request.language, elliptical=True)
    if request.output == "sources" and asks_sources_alone(reading.text):
        return replace(past[-1], language=request.language, output="sources", elliptical=True)
    if request.topic in _ASIDE:
        return None
    return (
        checked_again(request, reading, past)
        or _all_compared(request, reading, past)
        or which_of_them(request, past)
        or after_a_sum(request, reading, past)
    )


def _without_past(request: Request, reading: Reading) -> Request:
    """A follow-up to nothing ("and with 1 billion?") names no subject: ask for it."""
    named = reading.names("vendor", "system", "person", "model", "document") or request.arguments
    whole = len(request.question.split()) > 7 or request.topic != "fact" or request.aspects
    opens = _opens_as_follow_up(request.question)
    return replace(request, missing="subject") if opens and not named and not whole else request


def _all_compared(request: Request, reading: Reading, past: Sequence[Request]) -> Request | None:
    """All that the turns before named, on what was asked last: "compare them"."""
    if not re.search(
        r"\bcompare\b.{0,12}\b(?:them|these|those|both|all|the (?:two|three))\b"
        r"|^\W*(?:and )?compare\W*$|(?:对比|比较)(?:一下)?(?:它们|他们|这|两|三|$)|^\W*(?:对比|比较)一下\W*$",
        request.question,
        re.IGNORECASE,
    ):
        return None
    if request.systems or request.vendors or len(past) < 2:
        return None
    if all(r.topic == "vram" for r in past):
        return continue_check(request, reading, past[-1], all_models(past))
    systems = tuple(dict.fromkeys(s for r in past for s in r.systems))
    vendors = tuple(dict.fromkeys(v for r in past for v in r.vendors))
    aspects = tuple(dict.fromkeys((*request.aspects, *past[-1].aspects)))
    return replace(
        request,
        topic="comparison",
        systems=systems,
        vendors=vendors,
        aspects=aspects,
        question=f"{request.question} {', '.join(systems or vendors)} {' '.join(aspects)}".strip(),
        missing=None,
        elliptical=True,
    )


def _asks_to_run(reading: Reading) -> bool:
    """Whether a card is to run what was spoken of: "Can my 4090 run it?"."""
    card = reading.names("gpu") or any(q.unit in ("GB", "GiB") for q in reading.quantities)
    card = card or phrase("vram", "own_card").search(reading.text)
    return bool(card and is_held(reading.text))


def is_elliptical(request: Request, last: Request) -> bool:
    """Whether the question cannot be understood alone: it points back, or lacks what it needs."""
    text = request.question
    if len(text) > 160:
        return False
    if request.topic == "vram":
        whole = "model" in request.arguments and len(request.arguments) > 1
        return not whole or ("gpu" not in request.arguments and _opens_as_follow_up(text))
    if request.topic == "revenue":
        given = request.arguments
        unpriced = given.get("kind") in ("subscriptions", "growth") and "price" not in given
        return request.missing is not None or (unpriced and _opens_as_follow_up(text))
    words = _length(text)
    if request.topic == "timeline" and (request.systems or request.vendors):
        return False
    if request.systems or request.vendors:
        more = re.search(r"\b(?:too|also|as well|likewise)\b|也|一样", text, re.IGNORECASE)
        whole = phrase("routing", "asks_whole").search(text)
        bare = not request.aspects and len(text) <= 60 and (words <= 6 or more is not None)
        bare = bare and whole is None and not asks_what_it_is(request)
        bare = bare and not asks_anew(request, last)
        return bare or (_opens_as_follow_up(text) and not _is_whole(text))
    points = vocabulary.pronouns().find(text) is not None
    words = _length(_without_times(text))
    asks_little = words <= 4 or (
        words <= 6 and request.topic == "fact" and bool(own_aspects(request))
    )
    return _opens_as_follow_up(text) or points or asks_little or last.missing is not None


def _length(text: str) -> int:
    """In words; two Chinese characters are counted as one."""
    return max(len(text.split()), len(re.findall(r"[\u4e00-\u9fff]", text)) // 2)


def _without_times(text: str) -> str:
    """The text without the times that it names: "how many in January 2026" is as short as before."""
    for time in reversed(find_times(text)):
        text = f"{text[: time.start]} {text[time.end :]}"
    return text


def _opens_as_follow_up(text: str) -> bool:
    opening = vocabulary.follow_up().find(text[:40])
    return opening is not None and not re.search(r"\w", text[: opening.start()])


def _is_whole(text: str) -> bool:
    """Whether the words after an opening "and", "but", "now" are a full question."""
    rest = re.sub(
        r"^\W*(?:and|but|so|now|then|also|or|ok(?:ay)?|那么?|还有)\W*",
        "",
        text,
        flags=re.IGNORECASE,
    )
    asks = re.match(
        r"(?:what|which|who|when|where|how|is|are|was|were|do|does|did|can|could)\b(?! about)",
        rest,
        re.I,
    )
    return asks is not None and len(rest.split()) >= 5


def _answer_to_missing(request: Request, reading: Reading, last: Request) -> Request | None:
    """The reply to a question of ours: a value, or the name that was missing."""
    if not last.missing or len(request.question) > 60:
        return None
    if last.topic == "vram":
        return answer_to_check(request, reading, last)
    if last.missing in ("product", "model"):
        named = request.systems or request.vendors
        if not named or len(request.question.split()) > 6:
            return None
        return with_names(last, request)
    priced = last.missing == "prices" and reading.names("system", "model")
    if last.topic != "revenue" or not (priced or gives_sum(reading, request)):
        return None
    return continue_sum(request, reading, last)


def _factual(request: Request, past: Sequence[Request]) -> Request:
    last = past[-1]
    if request.systems or request.vendors:
        base = next((r for r in reversed(past) if r.topic in _FACTUAL), None)
        return with_names(base, request) if base else request
    names = next((r for r in reversed(past) if r.systems or r.vendors), last)
    chosen, owner = chosen_before(request.question, past)
    corrected = request.time or (request.dates[0] if request.dates else None)
    own = own_aspects(request)
    day = request.time or (corrected if not request.since and not request.spans else None)
    aspects = request.aspects if own else (*request.aspects, *names.aspects)
    return replace(
        request,
        topic=request.topic
        if request.topic in ("claim", "list", "change", "timeline", "article") or own
        else _topic_of(names),
        window=request.window or names.window,
        systems=() if owner else chosen or names.systems,
        vendors=owner or (() if chosen else names.vendors),
        aspects=tuple(dict.fromkeys(aspects)),
        time=day if corrected else (None if own else names.time),
        arguments=request.arguments,
        missing=None,
        elliptical=True,
        question=redated(names, request)
        if corrected and not own
        else named(names, request, chosen),
    )


def _topic_of(names: Request) -> Topic:
    return names.topic if names.topic in _FACTUAL else "fact"
