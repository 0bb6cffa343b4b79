"""Names that the library's table does not hold though a part of them is in it: "Acme Copilot" is
not Microsoft's, and "Claude Opus 9" no Opus that we know."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from agent.offline.spelling import Entity, capital_only, openers, tokens_of

ABOUT_PRODUCTS = ("fact", "list", "change", "timeline", "claim", "comparison")
"""Topics of requests that are answered out of what the library says of a product."""

_BEFORE = re.compile(r"((?:[A-Z][\w&]*(?:-\w+)?\s){1,3})$")
_OWNED = re.compile(r"([A-Z][\w&]+)['’]s\s$")
_TIERS = ("pro", "plus", "go", "max", "plus plan", "go plan", "plus subscription")
"""Names of price steps, which say nothing without the product's own."""
_NUMBER = r"\d{1,2}(?:\.\d{1,2})?"
_TIER_AFTER = (
    r"(?:[-\s](?:max|plus|pro|mini|nano|flash|turbo|ultra|lite|coder|vl|omni|next|preview|image|video"
    r"|opus|sonnet|haiku)(?![a-z]))*"
)
_ASKED_AFTER = (
    r"(?=\s*(?:$|[?!,;:)、，。？！]|\.(?!\d)|(?:(?:and|or|vs|versus|costs?|pric\w+|input|output|is|are|was|has"
    r"|have|had|be|on|in|for|at|to|with|than|the|do|does|can|could|will|run|runs|open|closed|free"
    r"|released?|licen[cs]ed?|api|weights|model|context|support\w*|from|better|cheaper|out|yet"
    r"|available|come|exist)\b)|[\u3400-\u9fff](?<![亿万个人年月日天块元张位名岁次倍])))"
)
_STEM_AND_NUMBER = rf"(?<![\w-])([A-Za-z]{{3,12}})-?({_NUMBER})(?![\w%]|\.\d){_TIER_AFTER}"
_LETTERED = rf"[-\s]?[vVrR]({_NUMBER})(?![\w.]\w){_TIER_AFTER}"
_MEASURED = "(?!\\s*[亿万个人年月日天块元张位名岁次倍周])"
"""A number with a measure word is no version: 埃里森60岁."""
_ATTACHED = rf"-?({_NUMBER})(?![\d%]|[a-z]|\.\d){_MEASURED}{_TIER_AFTER}"
_SPACED = rf"\s({_NUMBER})(?![\w%]|\.\d){_TIER_AFTER}{_ASKED_AFTER}"
_SIZE = r"-?\s?(\d{1,4}(?:\.\d+)?)\s?B(?![A-Za-z])"
_HUNG = r"-(?!(?:API|APIs|App|Based|Like|Style|Powered|Ready|Plan|Plans|Only|Team|Users?|Models?)\b)([A-Z][a-z]{2,}|[A-Z]{3,})(?:[-\s]?\d+(?:\.\d+)?)?(?![\w-])"
# The others are text, compiled when first needed: most questions name no unknown version.
_MAY_BE_VERSION = re.compile(r"[-\s]?[vVrR]?\d")
_MAY_BE_BARE = re.compile(r"[A-Za-z]{3}-?\d")


def with_unheld(
    text: str, found: list[Entity], known: tuple[str, ...], systems: Mapping[str, str | None]
) -> list[Entity]:
    """The names found, each that is only a part of an unknown one replaced by the whole of it.

    `known` are the products and models of the table, `systems` the products with their vendors.
    """
    whole = [_versioned(text, _whole(text, e, found, systems), found, known) for e in found]
    new = [*(e for e in whole if e not in found), *_bare(text, found, known)]
    if not new:
        return found
    new = [e for e in new if not any(_inside(e, other) for other in new)]
    names = ("system", "person")
    apart = [e for e in whole if not (e.kind in names and any(_inside(e, n) for n in new))]
    return [*apart, *(e for e in new if e not in apart)]


