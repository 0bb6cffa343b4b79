"""Words that every channel shares.

Tool steps and origins of figures in plain language, sources on one line, and an answer as text for
a terminal. Knows neither HTML nor blocks.
"""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from agent.answer import Answer, Citation, Language

_LONGEST_PHRASE = 90

_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "search_knowledge": "Searched the library for “{query}”",
        "search_knowledge.pending": "Searching the library for “{query}”",
        "calculate_revenue": "Calculated revenue{detail}",
        "calculate_revenue.pending": "Calculating revenue{detail}",
        "check_vram": "Checked memory{detail}",
        "check_vram.pending": "Checking memory{detail}",
        "audit_claims": "Checked the claim “{query}”",
        "audit_claims.pending": "Checking the claim “{query}”",
        "other": "Used {name}",
        "other.pending": "Using {name}",
        "on": "{model} on {gpu}",
        "at": "{subscribers} subscribers at {price}",
        "colon": ": ",
        "passages": "{n} passages",
        "passage": "1 passage",
        "nothing": "nothing found",
        "failed": "could not be done",
        "sources": "Sources",
        "undated": "undated",
        "tool:search_knowledge": "the library",
        "tool:calculate_revenue": "revenue calculation",
        "tool:check_vram": "memory check",
        "tool:audit_claims": "claim check",
        "question": "your question",
        "unsupported": "no source: unsupported",
        "citation": "source {n}",
        "fits": "fits",
        "tight": "fits, barely",
        "does not fit": "does not fit",
        "unknown": "cannot be told",
        "of": "{needed} of {available} GiB",
        "needs": "{needed} GiB",
        "supported": "supported",
        "partly": "partly supported",
        "contradicted": "contradicted",
        "opinion": "opinion",
        "unverifiable": "unverifiable",
    },
    "zh": {
        "search_knowledge": "已检索资料库：“{query}”",
        "search_knowledge.pending": "正在检索资料库：“{query}”",
        "calculate_revenue": "已计算收入{detail}",
        "calculate_revenue.pending": "正在计算收入{detail}",
        "check_vram": "已核算显存{detail}",
        "check_vram.pending": "正在核算显存{detail}",
        "audit_claims": "已核查说法：“{query}”",
        "audit_claims.pending": "正在核查说法：“{query}”",
        "other": "已使用 {name}",
        "other.pending": "正在使用 {name}",
        "on": "{gpu} 运行 {model}",
        "at": "{subscribers} 订阅者 × {price}",
        "colon": "：",
        "passages": "{n} 段",
        "passage": "1 段",
        "nothing": "没有找到",
        "failed": "未能完成",
        "sources": "来源",
        "undated": "无日期",
        "tool:search_knowledge": "资料库",
        "tool:calculate_revenue": "收入计算",
        "tool:check_vram": "显存核算",
        "tool:audit_claims": "说法核查",
        "question": "您的问题",
        "unsupported": "没有依据",
        "citation": "来源 {n}",
        "fits": "放得下",
        "tight": "勉强放得下",
        "does not fit": "放不下",
        "unknown": "无法判断",
        "of": "{needed} / {available} GiB",
        "needs": "{needed} GiB",
        "supported": "属实",
        "partly": "部分属实",
        "contradicted": "与证据相悖",
        "opinion": "观点",
        "unverifiable": "无法核实",
    },
}


def step_title(
    name: str, arguments: Mapping[str, Any], language: Language = "en", *, pending: bool = False
) -> str:
    """A tool step as a person would say it, on one line.

    >>> step_title("check_vram", {"model": "Qwen3-8B", "gpu": "RTX 3060"})
    'Checked memory: Qwen3-8B on RTX 3060'
    """
    words = _words(language)
    key = name if name in words else "other"
    detail = _detail(name, arguments, words)
    return words[f"{key}.pending" if pending else key].format(
        query=_phrase(_first(arguments, "query", "claim", "text", "question")),
        detail=f"{words['colon']}{detail}" if detail else "",
        name=name,
    )


def step_summary(name: str, result: Any, language: Language = "en") -> str:
    """What a finished step brought, in a few words; empty when there is nothing short to say.

    >>> step_summary("search_knowledge", {"passages": [{}, {}]})
    '2 passages'
    """
    words = _words(language)
    if not isinstance(result, Mapping):
        return ""
    if result.get("error"):
        return words["failed"]
    if name == "search_knowledge":
        return _passages(len(result.get("passages") or []), words)
    if name == "calculate_revenue":
        return _money(result)
    if name == "check_vram":
        return _fit(result, words)
    if name == "audit_claims":
        return words.get(str(result.get("verdict")), "") or _counts(result, words)
    return ""


