"""What a model is to do on the card: weight format, tokens, picture, offload and engine."""

import re
from collections.abc import Sequence
from typing import Any

from agent.offline.alternatives import named_together
from agent.offline.vocabulary import phrase, table
from agent.quantities import Quantity

_ALONE = re.compile(
    r"^\W*(?:(?:and|now|then|what about|how about|那么?|换成)\s*)*(?:with|at|for|to)?\s*"
    r"(\d{1,4})\s?k\s*(?:呢|please)?\W*$"
    r"|.*\b(?:with|at) (?![24]k)(\d{1,3})\s?k\W*$",
    re.IGNORECASE,
)
"""A question that is nothing but "with 40k", or ends so: only a context is counted so."""


def read_precision(text: str, found: dict[str, Any]) -> None:
    cache = re.search(
        r"(?:([\w-]+?) ?)?(?:(?:kv[- ]?)?cache\b|(?:kv)?缓存)(?: ?(?:in|at|as|of|with|to|用|为))?(?: ?([\w-]+))?",
        text,
        re.IGNORECASE,
    )
    rest = text
    if cache:
        for part in (cache[1], cache[2]):
            if part and (precision := _first_precision(part)):
                found["kv_precision"] = precision
                rest = text.replace(cache[0], " ")
    if precision := _first_precision(rest):
        if (
            cache
            and re.search(r"kv|缓存", text[:40], re.IGNORECASE)
            and "kv_precision" not in found
        ):
            found["kv_precision"] = precision
        else:
            found["precision"] = precision
            if len(several := named_together(rest, _precisions(rest))) > 1:
                found["precisions"] = several


def _first_precision(text: str) -> str | None:
    found = _precisions(text)
    return found[0][2] if found else None


def _precisions(text: str) -> list[tuple[int, int, str]]:
    """Start, end and the engine's name of each format written, in their order.

    Of readings that overlap the one that begins first counts, then the first of the table.
    """
    readings: list[tuple[int, int, str]] = []
    for pattern, name in table("precisions").items():
        for match in re.finditer(
            rf"(?<![A-Za-z0-9])(?:{pattern})(?![A-Za-z0-9])", text, re.IGNORECASE
        ):
            said = match.expand(name).lower().rstrip("_") if "\\" in name else name
            if said.endswith("_k") and said[1] in "45":
                said = f"{said}_m"
            readings.append((match.start(), match.end(), said))
    apart: list[tuple[int, int, str]] = []
    for reading in sorted(readings, key=lambda one: one[0]):
        if not apart or reading[0] >= apart[-1][1]:
            apart.append(reading)
    return apart


def read_workload(text: str, quantities: Sequence[Quantity], found: dict[str, Any]) -> None:
    for q in quantities:
        if q.unit == "tokens" and q.per is None:
            around = text[max(0, q.start - 14) : q.end + 14].lower()
            found["prompt" if "prompt" in around and "context" not in around else "context"] = (
                _tokens(q.text, int(q.value))
            )
        elif q.unit == "frames":
            found["frames"] = int(q.value)
        elif q.unit == "seconds" and q.per is None:
            found["seconds"] = plain_value(q)
    if (
        "context" not in found
        and "prompt" not in found
        and (
            window := re.search(
                r"(?<![\w.])(\d{1,4})\s?[kK](?:\s|-)?(?:tokens?|ctx|context|prompt|window|上下文|长度|的上下文)|(?:context|ctx|上下文)\D{0,12}?(\d{1,4})\s?[kK](?!\w)",
                text,
            )
        )
    ):
        found["context"] = tokens_of_thousands(int(window[1] or window[2]))
    elif "context" not in found and (alone := _ALONE.match(text)):
        found["context"] = tokens_of_thousands(int(alone[1] or alone[2]))
    elif "context" not in found and (
        plain := re.search(
            r"(?:context|ctx|上下文)(?: (?:of|length|size|window)"
            r"|长度)*[ =:为]{0,2}(\d{3,7})(?![\d,]*[kK])"
            r"|(?<![\d.,])(\d{3,7})[ -](?:context|ctx)\b|(?<![\d.,])(\d{3,7})的?上下文",
            text,
            re.IGNORECASE,
        )
    ):
        found["context"] = int(next(g for g in plain.groups() if g))
    if batch := re.search(
        r"batch(?: ?size)?(?: of|=|:)? ?(\d{1,5})|(\d{1,5}) (?:concurrent|parallel"
        r"|simultaneous) (?:users|requests|streams|chats)|(?:批(?:次|大小|量)"
        r"|并发)(?:为|是|=)? ?(\d{1,5})",
        text,
        re.IGNORECASE,
    ):
        found["batch"] = int(next(g for g in batch.groups() if g))


