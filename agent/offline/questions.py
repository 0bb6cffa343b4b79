"""A message cut into its questions, statements kept with the question they belong to."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from agent.language import language_of
from agent.offline import vocabulary
from agent.offline.sums.amounts import is_money
from agent.offline.sums.mankind import doubts_result, names_world
from agent.offline.sums.prices_in_turn import prices_in_turn
from agent.offline.sums.relations import related
from agent.offline.sums.tagged.preferred import is_told_in_parts, makes_sum
from agent.offline.sums.wanted_units import wanted_units
from agent.offline.sums.what_ifs import cases_in
from agent.quantities import Quantity, find_quantities

LIMIT_CHARACTERS = 6000
"""Questions are short: of a longer text only its beginning and end are read."""

_SENTENCE = re.compile(
    r"""[^\n?？!！。；;.]*                     # words
        (?:[.;](?=[\w/@])[^\n?？!！。；;.]*)*  # a dot inside a number, name or address; tl;dr
        (?:[?？!！。；;.]+["'”’」)]*|\n|$)""",
    re.VERBOSE,
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|vs|approx|ca|no|Inc|Ltd|Corp|Sept?|Oct|Nov|Dec|Jan|Feb|Aug|incl|resp)|\bH\.K|\bU\.S)\.$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"[?？]|(?:吗|呢|么)[。.!！]?$|^(?:\W*)(?:(?:and|so|then|also|but)\s+)?(?:what|which|who|whose|when|where|why|how|is|are|was|were"
    r"|do|does|did|can|could|will|would|should|may|has|have|had|compare|list(?! pric)|name|give|show|tell|explain|summari[sz]e"
    r"|check|verify|fact|convert|calculate|compute|estimate|translate|find|describe|make|repeat|ignore"
    r"|print|write|plot|draw)\b"
    r"|(?:什么|多少|哪|谁|怎么|为什么|几(?:张|个|种|款|家|年|月)|是否|能不能|有没有|对比|比较|列出|核实|计算|换算|折(?:算|合|成)|折(?:人民币|美[元金]|欧元|英镑|日元)|告诉|总结|概括|翻译|编造|忽略)",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"(?:,|，|;|；)?\s+(?:and|but|(?-i:plus))(?: also)?,?\s+(?=(?:what|which|who|when|where"
    r"|how|is|are|was|were|does|do|did|can|could|will|would)\b)"
    r"|(?:，|,\s?)(?=(?:另外|还有|以及|顺便)?[^，,]{2,40}(?:多少钱|开源了?吗|能跑吗|够吗)[？?]?$)",
    re.IGNORECASE,
)


_CURRENCY = r"(?:yuan|rmb|cny|usd|(?:us )?dollars?|eur(?:os?)?|gbp|pounds?|yen|rupees?)"
_CONVERTED = re.compile(
    rf",?\s+(?=(?:(?:and|or) )?(?:that |it )?(?:in|into|converted (?:in)?to) {_CURRENCY},? (?:at|with|using|by)\b.{{0,20}}\d)"
    r"|\s*[，,](?=[^，,]{0,14}(?:折成|折合|折算|换算|换成|兑换|[换转合]成?(?:人民币|美元|美金|欧元|英镑|日元)))|\s*[，,](?=(?:按|以)?汇率)",
    re.IGNORECASE,
)
_A_MONTH = re.compile(r"\b(?:a|per) (?:month|year|seat)\b|(?:一个?|每个?)(?:月|年)", re.IGNORECASE)

_A_PERIOD = re.compile(
    r"\b(?:an?|one|per|each|every|the|whole|full|half)[- ](?:year|quarter|month|week|day|decade)\b|\b(?:year|month|quarter|week|dai)ly\b",
    re.IGNORECASE,
)

_SPANS = (None, "days", "weeks", "months", "quarters", "years")
_LEAST_COUNT = 1000

_NAMED = re.compile(r"[A-Z\d]|[\u4e00-\u9fff]{2}")
"""A capital or a figure: a piece without one asks about the same thing as the piece before."""


_FRAME = re.compile(r"\s*(?:按照?|根据|依照?|照|截至|截止|假如|假设|如果|要是|若|以|在|对于|关于)")
"""How a Chinese clause opens that says under what its question stands, and asks nothing itself."""