def newest_like(name: str, systems: Iterable[str]) -> str | None:
    """The highest version of the same family: for "Claude Opus 9" perhaps Claude Opus 4.8."""
    wanted = {token for token in _words(name) if not token[0].isdigit()} - {"v", "r", "b"}
    sized = re.search(f"{_SIZE}$", name, re.IGNORECASE)
    if sized and (whole := [s for s in systems if set(_words(s)) == wanted]):
        return whole[0]
    for words in (wanted, set(_words(name)[:1])):
        family = [
            (version, s) for s in systems if words <= set(_words(s)) for version in _version(s)
        ]
        if words and family:
            return max(family)[1]
    return None


def _whole(
    text: str, entity: Entity, found: list[Entity], systems: Mapping[str, str | None]
) -> Entity:
    """The name with the proper name before it, where it is a short form of another's."""
    if entity.kind not in ("system", "person") or not _is_short(text, entity):
        return entity
    written = text[entity.start : entity.end]
    if vendor := _vendor_before(text, entity, found):
        return _of_vendor(vendor, entity, written, systems)
    covered = max((e.end for e in found if e.end <= entity.start), default=0)
    before = _unknown_words(text[covered : entity.start])
    if (
        not before
        and written.casefold() in _TIERS
        and (owner := _OWNED.search(text[: entity.start]))
    ):
        before = owner[1] if owner.start(1) >= covered and not _is_opener(owner[1]) else ""
    if not before:
        return entity
    start = text.rindex(before, 0, entity.start)
    return Entity("system", f"{before} {_without_plan(written)}", None, start, entity.end)


def _vendor_before(text: str, entity: Entity, found: list[Entity]) -> Entity | None:
    """The vendor that stands right before the name and is not the one it is short for."""
    for other in found:
        between = text[other.end : entity.start]
        if other.kind == "vendor" and re.fullmatch(r"(?:['’]s)?\s", between):
            return other if other.canonical != entity.vendor else None
    return None


def _of_vendor(
    vendor: Entity, entity: Entity, written: str, systems: Mapping[str, str | None]
) -> Entity:
    """That vendor's own product of the name (Anthropic's Pro is Claude Pro), known or not."""
    name = _without_plan(written)
    own = [
        system
        for system, owner in systems.items()
        if owner == vendor.canonical and _words(system)[-1] == _words(name)[-1]
    ]
    whole = own[0] if len(own) == 1 else f"{vendor.canonical} {name}"
    return Entity("system", whole, vendor.vendor, vendor.start, entity.end)


def _without_plan(name: str) -> str:
    return re.sub(r"\s(?:plan|subscription)$", "", name, flags=re.IGNORECASE)


def _is_short(text: str, entity: Entity) -> bool:
    """Whether what is written leaves out the name that would say whose it is."""
    written = text[entity.start : entity.end].casefold()
    if entity.score < 1 or not written.isascii():
        return False
    first = _words(entity.canonical)[0]
    alone = len(_words(written)) == 1 or written in _TIERS
    return alone and (written in capital_only() or first not in _words(written))


def _unknown_words(before: str) -> str:
    """The capitalised words that a text ends with, but for those that open a question."""
    found = _BEFORE.search(before)
    words = found[1].split() if found else []
    while words and _is_opener(words[0]):
        words.pop(0)
    return "" if any(map(_is_opener, words)) else " ".join(words)


def _is_opener(word: str) -> bool:
    return len(word) < 2 or word.casefold() in openers()


def _sized(text: str, entity: Entity, known: Collection[str]) -> Entity | None:
    """The name with the size after it, where the family has sizes and none is that: Seed-OSS-360B
    beside the one of 36B."""
    size = re.match(_SIZE, text[entity.end :], re.IGNORECASE)
    if size is None:
        return None
    family = set(_words(entity.canonical))
    sizes = {n for name in known if family <= set(_words(name)) for n in _sizes(name)}
    if not sizes or size[1] in sizes:
        return None
    end = entity.end + size.end()
    return Entity("system", text[entity.start : end], entity.vendor, entity.start, end)


