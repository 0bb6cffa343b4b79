"""What of a provider's stream is shown at once: whole sentences of an answer, nothing of a call
written as JSON, of a thought, or of an attempt that was given up."""

import re
from collections.abc import Callable

from langchain_core.messages import AIMessage

from agent.thoughts import thought_end

_END = re.compile(r"[.!?:](?=\s)|[。！？\n]")
_NOT_PROSE = re.compile(
    r"(?:^|\n)\s*(?:\{|\[\s*[^\d\s]|```|<|◁|[\w.]*[a-z]_[a-z_]+\(|(?:Thought|Action): )"
)

_TAG_ENDS = ">]▷"


class Gate:
    """Of one turn. Surfaces replace what was streamed by the answer's text, so what stays behind
    the gate is late and not lost.

    Args:
        is_open: Lets every piece through as it comes; for the offline analyst, whose words need no
            check and whose tokens, joined, are its answer.
        holds: Whether a sentence may be shown before the answer is checked as a whole.
        waits: Whether nothing may be shown until a thought has ended or the answer is whole.
    """

    def __init__(
        self,
        is_open: bool,
        holds: Callable[[str], bool] | None = None,
        waits: Callable[[], bool] = lambda: False,
    ) -> None:
        self._is_open = is_open
        self._holds = holds
        self._waits = waits
        self._id: str | None = None
        self._text = ""
        self._shown = 0
        self._has_thought = False
        self._is_shut = False

    def push(self, piece: AIMessage) -> str:
        """What may be shown now that `piece` has come."""
        if piece.id != self._id:
            self._id, self._text, self._shown = piece.id, "", 0
            self._is_shut = self._has_thought = False
        self._text += piece.text
        if self._is_open or (piece.id or "").startswith("offline-"):
            return self._show(len(self._text))
        if any(sign in _TAG_ENDS for sign in piece.text):
            self._leave_thought_out()
        if self._has_thought and self._shown == 0:
            self._text = self._text.lstrip()
        if self._is_shut or (self._waits() and not self._has_thought):
            return ""
        other = _NOT_PROSE.search(self._text)
        prose = other.start() if other else len(self._text)
        ends = [end.end() for end in _END.finditer(self._text, self._shown, prose)]
        if not ends:
            return ""
        if self._holds is not None and not self._holds(self._text[self._shown : ends[-1]]):
            self._is_shut = True
            return ""
        return self._show(ends[-1])

    def finish(self, message: AIMessage) -> str:
        """The rest of an answer that was shown in part; all of it where nothing was."""
        if message.tool_calls or self._is_shut:
            return ""
        shown = self._text[: self._shown] if message.id == self._id else ""
        self._id = None
        return message.text[len(shown) :] if message.text.startswith(shown) else ""

    def _leave_thought_out(self) -> None:
        if end := thought_end(self._text):
            self._text, self._shown = self._text[end:], 0
            self._is_shut, self._has_thought = False, True

    def _show(self, end: int) -> str:
        shown, self._shown = self._text[self._shown : end], end
        return shown
