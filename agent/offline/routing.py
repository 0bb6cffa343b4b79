"""Which topic a question belongs to, by what it names and the cue words it uses."""

import re
from collections.abc import Callable

from agent.offline import instructions, vocabulary, windows
from agent.offline.memory.topic import asks_memory, is_card_claim, is_vram
from agent.offline.reading import Reading
from agent.offline.request import Topic
from agent.offline.sums import amounts, kinds
from agent.offline.sums.converted import price_converted
from agent.offline.sums.mankind import doubts_result, names_unmeasured
from agent.offline.sums.planner import planned
from agent.offline.sums.relations import related
from agent.offline.sums.spoken_sums import is_spoken_sum
from agent.offline.sums.tagged.preferred import is_tagged_sum, lacks_amount, makes_sum
from agent.offline.sums.told_by_role import told_by_role
from agent.offline.vocabulary import phrase
from agent.offline.words import strangers

_FEW_BESIDE = 3
"""Words beside "help" or "examples" that still ask for them."""
_PASSING = frozenset(
    {"release", "region", "features", "size", "finance", "users", "name", "quota", "hardware"}
)
"""Aspects whose cue words also occur in questions that are not ours."""
_STATED = frozenset({"licence", "price", "size", "context", "users", "memory"})
_QUOTED = re.compile(
    r"\W*(?:[\"“”「『](?P<said>[^\"“”」』]+)[\"“”」』]|['‘](?P<plain>(?:[^'’]|['’](?=\w))+)['’])(?P<rest>.*)",
    re.DOTALL,
)
_HAN, _PLAIN_WORD = re.compile("[\u4e00-\u9fff]"), re.compile(r"\b[a-z]{2,}")
_DOUBTS = re.compile(
    r"^\W*(?:\w+n['’]t\b.*\?|(?:is|are|was|were|does|did|has)n['’]t\b[^.!]*$)", re.IGNORECASE
)
_A_STATEMENT = 4
"""Words of a statement at least, some without a capital; a quoted name has fewer."""


def topic_of(reading: Reading) -> Topic:
    """The first topic whose conditions hold, the narrowest first; `fact` where none does."""
    if not reading.entities and not reading.quantities and (small := _small_talk(reading.text)):
        return small
    compared = _is_comparison(reading)
    holds: tuple[tuple[Topic, Callable[[], bool]], ...] = (
        ("claim", lambda: _is_claim(reading)),
        ("out_of_scope", lambda: _is_share_forecast(reading)),
        (
            "revenue",
            lambda: kinds.is_own_or_api(
                reading.text, amounts.sort(reading.quantities, reading.text)
            ),
        ),
        ("vram", lambda: (not compared or _is_check_of_each(reading)) and is_vram(reading)),
        ("revenue", lambda: _is_sum(reading)),
        ("article", lambda: _is_about_article(reading)),
        ("out_of_scope", lambda: _is_out_of_scope(reading)),
        ("timeline", lambda: _is_timeline(reading)),
        ("comparison", lambda: compared),
        ("change", lambda: _is_change(reading)),
        ("list", lambda: _is_list(reading)),
    )
    for topic, condition in holds:
        if condition():
            return topic
    return "fact"


def _is_share_forecast(reading: Reading) -> bool:
    """What a share will be worth, or whether to buy one; "which GPU should I buy" is no such thing."""
    return vocabulary.has("share_forecast", reading.asked) and not is_vram(reading)


def _is_check_of_each(reading: Reading) -> bool:
    """Whether models stand beside a card ("Qwen3-8B vs Qwen3-14B on a 3090"), or their memory alone
    is compared."""
    if reading.names("model") and reading.names("gpu"):
        return True
    of_memory = {"memory", "hardware", "size"}
    if phrase("vram", "by_memory").search(reading.text):  # "cheaper in memory" is no price
        of_memory |= {"price", "context"}
    memory_alone = set(reading.aspects) <= of_memory
    return bool(reading.names("model") and memory_alone and asks_memory(reading))


def _is_timeline(reading: Reading) -> bool:
    """What happened in a stretch of time, not on one day."""
    window = windows.window_of(reading.text, reading.times)
    if not window or window[0] == window[1]:
        return False
    if _is_yes_no(reading.asked) and not phrase("routing", "anything").search(reading.asked):
        return False
    if not reading.entities and strangers(reading.asked):
        return False  # of somebody whom the library does not know
    return windows.asks_what_happened(reading.asked, reading.aspects)


def _is_list(reading: Reading) -> bool:
    return vocabulary.has("list", reading.asked) and not _is_yes_no(reading.asked)


def is_greeting(text: str) -> bool:
    """Whether a short text greets or thanks and says hardly anything else."""
    greeting = vocabulary.topics()["greeting"]
    rest = greeting.chinese.sub("", greeting.english.sub("", text))
    return len(text) <= 60 and rest != text and len(re.findall(r"\w", rest)) <= 8


