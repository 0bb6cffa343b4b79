"""What an amount counts: currencies, people, tokens, memory, pixels, time; and how they are written."""

import re
from functools import cache

# Order matters: the first pattern that fits wins. Letters that are also words are case-sensitive.
_MORE_MONEY = {
    "BRL": "Brazilian reais|Brazilian real|reais|雷亚尔",
    "MXN": "Mexican pesos|Mexican peso|墨西哥比索",
    "SEK": "Swedish kronor|Swedish krona|瑞典克朗",
    "NOK": "Norwegian kroner|Norwegian krone|挪威克朗",
    "DKK": "Danish kroner|Danish krone|丹麦克朗",
    "PLN": "zł|zlotys|zloty|złoty",
    "CZK": "Kč|Czech koruna",
    "ZAR": "South African rand|rand",
    "RUB": "roubles|rouble|rubles|ruble|₽|卢布",
    "TRY": "Turkish lira|₺",
    "THB": "baht|฿|泰铢",
    "IDR": "rupiah|印尼盾",
    "MYR": "ringgit|林吉特",
    "VND": "dong|₫|越南盾",
    "ILS": "shekels|shekel|₪",
}
"""Rarer currencies as people write them; one entry of `_UNITS`, so that they cost little."""
_CODE_OF = {word.lower(): code for code, words in _MORE_MONEY.items() for word in words.split("|")}
_MONEY = "MONEY"
_UNITS: list[tuple[str, str]] = [
    (
        "USD",
        r"(?i:U\.?S\.?\s?dollars?|US\$|USD|美元|美金|美刀|刀(?![具片法叉子])|dollars?|bucks?)|\$(?!\s?\d)",
    ),
    ("HKD", r"(?i:Hong\s?Kong\s+dollars?|HK\$|HKD|港元|港币)"),
    ("AUD", r"(?i:Australian\s+dollars?|AUD|澳元)"),
    ("CAD", r"(?i:Canadian\s+dollars?|CAD|加元|加拿大元)"),
    ("SGD", r"(?i:Singapore\s+dollars?|SGD|新加坡元|新元)"),
    ("TWD", r"(?i:Taiwan\s+dollars?|TWD|新台币)"),
    ("NZD", r"(?i:New\s+Zealand\s+dollars?|NZD)"),
    ("EUR", r"(?i:euros?|EUR|欧元)|€(?!\s?\d)"),
    ("GBP", r"(?i:GBP|(?:British\s+)?pounds?(?:\s+sterling)?|quid|英镑)|£(?!\s?\d)"),
    ("JPY", r"(?i:Japanese\s+yen|yen|JPY|日元|日圆|円)"),
    # "60,000 won a month", not "5 won the prize"
    (
        "KRW",
        r"(?i:KRW|韩元|Korean\s+won|won(?=\s*(?:[.,;:?!)]|$|(?:a|per|each|every|apiece)\b)))|₩(?!\s?\d)",
    ),
    ("INR", r"(?i:INR|(?:Indian\s+)?rupees?|卢比)|[Rr]s\b|₹(?!\s?\d)"),
    ("CHF", r"(?i:CHF|Swiss\s+francs?|瑞士法郎)"),
    ("CNY", r"(?i:Chinese\s+yuan|yuan|RMB|CNY|renminbi|元人民币|人民币|块钱|元)|[¥￥](?!\s?\d)"),
    (_MONEY, rf"{'|'.join(_MORE_MONEY)}|(?i:{'|'.join(_CODE_OF)})"),
    ("basis points", r"(?i:bps|basis\s+points?)|个?基点"),
    ("percentage points", r"(?i:percentage[\s-]points?|percent\s+points?|pp\b|个?百分点)"),
    ("percent", r"[%％]|(?i:per\s?cent|percent|pct)"),
    ("seats", r"(?i:seats?|desks?|workplaces?|licen[cs]es|个?席位?|坐席|座席)"),
    (
        "people",
        r"(?i:subscribers?|subs|users?|people|ppl|persons?|payers?|customers?|members?|subscriptions?|clients?"
        r"|developers?|devs|employees?|students?|adults?|accounts?|households?|humans?|MAUs?|DAUs?|citizens?|workers?)"
        r"|[个名位家]?(?:(?:活跃|付费|月活|日活|企业|订阅|注册|新|老|个人|收费|全球|周活跃|月活跃|日活跃|付费订阅)*"
        r"(?:用户|订户|会员|客户|订阅者|人口|开发者|员工|账户))|[月日周]活(?!跃)|人(?!民币|工|均)|名(?!称)",
    ),
    ("tokens", r"个?\s?(?i:tokens?|toks?)|个?词元|个?令牌"),
    ("parameters", r"(?i:parameters?|params?)|个?参数"),
    ("GiB", r"GiB|(?i:gibibytes?)"),
    (
        "GB",
        r"GB|Gb(?!ps)|gb|(?i:gigabytes?|gigs?)|G(?![A-Za-z0-9_])|g(?=\s*(?i:vram|ram|memory|gpu|card|显))"
        # "3060 12g": the sizes of memory that cards come in; "5g" is a network
        r"|(?:(?<=1[0126])|(?<=2[04])|(?<=32)|(?<=4[08])|(?<=64)|(?<=80)|(?<=96)|(?<=(?<!\d)[68]))"
        r"g(?![A-Za-z0-9_])",
    ),
    ("MiB", r"MiB|(?i:mebibytes?)"),
    ("MB", r"MB|mb|(?i:megabytes?)"),
    ("TiB", r"TiB"),
    ("TB", r"TB|(?i:terabytes?)"),
    ("KiB", r"KiB"),
    ("KB", r"[Kk]B|(?i:kilobytes?)"),
    ("px", r"(?i:px|pixels?)|像素|[pP](?![A-Za-z])"),
    ("frames", r"(?i:frames?)|帧|[fF](?![A-Za-z])"),
    ("fps", r"(?i:fps|frames?\s+per\s+second)"),
    (
        "GPUs",
        r"(?i:GPUs?|(?:graphics|video|accelerator)\s+cards?|cards?(?!\s*-?holder)|accelerators?)|[张块片个]?(?:显卡|GPU|加速卡|卡)|张",
    ),
    ("years", r"(?i:years?|yrs?)|年"),
    ("months", r"(?i:months?|mos?)|个月"),
    ("weeks", r"(?i:weeks?|wks?)|周|个?星期"),
    (
        "quarters",
        r"(?i:quarters)(?!\s+of\s+(?i:the|all|our|its|their|those|them|users|people)\b)|个?季度",
    ),
    ("days", r"(?i:days?)|天"),
    ("hours", r"(?i:hours?|hrs?)|个?小时"),
    ("minutes", r"(?i:minutes?|mins?)|分钟"),
    ("seconds", r"(?i:seconds?|secs?)|秒钟?|s(?![A-Za-z])"),
    ("GW", r"GW|(?i:gigawatts?)|吉瓦"),
    ("MW", r"MW|(?i:megawatts?)|兆瓦"),
    ("kW", r"kW|(?i:kilowatts?)|千瓦"),
    ("W", r"W(?![A-Za-z])|(?i:watts?)"),
    ("times", r"(?i:times)(?!\s*[$€£¥\d])|-?fold|倍|[x×](?!\s*[A-Za-z\d$€£¥\x01-\x03])"),
    ("requests", r"(?i:requests?|calls?|queries)|[次个条](?:调用|请求|查询)"),
    ("chats", r"(?i:chats?|conversations?|messages?)|次对话|条消息"),
    ("images", r"(?i:images?|pictures?)(?!-[a-z])|张图片?|幅图"),
    ("steps", r"(?i:steps?)|步(?!骤)"),
    ("cores", r"(?i:(?:v?CPU\s+)?cores?|v?CPUs?)|核"),
]
CURRENCIES = frozenset(
    [*"USD HKD AUD CAD SGD TWD NZD EUR GBP JPY KRW INR CHF CNY".split(), *_MORE_MONEY]
)
_NAMES = [name for name, _ in _UNITS]
_SKIP_WORD = (
    r"(?:paying|paid|active|monthly|weekly|daily|annual|yearly|new|free|premium|total|enterprise|business|consumer|global"
    r"|registered|subscribed|potential|individual|commercial|corporate|input|output|cached|prompt|completion|generated"
    r"|training|context|million|more|other|extra|additional|online|internet|existing|loyal|US|different|unique|"
    r"(?-i:[A-Z][\w.-]*))"
)
_ANY = "|".join(f"(?P<u{i}>{body})" for i, (_, body) in enumerate(_UNITS))
_COUNTED = {"people", "seats", "tokens", "parameters", "requests", "chats", "images", "GPUs"}
_NEARBY = (
    rf"(?:[\s-]+(?i:{_SKIP_WORD})){{1,4}}[\s-]+(?:"
    + "|".join(f"(?P<u{i}>{body})" for i, (name, body) in enumerate(_UNITS) if name in _COUNTED)
    + r")(?![A-Za-z])"
)

