"""Questions of web pages that unfold what stands under them: buttons that are headings."""

from typing import Any

from knowledge.parse import asides, loose
from knowledge.parse.page_tables import flat
from knowledge.parse.visible import tells

_HEADINGS = "h1 h2 h3 h4 h5 h6 dt summary".split()
_IN_CONTENT = (
    "[not(ancestor::nav or ancestor::header or ancestor::footer or ancestor::aside)]"
    "[not(ancestor::table or ancestor::p)]"
)
"""Those in a table or paragraph act on what stands beside them."""
_UNFOLDS = (
    "//button[@aria-expanded or @aria-controls or @data-bs-toggle='collapse'"
    f" or @data-toggle='collapse' or contains(@class, 'accordion')]{_IN_CONTENT}"
)
_FOLDED = (
    f"//button{_IN_CONTENT}/following-sibling::*[1]"
    "[@hidden or contains(translate(@style, ' ', ''), 'display:none')]"
)


def unfold(tree: Any) -> None:
    """Show what a script would below a button, unless it leads elsewhere, as a menu does, or asks."""
    for part in tree.xpath(_FOLDED):
        words, linked = flat(part), " ".join(map(flat, part.iter("a")))
        is_own = not asides.is_named_so(part) and part.get("role") != "dialog"
        if is_own and tells(words) and 2 * len(linked) < len(words):
            for name in ("hidden", "style"):
                part.attrib.pop(name, None)
            part.getprevious().set("aria-expanded", "true")
            loose.wrap(part)


def unbutton(tree: Any) -> None:
    """Make headings of them: buttons are passed over."""
    for heading in [*tree.iter(*_HEADINGS)]:
        buttons = heading.findall(".//button")
        # A button beside other words copies or links them.
        if len(buttons) == 1 and flat(heading) == flat(buttons[0]):
            buttons[0].drop_tag()
    for button in tree.xpath(_UNFOLDS):
        words = flat(button)
        if tells(words) or words.endswith(("?", "？")):
            tail = button.tail
            button.clear()
            button.tag, button.text, button.tail = "h3", words, tail
