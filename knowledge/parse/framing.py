"""Web pages with one main content, in which all words are in paragraphs and no part is passed over
for its name."""

import copy
import re
from collections.abc import Iterable
from typing import Any

from knowledge.parse import loose
from knowledge.parse.asides import LIKE_BESIDE, is_beside, names
from knowledge.parse.page_tables import flat

_OWN_WORDS = (
    ".//text()[not(ancestor::nav or ancestor::footer or ancestor::aside or ancestor::header"
    " or ancestor::script or ancestor::style or ancestor::noscript or ancestor::button)]"
)
_BOXES = "body main article section div header center address form hgroup".split()
_HOLDERS = "p li td th dt dd h1 h2 h3 h4 h5 h6 pre nav footer caption summary button".split()
"""Words in these are in place already."""
_PICTURES = re.compile(r"slide|carousel|gallery", re.I)
_IS_HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden", re.I)
_TAKEN = re.compile(
    r"post|entry|article|content|story|text|cell|main|primary|^page|field-body", re.I
)
"""Names by which one part would be taken for the whole."""
_FIGURE = re.compile(r"\d")


def framed(tree: Any) -> Any:
    """The page with one main content, its body where it names none that has enough of its words,
    and all words there in paragraphs: others, and headings elsewhere, would be lost."""
    framed = copy.deepcopy(tree)
    for block in framed.xpath("//main | //article | //*[@role='main']"):
        block.set("data-content", "article" if block.tag == "article" else "main")
    frame = _frame(framed)
    if frame is None:
        return framed
    _take_in_title(framed, frame)
    _drop_teasers(frame)
    for block in [*framed.iter("div", "section", "article", "main")]:
        if block is not frame and _TAKEN.search(names(block)):
            _unname(block)
        if block is not frame and block.tag in ("article", "main"):
            block.tag = "section"
    for block in [*frame.iter()]:
        if _is_box(block):
            loose.wrap(block)
    loose.set_in_main(frame)
    return framed


def _frame(tree: Any) -> Any:
    """What the page calls its main content, an article only with most of its words."""
    body = tree.find(".//body")
    if body is None:
        return None
    whole = _letters(body)
    mains: list[Any] = tree.xpath("//main|//*[@role='main']")
    articles: list[Any] = tree.xpath("//article[not(ancestor::article)]")
    longest = max(articles, key=_letters, default=None)
    if longest is not None and 2 * _letters(longest) >= whole:
        return longest
    return next((one for one in mains if 4 * _letters(one) >= whole), body)


def _letters(part: Any) -> int:
    """How many are in its own words."""
    return sum(map(len, " ".join(part.xpath(_OWN_WORDS)).split()))


def _take_in_title(tree: Any, frame: Any) -> None:
    """A heading right above content that has none, with what is said beside it, goes into it."""
    titles: list[Any] = tree.xpath("//h1[not(ancestor::nav or .//a)]")
    if len(titles) != 1 or frame.find(".//h1") is not None:
        return
    block = titles[0]
    for parent in titles[0].iterancestors():
        if frame in parent.iter():
            break
        if LIKE_BESIDE.search(names(parent).replace("banner", "")):
            return
        block = parent
    if block.find(".//nav") is None:
        block.tag = "div" if block.tag == "header" else block.tag
        frame.insert(0, block)


def _drop_teasers(frame: Any) -> None:
    """Of short articles beside one that is most of the content, which lead to other pages."""
    articles = [one for one in frame.iter("article") if one is not frame]
    lengths = [*map(_letters, articles)]
    longest = max(lengths, default=0)
    if 3 * longest < 2 * _letters(frame):
        return
    for one, length in zip(articles, lengths, strict=True):
        if length * 5 <= longest and not _FIGURE.search(flat(one)):
            one.drop_tree()


def _is_box(block: Any) -> bool:
    is_one = block.tag in _BOXES or "-" in str(block.tag)
    return is_one and not any(around.tag in _HOLDERS for around in block.iterancestors())


def make_plain(pieces: Iterable[Any]) -> None:
    """Take off the names by which parts around these are passed over, though not those of menus."""
    beside: dict[Any, bool] = {}
    for piece in pieces:
        for block in (piece, *piece.iterancestors()):
            if block not in beside:
                beside[block] = is_beside(block)
            if piece.tag == "h1" or not beside[block]:
                _unname(block)
            if not _IS_HIDDEN.search(block.get("style", "")):
                block.attrib.pop("style", None)


def is_of_pictures(piece: Any) -> bool:
    """Whether it stands in a series of pictures, as their captions do."""
    return any(_PICTURES.search(names(block)) for block in piece.iterancestors())


def _unname(block: Any) -> None:
    for name in ("id", "class", "itemprop", "data-component"):
        block.attrib.pop(name, None)
