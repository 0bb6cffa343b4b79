"""Words of web pages that stand loose between blocks, put into paragraphs: they are lost else."""

import re
from typing import Any

_WORD = re.compile(r"\w")
_INLINE = set(
    "a abbr b bdi bdo br cite code data del dfn em font i img ins kbd mark output picture q ruby"
    " s samp small source span strong sub sup svg time tt u var wbr".split()
)
_OWN_WORDS = ".//text()[not(ancestor::a or ancestor::svg)]"


def wrap(parent: Any) -> None:
    """Do so with what stands directly in this element; links alone are a menu and stay."""
    before, inline = None, list[Any]()
    for child in [*parent, None]:
        if child is not None and _is_inline(child):
            inline.append(child)
        else:
            _set_in_paragraph(parent, before, inline)
            before, inline = child, []


def _set_in_paragraph(parent: Any, before: Any, inline: list[Any]) -> None:
    """The words of a parent, behind a child or at its beginning, with the elements among them."""
    words = (parent.text if before is None else before.tail) or ""
    own = [words, *(f"{''.join(one.xpath(_OWN_WORDS))} {one.tail or ''}" for one in inline)]
    if not _WORD.search(" ".join(own)):
        return
    paragraph = parent.makeelement("p")
    paragraph.text = words
    if before is None:
        parent.text = None
        parent.insert(0, paragraph)
    else:
        before.tail = None
        before.addnext(paragraph)
    paragraph.extend(inline)


def _is_inline(element: Any) -> bool:
    """Whether nothing in it is a block; those that pages name themselves are what is in them."""
    tags = (one.tag for one in element.iter() if isinstance(one.tag, str))
    return all(tag in _INLINE or "-" in tag for tag in tags)


def set_in_main(block: Any) -> None:
    """Let what is in this block be the main content, unless it is within one."""
    if block.xpath("ancestor-or-self::*[self::main or @role='main']"):
        return
    main = block.makeelement("main")
    main.text, block.text = block.text, None
    main.extend([*block])
    block.append(main)
