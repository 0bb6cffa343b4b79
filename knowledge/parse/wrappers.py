"""Elements of web pages that trafilatura passes over with all their words, though these are content:
days, labels, results, groups of fields, notes. They become plain ones."""

import re
from collections.abc import Sequence
from typing import Any

from knowledge.parse import asides, loose
from knowledge.parse.page_tables import flat

_CONTENT = "ancestor::*[self::main or self::article or @role='main']"
_PART = f"{_CONTENT} | ancestor::section | ancestor::li"
"""In which a footer is that of a card or of a part; so are several in a page."""
_IS_CONTROL = "self::input or self::select or self::textarea"
_HAS_CONTENT = ".//h1 | .//main | .//article | .//table"
_NOTE = re.compile(
    r"(?<![a-z])(?:note|tip|hint|info|important|warning|caution|danger|callout|admonition|alert)"
    r"(?![a-z])",
    re.I,
)


def unwrap(tree: Any) -> None:
    """Make plain ones of those that hold a page's own words; a form's controls stay what they are."""
    for label in [*tree.iter("label")]:
        label.tag = _tag_of(label)
    for day in [*tree.iter("time", "output")]:
        day.tag = "span"
        _set_apart(day)
    for group in [*tree.iter("fieldset")]:
        group.tag = "div"
    for title in [*tree.iter("legend")]:
        title.tag = "p"
    for block in [*tree.iter("form", "dialog", "aside")]:
        if _is_content(block):
            block.tag = "div"
    _unwrap_feet([*tree.iter("footer")])


def _unwrap_feet(feet: Sequence[Any]) -> None:
    """Those with prices, unless it is the page's own."""
    for foot in feet:
        if (len(feet) > 2 or foot.xpath(_PART)) and asides.has_prices(foot):
            foot.tag = "div"
            loose.wrap(foot)


def _tag_of(label: Any) -> str:
    """What a label is: words among others, a question that unfolds its answer, or a field's name."""
    control = label.xpath(f".//*[{_IS_CONTROL}]") or label.xpath(
        f"//*[@id=$id][{_IS_CONTROL}]", id=label.get("for", "")
    )
    if not control:
        return "span"
    return "p" if flat(label).endswith(("?", "？")) else "label"


def _set_apart(words: Any) -> None:
    """From what stands right before them, as the page's looks do."""
    before = words.getprevious()
    if before is not None and not before.tail:
        before.tail = " "


def _is_content(block: Any) -> bool:
    """Whether it is a form around the whole page, or said in the main content and shown."""
    if block.tag == "form":
        return bool(block.xpath(_HAS_CONTENT))
    is_said = _is_open(block) or _is_note(block) or asides.has_figures(block)
    return is_said and bool(block.xpath(_CONTENT))


def _is_open(block: Any) -> bool:
    return block.tag == "dialog" and "open" in block.attrib


def _is_note(block: Any) -> bool:
    """Whether it is said beside the text and belongs to it, as a warning does."""
    names = " ".join(block.get(name, "") for name in ("class", "role", "aria-label"))
    return block.tag == "aside" and _NOTE.search(names) is not None
