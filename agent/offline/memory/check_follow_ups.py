"""A memory check gone on with: new models, cards, formats or settings over the earlier ones."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from agent.offline import vocabulary
from agent.offline.arguments import arguments_for
from agent.offline.entities import Lexicon
from agent.offline.memory.arguments import kind_asked, licence_asked
from agent.offline.memory.earlier_models import models_spoken_of, of_kind
from agent.offline.memory.picture import kind_of_model, read_picture
from agent.offline.memory.said_of_check import asks_its_speed, says_more, supposes_active
from agent.offline.memory.workload import read_workload, supposed_of, usual_offload
from agent.offline.reading import Reading
from agent.offline.request import Request
from agent.offline.reworded import joined
from agent.offline.vocabulary import phrase

_SHAPE = ("width", "height", "frames", "seconds", "kv_precision", "models", "part")
"""Arguments that belong to a kind of model and are not carried to another one."""
_ONCE = ("show", "pairs", "supposes", "claimed_gb", "claimed_as")
"""Arguments of one question only."""
_REPLACED = {
    "gpu": ("gpus", "cards", "host", "together", "pooled"),
    "precision": ("precisions",),
    "context": ("contexts",),
}
"""An argument that is given anew -> what was said beside the old one."""
_CHOICE = ("which", "family", "kind", "licence")
_OF_CARD = ("models", "card")
"""What can be asked of another card as it was of the one before."""
_SHORT = 10
"""Words of a narrowing such as "only the ones under Apache 2.0, please"."""


def gives_vram(reading: Reading, request: Request) -> bool:
    """Whether the words hold something of a memory check."""
    given = arguments_for("vram", reading)[0]
    if asks_its_speed(reading) or supposes_active(reading) or says_more(reading, given):
        return True
    if given.get("which") == "gpus" and vocabulary.pronouns().find(reading.text):
        return True
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
    _read_for(old, given, reading, notes)
    old = _kept(old, given, reading.text, names_other=not request.systems)
    if given.get("offload", "").startswith("none+"):
        usual = old.get("offload") or usual_offload(old.get("model"))
        given["offload"] = usual + given["offload"].removeprefix("none")
    merged = {**old, **given}
    if "gpu" in merged and asks_its_speed(reading):
        merged["show"] = "speed"
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
        notes=tuple(dict.fromkeys(notes)),
    )


def _kept(
    old: dict[str, Any], given: Mapping[str, Any], text: str, *, names_other: bool
) -> dict[str, Any]:
    """Of the earlier arguments those that what is new leaves standing."""
    dropped: set[str] = set()
    if "model" in given and given["model"] != old.get("model"):
        dropped |= {*_SHAPE, *(["precision"] if names_other else [])}
    for name, beside in _REPLACED.items():
        dropped |= set(beside) if name in given else set()
    if "gpu" in given and "host" in old:
        more_memory = str(given["gpu"]).endswith("GB class")
        on_card = not more_memory or phrase("vram", "of_card").search(text)
        dropped = dropped | {"host", "engine"} if on_card else dropped - {"host"}
    if given.get("which") == "gpus":
        dropped |= {"gpu", "gpus", "cards", "solve"}
    if "which" not in given and ({"gpu", "model"} & set(given)):
        dropped |= {"solve"}
        if "model" in given or old.get("which") not in _OF_CARD:
            dropped |= set(_CHOICE)
    return {k: v for k, v in old.items() if k not in dropped}


def _read_for(
    old: Mapping[str, Any], given: dict[str, Any], reading: Reading, notes: list[str]
) -> None:
    """Reads amounts anew for the model of the turns before: "2k" of a picture, 5 seconds of a clip,
    "at 32k" of a language model."""
    kind = None if "model" in given else kind_of_model(old)
    given |= supposed_of(old["model"], reading.text, notes) if kind else {}
    if kind == "llm":
        spoken = {"model": old["model"]}
        read_workload(reading.text, reading.quantities, spoken)
        given |= {k: v for k, v in spoken.items() if k not in ("model", *given)}
    if kind not in ("image", "video"):
        return
    picture = {"model": old["model"]}
    read_picture(reading.text, reading.quantities, picture, notes)
    if "frames" in picture:
        given.pop("seconds", None)
    given |= {k: v for k, v in picture.items() if k != "model"}
    if "width" in picture:
        given.pop("context", None)
        given.pop("contexts", None)


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


def checked_again(request: Request, reading: Reading, past: Sequence[Request]) -> Request | None:
    """The earlier check with its steps, of the models listed before, of fewer of them; or the
    price of its card."""
    return (
        _its_steps(request, reading, past)
        or _of_those(request, reading, past)
        or _narrowed(request, reading, past)
        or _card_bought(request, reading, past)
    )


def _its_steps(request: Request, reading: Reading, past: Sequence[Request]) -> Request | None:
    """The ladder of the check before, for "why not?" and "what would make it fit?"."""
    last = past[-1]
    if last.topic != "vram" or "model" in request.arguments:
        return None
    if not {"model", "models"} & set(last.arguments):
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


def _of_those(request: Request, reading: Reading, past: Sequence[Request]) -> Request | None:
    """The models listed before, each checked: "which of those fit on 16 GB?"."""
    text = reading.text
    if _names_anything(reading) or not phrase("vram", "of_those").search(text):
        return None
    given, _, notes = arguments_for("vram", reading)
    own = phrase("vram", "own_card").search(text) is not None
    if "model" in given or not ("gpu" in given or own) or not vocabulary.has("vram", text):
        return None
    models = of_kind(models_spoken_of(past), kind_asked(text))
    if not models:
        return None
    last = past[-1]
    old = continue_check(request, reading, last).arguments if last.topic == "vram" else {}
    kept = {k: v for k, v in {**old, **given}.items() if k not in ("model", "family", "kind")}
    if licence := licence_asked(text):
        kept["licence"] = licence
    return _on_list(request, last, {**kept, "models": models}, notes)


def _narrowed(request: Request, reading: Reading, past: Sequence[Request]) -> Request | None:
    """Fewer of the models just checked: "only those under Apache 2.0", "just the image models"."""
    last, text = past[-1], reading.text
    if last.topic != "vram" or not (_is_of_list(last.arguments) or "models" in last.arguments):
        return None
    licence, kind = licence_asked(text), kind_asked(text)
    if not (licence or kind) or _names_anything(reading) or len(text.split()) > _SHORT:
        return None
    arguments = {k: v for k, v in last.arguments.items() if k != "show"}
    if licence:
        arguments["licence"] = licence
    if "models" in arguments:
        arguments["models"] = of_kind(arguments["models"], kind)
    elif kind:
        arguments["kind"] = kind
    return _on_list(request, last, arguments, last.notes)


def _on_list(
    request: Request, last: Request, arguments: Mapping[str, Any], notes: Sequence[str]
) -> Request:
    """A check of the models of a list; a card of one's own that nobody named is asked for."""
    return replace(
        request,
        topic="vram",
        arguments={**arguments, "which": "models"},
        missing=None if "gpu" in arguments else "card",
        vendors=last.vendors,
        systems=last.systems,
        elliptical=True,
        question=joined(last, request),
        notes=tuple(notes),
    )


def _card_bought(request: Request, reading: Reading, past: Sequence[Request]) -> Request | None:
    """What the card of the check before costs: a fact to be looked up, no sum and no check."""
    last = past[-1]
    if last.topic != "vram" or "gpu" not in last.arguments or _names_anything(reading):
        return None
    if reading.names("gpu") or not phrase("vram", "buy_card").search(reading.text):
        return None
    card = str(last.arguments["gpu"])
    is_one = not card.endswith("GB class")  # the memory of many cards
    named = card if is_one else card.replace("GB class", " GB RTX card")
    return replace(
        request,
        topic="fact",
        question=f"What does a {named} cost? {request.question}",
        systems=(card,) if is_one else (),
        vendors=(),
        aspects=("price",),
        arguments={},
        missing=None,
        elliptical=True,
    )


def _names_anything(reading: Reading) -> bool:
    return bool(reading.names("system", "model", "vendor"))


def _is_of_list(arguments: Mapping[str, Any]) -> bool:
    """Whether the models listed before are checked, not those of one question."""
    return arguments.get("which") == "models"


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
