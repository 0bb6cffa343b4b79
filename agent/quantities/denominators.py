"""What an amount is for: "per seat per month", "/M tokens", "a year", "每月", "YoY"."""

import re
from functools import cache

from agent.quantities.names import CARD

_TIMES = {
    "year": r"years?|yrs?|y|annum|年",
    "month": r"months?|mos?|mth|个?月",
    "week": r"weeks?|wks?|周|星期",
    "day": r"days?|d|天|日",
    "hour": r"hours?|hrs?|h|个?小时|时",
    "quarter": r"quarters?|qtrs?|个?季度|季",
    "minute": r"minutes?|min|分钟",
    "second": r"seconds?|secs?|s|秒",
}
_THINGS = {
    "seat": r"seats?|desks?|workplaces?|licen[cs]es?|个?席位",
    "user": r"users?|个?用户",
    "subscriber": r"subscribers?|subscriptions?|subs?|订户",
    "customer": r"customers?|clients?|个?客户",
    "person": r"persons?|people|heads?|capita|developers?|devs?|engineers?|programmers?|coders?|[名位个]?(?:开发者|开发人员|工程师|程序员)|人",
    "member": r"members?|会员",
    "account": r"accounts?|个?账户",
    "employee": r"employees?",
    "tokens": r"(?:(?:input|output|cached|prompt|completion|generated|cache|blended|text)\s+)*(?:tokens?|toks?)|个?(?:输入|输出)?(?:tokens?|词元)",
    "GPU": rf"GPUs?|cards?(?!\s*-?holder)|[张块]?(?:GPU|显卡|卡)|{CARD}+",
    "image": r"images?|pictures?|张图?片?",
    "video": r"videos?|clips?|个?视频",
    "call": r"(?:API\s+)?calls?|requests?|queries|次(?:调用|请求)?",
    "GB": r"GB",
    "credit": r"credits?",
    "chat": r"chats?|conversations?|messages?",
}
_MANY = r"(?P<many>(?:(?:1|one|a|an|每)\s*)?(?:million|mn|mil|thousand|billion|百万|千|万|亿|[MKBmk](?![A-SU-Za-su-z]|t(?!ok)))|1,?000,?000|1,?000|100|10)\s*个?"
_MANY_NAMES = {
    "m": "million", "mn": "million", "mil": "million", "million": "million", "百万": "million", "1000000": "million",
    "k": "thousand", "thousand": "thousand", "千": "thousand", "1000": "thousand",
    "b": "billion", "billion": "billion", "万": "10 thousand", "亿": "100 million", "100": "100", "10": "10",
}  # fmt: skip
_TIME = "|".join(f"(?P<t{i}>{body})" for i, body in enumerate(_TIMES.values()))
_THING = "|".join(f"(?P<n{i}>{body})" for i, body in enumerate(_THINGS.values()))
_AFTER = (
    r"[\s,(]*(?:(?:each|apiece|a ?piece|once)[\s,]+(?=(?:per|an?|every|each)\b))?(?:/\s*|-(?=hours?\b)|-?\bper\s*-?|(?:for\s+)?\beach\s+|\bevery\s+|(?:for\s+|-)?\ban?\b[\s-]*|\bone\s+|每个?一?|一(?=个?[月年天周])"
    rf"|\band\s+(?=(?:year|month|day|user|seat)\b)|&\s*)(?:{_MANY}\s*)?(?:{_TIME}|{_THING})(?![A-Za-z])"
)
_OTHER_THING = re.compile(
    r"\s*(?:/\s*|,?\s*(?:per|each)\s+)(?!(?:year|month|week|day|quarter|hour|minute|second|annum|million|thousand|cent)\b)[a-z-]{3,20}"
    r"(?=\s*(?:/|(?:per|each|every|an?)\s)\s*(?:year|month|week|day|quarter|hour)\b)",
    re.IGNORECASE,
)
"""What is paid for, of a name unknown here, with a period behind it."""
_PART = re.compile(
    r"\s?[,;]\s*(?:an?|one) quarter\s+(?:of|on|at|pays?|takes?|us(?:e|es|ing)|buys?|choos\w+|chose|prefers?|picks?|gets?|is|are|goes?|have|has|in (?!all|total))\b",
    re.IGNORECASE,
)
"""A quarter of those who pay, no time: "70% at $5, a quarter on standard"."""
_BARE_MILLION = re.compile(
    r"\s*(?:(?:input|output|in|out)\s*)?(?:/\s*|per\s+|a\s+|for\s+(?:a|every|each|one)\s+(?=million\s+(?:in|out|input|output|tokens)\b))(?:1\s?)?(?:million|M|1,?000,?000|百万)(?![A-Za-z\d])",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"(?<![$€£¥￥₹\d.,])(?<![$€£¥￥₹]\s)\d[\d.,]*\s?(?:[kmb]n?|thousand|million|billion)$",
    re.IGNORECASE,
)
_ADVERB = re.compile(
    r"[\s,(]*(?:(?P<year>yearly|yrly|annually|annual|per\s+annum|annuali[sz]ed|p\.\s?a\.?|pa\b|YoY|y/y|y-o-y|year[\s-](?:over|on)[\s-]year|同比|年费|/?年费"
    r"|的?年(?:费|付))|(?P<month>monthly|mthly|mnthly|MoM|m/m|pcm|pm|p\.\s?m\.|month[\s-](?:over|on)[\s-]month|环比|月费|的?月付)"
    r"|(?P<week>weekly)|(?P<day>daily)|(?P<quarter>quarterly|QoQ|q/q))(?![A-Za-z])",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:每一?个?|人均)(?P<who>人|用户|席位|位|账户)?[每、]?(?P<time>年|月|天|日|周|季度?|小时|分钟|秒)"
    r"(?:(?![和与及或])[\u4e00-\u9fff]){0,5}[:：]?\s*$"
    r"|(?P<fee>年|月|季度?|周|日)[费付薪缴](?!费)(?:是|为|约|只要|仅|仅需|从|由|自|原[来本]?是?|现在是?|目前是?)?[:：]?\s*$"
)
_BEFORE_RATE = re.compile(
    r"(?<![\d一二三四五六七八九十\x02第去今明前后上每全])(?P<rate>[年月周])(?:化|均|复合)*(?:增长|增|流失)[率速]"
    r"(?:是|为|约|达|大约)?[:：]?\s*$"
    r"|(?<![\d一二三四五六七八九十\x02第统])一个?(?P<one>[年月天周])(?:只|就|要|[收付交卖花掏缴给]|售价|价格?|是|为){0,3}\s*$"
)
_EACH_OR_FEE = re.compile("[每均费付薪缴率速一]")
_BEFORE_MANY = re.compile(
    r"每(?:1|一)?(?P<many>百万|千|万|M|K)?个?(?:输入|输出|缓存)?(?P<thing>tokens?|词元|人|用户|席位|张|次)[\u4e00-\u9fff]{0,5}[:：]?\s*$",
    re.IGNORECASE,
)
_BEFORE_MILLION = re.compile(
    r"每(?:1|一)?(?:百万|M)(?:价格?|单价|收费?)?(?:是|为)?[:：]?\s*[$¥￥€£]?$"
)
_BEFORE_ADJECTIVE = re.compile(
    r"\b(?:(?P<year>yearly|annual|annually)|(?P<month>monthly)|(?P<week>weekly)|(?P<day>daily)|(?P<quarter>quarterly))(?!\s+to\b)"
    r"(?:\s+(?!(?:if|when|with|and|from|should)\b)[a-z]{2,12}){0,2}(?:\s*[:=]|\s+(?:of|is|at|was))?\s*$",
    re.IGNORECASE,
)
_OF_PRICE = re.compile(
    r"ly\s+(?:list\s+)?(?:price|fee|plan|tier|package|membership|subscription|charge|bill)s?\b[^,.;]*$"
)
_ZH_TIMES = {
    "年": "year",
    "月": "month",
    "天": "day",
    "日": "day",
    "周": "week",
    "季度": "quarter",
    "季": "quarter",
    "小时": "hour",
    "分钟": "minute",
    "秒": "second",
}
_ZH_THINGS = {
    "人": "person",
    "用户": "user",
    "席位": "seat",
    "位": "person",
    "账户": "account",
    "张": "image",
    "次": "call",
}