def origin_in_words(origin: str, language: Language = "en") -> str:
    """Where a figure comes from, for a reader.

    >>> origin_in_words("citation:2")
    'source 2'
    """
    words = _words(language)
    if origin.startswith("citation:"):
        return words["citation"].format(n=origin.removeprefix("citation:"))
    return words.get(origin, origin)


def source_line(citation: Citation, language: Language = "en") -> str:
    """A citation on one line: `[1] title — source, date`."""
    date = citation.date or _words(language)["undated"]
    return f"[{citation.n}] {one_line(citation.title)} — {one_line(citation.source)}, {date}"


def to_terminal(answer: Answer) -> str:
    """The answer's text with its list of sources, for a terminal."""
    if not answer.citations:
        return answer.text.strip()
    sources = "\n".join(source_line(citation, answer.language) for citation in answer.citations)
    return f"{answer.text.strip()}\n\n{_words(answer.language)['sources']}\n{sources}"


def web_address(citation: Citation) -> str | None:
    """The address a reader can open, or None; anything but http and https is no address.

    The source is a document's own text, so `javascript:` and the like must never become a link.
    """
    for candidate in (citation.url, citation.source):
        if candidate and re.fullmatch(r"https?://[^\s<>\"'`\\]+", candidate, re.IGNORECASE):
            try:
                host = urlsplit(candidate).hostname
            except ValueError:
                continue
            if host:
                return candidate
    return None


def one_line(text: str) -> str:
    """`text` without line breaks, runs of blanks and control characters."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f]+", " ", text).split())


def _words(language: str) -> dict[str, str]:
    return _WORDS["zh" if language == "zh" else "en"]


def _first(arguments: Mapping[str, Any], *names: str) -> Any:
    return next((arguments[name] for name in names if arguments.get(name)), "")


def _phrase(value: Any) -> str:
    text = one_line(str(value))
    return text if len(text) <= _LONGEST_PHRASE else text[: _LONGEST_PHRASE - 1] + "…"


def _detail(name: str, arguments: Mapping[str, Any], words: Mapping[str, str]) -> str:
    if name == "check_vram":
        model, gpu = _phrase(arguments.get("model") or ""), _phrase(arguments.get("gpu") or "")
        return words["on"].format(model=model, gpu=gpu) if model and gpu else model or gpu
    if name == "calculate_revenue":
        people, price = arguments.get("subscribers"), arguments.get("price")
        if people and price:
            return words["at"].format(subscribers=_grouped(people), price=_phrase(price))
    return ""


def _passages(count: int, words: Mapping[str, str]) -> str:
    if not count:
        return words["nothing"]
    return words["passage"] if count == 1 else words["passages"].format(n=count)


def _money(result: Mapping[str, Any]) -> str:
    total, currency = result.get("total"), result.get("currency")
    if total is None:
        return ""
    try:
        amount = Decimal(str(total))
    except InvalidOperation:
        return one_line(f"{total} {currency or ''}")
    if abs(amount) >= 1 and amount != round(amount, 2):
        amount = amount.quantize(Decimal("0.01"))  # the whole of it stands in the step
    return one_line(f"{amount:,f} {currency or ''}")


def _fit(result: Mapping[str, Any], words: Mapping[str, str]) -> str:
    verdict = words.get(str(result.get("verdict")), "")
    needed, available = _gib(result.get("required_gib")), _gib(result.get("available_gib"))
    if not needed:
        return verdict
    room = words["of" if available else "needs"].format(needed=needed, available=available)
    return f"{verdict}, {room}" if verdict and available else room


def _grouped(count: Any) -> str:
    text = _phrase(count)
    return f"{int(text):,}" if text.isascii() and text.isdecimal() else text


def _gib(value: Any) -> str:
    return f"{value:.1f}" if isinstance(value, (int, float)) else ""


def _counts(result: Mapping[str, Any], words: Mapping[str, str]) -> str:
    counts = result.get("counts")
    if not isinstance(counts, Mapping):
        return ""
    return ", ".join(
        f"{n} {words.get(str(verdict), verdict)}" for verdict, n in counts.items() if n
    )
