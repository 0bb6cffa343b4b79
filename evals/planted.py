"""Good answers with one error planted, and good answers reworded: plain text work that knows nothing
of the checker, so that the checker can fail."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Answered:
    """A good answer with all it may rest on."""

    text: str
    evidence: list[dict[str, Any]]
    tool_results: list[dict[str, Any]]
    question: str
    style: str

    def sources(self) -> str:
        """Everything it may rest on, as one text."""
        rows = " ".join(str(row) for row in self.evidence)
        return f"{rows} {self.tool_results} {self.question}"


@dataclass(frozen=True)
class Planted:
    """An answer with one error: `answer.text[start:end]` is wrong."""

    answer: Answered
    kind: str
    start: int
    end: int


Change = Callable[[Answered, random.Random], "tuple[int, int, str] | None"]
"""A span of the text and the words to put there."""

_NUMERAL = r"(?<![\w.,/:-])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\w.,/:-])\d+(?:\.\d+)?(?![\w.,-]*\d)"
_COUNTED = (
    rf"(?:[$¥€]\s?(?P<a>{_NUMERAL}))|(?P<b>{_NUMERAL})(?=\s?(?:%|percent|million|billion|trillion|dollars|yuan"
    r"|GB\b|GiB\b|MB\b|users|tokens|subscribers|frames|万|亿|元|美元|个 token))"
)
_NAMED_FIGURE = (
    r"(?P<name>\b[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)?) (?:holds |has |at |costs |with )?"
    r"(?P<figure>\d+(?:\.\d+)?)(?P<unit>%| (?:million|billion|dollars)\b)"
)
_VENDORS = (
    ["Alibaba", "Tencent", "ByteDance", "OpenAI", "Google", "Anthropic", "DeepSeek", "Microsoft", "Oracle"],
    ["阿里巴巴", "阿里云", "腾讯", "字节跳动", "微软", "谷歌", "甲骨文", "百度"],
)  # fmt: skip
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_DENIALS = (
    (r"\b(?:is|are|was|were|does|do|did|has|have|can|will) (not )", ""),
    (r"\b(cannot)\b", "can"),
    (r"\b(?:has|have|with|had|needs|offers) (no )", ""),
    (r"\b(never )", ""),
    (
        r"(?<![\u4e00-\u9fff](?=同|断))(不)(?=想|把|能|会|适用|支持|包括|含|需|是|提供|再|允许|开|公|得|在)",
        "",
    ),
    (r"(没有)(?=[\u4e00-\u9fff])", "有"),
    (r"(尚未|从未|未(?!来))(?=[\u4e00-\u9fff])", ""),
    (r"\b(no longer)\b", "still"),
    (r"\b(without)\b", "with"),
)


def plant(answer: Answered, kind: str, chance: random.Random) -> Planted | None:
    """One error of the kind, where the answer has a place for it."""
    change = PLANTS[kind](answer, chance)
    if change is None:
        return None
    start, end, words = change
    text = answer.text[:start] + words + answer.text[end:]
    wrong = replace(answer, text=text)
    return Planted(wrong, kind, start, start + max(len(words), 1))


def _figure(answer: Answered, chance: random.Random) -> tuple[int, int, str] | None:
    """A numeral that no source holds in place of one."""
    for found in _shuffled(_COUNTED, answer.text, chance):
        group = "a" if found["a"] else "b"
        numeral = found[group]
        first = (
            next(i for i, c in enumerate(numeral) if c.isdigit() and c != "0")
            if re.search("[1-9]", numeral)
            else None
        )
        if first is None:
            continue
        digit = str((int(numeral[first]) + chance.choice([1, 2, 3]) - 1) % 9 + 1)
        wrong = numeral[:first] + digit + numeral[first + 1 :]
        bare = wrong.replace(",", "").rstrip("0").rstrip(".")
        if wrong != numeral and not re.search(
            rf"(?<![\d.]){re.escape(bare)}", answer.sources().replace(",", "")
        ):
            return *found.span(group), wrong
    return None


def _swap(table: list[tuple[str, str]]) -> Change:
    """A word for another that may not stand in its place."""

    def change(answer: Answered, chance: random.Random) -> tuple[int, int, str] | None:
        places = [(m, wrong) for pattern, wrong in table for m in re.finditer(pattern, answer.text)]
        chance.shuffle(places)
        for match, wrong in places:
            if match[1] != wrong and not _in_address(answer.text, match.start(1)):
                return *match.span(1), wrong
        return None

    return change


def _date(answer: Answered, chance: random.Random) -> tuple[int, int, str] | None:
    """Another year or month, which no source holds."""
    form = rf"\b(20[12]\d)-(\d\d)(?:-(\d\d))?\b|\b({'|'.join(_MONTHS)})\b(?= 20\d\d)|\b(?:in|since) (20[12]\d)\b|(20[12]\d)(?= ?年)"
    for found in _shuffled(form, answer.text, chance):
        group = next(i for i in (1, 4, 5, 6) if found[i])
        if _in_address(answer.text, found.start()):
            continue
        old = found[group]
        wrong = (
            chance.choice([m for m in _MONTHS if m != old])
            if group == 4
            else str(int(old) + chance.choice([-3, -2, 3, 4]))
        )
        if wrong not in answer.sources():
            return *found.span(group), wrong
    return None


def _citation(answer: Answered, chance: random.Random) -> tuple[int, int, str] | None:
    """The number of another passage, or of none."""
    marks = list(re.finditer(r"\[(\d+)\](?!\()", answer.text))
    ids = [int(row["id"]) for row in answer.evidence]
    if not marks:
        return None
    mark = chance.choice(marks)
    others = [n for n in ids if n != int(mark[1])]
    if chance.random() < 0.3 or not others:
        return *mark.span(1), str(max(ids, default=0) + chance.randint(1, 9))
    return *mark.span(1), str(chance.choice(others))


def _vendor(answer: Answered, chance: random.Random) -> tuple[int, int, str] | None:
    """A vendor that the cited passages do not name in place of one."""
    places = [
        (m, family)
        for family in _VENDORS
        for m in re.finditer("|".join(family), answer.text)
        if not _in_address(answer.text, m.start())
    ]
    chance.shuffle(places)
    for match, family in places:
        others = [v for v in family if v not in answer.sources() and v[:2] != match[0][:2]]
        if others:
            return *match.span(), chance.choice(others)
    return None


def _negation(answer: Answered, chance: random.Random) -> tuple[int, int, str] | None:
    """A denial dropped from a sentence that cites."""
    places = [(m, wrong) for form, wrong in _DENIALS for m in re.finditer(form, answer.text)]
    places = [
        (m, w) for m, w in places if re.search(r"\[\d+\]", answer.text[m.end() :].split("\n")[0])
    ]
    if not places:
        return None
    match, wrong = chance.choice(places)
    return *match.span(1), wrong


def _swapped(answer: Answered, chance: random.Random) -> tuple[int, int, str] | None:
    """Two shares or sums of one clause in each other's place, behind names with capitals."""
    places: list[tuple[int, int, str]] = []
    for clause in re.finditer(r"[^;.\n|:]*(?:\.\d[^;.\n|:]*)*", answer.text):
        named = list(re.finditer(_NAMED_FIGURE, clause[0]))
        for one, other in zip(named, named[1:], strict=False):
            same_kind = one["unit"] == other["unit"] and one["name"] != other["name"]
            if same_kind and one["figure"] != other["figure"]:
                words = other["figure"] + clause[0][one.end("figure") : other.start("figure")]
                start = clause.start() + one.start("figure")
                end = clause.start() + other.end("figure")
                places.append((start, end, words + one["figure"]))
    places = [p for p in places if not _in_address(answer.text, p[0])]
    return chance.choice(places) if places else None


