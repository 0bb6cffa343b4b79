"""Which encoding bytes are written in, also where they are few.

Guessers want pages of text; a list of prices has a dozen bytes that tell. So each encoding is asked how
likely its reading is: how common the signs are in a language written in it, and where they stand.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from io import BytesIO
from math import log
from typing import Literal, NamedTuple

Script = Literal["latin", "alphabet", "ideographs"]


class Tongue(NamedTuple):
    """A language, or some that are written alike."""

    encodings: str
    script: Script
    common: str
    """Its letters beyond ASCII or its commonest signs, the commonest first."""
    level: tuple[str, int, int] = ("ascii", 0, 0)
    """An encoding that keeps the common ideographs together, and the first bytes of these."""
    doubt: float = 0.0
    """How much rarer such files are, as a logarithm."""


_WEST, _EAST, _TAIWAN = (
    "cp1252 iso8859-15",
    "cp1250 iso8859-2",
    "的一是在有不人我這他中大來上為個國到以說時們要就出會可也你對生能而子於下自年過發後作里用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心本前開但因只從想實月日元價格公司電話客戶方案每",
)
_KANA = (
    "のにるたとはしいをでてがなれからさっりすあもこまうくよきんめおけそつだやえどわちみせじばへびずろほげむべひょゆぶごゃねふぐぎぼゅづざぞぬぜぱぽぷぴぃぁぇぺぉ"
    "ーンスルトリイアラックドシレジタフロカテマィグバムプオコデニウメサビナブャエュチキズダパミェョハセベガモツネボソノァワポペピケゴギザホゲヤヒユヨヘゼヌゾ"
)
_HANGUL = (
    "이다에의는로하을가고지서한은기으년대사시를리도인스일어나자정그들아수보해제주어부전장요것있게만구라성적상관원여동과오소비용안세모국공와유조화개선때계제당명면"
    "습니무연교경월생신방분차내물약금설트미행진중거우학실단체치치산업입출법발위문결회반통없되된할했었였습며또더데마바터품격별위두양식심영호확표재작러레르드크"
    "프력역록량말본불간합현형류타달저외드최질남북음속운권점복속반각강건게규급많번베버살색석손송순술싼알억언얼열예온완울워원월임잘존종준직집찾참천청초추친카컴"
)
_HANZI = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定"
    "天分还进好小部其些主样理心她本前开但因只从想实日月元价格公司产品客户版"
)
_TONGUES = (
    Tongue(_WEST, "latin", "üäöß"),
    Tongue(_WEST, "latin", "éèàêçâôîùûëïœ"),
    Tongue(_WEST, "latin", "óíáéñúü¿¡"),
    Tongue(_WEST, "latin", "ãçéáíóêõâúà"),
    Tongue(_WEST, "latin", "àèùòéì"),
    Tongue(_WEST, "latin", "åøæé"),
    Tongue(_WEST, "latin", "äåöé"),
    Tongue(_WEST, "latin", "äõöü", doubt=2),
    Tongue(_WEST, "latin", "áíðéóþöúýæ", doubt=3),
    Tongue("cp850 mac_roman", "latin", "éäüöèàßñóêáíçåøæ", doubt=3),
    Tongue(_EAST, "latin", "łóąęśżćńź", doubt=2),
    Tongue(_EAST, "latin", "íáěéřčýžšůúťňďó", doubt=2),
    Tongue(_EAST, "latin", "áíýčéšžúťôľňäóďĺŕ", doubt=2),
    Tongue(_EAST, "latin", "áéóöőíüűú", doubt=2),
    Tongue(_EAST, "latin", "čšžćđ", doubt=2),
    Tongue(f"{_EAST} iso8859-16", "latin", "ăîâşţșț", doubt=2),
    Tongue("cp1254", "latin", "ıüşğöç", doubt=2),
    Tongue("cp1257", "latin", "ėųšžčąįūę", doubt=3),
    Tongue("cp1257", "latin", "āīēšūļžņķģč", doubt=3),
    Tongue("cp1251 koi8-r cp866", "alphabet", "оеаинтсрвлкмдпугяызбйьчхжцюшщэфъё", doubt=2),
    Tongue("cp1251 koi8-u", "alphabet", "оаніирвтесклудмпзяьбгйчхцїюжшєщфґ", doubt=3),
    Tongue("cp1251", "alphabet", "аиоенрсуткјвдмплгзбчцшхжљњћђфџ", doubt=3),
    Tongue("cp1253", "alphabet", "ατοιενρσκηπςυμλίόάγέδήωχθύφβζξψώ", doubt=3),
    Tongue("cp1255", "alphabet", "יוהלרבתמאשנעםדקחפסכגטצןזךףץ", doubt=3),
    Tongue("cp1256", "alphabet", "اليمونرتبةعدسفهكقأحجشطصىخإذضثغزظئءآؤ", doubt=3),
    Tongue("cp874", "alphabet", "านรอกเงมยลวดทสตะปบคหแจพชขใ่้ัีิ์ไาืูุำึโณผศถซธภษ็ญ", doubt=3),
    Tongue("gb18030", "ideographs", _HANZI, ("gb2312", 0xB0, 0xD7)),
    Tongue("cp950", "ideographs", _TAIWAN, ("big5", 0xA4, 0xC6), doubt=2),
    Tongue("cp932 euc-jp", "ideographs", _KANA, ("shift_jis", 0x88, 0x98), doubt=2),
    Tongue("cp949", "ideographs", _HANGUL, ("euc_kr", 0xB0, 0xC8), doubt=2),
)
_SIGNS = "’–€“”£°•…„‘—§²µ³½±·»«×®©™\xa0¼¾¥‚‰†"
_WIDE_SIGNS = "，。：、（）；“”？！《》「」…—・·￥～％【】『』\u3000－／　＋"
_VOWELS = set("aeiouáéíóú")
_WITHIN_WORDS = "’·–—\xad"
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_BEYOND_ASCII_BYTE = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_ASCII_COST, _ODD_COST = log(40), 17.0
_SAMPLE_BYTES = 3000
_SELDOM_BROKEN = 20
_IN_A_LEVEL = 4000
"""Ideographs that are common enough to be kept together, roughly."""
_MOST_DOUBTFUL = 12.0
"""Mean cost of what stands beyond ASCII from which on a reading is none."""


def encoding_of(content: bytes, among: Iterable[str] = ()) -> str | None:
    """The likeliest encoding, of `among` only where there are such; None where none is likely.

    >>> encoding_of("Größe: 20 °C".encode("cp1252")), encoding_of("价格：20元".encode("gbk"))
    ('cp1252', 'gb18030')
    """
    sample = _telling(content)
    texts: dict[str, str] = {}
    best, least = None, float("inf")
    for tongue in _TONGUES:
        for encoding in among or tongue.encodings.split():
            text = texts.setdefault(encoding, sample.decode(encoding, "replace"))
            cost = _cost(text, tongue)
            if cost + tongue.doubt < least and _is_likely(text, cost):
                best, least = encoding, cost + tongue.doubt
    return best


def is_nearly_utf8(content: bytes) -> bool:
    """Whether it is UTF-8 that was cut or spoilt in some place."""
    text = _telling(content).decode("utf-8", "replace")
    return text.count("\ufffd") * _SELDOM_BROKEN <= len(_BEYOND_ASCII.findall(text))


def _telling(content: bytes) -> bytes:
    """The first lines that are not plain ASCII."""
    if b"\0" in content:  # two bytes a sign: all of them tell
        return content[:_SAMPLE_BYTES]
    found = b""
    for line in BytesIO(content):
        if first := _BEYOND_ASCII_BYTE.search(line):
            start = max(0, first.start() - _SAMPLE_BYTES // 10)
            found += line[start : start + _SAMPLE_BYTES - len(found)]
        if len(found) >= _SAMPLE_BYTES:
            break
    return found


def _is_likely(text: str, cost: float) -> bool:
    beyond = len(_BEYOND_ASCII.findall(text))
    plain = (len(text) - beyond) * _ASCII_COST
    return cost - plain <= _MOST_DOUBTFUL * max(beyond, 1)


def _cost(text: str, tongue: Tongue) -> float:
    """How unlikely a text is in a language, as a logarithm."""
    found = [match.start() for match in _BEYOND_ASCII.finditer(text)]
    controls = len(_CONTROL.findall(text))
    cost = (len(text) - len(found)) * _ASCII_COST + controls * _ODD_COST
    around = f" {text} "
    signs = ((around[at], around[at + 1], around[at + 2]) for at in found)
    return cost + sum(_sign_cost(*three, tongue) for three in signs)


def _sign_cost(before: str, sign: str, after: str, tongue: Tongue) -> float:
    is_misplaced = before.islower() and sign.isupper()
    is_misplaced |= sign in "ñÑ" and after.lower() not in _VOWELS  # it is Polish ń there
    if not is_misplaced and (share := _share(sign.lower(), tongue)):
        return -log(share * _chance(before, after, tongue))
    if tongue.script == "ideographs" and sign in _WIDE_SIGNS:
        return -log(0.1 / len(_WIDE_SIGNS))
    if sign in _SIGNS:
        is_within = before.isalpha() and after.isalpha() and sign not in _WITHIN_WORDS
        return _ODD_COST if is_within else -log(0.03 / len(_SIGNS))
    is_foreign = tongue.script == "latin" and "À" <= sign <= "ž" and sign.isalpha()
    return -log(0.03 / 500) if is_foreign and not is_misplaced else _ODD_COST


def _chance(before: str, after: str, tongue: Tongue) -> float:
    """That a sign of the language stands between two others."""
    if tongue.script == "latin":
        is_alone = not before.isalpha() and not after.isalpha()
        return 0.003 if is_alone or before.isdigit() or after.isdigit() else 0.03
    if tongue.script == "alphabet":  # of whole words, seldom of one letter
        beside = (
            before.isalpha() and not before.isascii(),
            after.isalpha() and not after.isascii(),
        )
        is_mixed = before.isalpha() > beside[0] or after.isalpha() > beside[1]
        return 1e-4 if is_mixed else (0.01, 0.3, 0.8)[sum(beside)]
    return 0.8 if not before.isascii() else 0.1 if before.isalpha() else 0.3


@cache
def _shares(tongue: Tongue) -> dict[str, float]:
    weights = {sign: 1 / (rank + 5) for rank, sign in enumerate(tongue.common)}
    whole = sum(weights.values())
    return {sign: weight / whole * _mass(tongue) for sign, weight in weights.items()}


def _mass(tongue: Tongue) -> float:
    """The share that the commonest have of all."""
    return 0.9 if tongue.script != "ideographs" or tongue.encodings == "cp949" else 0.5


@lru_cache(maxsize=4096)
def _share(sign: str, tongue: Tongue) -> float:
    """Of the signs of a language beyond ASCII; 0 for what it does not write."""
    if found := _shares(tongue).get(sign):
        return found
    encoding, first, last = tongue.level
    place = sign.encode(encoding, "ignore")[:1]
    if place and first <= place[0] <= last:
        return (1 - _mass(tongue)) / _IN_A_LEVEL
    is_wide = tongue.script == "ideographs" and "\u3400" <= sign <= "\ud7a3"
    return 1e-6 if is_wide else 0.0
