"""Lists that stand in a text, item below item, each read as a whole: an item alone seldom says what it is one of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agent.offline.documents.judged import Judged
from agent.offline.documents.reading import Pair

_FEWEST, _MOST_TOLD = 2, 8
"""Sentences of a list, and those from which on it is not told in full."""
_ALIKE, _WORDED = 4, 3
"""Lists that are read: the most like the question, and those with its words."""
_LONGEST = 600
"""Characters that are compared; both models cut sooner."""

Near = Callable[[str, Sequence[str]], Sequence[float]]
"""How near a text is to others in meaning."""
Odds = Callable[[Sequence[Pair]], list[float] | None]


@dataclass(frozen=True)
class Block:
    """A list with what announces it."""

    items: tuple[Judged, ...]
    """Sentences in their order, one or more an item."""
    lead: str
    """The sentence above; empty where it begins its section."""
    sure: float = -9.0
    """Log odds that it answers, read as a whole."""

    @property
    def text(self) -> str:
        """As it is read: the names of its document and section, what announces it, its items."""
        first = self.items[0]
        above = filter(None, (first.source.name, _section(first), self.lead))
        return f"{'. '.join(above)} {'; '.join(one.unit.text for one in self.items)}"

    @property
    def told(self) -> tuple[Judged, ...]:
        """Its items; of a long list the first sentence of each."""
        first = tuple(one for one in self.items if not one.unit.before)
        return first if len(self.items) > _MOST_TOLD else self.items


def blocks_read(question: str, judged: Sequence[Judged], near: Near, odds: Odds) -> list[Block]:
    """The lists that a question may ask for, likeliest first; empty where they cannot be read."""
    found = _blocks(judged)
    if not found:
        return []
    cosines = near(question, [one.text[:_LONGEST] for one in found])
    every = range(len(found))
    alike = sorted(every, key=lambda i: -cosines[i])[:_ALIKE]
    worded = sorted(every, key=lambda i: -max(one.score for one in found[i].items))[:_WORDED]
    chosen = [found[i] for i in dict.fromkeys([*alike, *worded])]
    read = odds([(question, one.text) for one in chosen])
    pairs = zip(chosen, read or (), strict=False)
    return sorted((Block(b.items, b.lead, sure) for b, sure in pairs), key=lambda one: -one.sure)


def _blocks(judged: Sequence[Judged]) -> list[Block]:
    """Items that follow each other in one section."""
    found: list[Block] = []
    run: list[Judged] = []
    above: Judged | None = None
    said = [one for one in judged if one.unit.kind == "sentence"]
    said.sort(key=lambda one: (one.source.document_id, one.unit.start))

    def close() -> None:
        if len(run) >= _FEWEST:
            is_lead = above is not None and _place(above) == _place(run[0])
            found.append(Block(tuple(run), above.unit.text if above and is_lead else ""))
        run.clear()

    for one in said:
        if not one.unit.is_item:
            close()
            above = one
            continue
        if run and _place(one) != _place(run[0]):
            close()
        run.append(one)
    close()
    return found


def _place(one: Judged) -> tuple[str, str]:
    return one.source.document_id, _section(one)


def _section(one: Judged) -> str:
    """The heading above, without the name that an item has of its own."""
    return one.unit.heading.split(" · ")[0]
