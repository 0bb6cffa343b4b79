"""reStructuredText, by docutils, as Markdown: its tables and underlines become ones we split."""

import re
from typing import Any

from knowledge.document import About, Parsed
from knowledge.parse.grids import as_markdown
from knowledge.parse.text import decode
from knowledge.reading.sources import about_from

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

_SKIPPED = {"comment", "substitution_definition", "target", "meta", "docinfo", "pending", "raw"}


def parse(content: bytes) -> Parsed:
    """The text; what directives unknown to docutils (Sphinx's) hold is kept as it is written."""
    import docutils.core

    docutils_core: Any = docutils.core  # its types are partly unknown
    text = _SHORT_UNDERLINE.sub(_lengthen, decode(content))
    tree: Any = docutils_core.publish_doctree(text, settings_overrides=_SETTINGS)
    fields = _docinfo(tree)
    said = about_from(fields).dated_by("document metadata")
    title = next((node.astext() for node in tree.findall() if _name(node) == "title"), None)
    return Parsed("\n\n".join(_blocks(tree, 1)), said.over(About(title=title)))


def _docinfo(tree: Any) -> dict[str, str]:
    """The fields above the text, `:date:` and the like, by their names."""
    fields: dict[str, str] = {}
    for info in (node for node in tree.findall() if _name(node) == "docinfo"):
        for node in info.children:
            if _name(node) == "field":
                name, body = (part.astext() for part in node.children)
                fields.setdefault(name, body.strip())
            else:
                fields.setdefault(_name(node), node.astext())
    return fields


def _lengthen(found: re.Match[str]) -> str:
    return f"{found[1]}\n{found[2] * max(len(found[1].encode()), 4)}"


def _blocks(node: Any, level: int) -> list[str]:
    """The paragraphs below a node, as Markdown."""
    parts: list[str] = []
    for child in node.children:
        name = _name(child)
        if name in _SKIPPED:
            continue
        if name == "title":
            parts.append(f"{'#' * min(level, 6)} {_flat(child)}")
        elif name == "section":
            parts += _blocks(child, level + 1)
        elif name == "table":
            parts.append(_table(child))
        elif name in {"literal_block", "doctest_block"}:
            parts.append(f"```\n{child.astext()}\n```")
        elif name in {"bullet_list", "enumerated_list"}:
            parts.append("\n".join(f"- {_joined(item, level)}" for item in child.children))
        elif name == "system_message":
            parts += _unknown(child)
        elif name in {"paragraph", "term", "rubric", "attribution", "subtitle", "Text"}:
            parts.append(_flat(child))
        else:
            parts += _blocks(child, level)
    return [part for part in parts if part.strip()]


def _unknown(message: Any) -> list[str]:
    """What a directive that docutils does not know stands around, without its options."""
    kept = [child.astext() for child in message.children if _name(child) == "literal_block"]
    lines = "\n".join(kept).split("\n")
    return ["\n".join(line.strip() for line in lines if not line.lstrip().startswith((".. ", ":")))]


def _table(table: Any) -> str:
    """A cell that spans rows or columns stands in each place it covers, so that rows read alone."""
    title = "".join(_flat(child) for child in table.children if _name(child) == "title")
    rows: list[list[str]] = []
    below: dict[int, tuple[int, str]] = {}
    for row in (node for node in table.findall() if _name(node) == "row"):
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
    return "\n\n".join(filter(None, [title, as_markdown(rows)]))


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


def _name(node: Any) -> str:
    return node.tagname if hasattr(node, "tagname") else type(node).__name__
