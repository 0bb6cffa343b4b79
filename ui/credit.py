"""Under an answer, a line each: how many of its figures were traced, who answered and what it cost.
Nothing for the offline analyst, whose words are made of sources and cost nothing."""

from agent.answer import Answer, Language

_UNKNOWN = "unknown"
_LINES: dict[Language, str] = {
    "en": "Answered by {model}: {spent}.",
    "zh": "由 {model} 回答：{spent}。",
}
_TOKENS: dict[Language, str] = {"en": "{tokens} tokens", "zh": "{tokens} 个 token"}
_COST: dict[Language, str] = {"en": "cost {cost}", "zh": "费用{cost}"}
_NOT_KNOWN: dict[Language, str] = {"en": "unknown", "zh": "未知"}
_JOINT: dict[Language, str] = {"en": ", ", "zh": "，"}
_UNTRACED: dict[Language, str] = {"en": "; no source: {figures}", "zh": "；没有来源：{figures}"}
_LIST_PRICE: dict[Language, str] = {
    "en": "{cost} {currency} at the list price of {as_of}",
    "zh": "按 {as_of} 的标价为 {cost} {currency}",
}


def footer(answer: Answer) -> str:
    """All that is said under an answer, a line each; empty where there is nothing to say."""
    was_a_model = answer.model != "offline"
    lines = [checked(answer) if was_a_model else "", credit(answer)]
    return "\n".join(line for line in lines if line)


def checked(answer: Answer) -> str:
    """How many figures come from a source, and the others by name; empty where there is no figure.

    >>> checked(Answer("$9", checked={"text": "checked: 0 of 1 figures traced", "untraced": ["$9"]}))
    'checked: 0 of 1 figures traced; no source: $9'
    """
    untraced = [" ".join(str(figure).split()) for figure in answer.checked.get("untraced") or ()]
    named = (", " if answer.language == "en" else "、").join(untraced)
    rest = _UNTRACED[answer.language].format(figures=named) if named else ""
    return f"{traced(answer)}{rest}" if traced(answer) else ""


def traced(answer: Answer) -> str:
    """Only how many, for a place that names the others itself."""
    return str(answer.checked.get("text") or "")


def credit(answer: Answer) -> str:
    """The line; empty where no provider answered and none was paid.

    >>> credit(Answer("Yes.", model="m", usage={"total_tokens": 1200, "cost": "unknown"}))
    'Answered by m: 1,200 tokens, cost unknown.'
    """
    if answer.model == "offline" and not answer.usage:
        return ""
    line = _LINES[answer.language]
    return line.format(model=" ".join(answer.model.split()), spent=spent(answer))


def spent(answer: Answer) -> str:
    """Tokens and cost; what is not known is called so, never 0."""
    language, usage = answer.language, answer.usage
    tokens = usage.get("total_tokens", _UNKNOWN)
    told = f"{tokens:,}" if isinstance(tokens, int) else _NOT_KNOWN[language]
    parts = [
        _TOKENS[language].format(tokens=told),
        _COST[language].format(cost=_cost(answer)),
    ]
    return _JOINT[language].join(parts)


def _cost(answer: Answer) -> str:
    usage, language = answer.usage, answer.language
    cost = usage.get("cost", _UNKNOWN)
    if cost == _UNKNOWN:
        return _NOT_KNOWN[language]
    if "price_as_of" not in usage:
        return f"{cost} {usage.get('currency', '')}".strip()
    return _LIST_PRICE[language].format(
        cost=cost, currency=usage["currency"], as_of=usage["price_as_of"]
    )
