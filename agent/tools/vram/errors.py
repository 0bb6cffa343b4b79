"""The one error a user of this engine can cause."""

from collections.abc import Sequence

from agent.tools.bilingual import Language, say


class CannotEstimate(ValueError):
    """A request that has no answer: what was given, why it cannot be, what would work."""

    def __init__(self, message: str, hint: str = "", suggestions: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.hint = hint
        self.suggestions = list(suggestions)
        """Closest names, best first."""

    def told(self, language: Language) -> "CannotEstimate":
        """The same error in the reader's language, where its message and hint have one."""
        message, hint = say(self.args[0], language), say(self.hint, language)
        return CannotEstimate(message, hint, self.suggestions)
