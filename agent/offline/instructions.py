"""Words of a message that try to steer the analyst, set aside from what is really asked."""

import re
from dataclasses import dataclass, field
from typing import Any

from agent.neutral import gives_orders, takes_over
from agent.offline import questions, vocabulary

_SAYS = re.compile(
    r"(?:^|\b(?:and|then|just|simply)\s+)(?:say|state|claim|repeat|answer|tell (?:me"
    r"|us|them|everyone)|write|confirm"
    r"|reply)(?: after me)?(?: that)?[:,]?\s+[\"'“]?(.{8,300}?)[\"'”]?[.!。]?$",
    re.IGNORECASE,
)
_SAYS_ZH = re.compile(
    r"(?:说|回答|重复|念|声称|确认)[:：,，]?\s*[“\"「]?(.{4,120}?)[”\"」]?[。!！]?$"
)
_QUOTED = re.compile(r"[\"“「『]([^\"”」』]{12,})[\"”」』]")
_AMOUNT = re.compile(
    r"(?:make up|making up|invent|fabricate)\s+(?:an?|some|any|the)?\s*(?:plausible"
    r"|realistic|believable|convincing|random)?\s*(.{6,120}?)(?:\s+and\s+(?:present"
    r"|say|claim|cite|pretend|give|call)\b.*)?[.!?]*$",
    re.IGNORECASE,
)
_AMOUNT_ZH = re.compile(
    r"(?:编造|瞎编|胡编|虚构|编)(?:一?个|一些|些)?(?:看起来)?(?:合理|可信|像样)?的?(.{3,60}?)(?:，|,|并|然后|。|$)"
)

_TOLD = re.compile(
    r"(?:(?:^|[,;:.–—-] ?|\b(?:and|but|as|because|since|if|although|though|while|whereas|all|what|that) )(?:(?:my|our|his|her|their|its|the|these|those|both|all|some|most) )(?:(?!your|you)[\w'’-]+ ){0,3}?(?:(?!yes\b)\w+s|people|data|minutes|media)"
    r"|(?:^|[^\w'’])(?:(?:I|we|they)(?: can| could)?|people|others))(?:,? (?:however|sadly|alas|unfortunately|though),?|,)? (?:just|only|simply),? (?:say|answer|reply|respond)\b(?= that\b| there\b| what\b)",
    re.IGNORECASE,
)
"""Words with a subject of their own, which tell what others say and order nothing: "my notes only say that"."""


@dataclass(frozen=True)
class Attempt:
    """What was tried, in the user's words; `arguments["claim"]` is what was to be said."""

    text: str
    arguments: dict[str, Any] = field(default_factory=dict[str, Any])


def set_aside(message: str) -> tuple[str, Attempt | None]:
    """The rest of the message and the attempt to steer, None where there is none."""
    cue = vocabulary.topics()["instruction"]
    tried: list[str] = []
    kept: list[str] = []
    claim: str | None = None
    for sentence in questions.sentences(message):
        told = _TOLD.sub(" ", sentence)
        if not (cue.find(told) or _takes_over(sentence, message)):
            kept.append(sentence)
            continue
        tried.append(sentence)
        claim = claim or _told_to_say(sentence)
        if wanted := _invented(sentence):
            kept.append(wanted)
        elif rest := _question_after(sentence, cue):
            kept.append(rest)
    if not tried:
        return message, None
    return "\n".join(kept), Attempt(" ".join(tried), {"claim": claim} if claim else {})


def _takes_over(sentence: str, message: str) -> bool:
    """Whether it is no question and speaks to the analyst as no user does, or in a quoted text."""
    if sentence[-1] in "?？":
        return False
    said = re.split(r"[\"“「『]", sentence.rstrip('"”」』'))[-1].strip()
    in_quotes = any(said in quoted for quoted in _QUOTED.findall(message))
    return takes_over(sentence) or (in_quotes and gives_orders(sentence))


def claimed(text: str) -> str:
    """The statement that a question asks to have checked, without the asking."""
    quoted = re.search(
        r"[\"“「『]([^\"”」』]{6,600})[\"”」』]|(?<!\w)['‘]([^'’]{10,600}(?:'s [^'’]+)?)['’](?!\w)",
        text,
    )
    if quoted:
        return (quoted[1] or quoted[2]).strip()
    said = _HEARSAY.search(text) or _HEARSAY_ZH.search(text)
    plain = questions.sentences(text[said.end() :])[0] if said and text[said.end() :] else text
    for pattern in _ASKING:
        plain = pattern.sub(" ", plain)
    return " ".join(plain.split()).strip(" ,.:;?？。，：") or text