def asks_for_help(text: str) -> bool:
    """Whether a short text asks what can be asked; "who helps out in the shop?" has the word alone."""
    cue = vocabulary.topics()["help"].find(text)
    if cue is None:
        return False
    rest = re.findall(r"\w+", text[: cue.start()] + text[cue.end() :])
    return len(cue[0].split()) > 1 or not cue[0].isascii() or len(rest) <= _FEW_BESIDE


def _small_talk(text: str) -> Topic | None:
    if len(text) > 60:
        return None
    if asks_for_help(text):
        return "help"
    return "greeting" if is_greeting(text) else None


def _is_yes_no(text: str) -> bool:
    return phrase("routing", "yes_no").search(text) is not None


def _is_claim(reading: Reading) -> bool:
    text = reading.text
    cue = vocabulary.topics()["claim"].find(text)
    if (
        is_card_claim(reading)
        or _may_come_true(reading)
        or _leads_to_sum(cue, reading)
        or _asks_sum(reading)
    ):
        return False
    passed_on = _takes_for_granted(reading) or _is_passed_on(reading) or _is_quoted(reading)
    if cue is None and passed_on:
        return True
    if cue is None:
        return _DOUBTS.search(text) is not None and not is_vram(reading)
    said = cue[0].lower()
    if vocabulary.has("article", said) and phrase("routing", "asks_which").search(reading.asked):
        return False  # "which three, says the author?" puts nothing in his mouth
    if said in ("really", "actually", "truly", "indeed", "真的"):
        doubted = re.search(r"\breally\s*\?+\s*$|真的?[^，。？?]*[？?]\s*$", text, re.IGNORECASE)
        asks = doubted is not None and not phrase("routing", "asks_which").search(text)
        return (_is_yes_no(text) or asks) and not is_vram(reading)
    if said.endswith((":", "：")):
        return True
    if said.startswith(("claim", "statement", "sentence", "assertion", "line", "passage")):
        asked_again = vocabulary.topics()["claim"].find(text[cue.end() :])  # "…: does it hold?"
        is_asked = (
            _is_yes_no(text) or asked_again is not None
        )  # of "5 million lines" none is a claim
        return is_asked and not makes_sum(text, reading.quantities, reading.entities)
    if said.startswith("evidence") and _STATED & set(reading.aspects):
        return False  # what bears out a licence or a price is where it was published
    if said.startswith(("proof", "prove", "evidence", "confirm")):
        return not is_vram(reading)
    return True


def _may_come_true(reading: Reading) -> bool:
    """Whether a sum's result can come true, which is told with the sum."""
    said = re.search(r"\b(?:comes? true|to be true|to hold)\W*$", reading.text, re.IGNORECASE)
    result = phrase("revenue", "result").search(reading.text)
    doubted = result and amounts.names_world(reading.text) and doubts_result(reading.text)
    return bool(said or doubted) and _is_sum(reading)


def _asks_sum(reading: Reading) -> bool:
    """Whether a figure is asked that all amounts of the question make together; a claimed one would be left over."""
    asked = phrase("routing", "asks_figure").search(reading.text)
    return asked is not None and makes_sum(reading.text, reading.quantities, reading.entities)


def _leads_to_sum(cue: re.Match[str] | None, reading: Reading) -> bool:
    """Whether a sum follows the doubt: "the formula is so, right? If I feed it ten, what is the total?"."""
    doubted = cue is not None and cue[0].endswith("?") and "?" in reading.text[cue.end() :]
    return doubted and _is_sum(reading)


def _is_passed_on(reading: Reading) -> bool:
    """Whether somebody's statement on something named is passed on, no sum or memory check."""
    named = reading.names("vendor", "system") and instructions.is_hearsay(reading.text)
    asks_else = is_vram(reading) or _is_about_article(reading) or _is_sum(reading)
    return bool(named) and not asks_else


def _is_quoted(reading: Reading) -> bool:
    """Whether a statement stands in quotes before a short question on it, no memory check."""
    said = _QUOTED.match(reading.text)
    if said is None or reading.names("gpu"):
        return False
    text = said["said"] or said["plain"]
    whole = len(_PLAIN_WORD.findall(text)) >= 2 and len(text.split()) >= _A_STATEMENT
    whole = whole or len(_HAN.findall(text)) > _A_STATEMENT
    return whole and len(said["rest"].split()) <= 3 * _A_STATEMENT


def _takes_for_granted(reading: Reading) -> bool:
    """Whether a question about facts rests on a premise about something named; sums and memory
    checks say themselves what they assume."""
    if not vocabulary.has("premise", reading.asked) or not reading.names("vendor", "system"):
        return False
    if is_vram(reading) or _is_sum(reading) or _is_comparison(reading):
        return False
    return not (_is_about_article(reading) or _is_change(reading))