def read_after(text: str, at: int) -> tuple[list[str], int]:
    """The denominators behind an amount, in the order written, and where they end.

    >>> read_after("$18 per seat per month", 3)
    (['seat', 'month'], 22)
    """
    found: list[str] = []
    while len(found) < 3:
        if (match := _after().match(text, at)) and not (match["many"] and _is_next(text, at)):
            name = _name_of(match)
            if text[at] in ",，(" and name in _TIMES and any(n in _TIMES for n in found):
                break  # "120欧元一年,每月多少" asks for the second
            if name == "quarter" and _PART.match(text, at):
                break
            found.append(name)
        elif match := _OTHER_THING.match(text, at):
            pass  # "per pass per month"
        elif (match := _BARE_MILLION.match(text, at)) and not _is_next(text, at):
            found.append("million tokens")
        elif match := _ADVERB.match(text, at):
            if "nnuali" in match[0] and any(n in _TIMES for n in found):
                break  # "$21 a month, annualised" asks for the second
            found.append(match.lastgroup or "")
        else:
            break
        at = match.end()
    return found, at


def _is_next(text: str, at: int) -> bool:
    """Whether the stroke behind a count leads to the next of a list: "500k / 1M"."""
    return text[at : at + 2].lstrip().startswith("/") and _COUNT.search(text[:at]) is not None


