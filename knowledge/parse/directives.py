"""Directives of reStructuredText that only Sphinx knows, so that docutils reads what they hold."""

import re
from collections.abc import Callable
from itertools import takewhile
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from docutils.parsers.rst.directives.body import CodeBlock
from docutils.parsers.rst.languages import en
from docutils.statemachine import StringList

_NAMED = re.compile(r"^[ \t]*\.\. +([\w+.:-]*\w) ?::(?=\s|$)", re.M)
_OPTION = re.compile(r":[\w-]+:(?:\s|$)")
_WITHOUT_WORDS = ("toctree", "include", "index", "highlight", "tabularcolumns")
"""They hold names of files and settings."""
_CODE = ("code", "code-block", "sourcecode", "testcode", "testoutput", "prompt", "productionlist")


def learn(text: str) -> None:
    """Make docutils read every directive of this text that it does not know."""
    known: dict[str, str] = en.directives
    for name in {name.lower() for name in _NAMED.findall(text)} - known.keys():
        directives.register_directive(name, _Kept)
    for name in _WITHOUT_WORDS:
        directives.register_directive(name, _Silent)
    for name in _CODE:
        directives.register_directive(name, _Code)


class _Kept(Directive):
    """The directive's name and argument as a paragraph, then what it holds; options are left out."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[Any]:
        node = nodes.container()
        lines = "\n".join(self.arguments).split("\n")
        said = [*takewhile(lambda line: not _OPTION.match(line), lines)]
        content: Any = self.content
        if self.block_text.split("\n", 1)[0].rstrip().endswith("::"):  # no argument but content
            content = StringList(said, source="") + content
        elif any(said):
            kind = self.name.rpartition(":")[2]
            node += nodes.paragraph(text=f"{kind}: {' '.join(' '.join(said).split())}")
        self.state.nested_parse(content, self.content_offset, node)
        return [node]


class _Silent(Directive):
    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[Any]:
        return []


class _AnyOption(dict[str, Callable[[str], Any]]):
    def __missing__(self, name: str) -> Callable[[str], Any]:
        return directives.unchanged


class _Code(CodeBlock):
    """With any option, as Sphinx has more of them than docutils."""

    option_spec = _AnyOption(CodeBlock.option_spec)
