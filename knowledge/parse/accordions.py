"""Questions of web pages that unfold what stands under them: buttons that are headings."""

from typing import Any

from knowledge.parse.page_tables import flat
from knowledge.parse.visible import tells

_HEADINGS = "h1 h2 h3 h4 h5 h6 dt summary".split()
_UNFOLDS = (
    "//button[@aria-expanded or @aria-controls or @data-bs-toggle='collapse'"
    " or @data-toggle='collapse' or contains(@class, 'accordion')]"
    "[not(ancestor::nav or ancestor::header or ancestor::footer or ancestor::aside)]"
    "[not(ancestor::table or ancestor::p)]"
)
"""Those in a table or paragraph act on what stands beside them."""


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
