"""One of the names that the turns before gave, by its place: "the second one", "后者"."""

import re


def chosen_of(text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """One of the names before: "the second one", "the latter", "后者"."""
    if len(names) < 2:
        return ()
    order = {
        "first": 0,
        "former": 0,
        "second": 1,
        "third": 2,
        "last": -1,
        "latter": -1,
        "第一": 0,
        "前者": 0,
        "第二": 1,
        "第三": 2,
        "后者": -1,
        "最后": -1,
    }
    said = re.search(
        r"\bthe (first|second|third|last|former|latter)\b|(第[一二三]个|前者|后者|最后一?个)",
        text,
        re.IGNORECASE,
    )
    if said is None:
        return ()
    place = order.get(said[1].lower() if said[1] else re.sub(r"一?个$", "", said[2]), 0)
    return (names[place],) if -len(names) <= place < len(names) else ()
