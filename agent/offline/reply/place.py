"""What a statement's exceptions mean where the one who asks is: "on by default except EU" in France."""

import re
from collections.abc import Sequence

from agent.offline.reply.phrases import phrase
from agent.offline.request import Request
from agent.offline.statements import Statement
from agent.offline.vocabulary import compiled, table
from agent.offline.vocabulary import phrase as pattern

_IN_CHINESE = {"EU": "欧盟", "UK": "英国", "South Korea": "韩国"}


def place_excepted(request: Request, chosen: Sequence[Statement]) -> str:
    """That it does not hold at a place that the question names and the statement only implies;
    empty where nothing is excepted there."""
    for place, area in table("places").items():
        if not compiled(rf"(?<![A-Za-z]){place}(?![A-Za-z])").search(request.question):
            continue
        for said in chosen:
            if compiled(place).search(said.text):
                continue  # it says so itself
            if sentence := _sentence(said.text, place, str(area), request):
                return sentence
    return ""


def _sentence(text: str, place: str, area: str, request: Request) -> str:
    for name in ("excepted", "void", "excluded"):
        found = pattern("place", name).search(text)
        if found and re.search(rf"\b{area}\b", text[found.end() :].split(";")[0]):
            what = found["what"] if name == "excepted" else _first_upper(found["what"])
            said = _IN_CHINESE.get(area, area) if request.language == "zh" else area
            return phrase(f"place_{name}", request.language, what=what, place=place, area=said)
    return ""


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]
