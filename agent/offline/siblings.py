"""A short name that goes on with an earlier one: "and V3?" after DeepSeek-R1 is DeepSeek-V3."""

import re
from collections.abc import Iterator, Sequence

from agent.offline.entities import Lexicon
from agent.offline.memory.named_model import model_of_size
from agent.offline.request import Request
from agent.offline.spelling import capital_only, key_of, tokens_of
from agent.tools.vram.catalog import find_model

_SHORT = re.compile(
    r"^\W*(?:(?:and|or|what about|how about|then|那么?|还有|换成)\s*)*(?:the\s+)?"
    r"(?P<name>[A-Za-z\d][A-Za-z\d.+-]*(?: (?!(?:one|model|version|variant)\b)[A-Za-z\d][A-Za-z\d.+-]*)?)"
    r"(?P<noun> (?:one|model|version|variant))?\s*(?:呢|吗)?\W*$",
    re.IGNORECASE,
)
_SIZE = re.compile(r"\d+(?:\.\d+)?B(?:-A\d+(?:\.\d+)?B)?", re.IGNORECASE)
_MEMORY = re.compile(r"\d{1,3}")
_OF_SIZE = "GB class"
"""How a card is called of which only the memory is said."""


def completed(text: str, earlier: Sequence[Request], lexicon: Lexicon) -> str:
    """The text with a short name made whole, where that gives a name of the table."""
    said = _SHORT.match(text)
    last = next((r for r in reversed(earlier) if r.systems or r.arguments.get("model")), None)
    if said is None or last is None or len(said["name"]) > 24:
        return text
    short = said["name"].rstrip(".")
    if _MEMORY.fullmatch(short) and str(earlier[-1].arguments.get("gpu")).endswith(_OF_SIZE):
        return f"{text[: said.end('name')]} GB{text[said.end('name') :]}"
    whole = any(
        e.start <= said.start("name") and said.start("name") + len(short) <= e.end
        for e in lexicon.link(text)
        if e.kind in ("system", "model", "vendor", "gpu")
    )
    if plan := _plan_of(last, text, said, lexicon):
        return plan
    if whole:
        return text
    for name in (str(last.arguments.get("model") or ""), *last.systems):
        for candidate in _made_of(name, short):
            if _is_name(candidate, lexicon):
                return _put(text, said, candidate)
    if _SIZE.fullmatch(short) and (model := _of_size(last, short)):
        return _put(text, said, model)
    return text


def _put(text: str, said: re.Match[str], name: str) -> str:
    """The text with a whole name for the short one, and for "version" behind it."""
    end = said.end("noun" if said["noun"] else "name")
    return f"{text[: said.start('name')]}{name}{text[end:]}"


def _of_size(last: Request, size: str) -> str | None:
    """The model of that size of the family that was spoken of: Wan2.2's of 5B."""
    model = find_model(str(last.arguments.get("model") or ""))
    families = [*([model.family] if model else []), *last.systems]
    return next(filter(None, (model_of_size(family, size) for family in families)), None)


def _plan_of(last: Request, text: str, said: re.Match[str], lexicon: Lexicon) -> str | None:
    """A plan's name alone ("and Pro+?") after one product is a plan of that product, not of
    another vendor's whose plan is best known by it."""
    named = [e for e in lexicon.link(said["name"]) if e.kind == "system"]
    plain = said["name"].rstrip("+").casefold() in capital_only()
    if not plain or not last.systems or any(e.vendor in last.vendors for e in named):
        return None
    return f"{text[: said.start('name')]}{last.systems[0]} {text[said.start('name') :]}"


def _made_of(name: str, short: str) -> Iterator[str]:
    """Names that share the beginning of one and end as said, the longest beginning first."""
    if not name:
        return
    cuts = [m.start() for m in re.finditer(r"[-\s]", name)]
    for cut in reversed(cuts):
        yield f"{name[:cut]}{name[cut]}{short}"
    if short[0].isdigit():
        yield re.sub(r"\d+(?:\.\d+)*$", "", name) + short
    yield f"{name}-{short}"


def _is_name(candidate: str, lexicon: Lexicon) -> bool:
    readings = lexicon.aliases.get(key_of([token.text for token in tokens_of(candidate)]), ())
    return any(name.kind in ("system", "model") for name in readings)