@cache
def _after() -> re.Pattern[str]:
    """Compiled at first use: an import of the package must cost little."""
    return re.compile(_AFTER, re.IGNORECASE)


def _name_of(match: re.Match[str]) -> str:
    group = match.lastgroup or ""
    index = int(group[1:])
    name = list(_TIMES)[index] if group[0] == "t" else list(_THINGS)[index]
    return _counted(match["many"], name)


def _counted(many: str | None, name: str) -> str:
    if not many:
        return "token" if name == "tokens" else name
    word = re.sub(r"^(?:1|one|a|an|每)\s*(?=[^\d,])", "", many.strip().lower()).replace(",", "")
    plural = name if name == "tokens" or name == "GB" else name + "s"
    return f"{_MANY_NAMES[word]} {plural}"


def read_before(before: str, *, is_rate: bool) -> tuple[list[str], int]:
    """The denominators that stand before an amount ("每月20美元"), and how many characters they take.

    Money and percentages (`is_rate`) also have those of "一年499元" and "年增长率20%".
    """
    if not _EACH_OR_FEE.search(before := before[-16:]):
        return [], 0
    if found := _BEFORE.search(before):
        who = [_ZH_THINGS[found["who"]]] if found["who"] else []
        return [*who, _ZH_TIMES[found["time"] or found["fee"]]], len(before) - found.start()
    if found := _BEFORE_MANY.search(before):
        thing = found["thing"].lower()
        name = "tokens" if "tok" in thing or thing == "词元" else _ZH_THINGS[thing]
        return [_counted(found["many"], name)], len(before) - found.start()
    if is_rate and (found := _BEFORE_MILLION.search(before)):
        return ["million tokens"], len(before) - found.start()
    if is_rate and (found := _BEFORE_RATE.search(before)):
        return [_ZH_TIMES[found["rate"] or found["one"]]], len(before) - found.start()
    return [], 0


def adjective_before(before: str) -> str | None:
    """The period that an adjective names: "a monthly price of $20"."""
    found = _BEFORE_ADJECTIVE.search(before) if "ly" in before or "nnual" in before else None
    return found.lastgroup if found else None


def names_price(before: str) -> bool:
    """Whether the adjective is a price's, no rate's: "cut the monthly price by 25%".

    >>> names_price("cut the monthly price by "), names_price("a monthly growth of ")
    (True, False)
    """
    return _OF_PRICE.search(before) is not None


def time_first(names: list[str]) -> tuple[str | None, str | None]:
    """Of two denominators the time is `per`, the other `each`; one alone is `per`."""
    times = [name for name in names if name in _TIMES]
    things = [name for name in names if name not in _TIMES]
    ordered = [*times[:1], *things[:1]]
    return (ordered[0] if ordered else None), (ordered[1] if len(ordered) > 1 else None)
