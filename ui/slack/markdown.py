"""An answer's Markdown made safe and fitting for Slack: nobody is called, no HTML, not too long."""

import re
from collections.abc import Callable

_CODE = re.compile(r"(```.*?(?:```|\Z)|`[^`\n]+`)", re.DOTALL)
_SUMMARY = re.compile(r"<summary[^>]*>\s*(.*?)\s*</summary>", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|b|blockquote|code|del|details|div|em|figure|h[1-6]|hr|i|iframe|img|ins|kbd|li|mark|ol|"
    r"p|pre|s|script|small|span|strong|style|sub|summary|sup|svg|table|tbody|td|th|thead|tr|u|ul)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(\s*<?([^()\s<>]*)>?(?:\s+\"[^\"]*\")?\s*\)")
_CALL = re.compile(r"<(?=[!@#])")
_FENCE = re.compile(r"^\s*```", re.MULTILINE)

WORD_JOINER = "\u2060"


def for_markdown_block(text: str) -> str:
    """Markdown that Slack shows as meant: HTML as plain text, web links only, calls broken.

    A call such as `<!channel>` is broken by an invisible character, because an entity would be
    shown as it is written inside code.
    """
    text = _outside_code(text, lambda prose: _LINK.sub(_web_link, _without_html(prose)))
    return _CALL.sub(f"<{WORD_JOINER}", re.sub(r"\n{3,}", "\n\n", text).strip())


def plain(text: str) -> str:
    """The words without Markdown or HTML, as notifications and screen readers get them."""
    text = _outside_code(text, lambda prose: _LINK.sub(_label, _without_html(prose)))
    text = re.sub(r"^#{1,6}\s+", "", text, flags=re.MULTILINE)
    text = re.sub(r"^[ \t:|-]*--[ \t:|-]*$\n?", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text.replace("**", "").replace("```", "")).strip()


def escape(text: str) -> str:
    """Text for Slack's own markup, in which nothing is then markup of Slack's or a call."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, ended with "…" where something was left out."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def cut(text: str, limit: int) -> str:
    """The beginning of Markdown, ended between paragraphs, lines or sentences; code is closed."""
    if len(text) <= limit:
        return text
    head = text[: limit - len("\n```")]
    ends = (head.rfind(end) + len(end.rstrip()) for end in ("\n\n", "\n", "。", ". ", " "))
    head = head[: next((end for end in ends if end > len(head) // 2), len(head))].rstrip()
    return head + "\n```" if len(_FENCE.findall(head)) % 2 else head


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    parts = _CODE.split(text)
    return "".join(part if n % 2 else change(part) for n, part in enumerate(parts))


def _without_html(text: str) -> str:
    text = _SUMMARY.sub(lambda found: f"**{found.group(1)}**\n\n" if found.group(1) else "", text)
    return _TAG.sub("", _BREAK.sub("\n", text))


def _web_link(found: re.Match[str]) -> str:
    label, address = found.groups()
    if not address.lower().startswith(("https://", "http://")):
        return label
    return f"[{label or address}]({address})"


def _label(found: re.Match[str]) -> str:
    return found.group(1) or found.group(2)
