"""Numbers in the notation of their cell."""

import re

_LOCALE = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_CURRENCY = re.compile(r"[$€£¥]|US\$|CNY|USD")


def figure(value: float, form: str) -> str:
    """With percent sign and currency, neither rounded nor padded.

    >>> figure(0.2, "0%"), figure(20.0, '"$"#,##0.00'), figure(7, "[$¥-804]0")
    ('20%', '$20', '¥7')
    """
    if "%" in form:
        return f"{_plain(round(value * 100, 10))}%"
    found = _CURRENCY.search(_LOCALE.sub(r"\1", form))
    return f"{found[0] if found else ''}{_plain(value)}"


def _plain(value: float) -> str:
    is_whole = isinstance(value, int) or value.is_integer()
    return str(int(value)) if is_whole else repr(value)
