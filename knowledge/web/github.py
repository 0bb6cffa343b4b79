"""`github:owner/repo[/path]`: the documents of a repository, by one look at its list of files."""

import json
import re
from pathlib import PurePosixPath
from typing import Any, cast
from urllib.parse import quote

from knowledge import places
from knowledge.document import CannotRead
from knowledge.web.listed import Listed
from knowledge.web.visitor import Visitor

PREFIX = "github:"
_SPEC = re.compile(r"github:([\w.-]+)/([\w.-]+?)(?:\.git)?(?:/(.*?))?/?$")
_SUFFIXES = {".md", ".markdown", ".mdx", ".rst", ".txt", ".pdf", ".docx", ".pptx"}
_WITHOUT_SUFFIX = re.compile(r"(readme|licen[sc]e|notice|changelog|changes)\b", re.I)
_NO_DOCUMENTS = re.compile(r"(requirements.*|constraints.*|cmakelists|robots)\.txt$", re.I)


def is_repository(text: str) -> bool:
    """Whether it names a repository rather than a page or a path."""
    return text.startswith(PREFIX)


def documents_of(listed: Listed, visitor: Visitor) -> list[Listed]:
    """The documents of a repository, each as the address of its raw file.

    Raises:
        CannotRead: it is not there, or its list of files is not what it should be.
    """
    owner, repo, under = _parts(listed.address)
    # Asked for by name and made for programs, so robots.txt has no say.
    address = f"{places.github('api')}/repos/{owner}/{repo}/git/trees/HEAD?recursive=1"
    found = visitor.get(address, obeys_robots=False)
    assert found is not None
    paths = [path for path in _paths(found.content) if _is_document(path, under)]
    if not paths:
        raise CannotRead(f"there are no documents in {under or 'it'}")
    raw = f"{places.GITHUB['raw']}/{owner}/{repo}/HEAD"
    return [listed.lists(f"{raw}/{quote(path)}") for path in paths]


def _parts(address: str) -> tuple[str, str, str]:
    found = _SPEC.match(address)
    if not found:
        raise CannotRead("a repository is written github:owner/repo or github:owner/repo/path")
    return found[1], found[2], found[3] or ""


def _paths(content: bytes) -> list[str]:
    try:
        read: Any = json.loads(content)
        tree = cast(list[dict[str, str]], read["tree"])
        if read.get("truncated"):
            raise CannotRead("it has too many files to list; name a folder of it")
        return [row["path"] for row in tree if row["type"] == "blob"]
    except (ValueError, KeyError, TypeError) as error:
        if isinstance(error, CannotRead):
            raise
        raise CannotRead("its list of files is not what GitHub sends") from None


def _is_document(path: str, under: str) -> bool:
    if under and path != under and not path.startswith(f"{under}/"):
        return False
    file = PurePosixPath(path)
    if any(part.startswith(".") for part in file.parts) or _NO_DOCUMENTS.match(file.name):
        return False
    return path == under or file.suffix.lower() in _SUFFIXES or _is_named_so(file)


def _is_named_so(file: PurePosixPath) -> bool:
    return not file.suffix and bool(_WITHOUT_SUFFIX.match(file.name))
