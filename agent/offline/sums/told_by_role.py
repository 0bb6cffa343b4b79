"""Two amounts without a unit, told only by the role that is named before or behind each: "60 as readers and 250 as price"."""

from collections.abc import Sequence

from agent.language import language_of
from agent.offline.sums.amounts import plain
from agent.offline.vocabulary import compiled, phrase, table, words
from agent.quantities import Quantity

_OF = (
    r"(?:(?:the|our|my|its|an?|each|total|unit|list|flat|current|number of|count of|column|row|field|heading|label) )*"
    r"[\"'“‘(]?"
)
_LINK = r"as|for|under|in|by|is|are|being|counts?|counting|stands? for|means?|names?|gives?|=|beside|next to"
_BEHIND = rf"[\"'”’)]?,?\s*(?:(?:{_LINK}) {_OF}|(?:是|为|作为|算作?|当作?|代表)的?)"
_TOLD = (
    r"(?:(?:count|number|total|column|figure|value|field|is|are|of|at|as|be|was|were|to be|put at|set at|given as|stands? at|equals?"
    r"|reads?|shows?|says?|has|with|数量?|为|是|有|共|定为|[-=:：])\s*)"
)
_BEFORE = rf"[\"'”’)]?s?\s*{_TOLD}{{0,3}}$"


def told_by_role(text: str, quantities: Sequence[Quantity]) -> dict[str, str] | None:
    """The payers and their price as the engine takes them; None where more is counted or a role is not named."""
    asked = any(phrase("revenue", cue).search(text) for cue in ("earns", "result"))
    if not asked or len(quantities) != 2 or any(q.unit not in (None, "people") for q in quantities):
        return None
    by_role = {_role_of(q, text): q for q in quantities}
    payers, price = by_role.get("payers"), by_role.get("price")
    if payers is None or price is None or price.unit == "people":
        return None
    currency = " CNY" if language_of(text) == "zh" else ""
    per = f"/{price.per}" if price.per else ""
    return {
        "kind": "subscriptions",
        "subscribers": plain(payers.value),
        "price": f"{plain(price.value)}{currency}{per}",
    }


def _role_of(q: Quantity, text: str) -> str | None:
    """Of the nearest word that names one: that linked behind the number, else that before it."""
    if q.unit == "people":
        return "payers"
    roles = {"price": _priced(), "payers": _counted()}
    for role, nouns in roles.items():
        if compiled(rf"{_BEHIND}(?:{nouns})(?![a-z])(?!\s*{_TOLD}?\d)").match(text, q.end):
            return role
    before = text[max(0, q.start - 48) : q.start]
    return next(
        (r for r, n in roles.items() if compiled(rf"(?<![a-z])(?:{n}){_BEFORE}").search(before)),
        None,
    )


def _priced() -> str:
    return rf"{words('revenue', 'price')}|what (?:each|one|every\w*)(?: \w+)? (?:pays|costs|is charged)"


def _counted() -> str:
    person = table("worksheet_units")["person"]
    return rf"{person}|{words('revenue', 'people')}|{words('revenue', 'further_payers')}"
