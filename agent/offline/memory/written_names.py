"""Names a question writes that no table holds: a model's whole name, a card we do not know."""

import re
from collections.abc import Sequence

from agent.offline.entities import Entity
from agent.offline.memory.workload import first_precision
from agent.tools.vram import catalog

_CARD = re.compile(
    r"(?<![\w-])(?:(?:nvidia|geforce|amd|radeon|intel|quadro|tesla)\s+)*"
    r"(?:(?:rtx|gtx|gt|rx|arc|radeon|geforce|quadro|tesla)\s?-?[a-z]?\d{2,5}[a-z]{0,3}"
    r"|(?<=my )\d{3,4}|(?<=我的)\d{3,4})"
    r"(?:\s?(?:ti super|ti|super|xtx|xt|laptop)(?![a-z]))?(?![\w.%])",
    re.IGNORECASE,
)
_NAME = r"[A-Z][A-Za-z]+[A-Za-z.]*(?:-[A-Za-z]+)*-?\d[\w.]*(?:-[\w.]+)*"
_MODEL = re.compile(
    rf"\b(?:does|do|would|will|can|for|run|runs|fit|fits|host|serve|load|of|跑|运行|部署) ?(?P<before>{_NAME})"
    rf"|(?P<after>{_NAME})(?: (?:needs?|requires?|takes?|fits?|runs?)\b|\s?(?:需要|要|占|能|的显存))",
    re.ASCII,
)
_AFTER = re.compile(r"[\w.-]*\w", re.ASCII)
_SIZED_AFTER = re.compile(r"\s\d+(?:\.\d+)?[\s-]\d+(?:\.\d+)?[bB](?![A-Za-z])")
_TASK = re.compile(r"[-_ ]?(?:T2V|I2V|TI2V|S2V|Animate)", re.IGNORECASE)
_SETTING = re.compile(
    r"\d{3,4}[pP]|\d+ ?(?:GB?|[kK]|steps?)|(?:fp|bf|int)\d{1,2}|q\d(?:_\w+)?|(?:awq|gptq|gguf|nf4)",
    re.IGNORECASE,
)
"""What Chinese writes on behind a name without a space: "混元视频720p"."""
_MANNER = re.compile(
    r"[-_](?:based|class|style|like|family|size[ds]?|level|compatible|type|series|model)s?$", re.I
)


def whole_name(text: str, entity: Entity) -> str | None:
    """The name as written where it goes on behind a known one and no model is called that.

    "Qwen99-8B" is not Qwen, "DeepSeek-R2" not DeepSeek; the engine refuses it with the closest.
    """
    start, end = entity.start, entity.end
    written_in_latin = text[start : start + 1].isascii()  # "12G混元视频" is no one name
    while start and written_in_latin and re.match(r"[A-Za-z0-9.-]", text[start - 1]):
        start -= 1
    if rest := _AFTER.match(text, end):
        end = rest.end()
    elif sized := _SIZED_AFTER.match(text, end):
        end = sized.end()
    written = text[start:end].rstrip(".-")
    known = text[entity.start : entity.end]
    glued = text[entity.end : end].rstrip(".-")
    in_chinese = re.search(r"[\u4e00-\u9fff]$", text[entity.start : entity.end])
    if _TASK.fullmatch(glued) or (in_chinese and _SETTING.fullmatch(glued)):
        return None
    if written == known or _MANNER.search(written) or written.lower() == f"{known.lower()}s":
        return None
    return written if catalog.find_model(written) is None else None


def unlisted_model(text: str, entities: Sequence[Entity]) -> str | None:
    """A model that is written like one and that no row knows: "VRAM for Zephyrion-9X?"."""
    for found in _MODEL.finditer(text):
        name = (found["before"] or found["after"] or "").rstrip(".-")
        start = found.start("before") if found["before"] else found.start("after")
        apart = not any(e.start < start + len(name) and start < e.end for e in entities)
        if apart and not first_precision(name) and not _CARD.search(name):
            return name
    return None


def model_called(text: str, entity: Entity) -> str | None:
    """The catalogue's model that a family's name goes on to: "通义千问3-14B", "Qwen3-235B"."""
    size = re.match(r"[\s-]?(\d+(?:\.\d+)?B(?:-A\d+B)?)(?![A-Za-z])", text[entity.end :], re.I)
    if size is None or (size[0][0] == " " and text[entity.start : entity.end].isascii()):
        return None
    said = f"{entity.canonical}-{size[1]}"
    if model := catalog.find_model(said):
        return model.name
    active = re.compile(rf"{re.escape(said)}-A\d+B", re.IGNORECASE)
    named = [model.name for model in catalog.models() if active.fullmatch(model.name)]
    return named[0] if len(named) == 1 else None


def unlisted_card(text: str, entities: Sequence[Entity]) -> str | None:
    """A card that is written like one and that no row knows: "RTX 9999", "my 970"."""
    for found in _CARD.finditer(text):
        if not any(e.start < found.end() and found.start() < e.end for e in entities):
            return found[0].strip()
    return None