_PREFIX_UNITS = {
    "US$": "USD", "USD": "USD", "$": "USD", "＄": "USD", "美元": "USD",
    "CN¥": "CNY", "RMB": "CNY", "CNY": "CNY", "¥": "CNY", "￥": "CNY", "人民币": "CNY",
    "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP", "₹": "INR", "INR": "INR", "RS": "INR", "RS.": "INR",
    "JPY": "JPY", "JP¥": "JPY", "HK$": "HKD", "HKD": "HKD", "A$": "AUD", "AU$": "AUD", "AUD": "AUD",
    "C$": "CAD", "CA$": "CAD", "CAD": "CAD", "S$": "SGD", "SGD": "SGD", "NT$": "TWD", "TWD": "TWD",
    "NZ$": "NZD", "NZD": "NZD", "₩": "KRW", "KRW": "KRW", "CHF": "CHF",
    "港币": "HKD", "港元": "HKD", "新台币": "TWD", "R$": "BRL", "MX$": "MXN", "ZŁ": "PLN", "₽": "RUB", "₺": "TRY",
    "฿": "THB", "₫": "VND", "₪": "ILS",
} | {code: code for code in _MORE_MONEY}  # fmt: skip
_PREFIX = re.compile(
    r"(?<![A-Za-z])(US\$|CN¥|JP¥|HK\$|NT\$|NZ\$|AU\$|CA\$|MX\$|[ACRS]\$|USD|CNY|RMB|EUR|GBP|INR|JPY|HKD|AUD|CAD|SGD|TWD|NZD"
    rf"|KRW|CHF|(?-i:{'|'.join(_MORE_MONEY)})|Rs\.?|人民币|港[币元]|新台币|zł|[$＄¥￥€£₹₩₽₺฿₫₪])\s?\$?\s?$",
    re.IGNORECASE,
)
_PREFIX_ENDS = "$＄¥￥€£₹₩₽₺฿₫₪."
_LONGEST_PREFIX = 8
_OTHER_DOLLAR = re.compile(
    r"(?<![A-Za-z])(?:HK|NT|NZ|AU|CA|[ACS])\$|\b(?:CAD|AUD|HKD|SGD|TWD|NZD)\b|"
    r"\b(?:Canadian|Australian|Hong\s?Kong|Singapore|Taiwan|New Zealand)\s+dollars?|港元|港币|加元|澳元|新台币|新加坡元",
    re.IGNORECASE,
)
_BARE_DOLLAR = re.compile(r"[$＄]|dollar", re.IGNORECASE)
_OWN_DOLLAR = re.compile(r"US|U\.S")
_YEN = re.compile(r"\byen\b|\bJPY\b|JP¥|日元|日圆|円", re.IGNORECASE)


