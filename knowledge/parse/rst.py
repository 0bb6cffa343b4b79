"""reStructuredText, by docutils, as Markdown: its tables and underlines become ones we split."""

import re
from collections.abc import Callable
from textwrap import dedent
from typing import Any

from knowledge.document import About, Parsed
from knowledge.parse.grids import as_lines, as_markdown
from knowledge.parse.text import decode
from knowledge.reading.fields import about_from, unread_date

_SETTINGS = {
    # A document must not read other files of this machine.
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
    "report_level": 5,
    "halt_level": 5,
    "warning_stream": False,
    "line_length_limit": 1_000_000,
    "input_encoding": "unicode",
}
_SHORT_UNDERLINE = re.compile(r"^(?=\w)(.+)\n([-=~^\"'`*+#])(\2{1,2})$", re.M)
"""Under a title of more letters it is none to docutils, though Sphinx's users write it so."""

_MARK = re.compile(r"^\.\. [\w+.:-]+ ?:: *")

_SKIPPED = {
    *("comment", "substitution_definition", "target", "meta", "pending", "raw"),
    "label",  # stands before its note
}
_FLAT = {
    *("paragraph", "rubric", "attribution", "subtitle", "caption", "image", "#text"),
}


def parse(content: bytes) -> Parsed:
    """The text, with what stands in directives that only Sphinx knows."""
    import docutils.core

    from knowledge.parse import directives

    docutils_core: Any = docutils.core  # its types are partly unknown
    text = _SHORT_UNDERLINE.sub(_lengthen, decode(content))
    directives.learn(text)
    tree: Any = docutils_core.publish_doctree(text, settings_overrides=_SETTINGS)
    fields = _docinfo(tree)
    unread = unread_date(fields)
    said = about_from(fields).dated_by("document metadata")
    title = next((node.astext() for node in tree.findall() if node.tagname == "title"), None)
    return Parsed("\n\n".join(_blocks(tree, 1)), said.over(About(title=title)), skipped=unread)


def _docinfo(tree: Any) -> dict[str, str]:
    """The fields above the text, `:date:` and the like, by their names."""
    fields: dict[str, str] = {}
    for info in (node for node in tree.findall() if node.tagname == "docinfo"):
        for node in info.children:
            if node.tagname == "field":
                name, body = (part.astext() for part in node.children)
                fields.setdefault(name, body.strip())
            else:
                fields.setdefault(node.tagname, node.astext())
    return fields


def _lengthen(found: re.Match[str]) -> str:
    return f"{found[1]}\n{found[2] * max(len(found[1].encode()), 4)}"


def _blocks(node: Any, level: int) -> list[str]:
    """The paragraphs below a node, as Markdown."""
    parts = [part for child in node.children for part in _block(child, level)]
    return [part for part in parts if part.strip()]


def _block(node: Any, level: int) -> list[str]:
    name = node.tagname
    if name in _SKIPPED:
        return []
    if name in _FLAT:
        return [_flat(node)]
    if name in _WRITTEN:
        return [_WRITTEN[name](node, level)]
    if name == "system_message":
        return _unread(node)
    return _blocks(node, level + (name == "section"))


def _heading(node: Any, level: int) -> str:
    if node.parent.tagname not in ("document", "section"):  # of a box: what follows is not below it
        return _flat(node)
    return f"{'#' * min(level, 6)} {_flat(node)}"


def _code(node: Any, _level: int) -> str:
    return f"```\n{node.astext()}\n```"


def _math(node: Any, _level: int) -> str:
    return f"$$\n{node.astext()}\n$$"


def _lines(node: Any, _level: int) -> str:
    return "\n".join(_flat(line) for line in node.findall() if line.tagname == "line")


def _bullets(node: Any, level: int) -> str:
    return "\n".join(_led("- ", item, level) for item in node.children)


