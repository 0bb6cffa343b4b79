"""Texts of others without the orders to their reader that they may hold, in plain or in disguise."""

import base64
import binascii
import html
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise

LEFT_OUT = "(an instruction to the reader was left out here)"

IsOrder = Callable[[str], bool]

_SENTENCES = re.compile(
    r"(?<=[.!?])[\"”’')\]]*\s+|(?<=[。！？])[”’」）]*|(?<=[\"”})>])\s+(?=[A-Z\u4e00-\u9fff])"
    r"|</?\w[^<>\n]*>|<\|\w+\|>|\[/?INST\]|(?<=[A-Za-z0-9+/]{24})={0,2}[\"”]?\s+"
)
"""Where a sentence ends: also at the tags, marks of roles and codes that an order may stand between."""
_NUMBERED = re.compile(r"\[\d+\] ")
_LOOKS_ALIKE = str.maketrans(
    "асеорхуіАЕОРСТНВКМαοεΑΒΕΗΙΚΜΝΟΡΤΧ", "aceopxyiAEOPCTHBKMaoeABEHIKMNOPTX"
)
_SPACED = re.compile(r"(?:(?<=[\s\"“'(])|^)(?:\S {1,8}){5,}\S(?!\S)")
_CODED = re.compile(r"[A-Za-z0-9+/_-]{24,}={0,2}")
_CODE = re.compile(
    r"<(?:img|iframe|object|embed|link|meta|base|form|input)\b[^>]*>"
    r"|<(script|style|svg)\b.*?(?:</\1\s*>|$)",
    re.IGNORECASE | re.DOTALL,
)
_SHORT = 60
"""Characters of a line that may be a piece of a sentence."""
_MOST_CHARACTERS = 20_000


def neutral(text: str, is_order: IsOrder) -> tuple[str, list[str]]:
    """The text with each order replaced by a remark, and the orders.

    Lines stay lines, and the `[n]` before a passage stays. An order may run over several short
    lines, and what goes on with one goes with it.
    """
    kept: list[str] = []
    orders: list[str] = []
    for block in _blocks(text.split("\n"), is_order):
        said, found = _without_orders(block, is_order)
        orders += found
        kept.append(said)
    return "\n".join(kept) if orders else text, orders


def without_code(text: str) -> str:
    """The text without what a page loads or runs: no word of it is read, and none shall be copied."""
    return _CODE.sub(" ", text)


def asked_in(text: str, is_order: IsOrder) -> tuple[str, list[str]]:
    """A user's words without the orders of a text they hold, as long as something else is left."""
    said, orders = neutral(text, is_order)
    rest = said.replace(LEFT_OUT, "").strip(" \n\"'“”")
    return (said, orders) if len(rest) >= 6 else (text, [])


@lru_cache(maxsize=4096)  # the same passages are read in every call of a turn
def gives_orders(text: str) -> bool:
    """Whether a document's sentence is an order by the cues of `orders.toml`."""
    return bool(_cue("hard", "soft").search(plain(text)))


@lru_cache(maxsize=4096)
def imitates(text: str) -> bool:
    """Whether a text writes the marks or messages of a model's own format, as its documentation may."""
    return bool(_cue("format").search(plain(text)))


@lru_cache(maxsize=1024)
def takes_over(text: str) -> bool:
    """Whether a sentence is one that no user asks: it speaks to the model past its instructions."""
    return bool(_cue("hard", "format").search(plain(text)))


def plain(text: str) -> str:
    """The text as a reader would take it: nothing invisible, no look-alikes, spaced letters joined,
    and what is encoded written out behind it.

    >>> plain("i g n o r e"), plain("ig\u200bnоre")
    ('ignore', 'ignore')
    """
    text = unicodedata.normalize("NFKC", html.unescape(text[:_MOST_CHARACTERS]))
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    decoded = [said for code in _CODED.findall(text) if (said := _decoded(code))]
    text = _SPACED.sub(lambda run: _joined(run[0]), text).translate(_LOOKS_ALIKE)
    return "\n".join([text, *decoded])


def _joined(run: str) -> str:
    """`i g n o r e   a l l` as words: one blank goes, more of them are one."""
    parts = re.split(r"\s{2,}", run)
    return " ".join(part.replace(" ", "") for part in parts)


def _decoded(code: str) -> str | None:
    """What base64 stands for, where that is a text."""
    standard = code.replace("-", "+").replace("_", "/").rstrip("=")
    try:
        said = base64.b64decode(standard + "=" * (-len(standard) % 4), validate=True).decode(
            "utf-8"
        )
    except (binascii.Error, ValueError):
        return None
    return said if said.isprintable() or "\n" in said else None


def _without_orders(block: str, is_order: IsOrder) -> tuple[str, list[str]]:
    """The block's sentences but those that are orders, alone or read together, or go on with one."""
    sentences = [part for part in _parts(block) if part.strip()]
    orders: list[str] = []
    kept: list[str] = []
    for sentence in sentences:
        flat = " ".join(sentence.split("\n"))
        goes_on = bool(orders) and _cue("after").search(plain(flat))
        if is_order(flat) or goes_on:
            orders.append(sentence)
            kept.append(_number(sentence) + LEFT_OUT)
        else:
            kept.append(sentence)
    if not orders and len(sentences) > 1 and is_order(" ".join(block.split("\n"))):
        return _number(block) + LEFT_OUT, [block]
    return (" ".join(kept), orders) if orders else (block, [])


def _parts(block: str) -> Iterable[str]:
    at = 0
    for end in _SENTENCES.finditer(block):
        if end.end() > at:
            yield block[at : end.end()].rstrip()
            at = end.end()
    yield block[at:]


def _number(text: str) -> str:
    """The `[n]` that a passage begins with."""
    found = _NUMBERED.match(text)
    return found[0] if found else ""


def _blocks(lines: list[str], is_order: IsOrder) -> Iterable[str]:
    """The lines, short ones without an end joined with the next: a sentence may be spread over them."""
    block = lines[:1]
    for before, line in pairwise(lines):
        is_open = 0 < len(before.strip()) <= _SHORT and before.rstrip()[-1] not in ".!?。！？|"
        stands_alone = _NUMBERED.match(before) or _NUMBERED.match(line) or not line.strip()
        if is_open and not stands_alone and not is_order(before):
            block.append(line)
        else:
            yield "\n".join(block)
            block = [line]
    yield "\n".join(block)


@cache
def _cue(*names: str) -> re.Pattern[str]:
    file = resources.files("agent").joinpath("orders.toml")
    table = tomllib.loads(file.read_text("utf-8"))
    return re.compile(
        "|".join(f"(?:{cue})" for name in names for cue in table[name]),
        re.IGNORECASE | re.MULTILINE,
    )