_KNOWING = (
    r"i (?:was|am|'m|’m) (?:just |also )?(?:wondering|curious|asking myself)(?: about)?|i(?:'d| would) (?:like|love) to know"
    r"|(?:do|would|could) you (?:happen to )?(?:know|tell me|say)|any idea"
)
_LATER = r"(?=.*\byear (?:[2-9]|[1-9]\d|two|three|four|five|six|ten)\b)"
_NO_LIST = r"(?!\s*(?:,|and|or|,\s*and)\s*(?:in )?year\b)"
"""Behind a first year that is not one of several asked for: "in year 1, year 3 and year 6"."""
_ROUNDABOUT = tuple(
    (re.compile(said, re.IGNORECASE), plainly)
    for said, plainly in (
        (
            rf"\b(?:{_KNOWING}),? (?:if|whether) ((?:[^\s,?]+ ){{1,5}}?)(can|could|is|was|are|were|has|have|had|does|did|will|would)\b",
            r"\2 \1",
        ),
        (r"\b(was|is) it (?:already |even )?possible for ((?:[^\s,?]+ ){1,6}?)to\b", r"could \2"),
        (r"\b(?:thinking|looking|going|casting (?:my|our) minds?) back (?:to|at)\b", "as of"),
        (
            r"\bconsidering (?:the )?(?:situation|state|position|picture) (?:as of|as at|in|at|of)\b",
            "as of",
        ),
        (r"^(\W*(?:as of|back in|by) [\w ]{3,20}?) [-–—]+ ", r"\1, "),
        (r"豆包\s?-?(?=seed|\d\.\d)", "doubao-"),  # as its versions are written
        # An amount that is said again in brackets.
        (r"\b(\d[\d.,]*) ?(?:bucks|dollars|usd)\b([^()\d]{0,24}?)\s?\(\s?\$ ?\1\s?\)", r"$\1\2"),
        # A rate that stands ahead, and two currencies asked in one breath.
        (
            r"^(?:按照?|以|用)?汇率(?:按|为|是)?\s?(\d[\d.]*)(?:来|进行)?(?:换算|折算|计算|算)?[，,]\s*(.+?)[？?]?\s*$",
            r"\2（汇率\1）",
        ),
        (
            r"多少(?:元|人民币|块钱?)(?:、|，|和|以及|又是?)(?:合|折合)?多少(美元|美金|欧元|英镑)",
            r"多少元，换算成\1",
        ),
        (
            rf"\b(?:in )?(?:both )?{_CURRENCY} ?(?:and|&|\+|/|as well as) ?(?:in )?({_CURRENCY})\b"
            r"(?=,? (?:at|@|with|using) ?\d)",
            r"in \1",
        ),
        (
            rf"^((?:at|with) \d[\d.]* (?:yuan|rmb|cny) (?:per|to the|a) dollar),? (.+?) in {_CURRENCY} and (?:in )?({_CURRENCY})\b",
            r"\2 in \3 \1",
        ),
        (
            rf"\bhow many ((?:tr|b|m)illion)s?(?: {_CURRENCY})?(?: (?:is|are|makes?|would) (?:that|it|this)(?: be| make)?)?,? and(?: in| how many)? (万亿|亿|万)",
            r"how much is it in \1 and in \2",
        ),
        # Where a later year is asked, the first one is the start.
        (
            rf"\s+(?:in|for|during) (?:year (?:1|one)|(?:the|our) first year)\b{_NO_LIST}{_LATER}",
            "",
        ),
        (rf"\byear (?:1|one)\s*[:=]{_LATER}", "Start: "),
    )
)
"""Ways round a plain question, and how that is put."""


class Part(NamedTuple):
    """A question and what was said beside it, kept for its amounts and names."""

    text: str
    before: str = ""
    after: str = ""


def tidy(message: str) -> str:
    """The message without control characters and mentions, shortened where it is no question."""
    if len(message) > LIMIT_CHARACTERS:
        half = LIMIT_CHARACTERS // 2
        message = f"{message[:half]}\n{message[-half:]}"
    message = re.sub(r"<@[\w|.-]+>|(?<!\w)@(?!\d)[\w.-]+", " ", message)
    message = re.sub(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff]", " ", message)
    message = message.replace("\u00a0", " ")
    message = re.sub(
        r"^\s*\((?:[\w-]+ ){0,2}(?:user|person|colleague|teammate)[^)]{0,30}\)|^\s*[（(](?:另|其他|第二|别|换)[^）)]{0,12}[）)]\s*",
        "",
        message,
    )
    for said, plainly in _ROUNDABOUT:
        message = said.sub(plainly, message)
    return re.sub(r"[ \t]+", " ", message).strip()


def sentences(text: str) -> list[str]:
    """Sentences with their end marks; a dot in a number, name or abbreviation ends none."""
    found: list[str] = []
    for match in _SENTENCE.finditer(text):
        sentence = match[0]
        if not sentence.strip():
            continue
        if found and (_ABBREVIATION.search(found[-1].rstrip()) or not re.search(r"\w", sentence)):
            found[-1] += sentence
        else:
            found.append(sentence)
    return [s.strip() for s in found]


def split(message: str) -> list[Part]:
    """The questions of a message; a statement belongs to the question after it, else before."""
    parts: list[Part] = []
    waiting: list[str] = []
    for sentence in sentences(message):
        if not _ASKS.search(_without_courtesy(sentence)) or _only_tells_units(sentence):
            waiting.append(sentence)
            continue
        pieces = _pieces(sentence)
        parts.append(Part(pieces[0], " ".join(waiting)))
        parts += [Part(piece) for piece in pieces[1:]]
        waiting = []
    if waiting and parts:
        last = parts[-1]
        parts[-1] = Part(last.text, last.before, " ".join(waiting))
    elif waiting:
        said = " ".join(waiting)
        is_cut = language_of(said) == "zh" or _CONVERTED.search(said)
        parts = [Part(piece) for piece in (_pieces(said) if is_cut else [said])]
    return _with_cases_together(parts)


