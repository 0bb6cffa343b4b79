"""What comes out of a question: the answer, its citations, figures and tool calls, and the events
of a stream. Plain values; nothing here knows how they were made."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Language = Literal["en", "zh"]


class CannotAnswer(ValueError):
    """What stands in the way of any answer, as a sentence: a broken library, a model that is nowhere.

    It ends the turn, where a tool's other refusals are for the model to act on.
    """


@dataclass(frozen=True)
class Citation:
    """A passage used in an answer; `quote == document text[char_start:char_end]`."""

    n: int
    document_id: str
    title: str
    source: str
    vendor: str | None
    date: str | None
    quote: str
    char_start: int
    char_end: int
    score: float
    url: str | None = None
    translation: str | None = None
    """Our Chinese of the quote, where the library has one."""


@dataclass(frozen=True)
class ToolCall:
    """One call of a tool in this turn, with its result as plain JSON."""

    name: str
    arguments: dict[str, Any]
    result: Any
    seconds: float
    untraced: list[str] = field(default_factory=list)
    """Figures of the arguments that neither question nor source holds: the result bears none out."""


@dataclass(frozen=True)
class Figure:
    """A quantity printed in the answer and where it comes from."""

    value: str
    """Decimal in plain notation."""
    unit: str | None
    text: str
    origin: str
    """`tool:<name>`, `citation:<n>`, `question` or `unsupported`."""


@dataclass(frozen=True)
class Answer:
    """An answer as every surface shows it; `str(answer)` is its Markdown."""

    text: str
    citations: list[Citation] = field(default_factory=list)
    tool_calls: list[ToolCall] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    checked: dict[str, Any] = field(default_factory=dict)
    """`traced` of `figures` come from a source; `untraced` are the others as printed; `text` says
    so in the answer's language."""
    charts: list[dict[str, Any]] = field(default_factory=list)
    """Plotly figures as JSON."""
    abstained: bool = False
    asked: bool = False
    language: Language = "en"
    model: str = "offline"
    thread: str = ""
    seconds: float = 0.0
    usage: dict[str, Any] = field(default_factory=dict)
    explanation: dict[str, Any] = field(default_factory=dict)
    """What the offline analyst understood (`requests`) and why it answered so (`why`)."""

    def __str__(self) -> str:
        return self.text

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, fields as named here."""
        return asdict(self)


@dataclass(frozen=True)
class Event:
    """One moment of a streamed answer.

    `step` comes when a tool starts (`result` None) and again, with the same `id`, when it ends;
    `token` carries `text`; `answer` comes last and carries the whole `answer`.
    """

    kind: Literal["step", "token", "answer"]
    text: str = ""
    id: str = ""
    name: str = ""
    arguments: dict[str, Any] = field(default_factory=dict)
    result: Any = None
    answer: Answer | None = None