def _numbered(node: Any, level: int) -> str:
    """With the numbers or letters that the text may refer to; Roman ones as numbers."""
    first: int = node.get("start", 1)
    kind: str = node["enumtype"]
    count = range(first, first + len(node.children))
    numbers = [chr(96 + n) if "alpha" in kind else str(n) for n in count]
    numbers = [n.upper() if kind.startswith("upper") else n for n in numbers]
    led = zip(numbers, node.children, strict=True)
    return "\n".join(_led(f"{number}. ", item, level) for number, item in led)


def _info(node: Any, level: int) -> str:
    """The fields above the text; one without value is a setting of Sphinx."""
    lines = (
        _field(one, level)
        if one.tagname == "field"
        else f"{one.tagname.capitalize()}: {_flat(one)}"
        for one in node.children
    )
    return "\n".join(line for line in lines if not line.endswith(": "))


def _field(node: Any, level: int) -> str:
    name, body = node.children
    return _led(f"{_flat(name)}: ", body, level)


def _option(node: Any, level: int) -> str:
    names, body = node.children
    return _led(f"{', '.join(map(_flat, names.children))}: ", body, level)


def _note(node: Any, level: int) -> str:
    label, *_ = node.children
    return _led(f"[{_flat(label)}] ", node, level)


def _definition(node: Any, level: int) -> str:
    *heads, body = node.children
    return "\n\n".join([" : ".join(map(_flat, heads)), *_blocks(body, level)])


def _led(lead: str, node: Any, level: int) -> str:
    """What is below a node after its number, bullet or name, further lines as deep as the first."""
    lines = "\n".join(_blocks(node, level)).split("\n")
    return f"\n{' ' * len(lead)}".join([lead + lines[0], *lines[1:]])


def _unread(message: Any) -> list[str]:
    """What docutils could not read, as it is written, without a directive's mark and options."""
    kept = [node.astext() for node in message.children if node.tagname == "literal_block"]
    first, _, below = "\n".join(kept).partition("\n")
    lines = (line for line in dedent(below).split("\n") if not line.startswith(":"))
    return ["\n".join([_MARK.sub("", first), *lines]).strip("\n")]


def _table(table: Any, _level: int) -> str:
    """A cell that spans rows or columns stands in each place it covers, so that rows read alone."""
    title = "".join(_flat(child) for child in table.children if child.tagname == "title")
    rows: list[list[str]] = []
    below: dict[int, tuple[int, str]] = {}
    for row in (node for node in table.findall() if node.tagname == "row"):
        cells: list[str] = []
        for entry in row.children:
            _fill(cells, below)
            text = _joined(entry, 1)
            for _ in range(entry.get("morecols", 0) + 1):
                if entry.get("morerows", 0):
                    below[len(cells)] = (entry["morerows"], text)
                cells.append(text)
        _fill(cells, below)
        rows.append(cells)
    has_names = any(node.tagname == "thead" for node in table.findall())
    return "\n\n".join(filter(None, [title, as_markdown(rows) if has_names else as_lines(rows)]))


def _fill(cells: list[str], below: dict[int, tuple[int, str]]) -> None:
    while len(cells) in below:
        place = len(cells)
        left, text = below.pop(place)
        if left > 1:
            below[place] = (left - 1, text)
        cells.append(text)


def _joined(node: Any, level: int) -> str:
    return " ".join(" ".join(_blocks(node, level)).split())


def _flat(node: Any) -> str:
    return " ".join(node.astext().split())


_WRITTEN: dict[str, Callable[[Any, int], str]] = {
    "title": _heading,
    "table": _table,
    "literal_block": _code,
    "doctest_block": _code,
    "math_block": _math,
    "line_block": _lines,
    "bullet_list": _bullets,
    "enumerated_list": _numbered,
    "definition_list_item": _definition,
    "docinfo": _info,
    "field": _field,
    "option_list_item": _option,
    "footnote": _note,
    "citation": _note,
}
