"""What the turns before told, which "the first" and a bare name go back to."""

from collections.abc import Sequence

from agent.offline.request import Request
from agent.offline.sums.two_amounts import noun_asked


def first_told(past: Sequence[Request]) -> Request:
    """The first of the questions that the last one goes on with: "how many times the first is that?"."""
    first = len(past) - 1
    while first and past[first].elliptical and past[first - 1].topic == past[-1].topic:
        first -= 1
    return past[first] if first < len(past) - 1 else past[-2]


def measure_asked(past: Sequence[Request], request: Request) -> dict[str, str]:
    """What was asked of it by name: "At what value …?", and then "and the Series G?" by the same."""
    before = past[: past.index(request) + 1]
    for asked in reversed(before):
        if noun := noun_asked(asked.question):
            return {"noun": noun}
        if not asked.elliptical:
            break
    return {}