def unit_after(text: str, at: int) -> tuple[str, int] | None:
    """The unit written right behind a number."""
    return _named(_directly().match(text, at))


def unit_nearby(text: str, at: int) -> tuple[str, int] | None:
    """A countable unit behind adjectives or a product's name: "35 million paid ChatGPT users"."""
    return _named(_nearby().match(text, at))


@cache
def _directly() -> re.Pattern[str]:
    """Compiled at first use: an import of the package must cost little."""
    return re.compile(rf"(?:\s|\s?-)?(?:{_ANY})(?![A-Za-z])")


@cache
def _nearby() -> re.Pattern[str]:
    return re.compile(_NEARBY)


def _named(found: re.Match[str] | None) -> tuple[str, int] | None:
    if found is None or found.lastgroup is None:
        return None
    name = _NAMES[int(found.lastgroup[1:])]
    if name == _MONEY:
        written = found[found.lastgroup]
        name = written if written in _MORE_MONEY else _CODE_OF[written.lower()]
    return name, found.end()


def currency_before(before: str) -> tuple[str, int] | None:
    """The currency right before a number, and how many characters it takes."""
    last = before.rstrip()[-1:]
    if not (last in _PREFIX_ENDS or last.isalpha()):
        return None
    before = before[-_LONGEST_PREFIX:]
    found = _PREFIX.search(before)
    return (_PREFIX_UNITS[found[1].upper()], len(before) - found.start()) if found else None


class Doubts:
    """Whether "$" and "¥" may mean another country's money: looked up once for a whole text."""

    def __init__(self, text: str) -> None:
        """Remember the text; it is searched when the first sign asks."""
        self._text = text
        self._other_dollar: bool | None = None
        self._yen: bool | None = None

    def about(self, written: str, unit: str | None) -> str | None:
        """Why a bare sign or word may mean another currency than `unit`, or None."""
        if unit == "USD" and _BARE_DOLLAR.search(written) and not _OWN_DOLLAR.search(written):
            if self._other_dollar is None:
                self._other_dollar = bool(_OTHER_DOLLAR.search(self._text))
            reason = "$ may be US or another country's dollars: the text names both"
            return reason if self._other_dollar else None
        if unit == "CNY" and ("¥" in written or "￥" in written) and "CN" not in written:
            if self._yen is None:
                self._yen = bool(_YEN.search(self._text))
            return "¥ may be yuan or yen: the text names yen" if self._yen else None
        return None
