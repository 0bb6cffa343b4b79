"""Values that a question names side by side: "fp16 vs fp8", "a 16 GB or a 24 GB card"."""

import re
from collections.abc import Sequence

_THING = r"(?:graphics )?(?:cards?|gpus?|weights?|models?|versions?|contexts?|ctx|tokens?|images?|frames?|clips?)|显卡|卡|显存|模型|版本|权重|精度|格式|上下文"
_JOINT = re.compile(
    rf"(?:\s|{_THING})*"
    r"(?:,|，|、|/|\b(?:and|or|vs\.?|versus|than|against|to|instead of|rather than"
    r"|compared (?:to|with))(?![a-z])"
    r"|和|与|及|或者?|还是|跟|对比|比|(?:增?加|提高|扩展?|升|变)?(?:到|至|成)|→)+"
    r"(?:\s|\b(?:and|or|an?|the|on|in|at|with|one|just|single)\b|一(?:张|块|个)?)*",
    re.IGNORECASE,
)


def named_together(text: str, found: Sequence[tuple[int, int, str]]) -> list[str]:
    """Values at (start, end), in order, whose words are joined from the first to the last.

    Nothing but a joint may stand between two of them; where that does not hold there is only the
    first: "fp8 weights, and the cache in fp16" asks for one format.

    >>> named_together("fp16 vs fp8", [(0, 4, "fp16"), (8, 11, "fp8")])
    ['fp16', 'fp8']
    """
    kept: list[tuple[int, int, str]] = []
    for span in sorted(found, key=lambda one: one[0]):
        if kept and not _JOINT.fullmatch(text[kept[-1][1] : span[0]]):
            break
        kept.append(span)
    return list(dict.fromkeys(value for _, _, value in kept))
