"""The one error a user of this engine can cause."""

from collections.abc import Sequence


class CannotEstimate(ValueError):
    """A request that has no answer: what was given, why it cannot be, what would work."""

    def __init__(self, message: str, hint: str = "", suggestions: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.hint = hint
        self.suggestions = list(suggestions)
        """Closest names, best first."""
