"""Whether a question asks what a thing is, whatever it asks beside that."""

import re

from agent.offline.request import Request
from agent.offline.vocabulary import phrase


def asks_what_it_is(request: Request) -> bool:
    """Such as "What is IMA?", "What's verl, and who began it?", "扣子是什么？"; not "What is IMA's price?"."""
    asked = phrase("routing", "what_is").search(request.question) if request.systems else None
    if asked is None:
        return False
    before, after = request.question[: asked.start()], request.question[asked.end() :]
    if re.search(r"[\u4e00-\u9fff]", asked[0]):
        return re.search(r"[的，,]", before) is None
    names = "|".join(map(re.escape, request.systems))
    owner = "|".join(map(re.escape, request.vendors)) or "the"
    ends = r"\s*(?:$|[?,;.]|and\b)"
    return (
        re.match(rf"\s*(?:(?:{owner})(?:['’]s)? )?(?:{names}){ends}", after, re.IGNORECASE)
        is not None
    )
