"""What the reader is told where a provider failed: our sentences, nothing of the provider's."""

from agent.answer import Language
from agent.middleware.failures import Kind

_WHY: dict[Kind, tuple[str, str]] = {
    "silent": ("it sent nothing for too long", "它太久没有发来任何内容"),
    "key": (
        "it refused the key; see `vendorscope models`",
        "它拒绝了密钥，见 `vendorscope models`",
    ),
    "credit": ("its account has no credit left", "账户余额不足"),
    "busy": ("it is busy and asks to wait longer than we do", "它正忙，要求等待的时间过长"),
    "server": ("it reported a fault of its own", "它报告了自身故障"),
    "unreachable": ("its address could not be reached", "无法连接到它的地址"),
    "broken": ("it broke off in the middle of its answer", "它的回答中途断开"),
    "empty": ("it sent no answer", "它没有给出回答"),
    "filtered": ("its filter held the answer back", "它的过滤器拦下了回答"),
    "rejected": (
        "it rejected the request; is the model's id right?",
        "它拒绝了请求，请检查模型 ID",
    ),
    "no_tools": ("it takes no tools", "它不支持工具"),
    "too_long": ("this is too long for its window", "内容超出了它的上下文窗口"),
    "no_room": ("the question is too long for its window", "问题超出了它的上下文窗口"),
    "unreadable": ("what it sent is no answer we can read", "它发来的内容无法读取"),
    "half_call": ("its call of a tool is no call we can read", "它对工具的调用无法读取"),
    "loop": ("it went round in circles", "它陷入了循环"),
    "endless": ("its answer had no end", "它的回答没有尽头"),
    "time": ("the time for one question was used up", "单个问题的时间已用完"),
    "cost": ("the cost allowed for one question was used up", "单个问题的费用额度已用完"),
}
_REASON = ("*Why {name} did not answer: {why}.*", "*{name} 未能回答的原因：{why}。*")
_SECOND = ("*{name} answered in its place.*", "*由 {name} 代为回答。*")
_CUT = (
    "*{name} stopped at its length limit; the answer may not be whole.*",
    "*{name} 达到了长度上限，回答可能不完整。*",
)
_UNCHECKED = (
    "*Nothing in this answer was checked against the library: {name} looked nothing up.*",
    "*本回答未经资料库核对：{name} 没有查阅任何资料。*",
)


def unchecked(name: str, language: Language) -> str:
    """That an answer rests on the model's memory alone."""
    return _say(_UNCHECKED, language).format(name=name)


def why(name: str, kind: Kind, language: Language) -> str:
    """The reason why a provider did not answer."""
    return _say(_REASON, language).format(name=name, why=_say(_WHY[kind], language))


def second(name: str, language: Language) -> str:
    """Who answered instead, where it was not `offline`, which says so itself."""
    return _say(_SECOND, language).format(name=name)


def cut_short(name: str, language: Language) -> str:
    """That a model stopped in the middle."""
    return _say(_CUT, language).format(name=name)


def _say(pair: tuple[str, str], language: Language) -> str:
    return pair[1] if language == "zh" else pair[0]
