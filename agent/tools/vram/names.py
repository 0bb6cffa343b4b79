"""Names as people write them: forgiving in words, strict in the numbers of a name."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

_TOKEN = re.compile(r"\d+(?:\.\d+)*|[a-z]+|[^\W\d_a-z]+")
_PIECE = re.compile(
    r"\d+(?:\.\d+)*"
    r"|[A-Z][a-z][A-Z](?![A-Za-z])"  # "DiT" is one word
    r"|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+"
)

Tokens = tuple[str, ...]


@lru_cache(maxsize=8192)
def tokens(text: str) -> Tokens:
    """Split a name into runs of letters and numbers; adjacent letter runs are one word.

    >>> tokens("Qwen3-8B") == tokens("qwen3 8b"), tokens("Hunyuan Video")
    (True, ('hunyuanvideo',))
    """
    found: list[str] = []
    for token in _TOKEN.findall(_plain(text).lower()):
        if found and not token[0].isdigit() and not found[-1][0].isdigit():
            found[-1] += token
        else:
            found.append(token)
    return tuple(found)


@lru_cache(maxsize=8192)
def words(text: str) -> Tokens:
    """Split a name into its words and numbers, where its capitals part them too.

    A short second half stays with the first ("DeepSeek"), an acronym stands alone.

    >>> words("HunyuanVideo-1.5"), words("DeepSeek-OCR"), words("HunyuanDiT")
    (('hunyuan', 'video', '1.5'), ('deepseek', 'ocr'), ('hunyuan', 'dit'))
    """
    return tuple(word.lower() for word in _pieces(text))


def _pieces(text: str) -> list[str]:
    found: list[str] = []
    end = -1
    for piece in _PIECE.finditer(_plain(text)):
        word = piece[0]
        joined = piece.start() == end and found and not found[-1][0].isdigit()
        if joined and len(word) < 5 and word[1:].islower() and word.isascii():
            found[-1] += word
        else:
            found.append(word)
        end = piece.end()
    return found


def begins(name: Tokens, start: Tokens) -> bool:
    """Whether a name goes on where `start` ends: "Qwen3" -> "Qwen3-8B", never "Qwen38B"."""
    last = len(start) - 1
    if last < 0 or len(name) <= last or name[:last] != start[:last]:
        return False
    word = start[last]
    return name[last] == word or (len(word) > 2 and word.isalpha() and name[last].startswith(word))


def closest_spelling(text: str, known: Iterable[str]) -> str | None:
    """The one known name with the same numbers whose words differ by a slip of the pen.

    Words are compared one by one: a family's name never stands for a member with another suffix.
    Else the one known name that differs by the version in its middle: "flux schnell".
    """
    known = list(known)
    return _misspelt(text, known) or _without_version(text, known)


def _misspelt(text: str, known: Iterable[str]) -> str | None:
    name = tokens(text)
    shape = _shape(name)
    best: tuple[int, str] | None = None
    for other in known:
        if _shape_of_known(other) != shape:
            continue
        slips = _slips(name, _runs(other))
        if slips is not None and (best is None or slips < best[0]):
            best = (slips, other)
    return best[1] if best else None


def _without_version(text: str, known: Iterable[str]) -> str | None:
    """The one name with these words and a number that was left out between them.

    A number at the end is left out by whoever means the family, and is not guessed.
    """
    wanted = words(text)
    if len(wanted) < 2 or any(word[0].isdigit() or len(word) < 2 for word in wanted):
        return None
    found = {
        name
        for name in known
        if (said := words(name)) != wanted
        and not said[-1][0].isdigit()
        and tuple(word for word in said if not word[0].isdigit()) == wanted
    }
    return found.pop() if len(found) == 1 else None


def closest_names(
    text: str, known: Mapping[str, str], limit: int = 5, cutoff: float = 0.6
) -> list[str]:
    """Canonical names near a text that is not known, best first, for a suggestion."""
    wanted = "".join(tokens(text))
    lowered = {"".join(tokens(alias)): name for alias, name in known.items()}
    near = difflib.get_close_matches(wanted, list(lowered), n=3 * limit, cutoff=cutoff)
    return list(dict.fromkeys(lowered[key] for key in near))[:limit]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("α", "alpha")


def _shape(runs: Tokens) -> Tokens:
    """The numbers of a name, and a blank for each run of letters: what must be equal."""
    return tuple(run if run[0].isdigit() else "" for run in runs)


@cache
def _runs(name: str) -> tuple[Tokens, ...]:
    """The words of a known name, those between two numbers together; acronyms keep capitals."""
    runs: list[list[str]] = []
    for piece in _pieces(name):
        word = piece if len(piece) == 4 and piece.isupper() else piece.lower()
        if runs and not word[0].isdigit() and not runs[-1][0][0].isdigit():
            runs[-1].append(word)
        else:
            runs.append([word])
    return tuple(map(tuple, runs))


@cache
def _shape_of_known(name: str) -> Tokens:
    return _shape(tuple(run[0] for run in _runs(name)))


def _slips(name: Tokens, runs: tuple[Tokens, ...]) -> int | None:
    """Letters mistyped between a name and the words of another; None where it is another name.

    `name` has its letters in one run where no number parts them: it is cut where `runs` are.
    """
    total = 0
    for mine, theirs in zip(name, runs, strict=True):
        slips = _slips_of_run(mine, theirs)
        if slips is None:
            return None
        total += slips
    return total if total <= 3 else None


def _slips_of_run(mine: str, theirs: Tokens) -> int | None:
    """The fewest slips over all ways to cut a run into the words of another."""
    whole = "".join(theirs)
    if mine == whole.lower():
        return 0
    if mine[0].isdigit() or abs(len(mine) - len(whole)) > 3:
        return None
    word, rest = theirs[0], theirs[1:]
    if not rest:
        return _slips_of_word(mine, word)
    best: int | None = None
    for cut in range(max(1, len(word) - 2), min(len(word) + 2, len(mine) - 1) + 1):
        first = _slips_of_word(mine[:cut], word)
        if first is not None and (others := _slips_of_run(mine[cut:], rest)) is not None:
            best = first + others if best is None else min(best, first + others)
    return best


@lru_cache(maxsize=8192)  # the same words stand in many names
def _slips_of_word(mine: str, theirs: str) -> int | None:
    """Letters mistyped in one word; short words allow none, long ones two.

    >>> _slips_of_word("hunyun", "hunyuan"), _slips_of_word("world", "ocr"), _slips_of_word("r", "v")
    (1, None, None)
    """
    if mine == theirs.lower():
        return 0
    length = len(theirs)
    most = 0 if length < 4 or theirs.isupper() else 1 if length < 8 else 2
    if not most or abs(len(mine) - length) > most or not mine.isascii():
        return None
    # of four letters one exchanged makes another name: Flex is not FLUX
    if length == 4 and len(mine) == 4 and sorted(mine) != sorted(theirs):
        return None
    distance = _distance(mine, theirs)
    return distance if distance <= most else None


def _distance(a: str, b: str) -> int:
    """Letters left out, added, exchanged, or two neighbours swapped."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, one in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(b, 1):
            cost = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (one != other))
            if i > 1 and j > 1 and one == b[j - 2] and a[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
