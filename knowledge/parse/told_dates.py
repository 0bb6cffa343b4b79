"""The day on which a page tells its reader that it was last changed."""

import re
from typing import Any

from knowledge.dates import read_date
from knowledge.parse.page_tables import flat

_LABEL = re.compile(
    r"(?:(?:created|published|written) by .{2,60}?,\s*)?(?:(?:this )?page (?:was )?)?"
    r"(?:last[ -](?:updated?|modified|edited|changed|revised|reviewed)(?: by .{2,60}? on)?"
    r"|zuletzt (?:aktualisiert|geändert|bearbeitet)|dernière (?:mise à jour|modification)"
    r"|última (?:actualización|modificación)|最[后後近](?:一次)?(?:更新|修改|编辑)(?:时间|日期|于)?"
    r"|更新(?:时间|日期|于))\s*(?:on |am |le |el |于)?\s*[:：]?\s*(?P<day>.{4,40})",
    re.I,
)
_HINT = re.compile(
    r"\blast[ -](?:updat|modif|edit|chang|revis|review)|zuletzt|dernière|última|最[后後近]|更新",
    re.I,
)
_NOT_OF_THE_PAGE = "ancestor::a or ancestor::aside or ancestor::nav or ancestor::table"
_WORDS = f"//body//*[not(self::script or self::style or {_NOT_OF_THE_PAGE})]/text()"
_LONGEST = 160
"""Characters of the line that tells it."""
_HEIGHT = 2
"""Elements around the words among which that line is looked for."""


def day(tree: Any) -> str | None:
    """The one that it tells; None where it tells of several, as lists of pages do."""
    found = {one for words in tree.xpath(_WORDS) if _HINT.search(words) and (one := _told(words))}
    return found.pop() if len(found) == 1 else None


def _told(words: Any) -> str | None:
    """The day of the line in which these words stand."""
    element = words.getparent()
    for _ in range(_HEIGHT + 1):
        if element is None or element.tag == "body" or len(line := flat(element)) > _LONGEST:
            return None
        if label := _LABEL.fullmatch(line):
            written: list[str] = element.xpath("(.//time/@datetime)[last()]")
            return next(filter(None, map(read_date, (*written, _bare(label["day"])))), None)
        element = element.getparent()
    return None


def _bare(day: str) -> str:
    """Without what is said behind it."""
    return re.sub(r"\s*(?:更新|\bby\b.*|\(.*|[.|·].*(?<!\d))$", "", day).strip(" .")