_HEARSAY = re.compile(
    r"(?:^|[.!;,]\s+)(?:but |and |so )?(?:(?:my|our|a|an|the|some|one of my) (?:[\w-]+ ){0,2}(?:boss|friend|colleague"
    r"|manager|brother|sister|analyst|blog|post|video|tweet|vendor|salesman|rep|cto|ceo|cfo|team|teacher|customer|client)s?"
    r"|someone|somebody|people|they|everyone|everybody|reddit|twitter|the internet|he|she) (?:just )?(?:says?|said|tells? (?:me"
    r"|us)|told (?:me|us)|claims?|claimed|insists?|insisted|thinks?|swears?|writes?|wrote)(?: that)?[:,]?\s+"
    r"|(?:^|[.!;,]\s+)(?:but |and |so )?(?:(?:yesterday|earlier|before|previously|last (?:time|week)|just now|a moment ago),? )?you (?:(?:just|already|once|yourself|earlier|yesterday|have|had) )*"
    r"(?:told (?:me|us)|said|claimed|confirmed|wrote|agreed|admitted)(?: (?:yesterday|earlier|before|just now))?(?: that)?[:,]?\s+"
    r"|(?:^|[.!;,]\s+)(?:i (?:have )?(?:heard|read|was told)|rumou?rs? (?:has it|say)|word is|allegedly|supposedly)(?: that)?[:,]?\s+",
    re.IGNORECASE,
)  # fmt: skip
_HEARSAY_ZH = re.compile(
    r"(?:^|[，,。；）)])(?:有人|听人|我(?:的)?(?:朋友|老板|同事|老师)|朋友|老板|同事|网上|大家|他们?|她|(?:昨天|之前|刚才|上次|以前)?你(?:昨天|之前|刚才|上次|以前)?)?(?:听|据|都|跟我|告诉我)?(?:说(?!法)|称|讲|告诉我)(?:过)?[:：,，]?(?=\S{4})"
)


def is_hearsay(text: str) -> bool:
    """Whether the text passes on what somebody says, without a question of its own."""
    said = _HEARSAY.search(text) or _HEARSAY_ZH.search(text)
    if said is None:
        return False
    rest = questions.sentences(text[: said.start()] + " " + text[said.end() :])
    return not any(one.rstrip().endswith(("?", "？")) for one in rest[1:])


