"""Pages that stand in for the one asked for: it is not there, or only for a browser or a guest known."""

import re
from typing import Any

_MOST_WORDS = 60
"""Of a page that says no more than that."""
_ABSENT = re.compile(
    r"\W*(?:(?:error|http|fehler|erreur)?\W*40[34]\b(?=\W*$|\s*[-–—|:·]|\W+(?:not|page|error"
    r"|forbidden|this|the|sorry|oops)\b)|(?:(?:the|this|that|your) )?(?:requested )?"
    r"(?:page|url|document|site) (?:(?:was |is |could |can |has )?(?:not|no longer) (?:be )?(?:found"
    r"|available|here|exist)|(?:doesn[’']t|does not) exist|not found)|not found\W*$|oops\b"
    r"|seite nicht gefunden|page (?:introuvable|non trouvée)|页面(?:不存在|未找到|找不到|已删除)|找不到(?:该)?页面)",
    re.IGNORECASE,
)
"""What such a page is called or begins with."""
_FOR_BROWSERS = re.compile(
    r"\b(?:you (?:need|have) to|please|must) (?:enable|turn on|activate|allow) javascript\b"
    r"|\benable javascript (?:to|in your|and)\b|\bjavascript is (?:disabled|required|not enabled|turned off)\b"
    r"|\b(?:doesn[’']t|does not|won[’']t) work (?:properly )?without javascript\b"
    r"|\bchecking your browser\b|\b(?:verify|confirm)(?:ing)? (?:that )?you are (?:a )?human\b"
    r"|\bbitte (?:aktivieren sie )?javascript\b|请(?:先)?(?:启用|开启|打开)\s*javascript",
    re.IGNORECASE,
)
_SIGN_IN = re.compile(
    r"\b(?:sign|log)[ -]?in(?:to)?\b|\banmelden\b|\bse connecter\b|\biniciar sesión\b|登录|登入",
    re.IGNORECASE,
)
_PASSWORD = '//input[translate(@type, "PASWORD", "pasword") = "password"]'


def said_instead(tree: Any, title: str | None, text: str) -> str | None:
    """Why a page of few words is not the one asked for; None where it may be."""
    words = " ".join(text.split())
    if len(words.split()) > _MOST_WORDS or len(words) > 8 * _MOST_WORDS:
        return None
    if _FOR_BROWSERS.search(words):
        return "it says only that a browser with JavaScript is needed"
    if tree.xpath(_PASSWORD) and _SIGN_IN.search(f"{title or ''} {words}"):
        return "it only asks to sign in"
    has_figure = re.search(r"\d", words.replace("404", "").replace("403", ""))
    if _ABSENT.match(words.lstrip("# ")) and (not has_figure or _ABSENT.match(title or "")):
        return "it says only that the page is not there"
    return None
