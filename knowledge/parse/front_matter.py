"""Front matter: what stands above a text about it, as YAML between `---` or TOML between `+++`."""

import re
import tomllib
from typing import Any, cast

from knowledge.dates import read_date
from knowledge.document import About, CannotRead
from knowledge.reading.fields import about_from, by_name, unread_date

_YAML = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.S)
_NAMED_KEY = re.compile(r"(?:\s|#.*\n)*[A-Za-z_][\w-]*\s*=")
_NAMED_FIELD = re.compile(r"\s*[A-Za-z_][\w-]*:(?:\s|$)")
_PLAIN_VALUE = re.compile(r"^([A-Za-z_][\w-]*:[ \t]+)(?![\"'\[{|>&*!#])(.*:[ \t].*)$", re.M)
_HALF_QUOTED = re.compile(
    r"^([A-Za-z_][\w-]*:[ \t]+)((?:\"[^\"\n]*\"|'[^'\n]*')[ \t]*[^\s#\"'][^\n]*)$", re.M
)
"""Only the beginning of a value stands in quotes, as where a title quotes somebody."""
_NUMERIC_DATE = re.compile(r"\d{4}(?:[-/.]\d{1,2}){1,2}$")


def parted(text: str) -> tuple[About, str, str]:
    """What the front matter says, the text below it, and which date of it could not be read.

    Raises:
        CannotRead: front matter that is broken, or whose date does not exist.
    """
    for form, read in ((_YAML, _yaml), (_TOML, _toml)):
        found = form.match(text)
        fields = read(found[1]) if found else None
        if found and fields is not None:
            given = about_from(fields).dated_by("front matter")
            return given, text[found.end() :].lstrip("\n") or text, unread_date(fields)
    return About(), text, ""


def _yaml(block: str) -> dict[str, Any] | None:
    """The fields, or None where the block is no front matter but text between two rules."""
    import yaml

    try:
        fields: Any = yaml.safe_load(_HALF_QUOTED.sub(_quoted, _PLAIN_VALUE.sub(_quoted, block)))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        if not _NAMED_FIELD.match(block):
            return None
        # Taken for text, its title and date would be lost without a word.
        raise CannotRead(f"its front matter cannot be read ({_reason(error)})") from None
    if not isinstance(fields, dict):
        return None
    named = cast(dict[str, Any], fields)
    _check_date(by_name(named).get("date"))
    return named


def _toml(block: str) -> dict[str, Any] | None:
    """The same of what is written as TOML."""
    try:
        return tomllib.loads(block)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        if not _NAMED_KEY.match(block):
            return None
        raise CannotRead(f"its front matter cannot be read ({_reason(error)})") from None


def _quoted(found: re.Match[str]) -> str:
    """A line whose value YAML would take for something else than the words it is: titles hold colons
    and quotes."""
    return found[1] + "'" + found[2].strip().replace("'", "''") + "'"


def _check_date(given: object) -> None:
    if isinstance(given, str) and _NUMERIC_DATE.match(given) and read_date(given) is None:
        raise CannotRead(f"its front matter cannot be read (date: there is no day {given!r})")


def _reason(error: Exception) -> str:
    """What is wrong, on one line: YAML's errors draw the place below their words."""
    mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
    if isinstance(error, RecursionError):
        return "it is nested too deep"
    if isinstance(error, tomllib.TOMLDecodeError):
        return str(error)
    if isinstance(error, ValueError):  # of the right shape but not existing, in practice a date
        return f"date: {error}"
    if mark is None:
        return " ".join(str(error).split())
    return f"line {mark.line + 2}: {problem}"  # counted from the rule above it
