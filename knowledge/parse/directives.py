"""Directives and roles of reStructuredText that only Sphinx knows: docutils reads what they hold."""

import re
from collections.abc import Callable
from itertools import takewhile
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive, directives, roles
from docutils.parsers.rst.directives.body import CodeBlock
from docutils.parsers.rst.languages import en
from docutils.statemachine import StringList

_NAMED = re.compile(r"^[ \t]*\.\. +([\w+.:-]*\w) ?::(?=\s|$)", re.M)
_ROLE = re.compile(r":([\w.+:-]*\w):`")
_TARGET = re.compile(r"(?<=\S)\s*<[^<>]*>$")
_OPTION = re.compile(r":[\w-]+:(?:\s|$)")
_CAPTION = ":caption:"
_WITHOUT_WORDS = ("toctree", "include", "index", "highlight", "tabularcolumns", "raw")
"""They hold names of files, settings and markup."""
_CODE = ("code", "code-block", "sourcecode", "testcode", "testoutput", "prompt", "productionlist")


def learn(text: str) -> None:
    """Make docutils read every directive and role of this text that it does not know."""
    known: dict[str, str] = en.directives
    for name in {name.lower() for name in _NAMED.findall(text)} - known.keys():
        directives.register_directive(name, _Kept)
    for name in _WITHOUT_WORDS:
        directives.register_directive(name, _Silent)
    for name in _CODE:
        directives.register_directive(name, _Code)
    named: dict[str, str] = en.roles
    for name in {name.lower() for name in _ROLE.findall(text)} - named.keys():
        roles.register_local_role(name, _said)


def _said(_name: str, raw: str, text: str, *_more: Any) -> tuple[list[Any], list[Any]]:
    """What a role shows: its words without the target, and without the marks for a short name."""
    return [nodes.inline(raw, _TARGET.sub("", nodes.unescape(text)).lstrip("~!"))], []


class _Kept(Directive):
    """The directive's name and argument as a paragraph, then what it holds; of options the caption."""

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
        captions = [line for line in lines if line.startswith(_CAPTION)]
        node += [_captioned(line.removeprefix(_CAPTION)) for line in captions]
        self.state.nested_parse(content, self.content_offset, node)
        return [node]


def _captioned(words: str) -> Any:
    return nodes.paragraph(text=" ".join(words.split()))


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

    def run(self) -> list[Any]:
        written: Any = super()  # its types are partly unknown
        code: list[Any] = written.run()
        caption = self.options.get("caption")
        return [_captioned(caption), *code] if caption else code
