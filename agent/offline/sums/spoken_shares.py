"""Shares in words: "half", "two thirds", "one in five", "四分之三", "七成"."""

import re
from decimal import Decimal
from fractions import Fraction

_SMALL = "one two three four five six seven eight nine ten".split()
_TENS = {word: n for n, word in zip(range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split(), strict=True)} | {w: n for n, w in enumerate("eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 11)} | {"twenty-five": 25}  # fmt: skip
_NUMBERS = {word: n for n, word in enumerate(_SMALL, 1)} | {"a": 1, "an": 1, "hundred": 100, "a hundred": 100} | _TENS  # fmt: skip
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
          "eighth": 8, "ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100}  # fmt: skip
_HANZI = "一二三四五六七八九十"
_PERIOD = r"(?:an? |of an? )?(?:year|month|quarter|week|day|hour|dozen|hundred|thousand|million|billion|trillion|lakh|crore)"
_ENGLISH = re.compile(
    rf"\b(?:(?P<top>an?|{'|'.join(_SMALL)}|\d)(?: (?:full|whole|mere))?[ -](?P<part>{'|'.join(_PARTS)})s?|(?P<half>half))\b(?![ -]{_PERIOD})"
    rf"|\bthe (?P<the>{'|'.join(_PARTS)})(?= (?:of (?:them|those|these|the|our|all|its|customers|users|subscribers)|who)\b)",
    re.IGNORECASE,
)
_PERSON = r"(?:person|human(?: being)?|adult|grown-?up|soul|man|woman|individual|inhabitant|citizen|earthling|netizen|customer|subscriber|member|reader|household|family|american|european|german|briton|indian|canadian|(?:(?:internet|web|net|app) )?user)"
_ONE_IN = re.compile(
    rf"\b(?P<top>{'|'.join(_SMALL)}|\d{{1,2}})(?: (?:{_PERSON}s?|people))? (?:in|out of|of(?= (?:every|each)\b))(?: every| each)? (?P<bottom>{'|'.join(_SMALL)}|twenty-five|{'|'.join(_TENS)}|(?:a )?hundred|\d{{1,4}})\b"
    r"(?!\s*(?:%|percent|years?|months?|weeks?|days?|hours?|million|billion|[.,]\d))",
    re.IGNORECASE,
)
_ONE_OF_THEM = re.compile(
    rf"\b(?P<top>{'|'.join(_SMALL)}) (?!(?:year|month|quarter|week|day|hour|minute|(?:(?:m|b|tr)illion|thousand|hundred|dollar|euro))s?\b)[a-z-]+ (?:in|out of)(?: every)? (?P<bottom>{'|'.join(_SMALL)}|{'|'.join(_TENS)})\b"
    r"(?!\s*(?:%|percent|years?|months?|weeks?|days?|hours?|million|billion|thousand|[.,]\d))",
    re.IGNORECASE,
)
"""Whoever they are, both numbers in words: "one listener in ten"."""
_EVERY = re.compile(
    rf"\b(?:every|each) (?P<nth>other|second|{'|'.join(p for p in _PARTS if p.endswith('th') or p == 'third')}|[2-9](?:nd|rd|th)|[1-9]\d{{1,2}}(?:st|nd|rd|th))\b(?= (?:single |living )?{_PERSON}s?\b)",
    re.IGNORECASE,
)
"""One of so many people: "every second person", "every 20th user"."""
_IN_DIGITS = re.compile(
    r"(?<![\w./,-])(?P<top>\d{1,2})/(?P<bottom>\d{1,3})(?= (?:of|at|on|pays?|paying|are|is|get|take)\b)"
)
_CHINESE = re.compile(
    rf"(?P<bottom>[{_HANZI}])分之(?P<top>[{_HANZI}])|(?P<tenths>[{_HANZI[:9]}两])成(?!本|员|为|长|功|立|交)(?P<more>[{_HANZI[:9]}半])?|(?P<half>一半|半数)"
)
_IN_EVERY = re.compile(
    rf"每(?P<bottom>\d{{1,4}}|[{_HANZI}两])(?:个|名|位)?(?:人|用户|客户|会员)?(?:中|里|当中)?(?:就|只|仅|大约|约)?有(?P<top>\d{{1,2}}|[{_HANZI}])(?:个|名|位)?(?:人|用户|客户|会员)?"
)
_OF_A_PRICE = re.compile(
    r"(?:[\d%]|million|billion|thousand|\bper|every|once|percent|users|seats)\s*(?:[kmb]n?)?\s*$",
    re.IGNORECASE,
)
"""In front of "a quarter", which is then a length of time."""


def spoken_shares(text: str) -> list[tuple[int, int, str]]:
    """Each with its place, as "2/3" or "70%".

    >>> spoken_shares("two thirds of it; one in five; 七成"), spoken_shares("$3 a quarter, half a year")
    ([(0, 10, '2/3'), (18, 29, '1/5'), (31, 33, '70%')], [])
    """
    found = [*_english(text), *_in_so_many(text), *_every(text), *_chinese(text)]
    return sorted(found)


def _english(text: str) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for m in _ENGLISH.finditer(text):
        before = text[: m.start()]
        mixed = re.search(r"\band\s$", before) and (m["top"] or "") in ("a", "an")
        mixed = mixed and not _OF_PAYERS.match(text, m.end())  # "pay $10 and a quarter pay $20"
        timed = (m["part"] or "").lower() == "quarter" and _OF_A_PRICE.search(before)
        timed = (
            timed
            or (m["part"].lower() == "quarter" if m["part"] else False)
            and _over_time(text, m)
        )
        if timed or (
            mixed
            and re.search(
                r"\d\sand\s$|(?:one|two|three|four|five|hundred|thousand|million|billion|trillion|lakh|crore) and $",
                before,
            )
        ):
            continue
        bottom = 2 if m["half"] else _PARTS[(m["part"] or m["the"]).lower()]
        found.append((m.start(), m.end(), f"{_number(m['top'] or 'one')}/{bottom}"))
    return found


_OF_PAYERS = re.compile(
    r"\s+(?:of|who|pay(?:s|ing)?|tak(?:es?|ing)|buy(?:s|ing)?|us(?:es?|ing)|choos(?:es?|ing))\b",
    re.IGNORECASE,
)
_TIME_AHEAD = re.compile(
    r"\b(?:in|over|for|during|within)\s$|\b(?:how much|what(?:['’]?s)?)(?: (?:is|was|does|do|would|will|can|could|that|it|this|they|we|get|come|comes|to|make|about))*\s$",
    re.IGNORECASE,
)
_TIME_BEHIND = re.compile(
    r"\s+(?:worth|(?:bring|amount|yield|come|make|mean|total|earn)s?)\b(?! [$€£¥\d])(?=[^.;]*[?？]|\s*(?:to|in|and)?\s*$)"
    r"|(?:,| and| then| plus)+ (?:for )?(?:the |an? |one |that )?(?:whole |full |entire )?(?:year|half[- ]year|month)\b",
    re.IGNORECASE,
)


def _over_time(text: str, m: re.Match[str]) -> bool:
    """Whether a quarter is one of a year: "what do they pay in a quarter?", "what's a quarter worth"."""
    if _OF_PAYERS.match(text, m.end()):
        return False
    return bool(_TIME_AHEAD.search(text[: m.start()]) or _TIME_BEHIND.match(text, m.end()))


def _in_so_many(text: str) -> list[tuple[int, int, str]]:
    said = [*_ONE_IN.finditer(text), *_IN_DIGITS.finditer(text)]
    held = [m.span() for m in said]
    said += [m for m in _ONE_OF_THEM.finditer(text) if m.span() not in held]
    pairs = ((m, _number(m["top"]), _number(m["bottom"])) for m in said)
    return [(m.start(), m.end(), f"{top}/{bottom}") for m, top, bottom in pairs if top < bottom]


def _every(text: str) -> list[tuple[int, int, str]]:
    return [(m.start(), m.end(), f"1/{_nth(m['nth'].lower())}") for m in _EVERY.finditer(text)]


def _nth(word: str) -> int:
    """Of "third" and "3rd" 3; of "other" and "second" 2."""
    digits = "".join(sign for sign in word if sign.isdecimal())
    return int(digits) if digits else _PARTS.get(word, 2)


def _chinese(text: str) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for m in _CHINESE.finditer(text):
        if m["half"]:
            part = "1/2"
        elif m["tenths"]:
            more = m["more"] or ""
            part = f"{10 * _hanzi(m['tenths']) + (5 if more == '半' else _hanzi(more))}%"
        else:
            part = f"{_hanzi(m['top'])}/{_hanzi(m['bottom'])}"
        found.append((m.start(), m.end(), part))
    pairs = ((m, _counted(m["top"]), _counted(m["bottom"])) for m in _IN_EVERY.finditer(text))
    return found + [
        (m.start(), m.end(), f"{top}/{bottom}") for m, top, bottom in pairs if top < bottom
    ]


def _counted(sign: str) -> int:
    return int(sign) if sign.isdecimal() else _hanzi(sign)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def _hanzi(sign: str) -> int:
    return 2 if sign == "两" else _HANZI.find(sign) + 1 if sign else 0


_OF_THAT = re.compile(
    r"\s+of (?:that|this|it)(?: price)?\s+(?:in|for|from|to|elsewhere)\b", re.IGNORECASE
)
_PRICE_AHEAD = re.compile(r"[$€£¥]\s?\d[\d.,]*(?:[^.;?!]|\.(?=\d)){0,80}$")


def is_part_of_price(text: str, start: int, end: int) -> bool:
    """Whether a share is one of the price just said, for others: "$15 here and a third of that in Brazil"."""
    return bool(_OF_THAT.match(text, end) and _PRICE_AHEAD.search(text, 0, start))


def as_fraction(part: str) -> Fraction:
    """Of "1/3" a third, of "30%" three tenths."""
    return Fraction(part.removesuffix("%")) / 100 if part.endswith("%") else Fraction(part)


def value_of(part: str) -> Decimal:
    """Of "1/4" 0.25, of "30%" 0.3."""
    if part.endswith("%"):
        return Decimal(part[:-1]) / 100
    top, _, bottom = part.partition("/")
    return Decimal(top) / Decimal(bottom or 1)