def _shuffled(form: str, text: str, chance: random.Random) -> list[re.Match[str]]:
    found = [m for m in re.finditer(form, text) if not _in_address(text, m.start())]
    chance.shuffle(found)
    return found


def _in_address(text: str, at: int) -> bool:
    """Inside a link, code or a list of sources of ours."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return "](" in line[-160:] or line.count("`") % 2 == 1 or "http" in line[-120:]


PLANTS: dict[str, Change] = {
    "figure": _figure,
    "scale": _swap(
        [
            (r"\d ?(million)\b", "billion"), (r"\d ?(billion)\b", "million"), (r"\d ?(billion)\b", "trillion"),
            (r"\d ?(trillion)\b", "billion"), (r"\d ?(亿)", "万"), (r"\d ?(万)(?!亿)", "亿"), (r"\$[\d.]+(bn)\b", "m"),
        ]
    ),
    "unit": _swap(
        [
            (r"\d ?(GB)\b", "TB"), (r"\d ?(GB)\b", "GiB"), (r"\d ?(GiB)\b", "GB"), (r"\d ?(MB)\b", "GB"),
            (r"\d ?(%)", " million"), (r"(?:million|billion|\d) (tokens)\b", "users"), (r"million (?:\w+ )?(users)\b", "tokens"),
            (r"million (subscribers)\b", "tokens"), (r"\d (frames)\b", "px"), (r"\d (hours)\b", "days"),
        ]
    ),
    "currency": _swap(
        [
            (r"\d ?(?:million |billion |trillion )?(dollars)\b", "yuan"), (r"(\$)\d", "¥"), (r"(\$)\d", "€"),
            (r"(US\$)\d", "HK$"), (r"(?:million|billion|\d) (yuan)\b", "dollars"), (r"[\d万亿] ?(美元)", "元"),
            (r"[\d万亿] ?(元)(?!器)", "美元"),
        ]
    ),
    "period": _swap(
        [
            (r"(?:dollars|yuan|[$¥]\S+(?: [mb]illion)?) (?:a|per|each) (month)\b", "year"),
            (r"(?:dollars|yuan|[$¥]\S+(?: [mb]illion)?) (?:a|per|each) (year)\b", "month"), (r"(?:dollars|yuan|[$¥]\S+(?: [mb]illion)?) (?:a|per) (day)\b", "month"),
            (r"user and (month)\b", "year"), (r"每(月)\d", "年"), (r"每(年)\d", "月"), (r"每(月)约?\d", "年"),
            (r"[$¥]\S+(?: [mb]illion)?\*\* a (year)\b", "month"), (r"每用户每(月)", "年"),
        ]
    ),
    "date": _date,
    "citation": _citation,
    "vendor": _vendor,
    "negation": _negation,
    "swapped": _swapped,
    "role": _swap(
        [
            (r"\bper million (input) tokens", "output"), (r"\bper million (output) tokens", "input"),
            (r"(?:dollars|yuan) (input)\b", "output"), (r"(?:dollars|yuan) (output)\b", "input"),
            (r"\b(lost) \d", "invested"), (r"\b(invested) \d", "lost"), (r"(输入)(?=[^，。；]{0,6}\d)", "输出"),
            (r"(输出)(?=[^，。；]{0,6}\d)", "输入"), (r"\b(revenue) (?:of|was|reached) [$\d]", "profit"),
        ]
    ),
    "turned": _swap(
        [
            (r"\b(rose) (?:by )?\d", "fell"), (r"\b(fell) (?:by )?\d", "rose"), (r"\b(grew) (?:by )?\d", "fell"),
            (r"\b(cheaper)\b", "dearer"), (r"\b(more) expensive than\b", "less"), (r"\b(faster) than\b", "slower"),
            (r"\bthe (largest)\b", "smallest"), (r"\bthe (highest)\b", "lowest"), (r"\bthe (first) (?:open|to|model)\b", "last"),
            (r"\b(more than) \d", "less than"), (r"\b(up) \d+%", "down"), (r"(增长) ?\d", "下降"), (r"(最大)的", "最小"),
        ]
    ),
}  # fmt: skip