def _hyphened(
    text: str, entity: Entity, found: list[Entity], known: Collection[str]
) -> Entity | None:
    """The name with a capitalised word hung on it that none of its family bears: Qwen-Sora."""
    hung = re.match(_HUNG, text[entity.end :])
    if hung is None or entity.score < 1:
        return None
    family, word = set(_words(entity.canonical)), _words(hung[1])
    if any(family <= set(_words(name)) and set(word) <= set(_words(name)) for name in known):
        return None
    end = entity.end + hung.end()
    if any(e is not entity and e.start <= entity.start and e.end >= end for e in found):
        return None
    return Entity("system", text[entity.start : end], entity.vendor, entity.start, end)


def _sizes(name: str) -> list[str]:
    """The sizes in a name, in billions: the 36 of Seed-OSS-36B."""
    tokens = _words(name)
    return [t for t, after in zip(tokens, tokens[1:], strict=False) if t[0].isdigit() and after == "b"]  # fmt: skip


def _versioned(text: str, entity: Entity, found: list[Entity], known: Collection[str]) -> Entity:
    """The name with the version after it, where no product of the family has that version."""
    if entity.kind not in ("system", "vendor") or entity.score < 1:
        return entity
    own = entity.kind == "system"
    if own and (new := _sized(text, entity, known) or _hyphened(text, entity, found, known)):
        return new
    rest = text[entity.end :]
    if not _MAY_BE_VERSION.match(rest):
        return entity
    patterns = (_LETTERED, _ATTACHED, _SPACED) if entity.kind == "system" else (_LETTERED,)
    tried = (re.match(pattern, rest, re.IGNORECASE) for pattern in patterns)
    after = next((match for match in tried if match), None)
    if after is None or any(e is not entity and _overlap(e, entity, after.end(1)) for e in found):
        return entity
    if _has_version(entity.canonical, after[1], known):
        return entity
    end = entity.end + after.end()
    return Entity(
        "system", " ".join(text[entity.start : end].split()), entity.vendor, entity.start, end
    )


def _bare(text: str, found: list[Entity], known: tuple[str, ...]) -> Iterator[Entity]:
    """Versions of a family that is never named without one: "GPT-5.9"."""
    if not _MAY_BE_BARE.search(text):
        return
    for match in re.finditer(_STEM_AND_NUMBER, text, re.IGNORECASE):
        taken = any(e.start < match.end(2) and match.start() < e.end for e in found)
        if match[1].casefold() in _stems(known) and not taken:
            yield Entity("system", match[0], None, match.start(), match.end())


@lru_cache(maxsize=8)
def _stems(known: tuple[str, ...]) -> frozenset[str]:
    tokens = [_words(name) for name in known]
    return frozenset(t[0] for t in tokens if len(t) > 1 and t[1][0].isdigit() and len(t[0]) > 2)


def _inside(entity: Entity, other: Entity) -> bool:
    return entity != other and other.start <= entity.start and entity.end <= other.end


def _overlap(other: Entity, entity: Entity, length: int) -> bool:
    """Whether another name, such as a model's, holds the version too."""
    return other.start < entity.end + length and other.end > entity.end


def _has_version(family: str, version: str, known: Collection[str]) -> bool:
    words = set(_words(family))
    return any(
        number == version or number.startswith(f"{version}.")
        for name in known
        if words <= set(_words(name))
        for number in _numbers(name)
    )


def _version(system: str) -> Iterator[tuple[int, ...]]:
    """The first number of a name, so that versions can be ordered."""
    for number in _numbers(system)[:1]:
        yield tuple(int(part) for part in number.split("."))


def _numbers(name: str) -> list[str]:
    """The numbers of a name that are neither sizes (8B, 32k) nor dates (2509)."""
    tokens = [*_words(name), ""]
    pairs = zip(tokens, tokens[1:], strict=False)
    return [t for t, after in pairs if t[:1].isdigit() and after not in ("b", "k") and len(t) < 4]


def _words(name: str) -> list[str]:
    return [token.text for token in tokens_of(name)]
