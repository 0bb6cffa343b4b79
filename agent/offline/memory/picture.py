"""The picture or clip of a memory check: its size, number and length, read from a question."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from agent.offline.alternatives import named_together
from agent.offline.vocabulary import phrase, table
from agent.quantities import Quantity
from agent.tools.vram import catalog

_PAIR = re.compile(r"(?<!\d)(\d{3,5})\s?(?:px)?\s?[x×*]\s?(\d{3,5})(?!\d)")
_LINES = re.compile(r"(?<!\d)(360|480|540|544|576|720|1080|1440|2160)\s?p(?![a-z])", re.IGNORECASE)
_SQUARE = re.compile(r"(?<!\d)(\d{3,4})\s?(?:px|pixels?|像素)(?!\w)", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<![A-Za-z0-9_.$])([124])\s?k(?![\w\d])", re.IGNORECASE)
_RATIO = re.compile(r"(?<!\d)(\d{1,2}) ?[:：] ?(\d{1,2})(?!\d)")
_RATE = re.compile(
    r"(?<![A-Za-z0-9_.])(\d{1,3}) ?(?:fps|frames? (?:per|a|each) second|帧/秒|帧每秒)|每秒 ?(\d{1,3}) ?帧",
    re.IGNORECASE,
)
_FRAMES = re.compile(r"(?<![A-Za-z0-9_.])(\d{1,4})\s?(?:frames?|f(?![\w])|帧)", re.IGNORECASE)
_ROWS_OFF = 16
"""Rows by which a maker's 720p may miss 720: its sizes are whole blocks."""
_IMAGES = re.compile(
    r"(?<![A-Za-z0-9_.])[x×]?\s?(\d{1,3}) ?(?:images?|pictures?|pics?|variations?)\b"
    r"|(?<![\d.])(\d{1,3}) ?(?:张|幅)(?:图|画)",
    re.IGNORECASE,
)


def read_picture(
    text: str, quantities: Sequence[Quantity], found: dict[str, Any], notes: list[str]
) -> None:
    """`width`, `height` and `frames`; `sizes` where several are asked; images as a batch."""
    kind = kind_of_model(found)
    sizes = _sizes(text, kind, _own_size(found))
    if sizes:
        found["width"], found["height"] = sizes[0][2]
        several = named_together(text, [(a, b, f"{w}x{h}") for a, b, (w, h) in sizes])
        if len(several) > 1:
            found["sizes"] = several
    if kind in ("image", None) and (number := _IMAGES.search(text)):
        found["batch"] = int(number[1] or number[2])
    if kind != "image":
        _read_frames(text, quantities, found, notes)


def kind_of_model(found: Mapping[str, Any]) -> str | None:
    """The kind of the model read so far, as the catalogue writes it; None where it is not known."""
    model = catalog.find_model(str(found.get("model") or ""))
    return model.kind if model else None


def _own_size(found: Mapping[str, Any]) -> tuple[int, int]:
    """Width and height that the model makes unless told otherwise; zeros where not known."""
    model = catalog.find_model(str(found.get("model") or ""))
    usual = model.defaults if model else {}
    return usual.get("width", 0), usual.get("height", 0)


def _lines(said: str, own: tuple[int, int]) -> tuple[int, int]:
    """Pixels of "720p"; a maker's own size a few rows off it is what the maker calls so (1280 x 704)."""
    width, height = table("picture_sizes")[said]
    return own if own[0] == width and abs(own[1] - height) <= _ROWS_OFF else (width, height)


def _sizes(
    text: str, kind: str | None, own: tuple[int, int]
) -> list[tuple[int, int, tuple[int, int]]]:
    """Start, end and pixels of each size written, in their order."""
    upright = re.search(r"portrait|vertical|竖屏|竖版", text, re.IGNORECASE)
    sizes = [(m.start(), m.end(), (int(m[1]), int(m[2]))) for m in _PAIR.finditer(text)]
    for m in _LINES.finditer(text):
        width, height = _lines(m[1], own)
        sizes.append((m.start(), m.end(), (height, width) if upright else (width, height)))
    if not sizes and kind in ("image", "video", "3d"):
        sizes = [
            (m.start(), m.end(), (int(m[1]), int(m[1])))
            for m in _SQUARE.finditer(text)
            if int(m[1]) >= 256
        ] or [
            (m.start(), m.end(), _of_thousands(int(m[1]), text, kind))
            for m in _THOUSANDS.finditer(text)
        ]
    elif (
        not sizes
        and kind is None
        and re.search(r"2k (?:image|picture|resolution|output)|2K(?:图|分辨率)", text, re.I)
    ):
        sizes = [(0, 0, (2048, 2048))]
    return sorted(sizes)


def _of_thousands(number: int, text: str, kind: str) -> tuple[int, int]:
    """Pixels of "2K": so many thousands across; square for pictures, 16:9 for clips."""
    across = {1: 1024, 2: 2048, 4: 4096}[number]
    ratio = _RATIO.search(text)
    if ratio and int(ratio[1]) and int(ratio[2]):
        wide, high = int(ratio[1]), int(ratio[2])
        longest = max(wide, high)
        return across * wide // longest // 16 * 16, across * high // longest // 16 * 16
    if kind == "video":
        width, height = table("picture_sizes")[{1: "576", 2: "1440", 4: "2160"}[number]]
        return width, height
    return across, across


def _read_frames(
    text: str, quantities: Sequence[Quantity], found: dict[str, Any], notes: list[str]
) -> None:
    """Frames as written, else a clip's seconds at the frame rate said or its maker's."""
    rate = _RATE.search(text)
    rest = text.replace(rate[0], " ") if rate else text
    if spans := [(m.start(), m.end(), m[1]) for m in _FRAMES.finditer(rest)]:
        found["frames"] = int(spans[0][2])
        if len(several := named_together(rest, spans)) > 1:
            found["frame_counts"] = [int(number) for number in several]
    elif frames := next((q for q in quantities if q.unit == "frames"), None):
        found["frames"] = int(frames.value)
    length = next((q for q in quantities if q.unit == "seconds" and q.per is None), None)
    if length is None or "frames" in found:
        return
    known = float(rate[1] or rate[2]) if rate else _usual_rate(str(found.get("model") or ""))
    if phrase("vram", "time_taken").search(text):
        return
    if known is None:
        found["seconds"] = f"{length.value.normalize():f}"  # of a model named before
        return
    found["frames"] = round(float(length.value) * known) + 1
    seconds = f"{length.value.normalize():f}"
    said = f"|{known:g}|{found['frames']}" if rate else ""
    notes.append(f"{'counted_frames' if rate else 'usual_rate'}|{seconds}{said}")


def _usual_rate(model: str) -> float | None:
    """Frames a second of the clips that the makers' model makes, where its card states them."""
    return catalog.frame_rate(model)
