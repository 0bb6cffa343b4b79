"""Whose a figure or a product is: in a passage on two names, one's figure given to the other."""

import re
from collections.abc import Iterator

from agent.middleware.grounding.amounts import amounts_in
from agent.middleware.grounding.figures import agrees
from agent.middleware.grounding.findings import Finding
from agent.middleware.grounding.layout import Layout
from agent.middleware.grounding.names import Name, find_names, maker_of
from agent.middleware.grounding.printed import Printed
from agent.middleware.grounding.sources import Source, Sources

_PART = re.compile(
    r"[,，;；:：。!?！？|\n（）()、]|\.(?!\d)|\s(?:and|but|while|whereas|against|versus|vs\.?|than|to)\s|而|但|与|和",
    re.IGNORECASE,
)
_OWNS = re.compile(r"(?:['’]s\s+|的)$")


def check_owners(layout: Layout, figures: list[Printed], sources: Sources) -> Iterator[Finding]:
    """A name is a finding where its cited passage gives the figure beside it to another name, or
    where it is said to own what another one makes."""
    for start, end in _parts(layout.plain):
        names = [_shift(n, start) for n in find_names(layout.plain[start:end]) if n.known]
        inside = [f for f in figures if start <= f.quantity.start < end]
        if len(names) == 1 and len(inside) == 1:
            cited = sources.cited(inside[0].sentence.own or inside[0].sentence.cited)
            if other := _other_owner(names[0], inside[0], cited):
                span = layout.back(names[0].start, names[0].end)
                said = inside[0].quantity.text.strip()
                yield Finding("name", *span, f"the cited passage gives {said} to {other}")
    yield from _wrong_makers(layout)


def _other_owner(name: Name, figure: Printed, cited: list[Source]) -> str | None:
    """The one name that the passage gives the figure to, where it names both apart."""
    owners: set[str] = set()
    for source in cited:
        for start, end in _parts(source.text):
            part = source.text[start:end]
            if any(agrees(figure, held) for held in amounts_in(part)):
                owners |= {n.known for n in find_names(part) if n.known} or {""}
    named = {n.known for source in cited for n in find_names(source.text)}
    ours = {name.known, maker_of(name.known)}
    theirs = {maker for owner in owners for maker in (owner, maker_of(owner))}
    if len(owners) != 1 or "" in owners or ours & theirs or name.known not in named:
        return None
    return owners.pop()


def _wrong_makers(layout: Layout) -> Iterator[Finding]:
    """Find "Alibaba's HunyuanVideo" and the like."""
    names = find_names(layout.plain)
    for one, other in zip(names, names[1:], strict=False):
        between = layout.plain[one.end : other.start]
        if not (one.known and other.known and _OWNS.fullmatch(between)):
            continue
        maker = maker_of(other.known)
        if maker != other.known and maker_of(one.known) == one.known and maker != one.known:
            span = layout.back(one.start, one.end)
            yield Finding("name", *span, f"{other.text} is made by {maker}")


def _parts(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for cut in _PART.finditer(text):
        if cut.start() > at:
            yield at, cut.start()
        at = cut.end()
    if at < len(text):
        yield at, len(text)


def _shift(name: Name, by: int) -> Name:
    return Name(name.start + by, name.end + by, name.text, name.known, name.is_strong)