def _with_cases_together(parts: list[Part]) -> list[Part]:
    """The parts as one where they try changes of one sum in turn: "if the price rises? if 5% leave? both?"."""
    if len(parts) < 2:
        return parts
    said = [" ".join(p for p in (part.before, part.text, part.after) if p) for part in parts]
    whole = " ".join(said)
    quantities = find_quantities(whole)
    monies = sum(is_money(q) for q in quantities)
    apart = bool(monies and cases_in(whole)) or _is_one_sum(parts, whole, quantities, monies)
    apart = apart or (len(quantities) > 1 and is_told_in_parts(said))
    apart = apart or (_only_says_how_told(parts) and makes_sum(whole, quantities, ()))
    apart = apart or (names_world(whole) and all(_is_of_sum(part.text) for part in parts[1:]))
    return [Part(whole)] if apart else parts


def _is_one_sum(
    parts: Sequence[Part], whole: str, quantities: Sequence[Quantity], monies: int
) -> bool:
    """Whether the first question only puts the amounts that the last one needs: "buy for $900 or rent at $0.50? Power
    costs $0.30 an hour. After how many hours is buying cheaper?"."""
    given = parts[0].text
    priced_later = any(is_money(q) for part in parts[1:] for q in find_quantities(part.text))
    if not priced_later and prices_in_turn(whole, quantities):
        return True  # "what does one pay in the first year? And 10,000 of them?"
    if monies < _MONIES or any(is_money(q) for q in find_quantities(parts[-1].text)):
        return False
    return not related(given, find_quantities(given)) and related(whole, quantities) is not None


def _only_says_how_told(parts: Sequence[Part]) -> bool:
    """Whether all behind the first question only says which figures are wanted: "Please state the amount and the
    percentage."."""
    rest = [part.text for part in parts[1:]]
    return all(
        _GIVE.match(text) and not find_quantities(text) and not _NAMED.search(text[1:])
        for text in rest
    )


_GIVE = re.compile(
    r"\W*(?:please )?(?:give|state|show|provide|express|report|quote|put|tell (?:me|us))\b[^?]*\b(?:amounts?|figures?|totals?|sums?|percentages?|per ?cent|shares?|values?|results?|both)\b[^?]*$",
    re.IGNORECASE,
)


def _is_of_sum(text: str) -> bool:
    """Whether a question is no more than what the sum before it makes, or whether it can be: "Is that plausible?"."""
    if find_quantities(text) or len(text) > 6 * _WORDS_OF_DOUBT:
        return False
    many = len(text.split())
    result = many <= _WORDS_OF_RESULT and vocabulary.phrase("revenue", "result").search(text)
    return bool(result) or (many <= _WORDS_OF_DOUBT and doubts_result(text))


_WORDS_OF_RESULT = 5
_WORDS_OF_DOUBT = 16
_MONIES = 3
"""Amounts of money at least that make a sum of two questions."""


def _asks_plain_price(text: str) -> bool:
    """Whether a price is asked and no amount given to be converted or multiplied."""
    counted = any(
        q.unit not in _SPANS or (q.unit is None and q.value >= _LEAST_COUNT)
        for q in find_quantities(text)
    )
    return not counted and bool(_A_MONTH.search(text) or vocabulary.aspects()["price"].find(text))


def _pieces(sentence: str) -> list[str]:
    """Two full questions joined by "and": each side must have three words of its own."""
    if re.search(r"[\"“”「『]", sentence):
        return [sentence]
    price, *converted = _CONVERTED.split(sentence, maxsplit=1)
    if converted and _asks_plain_price(price):
        return [price, *converted]
    pieces = [p.strip() for p in _JOINED.split(sentence) if p and _without_courtesy(p).strip()]
    if not pieces:
        return [sentence]
    if any(vocabulary.pronouns().find(p) or not _NAMED.search(p[1:]) for p in pieces[1:]):
        return [sentence]
    if _A_PERIOD.search(pieces[0]) and not _NAMED.search(pieces[0][1:]):
        return [sentence]  # "how much per quarter, and how much per annum, from 2.4m drivers"
    if _FRAME.match(pieces[0]) and not _ASKS.search(pieces[0]):
        return [sentence]
    given = re.search(r"\d", pieces[0]) or find_quantities(pieces[0]) or names_world(pieces[0])
    if given and not _ASKS.search(pieces[0]):
        return [sentence]  # "1000万输入，用GPT-5要多少钱" gives amounts, and then asks
    if len(pieces) > 1 and all(len(p.split()) >= 3 or language_of(p) == "zh" for p in pieces):
        return pieces
    return [sentence]


def _only_tells_units(sentence: str) -> bool:
    """Whether it asks for nothing but how a result is to be written: "Give it in billions and in 亿."."""
    return (
        not re.search(r"[\d?？]", sentence)
        and len(wanted_units(sentence)) > 1
        and not vocabulary.aspects()["revenue"].find(sentence)
    )


def _without_courtesy(sentence: str) -> str:
    return vocabulary.opening_courtesy().sub("", sentence)