_ASKING = tuple(
    re.compile(p, re.IGNORECASE)
    for p in (
        r"^\W*(?:please |can you |could you |pls )?(?:fact[- ]?check|check|verify"
        r"|confirm|audit|debunk)(?: (?:whether|if|that|this|the (?:claim|statement"
        r"|sentence)))?(?: that)?(?: please| pls)?\s*[:,]?\s*",
        r"^\W*(?:is|was) (?:it|the (?:claim|statement|sentence)) (?:really |actually "
        r"|still )?(?:true|correct|right|accurate)?\s*(?:that|about|to say(?: that)?)?\s*",
        r"^\W*(?:[a-z]+ ){0,5}whether (?:it is|it's|this is) (?:really |indeed )?(?:true|correct|right|accurate|the case) that\s*",
        r"^\W*does (?:the|this|that) (?:maths?|sum|arithmetic|calculation)s? (?:check|add|work|hold) (?:out|up)"
        r"(?: (?:on|for|of|with) (?:this|that|these)(?: one)?)?\s*[,:]?\s*",
        r"^\W*(?:(?:please|kindly|pls|can you|could you) )*(?:(?:give|provide|show|send|find|name|cite|share|state)(?: me| us)? )?(?:with )?(?:the |a |your |any )?"
        r"(?:sources?|references?|citations?) for(?: the (?:claim|statement|following)(?: (?:claim|statement))?| (?:this|that)(?= ?:))?(?: that)?\s*[:,]?\s*",
        r"^\W*(?:claim|statement|assertion|thesis|hypothesis|说法|观点|论断|主张|命题)\s*[:：]\s*",
        r"^\W*(?:i was (?:just )?wondering about )?(?:that|the|this) (?:bit|part|line|passage|place|statement|claim) (?:in|of) (?:the|that|this) (?:article|piece|post|text|essay)"
        r" (?:where it says|which says|that says|saying|that)\s*(?:that )?\s*",
        r"^\W*it is (?:stated|said|claimed|written|asserted|argued|maintained) (?:in|by) (?:the|this|that) (?:article|author|piece|post|text|essay) that\s*",
        r"[.;,]?\s*\b(?:is|was) (?:this|that|it) (?:statement |claim |assertion |really |actually |in fact |indeed )*(?:the case|true|correct|right|accurate|so)\s*[?.]*\s*$",
        r"\s*[-–—,]\s*(?:does|do|did|is|was|are|has|have) (?:it|they|he|she|that|this)(?: really| actually| indeed| not)?\s*\?+\s*$",
        r"[.;]\s*\b(?:does|do|did|is|was|are|were|has|have) (?:it|they|he|she|that|this)(?: so)?(?: (?:on|at|by|as of|back) (?:its|that|this|the) (?:date|day|time))?\s*\?\s*$",
        r"[,.;]?\s*\b(?:(?:do|would) you )?(?:dis)?agreed?\s*[?.]*\s*$|[，,。]?(?:你)?(?:同意|认同|同不同意)吗?[？?]*$",
        r"[,.;]?\s*\b(?:is (?:that|it|this) |was (?:that|it|this) )?(?:true|right|correct|accurate|so) (?:for|as of|on|at|by|back)"
        r" (?:then|(?:that|this|the|its) (?:date|day|time|point))\s*[?.]*\s*$",
        r"^\W*(?:the |this )?(?:article|author|writer|piece|post|text|story|essay) (?:says|claims|states"
        r"|proves|demonstrates|shows|establishes|writes|asserts|argues|suggests|paints|calls|describes|presents|sees|portrays|thinks|holds|believes|makes out|has it|would have it|insists|maintains)(?: that)?\s*[:,]?\s*",
        r",? as (?:the )?(?:article|author|piece|post|he) (?:says|claims|states"
        r"|puts it|writes|wrote)",
        r",? (?:as )?per (?:the |this )?(?:article|author|piece|post|text)\b[:,]?",
        r"[,:;–—-]\s*(?:is that |that )?(?:so|legit|valid|true|right|correct|real|for real)\s*\?+\s*$",
        r"\b(?:is (?:that|it|this) )?(?:a )?fair(?: \w+)?\s*[?.]+\s*$",
        r"\b(?:is (?:that|it|this) (?:true|correct|right|accurate|so)|true|correct"
        r"|right|true or false|accurate|check it(?: out)?|check (?:this|that)"
        r"|(?:doesn't|isn't|didn't|wasn't) (?:it|he|they))\s*[?.]*\s*$",
        r"^\W*(?:请?给我?|请?给出|请?提供|求)(?:一?个|一下|(?:这|下面这?|以下)(?:条|句话?|个|个?说法|段话?)?的?)?(?:出处|来源)[:：]\s*",
        r"(?:请)?(?:核实|核查|查证|验证|求证)(?:一下)?[:：,，]?",
        r"(?:文章|作者)(?:里|中)?(?:说|称|声称|认为|写道|证明|表明)了?[:：,，]?",
        r"[,，]?(?:是真的吗|对吗|对吧|不是吗|对不对|属实吗|正确吗|准确吗|是否属实|是否正确|成立吗|靠谱吗|是不是真的|是?真?是这样的?吗|是(?:这么)?回事吗|是否如此|是真是假|说[得的](?:没错|对)[吗吧]|没错吧)[?？]*$",
    )
)  # fmt: skip


_ENOUGH_SAID = re.compile('[”"」]?(?:就行|即可|就好|就可以|就够)了?$')


def _told_to_say(sentence: str) -> str | None:
    said = _SAYS.search(sentence) or _SAYS_ZH.search(sentence)
    if said is None:
        after = re.search(
            r"repeat after me[:,]?\s*(.+)$|(?:跟我说|重复)[:：,，]?\s*(.+)$",
            sentence,
            re.IGNORECASE,
        )
        said = after
    if said is None or sentence.rstrip().endswith(("?", "？")):
        return None
    words = _ENOUGH_SAID.sub("", next(g for g in said.groups() if g))
    plain = words.strip(" \"'“”.!。")
    return (
        None
        if re.fullmatch(r"(?:yes|no|true|false|ok|是|对|不是)\W*", plain, re.IGNORECASE)
        else plain
    )


def _invented(sentence: str) -> str | None:
    """What was to be made up is still a question: "number of paying Jimeng users"."""
    found = _AMOUNT.search(sentence) or _AMOUNT_ZH.search(sentence)
    return found[1].strip(" .,，。") if found else None


def _question_after(sentence: str, cue: vocabulary.Cue) -> str | None:
    """A real question in the sentence, beside the attempt."""
    rest = cue.english.sub(" ", cue.chinese.sub(" ", sentence))
    rest = re.sub(
        r"^\W*(?:(?:and|then|but|so|please|now|only|just|with|to|yes|no|or)\b\W*)+|(?:，|,)?\s*(?:并|然后|接着|再)",
        " ",
        rest,
        flags=re.IGNORECASE,
    )
    rest = " ".join(rest.split()).strip(" ,.:;，。：")
    asks = re.match(
        r"(?:what|which|who|when|where|how|is|are|was|were|does|do|did|can|could|will|compare|list|check|calculate)\b.{8,}",
        rest, re.IGNORECASE,
    )  # fmt: skip
    asks = asks or re.search(r"(?:什么|多少|哪|谁|吗|几)", rest)
    return rest if asks and len(rest) >= 6 else None