def tokens_of_thousands(number: int) -> int:
    """Tokens of "32k": 1,024 a k where the number is a power of two, as windows are; else 1,000.

    >>> tokens_of_thousands(32), tokens_of_thousands(40)
    (32768, 40000)
    """
    return number * (1024 if number & (number - 1) == 0 else 1000)


def _tokens(said: str, value: int) -> int:
    thousands = re.match(r"(\d{1,4})\s?[kK](?![A-Za-z])", said)
    return tokens_of_thousands(int(thousands[1])) if thousands else value


def read_picture(text: str, quantities: Sequence[Quantity], found: dict[str, Any]) -> None:
    pair = re.search(r"(?<!\d)(\d{3,5})\s?(?:px)?\s?[x×*]\s?(\d{3,5})(?!\d)", text)
    named = re.search(
        r"(?<!\d)(360|480|540|544|576|720|1080|1440|2160)\s?p(?![a-z])", text, re.IGNORECASE
    )
    if pair:
        found["width"], found["height"] = int(pair[1]), int(pair[2])
    elif named:
        found["width"], found["height"] = table("picture_sizes")[named[1]]
        if re.search(r"portrait|vertical|竖屏|竖版", text, re.IGNORECASE):
            found["width"], found["height"] = found["height"], found["width"]
    elif re.search(
        r"(?<!\w)2k (?:image|picture|resolution|output)|2K(?:图|分辨率)", text, re.IGNORECASE
    ):
        found["width"] = found["height"] = 2048
    if "frames" not in found and (
        frames := re.search(r"(?<![\w.])(\d{1,4})\s?(?:frames?|f(?![\w])|帧)", text, re.IGNORECASE)
    ):
        found["frames"] = int(frames[1])


def read_offload_and_engine(text: str, found: dict[str, Any]) -> None:
    if phrase("vram", "no_offload").search(text):
        found["offload"] = "none"
    elif kind := re.search(
        r"(sequential|model|group|block)[- ](?:wise )?(?:cpu )?(?:off-?load|swap)",
        text,
        re.IGNORECASE,
    ):
        found["offload"] = kind[1].lower()
    elif re.search(r"off-?load(?:ing|ed)?|cpu ?offload|卸载", text, re.IGNORECASE):
        found["offload"] = "model"
    for pattern, suffix in (
        (r"(?:vae )?til(?:ing|ed) ?(?:vae|decode)?", "vae_tiling"),
        (r"vae slic", "vae_slicing"),
        (r"(?:t5|text encoder) (?:on|to) (?:the )?cpu|t5_cpu", "t5_cpu"),
    ):
        if re.search(pattern, text, re.IGNORECASE):
            found["offload"] = f"{found.get('offload', 'none')}+{suffix}"
    for pattern, engine in table("engines").items():
        if re.search(
            rf"(?:in|with|on|using|under|through|via|用|在)\s*(?:the )?{pattern}"
            rf"|{pattern} (?:engine|server|runtime)",
            text,
            re.IGNORECASE,
        ):
            found["engine"] = engine
            break


def plain_value(quantity: Quantity) -> str:
    return f"{quantity.value.normalize():f}"
