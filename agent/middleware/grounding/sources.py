"""What an answer may rest on: passages by number, tool results, the question."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from agent.middleware.grounding.amounts import Held, amounts_in
from agent.middleware.grounding.tool_values import bare_numbers, words_of

_HEADER = ("title", "source", "vendor", "date", "system")
_MOST_TEXT = 200_000
"""Characters of one source that are read; a longer one is no passage."""


@dataclass(frozen=True)
class Source:
    """One text with its amounts, read when first asked for."""

    text: str
    numbers: tuple[Held, ...] = ()
    """Amounts beside those of the text: bare numbers of a tool's result."""

    @property
    def amounts(self) -> tuple[Held, ...]:
        """All of them."""
        return (*self.numbers, *amounts_in(self.text))


@dataclass
class Sources:
    """All that an answer may rest on."""

    passages: dict[int, Source] = field(default_factory=dict)
    found: list[Source] = field(default_factory=list)
    """Passages inside tool results: a figure may rest on them, but none of them can be cited."""
    tools: Source = field(default_factory=lambda: Source(""))
    question: Source = field(default_factory=lambda: Source(""))
    results: list[Mapping[str, Any]] = field(default_factory=list)
    """The tools' results themselves, for what they decide."""

    def cited(self, numbers: Iterable[int]) -> list[Source]:
        """The passages of these numbers."""
        return [self.passages[n] for n in dict.fromkeys(numbers) if n in self.passages]

    def all_passages(self) -> list[Source]:
        """Citable or not."""
        return [*self.passages.values(), *self.found]

    def everything(self) -> str:
        """All texts in one."""
        parts = [source.text for source in self.all_passages()]
        return "\n".join([*parts, self.tools.text, self.question.text])


def read_sources(
    evidence: Sequence[Mapping[str, Any]],
    tool_results: Sequence[Mapping[str, Any]],
    question: str,
) -> Sources:
    """The sources of one answer; passages inside tool results are passages, not results."""
    passages = {int(row["id"]): Source(_whole(row)[:_MOST_TEXT]) for row in evidence}
    found: list[Source] = []
    numbers: list[Held] = []
    texts: list[str] = []
    for call in tool_results:
        found += [Source(_whole(row)[:_MOST_TEXT]) for row in _rows(call.get("result"))]
        if call.get("name") == "search_knowledge":
            continue
        texts += words_of(call.get("result"))
        numbers += [
            Held(n.value, n.units, n.times, text=n.text) for n in bare_numbers(call.get("result"))
        ]
    tools = Source("\n".join(texts)[:_MOST_TEXT], tuple(numbers))
    results = [call for call in tool_results if isinstance(call.get("result"), Mapping)]
    return Sources(passages, found, tools, Source(question), results)


def _whole(row: Mapping[str, Any]) -> str:
    """A passage with what is known of it: its title and date are as good as its words."""
    extra = row.get("extra")
    more: Mapping[str, Any] = extra if isinstance(extra, Mapping) else {}
    translated = more.get("text_zh")
    named = [str(row[key]) for key in _HEADER if row.get(key)]
    header = ", ".join([*named, *map(str, more.get("entities") or ())])
    parts = (header, row.get("text"), row.get("translation") or translated)
    return ".\n".join(str(p) for p in parts if p)


def _rows(result: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(result, Mapping):
        if "document_id" in result and "n" in result:
            yield result
            return
        for value in result.values():
            yield from _rows(value)
    elif isinstance(result, (list, tuple)):
        for value in result:
            yield from _rows(value)
