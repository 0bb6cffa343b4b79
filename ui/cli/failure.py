"""What a command raises when it cannot do what was asked, and the exit codes that follow."""

from typing import Any

DONE = 0
NOT_DONE = 1
WRONG_USAGE = 2
INTERRUPTED = 130


class Failure(Exception):
    """Something the user can mend: one sentence, and if it helps a hint what to do."""

    code = NOT_DONE

    def __init__(
        self, message: str, hint: str | None = None, kind: str | None = None, **details: Any
    ) -> None:
        super().__init__(message)
        self.message = _one_line(message)
        self.hint = _one_line(hint) if hint else None
        self.kind = kind or type(self).__name__
        self.details = details
        """Further fields of the JSON object."""

    @classmethod
    def of(cls, error: Exception) -> "Failure":
        """The failure that stands for an engine's own error, under that error's name."""
        return cls(str(error), getattr(error, "hint", None), type(error).__name__)

    def __str__(self) -> str:
        return f"{self.message} {self.hint}" if self.hint else self.message

    def to_dict(self) -> dict[str, dict[str, Any]]:
        """The JSON object that `--json` prints on stderr."""
        error = {"type": self.kind, "message": self.message, "hint": self.hint}
        return {"error": error | self.details}


class WrongUsage(Failure):
    """The command line itself cannot be understood."""

    code = WRONG_USAGE


class Stopped(Failure):
    """Ctrl-C while documents were added."""

    code = INTERRUPTED

    def __init__(self, documents: int) -> None:
        went_in = "1 document is in" if documents == 1 else f"{documents} documents are in"
        hint = "Give the same command again to go on with the rest."
        super().__init__(f"Interrupted: {went_in}.", hint, "Interrupted", documents=documents)


def _one_line(text: str) -> str:
    return " ".join(text.split())
