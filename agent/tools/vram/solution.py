"""What a solver found, in words: the answer first, then its limits and what the ladder reaches."""

from typing import TYPE_CHECKING, Any

from agent.tools.bilingual import Language, Note, join, say

if TYPE_CHECKING:
    from agent.tools.vram.report import Report

MOST_CARDS = 64
"""Cards up to which a count is sought."""
SOLVED_IN_WORDS = {
    "context": ("context length", "上下文"),
    "batch": ("batch size", "批大小"),
    "frames": ("number of frames", "帧数"),
    "resolution": ("picture size", "尺寸"),
    "precision": ("precision", "精度"),
    "gpus": ("number of cards", "卡数"),
}
"""What each solver looks for, in English and Chinese."""


def solved_text(report: "Report", language: Language) -> str:
    """What was solved for, before everything else."""
    solved = report.solved or {}
    lead = _count(report) if solved["name"] == "gpus" else _most(report)
    more = [*_reached(solved), *_limits(solved)]
    if more and not lead.rstrip("*").endswith("."):
        lead = join([lead, Note(".", "。")], "", "")
    said = [lead, *more]
    return ("" if language == "zh" else " ").join(say(note, language) for note in said)


def _most(report: "Report") -> Note:
    solved = report.solved or {}
    english, chinese = SOLVED_IN_WORDS[solved["name"]]
    if solved["value"] is None:
        card = report.gpu or ""
        there = say(card, "zh")
        there += "" if there.endswith("卡") else " "
        as_is, chinese_as_is = (" as it is", "原样") if solved.get("reaches") else ("", "")
        return Note(
            f"**No {english} fits on the {card}{as_is}.**",
            f"**在 {there}上{chinese_as_is}没有可行的{chinese}。**",
        )
    value = shown(solved)
    most, chinese_most = _superlative(solved)
    return Note(
        f"**The {most} {english} that fits: {value}**",
        f"**可行的{chinese_most}{chinese}：{value.zh}**",
    )


def _superlative(solved: dict[str, Any]) -> tuple[str, str]:
    return ("best", "最好的") if solved["name"] == "precision" else ("largest", "最大")


def shown(solved: dict[str, Any]) -> Note:
    """A solved value with its unit: "40,960 tokens", "1280 × 720", "q4_k_m"."""
    value = solved["value"]
    if "width" in solved:
        size = f"{solved['width']} × {solved['height']}"
        return Note(size, size)
    number = f"{value:,}" if isinstance(value, int) else str(value)
    if solved.get("name", "") == "context":
        return Note(f"{number} tokens", f"{number} 个 token")
    return Note(number, number)


def _count(report: "Report") -> Note:
    """How many cards."""
    solved, card = report.solved or {}, report.gpu or ""
    if count := solved.get("value"):
        return Note(f"**{count} × {card}**", f"**{count} 张 {say(card, 'zh')}**")
    if "context" in report.request:
        least, gib = solved["least"], f"{solved['least_gib']:.1f} GiB"
        return Note(
            f"**Not on {least} cards either**: split so, each of them still needs about {gib}.",
            f"**{least} 张卡也不够**：这样拆分时每张仍约需 {gib}。",
        )
    need = f"{report.required_gib or 0:.1f} GiB"
    return Note(
        f"**Not on a single card**: run as usual it needs about {need} in one piece; more cards "
        "help only in a setup that splits the model over them.",
        f"**单卡放不下**：按通常方式约需 {need}，不拆分；只有把模型切分到多张卡的部署才用得上更多的卡。",
    )


def _limits(solved: dict[str, Any]) -> list[Note]:
    """That the model's own limit stands in the way of more, not the card; or heads that a count of
    cards does not divide."""
    if solved.get("is_models_limit"):
        return [
            Note(
                "That is the model's own limit; memory would allow more.",
                "这是模型自身的上限；显存还有余量。",
            )
        ]
    if usual := solved.get("models_default") or solved.get("reaches", {}).get("models_default"):
        return [
            Note(
                f"That is by memory alone: the model's default is {usual} frames, and how well it "
                "holds a longer clip together is not computed here.",
                f"这只是显存允许的上限：模型默认 {usual} 帧，更长的片段能否保持质量不在计算之内。",
            )
        ]
    if "tensor_parallel" not in solved:
        return []
    count, value, most = solved["tensor_parallel"], solved["value"], MOST_CARDS
    if count is None:
        return [
            Note(
                f"That holds for a split by layers; tensor parallel (vLLM), whose counts must "
                f"divide the attention heads, has none that holds it, up to {most} cards.",
                f"这适用于按层拆分；张量并行（vLLM）的卡数须整除注意力头数，{most} 张以内没有可行的卡数。",
            )
        ]
    split = solved.get("tensor_parallel_split")
    how = f" ({split})" if split else ""
    chinese_how = f"（{split}）" if split else ""
    return [
        Note(
            f"That holds for a split by layers (llama.cpp, transformers); tensor parallel (vLLM) "
            f"needs **{count}**{how} rather than {value}, by its own estimate: its counts divide "
            "the attention heads, and a cache of fewer heads than cards is copied.",
            f"这适用于按层拆分（llama.cpp、transformers）；张量并行（vLLM）按其自身估算需要 "
            f"**{count}** 张{chinese_how}，而不是 {value} 张：卡数须整除注意力头数，"
            "键值头少于卡数时缓存会重复保存。",
        )
    ]


def _reached(solved: dict[str, Any]) -> list[Note]:
    """What the changes that cost little make of it."""
    reached = solved.get("reaches")
    if not reached:
        return []
    value = shown({"name": solved["name"], **reached})
    english, chinese = SOLVED_IN_WORDS[solved["name"]]
    most, chinese_most = _superlative(solved)
    gib = f"{reached['required_gib']:.1f}"
    changes = reached["changes"]
    return [
        Note(
            f"With changes ({changes}) the {most} {english} is **{value}** ({gib} GiB).",
            f"调整（{say(changes, 'zh')}）后，{chinese_most}{chinese}为 **{value.zh}**（{gib} GiB）。",
        )
    ]


def no_solution(solved: dict[str, Any]) -> Note:
    """That nothing fits, with what even the least needs."""
    name, least, gib = solved["name"], solved["least"], f"{solved['least_gib']:.1f}"
    english, chinese = {
        "context": (f"a context of {least} tokens needs", f"上下文 {least} 个 token"),
        "batch": (f"a batch of {least} needs", f"批大小为 {least}"),
        "frames": (f"{least} frame needs", f"{least} 帧"),
        "resolution": (f"a height of {least} px needs", f"高度 {least} px"),
        "precision": (f"{least} needs", f"{least}"),
        "gpus": (f"with {least} cards each needs", f"{least} 张卡时每张"),
    }[name]
    if solved.get("reaches"):
        return Note(
            f"Without those changes even {english} about {gib} GiB.",
            f"不做这些调整时，即使{chinese}也约需 {gib} GiB。",
        )
    no, chinese_no = (
        ("No number of cards is enough", "多少张卡都不够")
        if name == "gpus"
        else (
            f"No {SOLVED_IN_WORDS[name][0]} fits on this card",
            f"在这张显卡上，没有任何{SOLVED_IN_WORDS[name][1]}能放得下",
        )
    )
    return Note(
        f"{no}: even {english} about {gib} GiB.",
        f"{chinese_no}：即使{chinese}也约需 {gib} GiB。",
    )
