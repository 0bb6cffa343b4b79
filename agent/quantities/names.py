"""What holds digits but is no amount: names, versions, dates, addresses, marks, list numbers.

`hide` replaces each by a filler of the same length, so that offsets stay true and a reader can
still see that a name or a card stood there.
"""

import re
from functools import cache

NAME, OTHER, CARD = "\x01", "\x02", "\x03"

CURRENCY_CODE = (
    r"(?:US|USD|CNY|RMB|EUR|GBP|JPY|INR|HKD|CAD|AUD|SGD|KRW|TWD|CHF|NZD|BRL|MXN|SEK|NOK|DKK|PLN|Rs)"
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_AMOUNT_NEXT = (
    r"(?!\d|[.,]\d|\s*(?:%|[kKmMbB]\b|million|billion|thousand|percent|users|subs|seats|tokens|people"
    rf"|customers|payers|dollars|yuan|euros|rupees|pounds|yen|{CURRENCY_CODE}\b|元|块钱|MB|GB|MiB|GiB|美元|人|用户|万|亿|px|pixels|frames"
    r"|x\d))"
)

_OTHER = "|".join(
    [
        r"(?:(?<=\bin )|(?<=\bas )|(?<=[用以按]))(?:万亿|亿|万)(?=美元|元|人民币)",  # what it is to be told in
        r"(?<![\d.一-鿿])(?<![\d一-鿿] )(?:万亿|亿|万)\s?(?:美元|元|人民币)?(?!\s?[一-鿿])",  # "万亿 for the Chinese deck"
        r"(?:https?://|ftp://|(?<!\w)www\.)[^\s<>\"'，。）】]++",
        r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+",
        r"(?<!\S)(?:~|\.{1,2})?/(?=[^\s]{0,200}\d)[\w./-]+",  # a path
        r"(?<!\S)[A-Za-z_][\w-]*+(?:/[\w.-]++){2,}",
        r"\[\^?\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\](?:\([^()\s]{1,500}\))?",  # citation marks
        r"【\d{1,3}】",
        r"\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b",
        r"(?<![\d.])v?(?!\d{1,3}(?:\.\d{3}){2,}(?!\d))\d{1,4}(?:\.\d{1,4}){2,}(?![\d%])",  # versions
        r"(?<![\d.])(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:T[\d:.]+Z?)?(?!\d)",
        r"(?<![\d.,])\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d(?!\d)",
        r"(?<![\d.,$€£¥])(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)?\d\d)(?![\d%,.]*\d)(?!\s?(?:[%万亿元]|GB|px|dollars|yuan|million|billion|users|tokens))",
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[ -]{_MONTH}(?:,?[ -](?:19|20)\d\d\b|[ -]'?\d\d\b)?",
        rf"\b{_MONTH}(?:\s+the)?[ -]\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s(?:19|20)\d\d)?\b"
        r"(?!\s*(?:million|billion|%|users|dollars|GB))",
        rf"\b{_MONTH},?[ -](?:19|20)\d\d\b",
        r"(?<!\d)(?:19|20)\d\d\s?年(?:\s?\d{1,2}\s?月(?:份|底|初|中旬)?(?:\s?\d{1,2}\s?[日号])?)?",
        r"(?<![\d.])\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号]|份|底|初)?(?!\d)",
        r"[一二三四五六七八九十〇零]{1,4}年?[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}[日号])?",
        r"[一二][〇零九][〇零一二三四五六七八九]{2}年",
        r"(?<!\d)(?:19|20)\d0s\b",
        r"\b\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\b)?",
        r"(?<![$€£¥])(?<![$€£¥] )\b\d{1,2}\s?[ap]\.?m\b\.?(?!\w)",
        r"\b\d{1,3}:\d{1,3}\b",
        r"(?:§+|\b(?:sections?|chapters?|figs?\.|figure|tables?|appendix|pages?|pp?\.|no\.|steps?|phase|part"
        r"|lines?|issues?|questions?|articles?|clauses?|ports?|rank(?:ed)?|episode|volume|level)|#)"
        r"\s?\d+(?:\.\d+)*(?:\s?[-–]\s?\d+)?(?![\d,]*\d|\.\d)(?!\s*(?:million|billion|trillion|thousand|[bmt]n\b|%|[kKmMbB]\b|万|亿|(?:yuan|rmb|dollars?|euros?|pounds?|yen|rupees?|(?:input |output )?tokens|users|subscribers|members|customers|seats)\b))",
        r"第\s?[一二三四五六七八九十百千\d]+(?:\.\d+)*(?:[章节条页次个名届代季期步位大])?",
        r"(?<![\d.,])\d+(?:st|nd|rd|th)\b(?!\w)",
        r"\b24/7\b|\b9/11\b",
        r"\bH\.26\d\b|\b(?-i:ISO|IEC|RFC|IEEE|PEP|SOC)(?:/IEC)?\s\d[\d.:-]*",  # standards
        r"(?<![\d.])\d{1,2}(?:[ -]?bits?\b|比特)",
        r"(?<![\d.])[2345]D\b",
        r"\b[2458]K(?=\s+(?:video|resolution|image|upscal|display|UHD|monitor|quality))|[2458]K(?=视频|画质|分辨率|高清)",
        r"(?<=\bat )[248]K\b(?!\s*(?:tokens|context))|(?<=\bin )[248]K\b(?!\s*(?:tokens|context))",
        r"\b[45]G(?=\s+(?!(?:of|v?ram|memory|card|gpu|graphics|video|and|or|for|to|is|in|on|at|with|should|will|can)\b)[a-z-]+|网络|手机)|\b3G(?=\s+(?:network|mobile|phone|modem)|网络|手机)",
        r"(?m:^[ \t>]*(?:[-*•#]+[ \t]+)?\(?\d{1,2}[.)、](?=[ \t]|[^\s\d]))",  # list numbers
        r"\b\d{1,5}\s(?-i:(?:[A-Z][a-z]+\s){1,2}(?:Street|St|Avenue|Ave|Road|Rd|Parkway|Blvd|Boulevard|Lane|Drive))\b",
        r"\b(?=[0-9a-f]{0,39}[a-f][0-9a-f]{0,39}\b)(?=[0-9a-f]{0,39}\d)[0-9a-f]{7,40}\b",  # hashes
    ]
)

_CARD = (
    r"(?:(?<![A-Za-z0-9_.$])|(?<=\d[xX]))(?:"
    r"(?:(?:NVIDIA|GeForce|AMD|Radeon|Huawei|Tesla|Quadro|Titan|Instinct|Ascend|昇腾|RTX|GTX|RX|Arc)[\s-]{0,2}){1,4}+"
    r"(?:(?:RTX|GTX|RX|PRO|Pro|A|B|W|MI)\s?)?\d{2,4}(?!\d|[.,]\d|\s?(?:%|percent\b|[mb]illion\b))[A-Z]{0,3}(?:\s?(?:Ti|TI|SUPER|Super|XTX|XT|GRE|Ada|D)(?![A-Za-z]))*s?"
    r"|(?:A(?:10G?|16|30|40|100|800|[2-6]000)|H(?:20|100|200|800)|B(?:100|200|300)|GB(?:200|300)|L(?:4|20|40S?)"
    r"|T4|V100|P100|P40|K80|M40|MI\d{3}X?|W7[89]00|910[BC])s?(?![A-WYZa-wyz0-9]|x(?!\d))(?:\s(?:SXM\d?|PCIe))?"
    # "1920×1080" is a picture's size, "2×1080" two cards
    rf"|(?<!\d\d[xX×*])(?<!\d\d [xX×*] )(?:10[5678]0|16[56]0|20[678]0|30[56789]0|40[6789]0|50[6789]0)(?:\s?(?:Ti|TI|ti|Super|SUPER|super|D))*s?"
    rf"(?![A-Za-z]){_AMOUNT_NEXT})"
)

_NAME = "|".join(
    [
        r"\b(?:Microsoft|Office|Copilot)\s+365\b",
        r"\bWindows\s+(?:7|8|8\.1|10|11|12)\b",
        # letters, then a digit: "Qwen3-8B", "GPT-4.1", "Q4_K_M"; a memory size behind it is none
        rf"(?<![A-Za-z0-9_])(?<![A-Za-z0-9][-])(?!{CURRENCY_CODE}\d)(?![xX]\d)(?=[A-Za-z]++(?:[-_][A-Za-z]++)*+[-_]?\d)"
        r"[A-Za-z0-9]++(?:[-_.+](?!\d+\s?Gi?B?\b)[A-Za-z0-9]++)*+",
    ]
)

_GROUP_SPACE = re.compile(r"(?<=\d)\u00a0(?=\d{3}(?!\d))")
_PLAIN = str.maketrans("０１２３４５６７８９％＄－．／（）\u00a0", "0123456789%$-./() ")
_FILLER = {"o": OTHER, "c": CARD, "n": NAME}


def hide(text: str) -> str:
    """`text` with every name, date and mark blanked out, character for character."""
    text = _GROUP_SPACE.sub("\u202f", text).translate(_PLAIN)
    return _hidden().sub(lambda match: _FILLER[match.lastgroup or "o"] * len(match.group()), text)


@cache
def _hidden() -> re.Pattern[str]:
    """Compiled at first use: an import of the package must cost little."""
    parts = rf"(?P<o>{_OTHER})|(?P<c>{_CARD})|(?P<n>{_NAME})"
    return re.compile(parts, re.IGNORECASE | re.ASCII)


#: Products whose version is written apart: "Llama 3", "gemini 2.5", "混元 2.0".
_PRODUCT = re.compile(
    r"(?:\b(?:qwen|qwq|wan|hunyuan|hy|world|doubao|seed|seedream|seedance|gpt|chatgpt|o|claude|opus|sonnet|haiku|gemini"
    r"|gemma|flash|veo|imagen|llama|mistral|mixtral|phi|deepseek|grok|flux|sora|dall-e|whisper|stable diffusion|sd"
    r"|sdxl|glm|kimi|ernie|yi|minimax|nova|titan|copilot|cuda|python|pytorch|torch|transformers|diffusers|vllm"
    r"|comfyui|coze|ltx|cogvideox|mochi|kling|apache|licen[cs]e|version|ver\.?|release|v|iphone|ios|macos|ubuntu"
    r"|python|node|gen|generation|tier|fiscal|fy|rtx|gtx|rx)"
    r"|千问|混元|豆包|文心|盘古|万相|即梦|可灵|扣子|通义|星火|版本|智谱|月之暗面)[\s:]?\s?$",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"(?:[A-Za-z]*[A-Z][a-z]+[A-Z]?[A-Za-z]*|[A-Z]{2,})\s$")
_ORDINARY = re.compile(
    r"\b(?:in|with|over|under|about|of|the|at|for|and|or|only|year|month|day|total|price|prices|revenue|cost|costs|users?"
    r"|subscribers?|seats?|people|customers?|growth|churn|from|to|by|take|than|is|are|was|if|say|around|roughly"
    r"|nearly|almost|some|least|most|set|rates?|assume|suppose|start|given|give|use|using|compute|calculate|after|until"
    r"|have|has|had|we|they|what|on|now|then|but|so|just|put|change|make|needs?|another|all|up|down|USD|CNY|RMB"
    r"|EUR|GBP|JPY|ARPU|GPU|GPUs|VRAM|RAM|context|batch|frames|steps|width|height|low|base|high|between|per|plus"
    r"|pay|paying|charges?|target|Q|share|incomes?|sales|turnover|earnings|profits?|margin|expenses|spend|budget|goal|fees?|arr|mrr"
    r"|payers?|members?|accounts?|clients?|heads|subs|subscriptions?|licences|licenses|employees|gross|net|mix|split|count|number)\s$",
    re.IGNORECASE,
)
_VERSION = re.compile(r"[1-9]\d?(?:\.\d{1,2})?")
_NAME_JOINED = re.compile(rf"{NAME}(?:\s?[/,–-]\s?|\s(?:to|and|or|&)\s)$")


def ends_in_product(before: str, number: str) -> bool:
    """Whether the words before a number are a product whose version the number is."""
    return bool(_may_name(before) and _VERSION.fullmatch(number) and _PRODUCT.search(before[-20:]))


def ends_in_name(before: str, number: str) -> bool:
    """Whether a bare number belongs to the name before it: "Seedream 4.0", "iPhone 15"."""
    if ends_in_product(before, number):
        return True
    if "." in number and _VERSION.fullmatch(number) and _NAME_JOINED.search(before[-8:]):
        return True  # "GPT-5.1 to 5.5"
    if not (before[-1:].isspace() and _may_name(before) and _VERSION.fullmatch(number)):
        return False
    return bool(_CAPITALISED.search(before[-20:]) and not _ORDINARY.search(before[-16:]))


def _may_name(before: str) -> bool:
    last = before.rstrip()[-1:]
    return last.isalpha() or last in {":", "."}
