"""A message that asks what was asked before, by somebody who joins a thread: "what did she ask?"."""

import re
from collections.abc import Sequence

from agent.language import language_of
from agent.offline.request import Request
from agent.offline.vocabulary import phrase

_JOINING = re.compile(
    r"^[\W_]*(?:(?:and|then|also|now|pls|please|so|but|can you|could you)\b[\W_]*)+|^\W+", re.I
)
_JOINING_ZH = re.compile(r"^[\W_]*(?:然后|再|也|请|麻烦|顺便|并且|并|那)*")


def set_aside(message: str, earlier: Sequence[Request]) -> tuple[str, Request | None]:
    """The rest of the message, and the request to say the question before; None where there is
    none or it is not asked."""
    asked = phrase("routing", "asked_before").search(message)
    before = next((r for r in reversed(earlier) if r.topic not in ("greeting", "help")), None)
    if asked is None or before is None:
        return message, None
    rest = f"{message[: asked.start()]} {message[asked.end() :]}".strip()
    rest = _JOINING_ZH.sub("", _JOINING.sub("", rest))
    request = Request(
        "recall", asked[0], language_of(message), arguments={"question": before.question}
    )
    return (rest if re.search(r"\w", rest) else ""), request
