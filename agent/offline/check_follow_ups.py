"""A memory check gone on with: new models, cards, formats or settings over the earlier ones."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from agent.offline.arguments import arguments_for
from agent.offline.entities import Lexicon
from agent.offline.reading import Reading
from agent.offline.request import Request
from agent.offline.tool_follow_ups import joined
from agent.offline.vocabulary import phrase

_SHAPE = ("width", "height", "frames", "seconds", "kv_precision", "models", "part")
"""Arguments that belong to a kind of model and are not carried to another one."""
_ONCE = ("show", "models", "gpus_compared")
"""Arguments of one question only."""


def gives_vram(reading: Reading, request: Request) -> bool:
    """Whether the words hold something of a memory check."""
    given = arguments_for("vram", reading)[0]
    if set(given) - {"model", "models", "which", "family", "part", "kind"}:
        return not (
            request.systems and request.aspects and "gpu" not in given and "precision" not in given
        )
    return "model" in given and not (set(request.aspects) - {"memory", "hardware", "size"})


def continue_check(
    request: Request, reading: Reading, last: Request, models: Sequence[str] = ()
) -> Request:
    """The earlier check with what is new; `models` are those that "both" means."""
    given, _, notes = arguments_for("vram", reading)
    old = {k: v for k, v in last.arguments.items() if k not in _ONCE}
    if "model" in given and given["model"] != old.get("model"):
        old = {k: v for k, v in old.items() if k not in _SHAPE}
        if not request.systems:
            old.pop("precision", None)
    if "gpu" in given:
        old.pop("gpus", None)
    if "which" not in given and ({"gpu", "model"} & set(given)):
        old = {k: v for k, v in old.items() if k not in ("which", "family", "solve", "kind")}
    if (
        "offload" in given
        and given["offload"].startswith("none+")
        and old.get("offload", "none") != "none"
    ):
        given["offload"] = old["offload"] + given["offload"].removeprefix("none")
    merged = {**old, **given}
    if (
        "model" not in given
        and len(models) > 1
        and phrase("vram", "all_models").search(reading.text)
    ):
        merged["models"] = list(models)
    lacks_card = request.missing == "card" and "gpu" not in merged
    known = "model" in merged or "which" in merged
    return replace(
        request,
        topic="vram",
        arguments=merged,
        missing="model" if not known else "card" if lacks_card else None,
        vendors=request.vendors if "model" in given else last.vendors,
        systems=request.systems if "model" in given else last.systems,
        elliptical=True,
        question=_described(merged, request, last),
        notes=tuple(notes),
    )


def model_spoken_of(last: Request) -> str:
    """The model of an earlier question as it was written there: Qwen3-8B, not its family."""
    reading = Reading.of(last.question, last.question, last.language, Lexicon.bundled())
    return str(arguments_for("vram", reading)[0].get("model") or last.systems[0])


def all_models(past: Sequence[Request]) -> list[str]:
    """Every model that the earlier checks were about, in their order."""
    return list(
        dict.fromkeys(
            r.arguments["model"] for r in past if r.topic == "vram" and "model" in r.arguments
        )
    )


def answer_to_check(request: Request, reading: Reading, last: Request) -> Request | None:
    """The reply to our asking for a card or a model: "3060", "Qwen3-8B"."""
    given = arguments_for("vram", reading)[0]
    if len(request.question.split()) > 6 or not {"gpu", "model"} & set(given):
        return None
    merged = continue_check(request, reading, last)
    asked = {k: v for k, v in last.arguments.items() if k in ("which", "family", "kind", "solve")}
    if "model" not in given:
        merged = replace(merged, arguments={**merged.arguments, **asked}, missing=None)
    missing = (
        last.missing
        if {"card": "gpu"}.get(str(last.missing), last.missing) not in (merged.arguments)
        else None
    )
    return replace(merged, missing=missing)


def ask_for_steps(request: Request, reading: Reading, past: Sequence[Request]) -> Request | None:
    """The ladder of the check before, for "why not?" and "what would make it fit?"."""
    last = past[-1]
    if last.topic != "vram" or "model" not in last.arguments or "model" in request.arguments:
        return None
    asks = phrase("vram", "steps").search(reading.text) or re.match(
        r"\W*(?:and |but )?(?:why(?: not| so)?|how so|how come|为什么(?:不行|不能|放不下)?)\W*$",
        reading.text,
        re.IGNORECASE,
    )
    if not asks:
        return None
    arguments = {**continue_check(request, reading, last).arguments, "show": "ladder"}
    return replace(
        last,
        language=request.language,
        arguments=arguments,
        question=_described(arguments, request, last),
        elliptical=True,
    )


def _described(arguments: Mapping[str, Any], request: Request, last: Request) -> str:
    """The check in words: what retrieval looks for, without the turns it came from."""
    model, gpu = arguments.get("model") or arguments.get("family"), arguments.get("gpu")
    if not model:
        return joined(last, request)
    size = f"{arguments['width']}x{arguments['height']}" if "width" in arguments else None
    parts = [
        model,
        f"on {gpu}" if gpu else None,
        arguments.get("precision"),
        size,
        "–",
        request.question,
    ]
    return " ".join(str(p) for p in parts if p)
