"""Words of web pages that stand loose between blocks, put into paragraphs: they are lost else."""

import re
from typing import Any

_WORD = re.compile(r"\w")
_INLINE = set("a abbr b br code em i kbd mark q small span strong sub sup time u".split())


def wrap(parent: Any) -> None:
    """Do so with what stands directly in this element; links alone are a menu and stay."""
    own: list[str] = parent.xpath("text()")
    if not _WORD.search(" ".join(own)):
        return
    words, parent.text = parent.text, None
    paragraph = _paragraph(parent, words)
    if paragraph is not None:
        parent.insert(0, paragraph)
    for child in [one for one in parent if one is not paragraph]:
        words, child.tail = child.tail, None
        if child.tag in _INLINE:
            if paragraph is None:
                paragraph = parent.makeelement("p")
                child.addprevious(paragraph)
            paragraph.append(child)
            child.tail = words
        else:
            paragraph = _paragraph(parent, words)
            if paragraph is not None:
                child.addnext(paragraph)


def set_in_main(block: Any) -> None:
    """Let what is in this block be the main content, unless it is within one."""
    if block.xpath("ancestor-or-self::*[self::main or @role='main']"):
        return
    main = block.makeelement("main")
    main.text, block.text = block.text, None
    main.extend([*block])
    block.append(main)


def _paragraph(parent: Any, words: str | None) -> Any:
    """One of these words, None where there are none."""
    if not (words or "").strip():
        return None
    paragraph = parent.makeelement("p")
    paragraph.text = words
    return paragraph
