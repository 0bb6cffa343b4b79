"""Scenario files: TOML in, dataclasses out and back, single values set by their key."""

import json
import tomllib
from collections.abc import Iterable
from dataclasses import MISSING, Field, fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any, get_args, get_type_hints

from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.scenarios.shape import Scenario
from agent.tools.revenue.scenarios.values import Given

BUNDLED = ("article",)
"""Scenarios that come with the package."""

Table = dict[str, Any]  # Any: TOML values of several types


def bundled(name: str) -> Table:
    """The table of a bundled scenario."""
    if name not in BUNDLED:
        raise CannotCalculate(
            f"There is no scenario called '{name}'; there is {', '.join(BUNDLED)}."
        )
    return parse(files("agent.tools.revenue.scenarios").joinpath(f"{name}.toml").read_text("utf-8"))


def parse(text: str) -> Table:
    """TOML as a table; a slip in the file is named with its line."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CannotCalculate(f"The scenario is no valid TOML: {error}.") from None


def build(table: Table) -> Scenario:
    """The scenario of a table.

    Raises:
        CannotCalculate: a key that is not known, with the closest ones, or a value of the wrong kind.
    """
    return _build(Scenario, table, "")


def put(table: Table, settings: Iterable[str]) -> Table:
    """A copy with each "plans.plus.price=25 USD/month" put in; a value's source goes with the old value."""
    copy: Table = json.loads(json.dumps(table))
    for setting in settings:
        key, equals, value = setting.partition("=")
        if not equals or not key.strip() or not value.strip():
            raise CannotCalculate(
                f"'{setting}' is no setting; write KEY=VALUE, like plans.plus.price=25 USD/month."
            )
        _put(copy, key.strip(), value.strip())
    return copy


def dump(scenario: Scenario) -> str:
    """The scenario as TOML; the same scenario gives the same bytes, and `build(parse(…))` gives it back."""
    lines: list[str] = []
    _dump(scenario, "", lines)
    return "\n".join(lines).strip("\n") + "\n"


def _put(table: Table, key: str, value: str) -> None:
    *path, last = key.split(".")
    at: Any = table
    for part in path:
        at = at[_place(at, part, key)] if isinstance(at, list) else at.setdefault(part, {})
        if not isinstance(at, (dict, list)):
            raise CannotCalculate(
                f"'{key}' leads into a value; the value itself is {key.rpartition('.')[0]}."
            )
    if isinstance(at, list):
        at[_place(at, last, key)] = value
    elif "," in value and isinstance(at.get(last), list):
        at[last] = [part.strip() for part in value.split(",")]
    else:
        at[last] = value


def _place(values: list[Any], part: str, key: str) -> int:
    if not part.isdigit() or not 1 <= int(part) <= len(values):
        raise CannotCalculate(
            f"'{key}' names no entry of its list; they count from 1 to {len(values)}."
        )
    return int(part) - 1


def _build(cls: Any, table: Any, at: str) -> Any:
    if not isinstance(table, dict):
        raise CannotCalculate(f"'{at}' holds several values; give it as a table [{at}].")
    known = {item.name: item for item in fields(cls)}
    values: Table = {}
    for name, given in table.items():
        if name not in known:
            raise _unknown(at, name, list(known))
        values[name] = _entry(known[name], _hints(cls)[name], given, _join(at, name))
    return cls(**values)


def _entry(item: Field[Any], hint: Any, given: Any, key: str) -> Any:
    if "reads" in item.metadata:
        return _values(given, key, item.metadata["many"])
    inner = [part for part in get_args(hint) if is_dataclass(part)]
    if getattr(hint, "__origin__", None) is dict:
        if not isinstance(given, dict):
            raise CannotCalculate(
                f"'{key}' holds named entries; give each as a table [{key}.NAME]."
            )
        if inner:
            return {name: _build(inner[0], entry, f"{key}.{name}") for name, entry in given.items()}
        return {name: _value(entry, f"{key}.{name}") for name, entry in given.items()}
    if inner:
        return _build(inner[0], given, key)
    if getattr(hint, "__origin__", None) is list:
        return [_value(entry, key) for entry in _as_list(given)]
    return _plain(hint, given, key)


