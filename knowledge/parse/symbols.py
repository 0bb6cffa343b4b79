"""Signs of fonts that draw ticks, arrows and Greek letters in the place of others."""

import tomllib
from functools import cache
from importlib import resources

_PRIVATE = 0xF000
"""Programs write the codes of such fonts from here on, too."""


def meant(text: str, font: str | None) -> str:
    r"""The text as it looks in its font; what is not known in it stays.

    >>> meant("ü", "Wingdings"), meant("\uf061", "Symbol"), meant("ü", "Arial")
    ('✓', 'α', 'ü')
    """
    signs = _signs().get((font or "").casefold())
    return text.translate(signs) if signs else text


def sign(code: int, font: str | None) -> str:
    """What a sign of a font is, empty where nobody knows.

    >>> sign(0xF0FC, "Wingdings"), sign(0x2713, "Arial"), sign(0xF0FF, "Wingdings")
    ('✓', '✓', '')
    """
    drawn = chr(code)
    said = meant(drawn, font)
    is_unknown = said == drawn and (is_of_signs(font) or 0xE000 <= code < 0xF900)
    return "" if is_unknown else said


def is_of_signs(font: str | None) -> bool:
    """Whether a font draws signs in the place of letters."""
    return (font or "").casefold() in _signs()


@cache
def _signs() -> dict[str, dict[int, str]]:
    text = resources.files("knowledge.parse").joinpath("symbols.toml").read_text("utf-8")
    return {font.casefold(): _by_code(runs) for font, runs in tomllib.loads(text).items()}


def _by_code(runs: dict[str, str]) -> dict[int, str]:
    own = {
        int(first, 16) + n: sign for first, signs in runs.items() for n, sign in enumerate(signs)
    }
    return own | {_PRIVATE + code: sign for code, sign in own.items()}
