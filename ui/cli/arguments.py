"""argparse with our manners: one sentence for a mistake, the closest name for a typo.

It also takes values that begin with a minus.
"""

import argparse
import datetime
import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, NoReturn

from ui.cli.failure import WrongUsage


class Parser(argparse.ArgumentParser):
    """A parser that raises `WrongUsage` instead of printing its usage and leaving."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("allow_abbrev", False)
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(**options)

    def error(self, message: str) -> NoReturn:
        """Called by argparse with words of its own."""
        raise WrongUsage(_sentence(message), f"See `{self.prog} --help`.")

    def takes_value(self, flag: str) -> bool:
        """Whether `flag` is an option of ours that is followed by a value."""
        action = self._option_string_actions.get(flag)
        return action is not None and action.nargs is None and action.const is None

    def knows(self, flag: str) -> bool:
        """Whether `flag`, with or without `=value`, is an option of ours."""
        return flag.split("=")[0] in self._option_string_actions

    def flags(self) -> list[str]:
        """Every option as it is written."""
        return list(self._option_string_actions)


def parse(
    parser: Parser, commands: dict[str, Parser], arguments: Sequence[str]
) -> argparse.Namespace:
    """The command and its options.

    Raises:
        WrongUsage: when they cannot be understood.
    """
    name = next((word for word in arguments if not word.startswith("-")), None)
    if name is not None and name not in commands:
        raise WrongUsage(f"There is no command {name!r}.", _did_you_mean(name, list(commands)))
    command = commands.get(name or "", parser)
    namespace, unknown = parser.parse_known_args(_join_minus_values(command, arguments))
    if unknown:
        raise _unknown(command, unknown)
    if name is None:
        raise WrongUsage("Name a command.", f"There are {', '.join(commands)}.")
    return namespace


def date(text: str) -> str:
    """A day, month or year as ISO text, checked to exist."""
    parts = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", text.strip())
    try:
        if parts is None:
            raise ValueError
        datetime.date(*(int(part or 1) for part in parts.groups()))
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no date; write it as 2025-09-15, 2025-09 or 2025"
        ) from None
    return text.strip()


def day_since(text: str) -> str:
    """The same, or the first day of a time told from today: `yesterday`, `last month`, `7 days ago`."""
    from knowledge.language.ago import time_ago

    said = " ".join(text.split())
    found = time_ago(said, datetime.datetime.now(datetime.UTC).date())
    if found and (found.start, found.end) == (0, len(said)):
        return found.first.isoformat()
    try:
        return date(text)
    except argparse.ArgumentTypeError as error:
        raise argparse.ArgumentTypeError(f"{error}, or as 'last month' or '7 days ago'") from None


def whole_number(text: str) -> int:
    """A whole number; thousands may be parted by commas or underscores."""
    try:
        return int(text.strip().replace(",", "").replace("_", ""))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number") from None


def positive_number(text: str) -> int:
    """A whole number from 1."""
    number = whole_number(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is less than 1")
    return number


def _join_minus_values(command: Parser, arguments: Sequence[str]) -> list[str]:
    """`--price-change -10%/yr` as `--price-change=-10%/yr`: argparse takes the value for a flag."""
    joined: list[str] = []
    for position, word in enumerate(arguments):
        if word == "--":
            return [*joined, *arguments[position:]]
        is_value = word.startswith("-") and len(word) > 1 and not command.knows(word)
        if is_value and joined and command.takes_value(joined[-1]):
            joined[-1] += f"={word}"
        else:
            joined.append(word)
    return joined


def _unknown(command: Parser, unknown: list[str]) -> WrongUsage:
    flag = next((word for word in unknown if word.startswith("-")), None)
    if flag is None:
        return WrongUsage(
            f"{' '.join(unknown)!r} is one word too many.",
            "Put quotes around a name or question of several words.",
        )
    name = flag.split("=")[0]
    if command.knows(flag):  # known, yet not read: it stands where all words are values
        return WrongUsage(
            f"{name} stands after `--`, where no options are read.", "Put it before the `--`."
        )
    return WrongUsage(
        f"`{command.prog}` has no option {name}.", _did_you_mean(name, command.flags(), command)
    )


def _did_you_mean(word: str, known: list[str], command: Parser | None = None) -> str:
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"Did you mean {close[0]}?"
    return f"See `{command.prog} --help`." if command else f"There are {', '.join(known)}."


def _sentence(message: str) -> str:
    """Its own words, made a sentence: `argument --as-of: 'x' is no date` and the like."""
    message = re.sub(r"^argument (\S+?)(?:/(\S+))?: ", lambda m: f"{m[2] or m[1]}: ", message)
    message = message.replace("expected one argument", "a value is missing")
    message = re.sub(r"invalid choice: (.*?) \(choose from (.*)\)", r"\1 is none of \2", message)
    message = re.sub(r"the following arguments are required: (.*)", r"\1 is missing", message)
    message = re.sub(r"not allowed with argument (\S+)", r"cannot be given with \1", message)
    return message[:1].upper() + message[1:] + ("" if message.endswith((".", "?")) else ".")