def _as_list(given: Any) -> list[Any]:
    if isinstance(given, str):
        return [part.strip() for part in given.split(",")]
    return given if isinstance(given, list) else [given]


def _values(given: Any, key: str, many: bool) -> Any:
    if not isinstance(given, list):
        return _value(given, key)
    if not many or not given:
        raise CannotCalculate(f"'{key}' takes one value, not a list of {len(given)}.")
    return [_value(entry, f"{key}.{n}") for n, entry in enumerate(given, 1)]


def _value(given: Any, key: str) -> Any:
    if isinstance(given, dict):
        known = [item.name for item in fields(Given)]
        if wrong := next((name for name in given if name not in known), None):
            raise _unknown(key, wrong, known)
        if "value" not in given:
            raise CannotCalculate(f"'{key}' has no value; write {key} = {{ value = \"…\" }}.")
        for name, part in given.items():
            _scalar(part, f"{key}.{name}")
        texts: Table = {name: str(part) for name, part in given.items()}
        return Given(**texts)
    return str(_scalar(given, key))


def _scalar(given: Any, key: str) -> Any:
    if isinstance(given, (dict, list, bool)):
        raise CannotCalculate(f"'{key}' must be text with its unit, like \"20 USD/month\".")
    return given


def _plain(hint: Any, given: Any, key: str) -> Any:
    """A text or a whole number."""
    _scalar(given, key)
    if int not in (get_args(hint) or (hint,)):
        return str(given)
    text = str(given).replace(",", "").replace("_", "").strip()
    if not text.isdecimal() or not text.isascii():
        raise CannotCalculate(f"'{key}' must be a whole number, not '{given}'.")
    return int(text)


@cache
def _hints(cls: Any) -> dict[str, Any]:
    return get_type_hints(cls)


def _unknown(at: str, name: str, known: list[str]) -> CannotCalculate:
    close = get_close_matches(name, known, n=3, cutoff=0.5)
    meant = (
        f"did you mean {' or '.join(_join(at, k) for k in close)}?"
        if close
        else f"there are {', '.join(known)}."
    )
    return CannotCalculate(f"A scenario has no '{_join(at, name)}'; {meant}")


def _join(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def _dump(part: Any, at: str, lines: list[str]) -> None:
    """Own values first, then the tables below: TOML's order."""
    tables: list[tuple[str, Any]] = []
    for item in fields(part):
        value = getattr(part, item.name)
        default = item.default_factory() if item.default_factory is not MISSING else item.default
        if value == default:
            continue
        if is_dataclass(value) and not isinstance(value, Given):
            tables.append((_join(at, item.name), value))
        elif isinstance(value, dict):
            tables += _entries(value, _join(at, item.name))
        else:
            lines.append(f"{item.name} = {_toml(value)}")
    for name, table in tables:
        lines += ["", f"[{name}]"]
        if isinstance(table, dict):
            lines += [f"{_key(key)} = {_toml(value)}" for key, value in table.items()]
        else:
            _dump(table, name, lines)


def _entries(value: Table, at: str) -> list[tuple[str, Any]]:
    """Named tables each on its own; named values together."""
    if all(is_dataclass(entry) and not isinstance(entry, Given) for entry in value.values()):
        return [(f"{at}.{_key(name)}", entry) for name, entry in value.items()]
    return [(at, value)]


def _toml(value: Any) -> str:
    if isinstance(value, Given):
        said = ((item.name, getattr(value, item.name)) for item in fields(Given))
        return "{ " + ", ".join(f"{k} = {_toml(v)}" for k, v in said if v is not None) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(entry) for entry in value) + "]"
    if isinstance(value, int):
        return str(value)
    # JSON's escapes are TOML's too, but for DEL
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007F")


def _key(name: str) -> str:
    bare = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if bare else json.dumps(name, ensure_ascii=False).replace("\x7f", "\\u007F")