_MONIES_OF_A_SUM = 3
"""Amounts of money, all of them joined in one sum, that make one of it whatever it names."""


def _is_sum(reading: Reading) -> bool:
    """A sum, unless a published figure is asked that the question only frames with an amount."""
    if kinds.names_kind(reading.text, reading.quantities):
        return True
    named = reading.names("vendor", "system", "model", "document")
    whole = not named or sum(map(amounts.is_money, reading.quantities)) >= _MONIES_OF_A_SUM
    if whole and related(reading.text, reading.quantities):
        return True
    if not reading.entities and told_by_role(reading.text, reading.quantities):
        return True
    if not reading.entities and not strangers(reading.asked) and _is_plain_sum(reading):
        return True
    if not named and reading.quantities and planned(reading.text, reading.quantities):
        return True
    if is_spoken_sum(reading.text, reading.quantities, reading.entities):
        return True
    if not reading.entities and lacks_amount(reading.text, reading.quantities):
        return True
    if not amounts.is_sum(reading.text, reading.quantities, reading.entities):
        return is_tagged_sum(reading.text, reading.quantities, reading.entities)
    counted = [
        q
        for q in reading.quantities
        if q.unit not in ("px", "frames", "GB", "GiB", "MB", "years", "months", "days", "quarters")
    ]
    supposed = phrase("revenue", "supposed").search(reading.text) is not None
    if not counted or (supposed and amounts.names_world(reading.text)):
        return _has_all_as_payers(reading.text, supposed=supposed)
    reported = re.search(
        r"\b(?:did|was|were|has|had|reported|announced|said|stated|according to)\b",
        reading.text,
        re.IGNORECASE,
    )
    alone = len(counted) == 1 and counted[0].unit in ("tokens", "percent", None)
    return not (reported and alone and not phrase("revenue", "article_price").search(reading.text))


def _has_all_as_payers(text: str, *, supposed: bool) -> bool:
    """Whether people that no amount counts are those who pay in a sum, not what a fact is asked about."""
    cues = (("revenue", "result"), ("revenue", "asks_period"), ("routing", "asks_figure"))
    asks = supposed or any(phrase(*cue).search(text) for cue in cues)
    return asks and (amounts.names_world(text) or (supposed and names_unmeasured(text)))


def _is_plain_sum(reading: Reading) -> bool:
    """Whether nothing is named and the amounts alone make a sum: a price for another period, or an
    amount that a rate moves for a time."""
    text, roles = reading.text, amounts.sort(reading.quantities, reading.text)
    return price_converted(text, reading.quantities) is not None or amounts.compounds(text, roles)


def _is_about_article(reading: Reading) -> bool:
    """What the article says; "since the article" is only a date."""
    rest = reading.text
    for when in reversed(reading.times):
        rest = f"{rest[: when.start]} {rest[when.end :]}"
    return vocabulary.has("article", reading.asked) and vocabulary.has("article", rest)


def _is_out_of_scope(reading: Reading) -> bool:
    """A cue of another world; two names of ours, or one and a real aspect, outweigh it."""
    if not vocabulary.has("out_of_scope", reading.text):
        return False
    ours = len(reading.names("vendor", "system", "person", "model", "gpu", "document"))
    return ours == 0 or (ours == 1 and not set(reading.aspects) - _PASSING)


def _is_comparison(reading: Reading) -> bool:
    named = reading.names("vendor", "system", "model") or reading.names("gpu")
    owned = {e.vendor for e in named if e.kind == "system"}
    things = {(e.start, e.end) for e in named if e.kind != "vendor" or e.canonical not in owned}
    apart = [a for a in things if not any(b != a and b[0] <= a[0] and a[1] <= b[1] for b in things)]
    if len(apart) < 2:
        asked = re.search(r"\bcompare\b|对比|side by side", reading.text, re.IGNORECASE)
        return asked is not None and not reading.quantities
    by = re.search(r"\bby\b(.+)", reading.asked)
    asks_table = vocabulary.output_in(reading.asked) == "table" or len(apart) > 2
    # "bought by Acme, what is its price?" compares nothing
    asks_table = asks_table or bool(by and vocabulary.aspects_in(by[1].partition(",")[0]))
    return vocabulary.has("comparison", reading.text) or bool(asks_table and reading.aspects)


def _is_change(reading: Reading) -> bool:
    if len({t.iso for t in reading.times}) >= 2:
        return True
    return vocabulary.has("change", reading.asked) and not re.search(
        r"^\W*(?:is|are|was|were)\b(?!.*\b(?:still|changed?|any ?more|no longer)\b)",
        reading.asked,
        re.IGNORECASE,
    )
