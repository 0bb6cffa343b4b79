"""What of a web page is there to be read: nothing hidden for good, and the words of its figures."""

import re
from typing import Any

from knowledge.language.glossary import CHINESE
from knowledge.parse import loose
from knowledge.parse.page_tables import flat

_HIDDEN = (
    "//template[not(@shadowrootmode)]"
    " | //*[@hidden and not(@id) and not(@role='tabpanel') and not(@hidden='until-found')]"
    "[not(self::html or self::body or self::main or self::article)]"
)
"""Without a name by which a script could show it; some pages hide all until one has run."""
_IS_STRUCK = re.compile(
    r"(?:^|\s)(?:text-(?:decoration-)?)?(?:line-through|strike-?through|struck)(?:\s|$)", re.I
)
"""A class; where a colon stands before it, as in `hover:line-through`, it is so at times only."""
_MARK = re.compile(r"(?:\[\w{1,9}(?: \d+)?\]\s*)+")
_BLOCKS = "self::del | self::s | .//del | .//s | .//p | .//div | .//li | .//table | .//pre"
"""In which more is than a line, or what says that it is crossed out."""
_HOLDERS = set("p div li td th dd dt h1 h2 h3 h4 h5 h6 summary pre body".split())
_MOST_OF_A_NAME = 2
"""Words; no more than that are a name such as "logo"."""


def drop_hidden(tree: Any) -> None:
    """Take out templates and what nothing on the page shows."""
    for part in tree.xpath(_HIDDEN):
        if part.getparent() is not None:
            part.drop_tree()


def drop_marks(tree: Any) -> None:
    """Take out the marks of footnotes, such as a raised `[2]`."""
    for raised in [*tree.iter("sup")]:
        if _MARK.fullmatch(flat(raised)) and raised.getparent() is not None:
            raised.drop_tree()


def strike(tree: Any) -> None:
    """Say of words that a page's looks cross out, such as a price before a rebate, that they are;
    in a paragraph, since they would be torn from what follows else."""
    for part in tree.xpath("//body//*[@class or @style]"):
        is_styled = "line-through" in part.get("style", "")
        is_struck = is_styled or _IS_STRUCK.search(part.get("class", ""))
        if is_struck and not part.xpath(_BLOCKS) and flat(part):
            struck = part.makeelement("del")
            struck.text, part.text = part.text, None
            struck.extend([*part])
            part.append(struck)
    for struck in [*tree.iter("del", "s", "strike")]:
        around = next((one for one in struck.iterancestors() if one.tag in _HOLDERS), None)
        if around is not None and around.tag == "div":
            loose.wrap(around)


def unframe(tree: Any) -> None:
    """Make plain blocks of figures, which are passed over, with what their pictures are said to
    show; one without words stays."""
    for figure in [*tree.iter("figure")]:
        own = flat(figure)
        told = [alt for alt in figure.xpath(".//img/@alt") if tells(alt) and alt not in own]
        if not own and not told:
            continue
        figure.tag = "div"
        for caption in [*figure.iter("figcaption")]:
            caption.tag = "div"
            loose.wrap(caption)
        for alt in dict.fromkeys(told):
            paragraph = figure.makeelement("p")
            paragraph.text = alt
            figure.append(paragraph)


def keep_spaces(tree: Any) -> None:
    """Make code of what is preformatted: its indentation would be lost, which may be its sense."""
    for block in [*tree.iter("pre")]:
        if block.find(".//code") is None and (words := block.text_content()).strip():
            for child in [*block]:
                block.remove(child)
            code = block.makeelement("code")
            code.text, block.text = words, None
            block.append(code)


def tells(words: str) -> bool:
    """Whether it is more than a name."""
    return len(words.split()) > _MOST_OF_A_NAME or len(CHINESE.findall(words)) > 2 * _MOST_OF_A_NAME
