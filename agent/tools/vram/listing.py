"""What fits, in words: the models of a card and the cards of a model, the answer before the table."""

from collections.abc import Sequence
from typing import Any

from agent.tools.bilingual import Language, Note, join, say
from agent.tools.vram.cards import Card
from agent.tools.vram.holding import Size, larger, smallest
from agent.tools.vram.model import Model
from agent.tools.vram.which import AS_IT_IS, is_streamed

_MOST = 12
_MOST_OF_A_KIND = 4
_VERDICTS = {"fits": "可以", "tight": "勉强可以"}
_KINDS = {"llm": "语言", "image": "图像", "video": "视频", "3d": "3D", "audio": "音频"}
_DEFAULTS = Note(
    "Estimates for each model's default setting: batch 1, 8,192 tokens or the model's limit, a "
    "pipeline's own size as its maker runs it",
    "均为默认设置下的估算：批大小 1，上下文 8,192（或模型上限），图像和视频按模型默认尺寸、厂商的运行方式",
)
_NO_TRAINING = Note(
    "**Not estimated**: the memory figures here are for running a model, not for training it.",
    "**不做估算**：这里的显存数字针对推理，不适用于训练。",
)
_TRIED = Note(
    "; weights as released, where that does not fit language models in 8 bits, then in 4 (fp8, awq, q4_k_m), "
    "pictures and clips in diffusers with offload and tiles, then also in 8 bits, then streamed.",
    "；权重先按发布精度，放不下的语言模型再试 8 位，然后 4 位（fp8、awq、q4_k_m），图像与视频再试 diffusers 卸载"
    "加分块，然后加 8 位权重，再逐块载入。",
)


def models_text(
    rows: Sequence[dict[str, Any]],
    card: str,
    family: str | None,
    tried: bool,
    language: Language,
    asked: Note | None = None,
) -> str:
    """The largest model first, then a table of model, precision, GiB and verdict.

    `family` is what the models were chosen by: a family's name, a licence, or both.
    """
    zh = language == "zh"
    named = f"{family} " if family else ""
    if not rows:
        none = Note(
            f"**None**: no {named}model of the catalogue fits the {card}.",
            f"**没有**：目录里没有适合 {say(card, 'zh')} 的 {named}模型。",
        )
        return f"{say(none, language)}\n\n{basis(tried, language, asked)}"
    best = rows[0]
    shown, apart = _few_of_each_kind(rows), _apart(rows)
    mixed = is_streamed(rows[-1]) and not is_streamed(best)
    kept = Note(" without streaming", "不必逐块载入而") if mixed else Note("", "")
    several = len({row["kind"] for row in rows}) > 1
    lead = (
        Note(
            f"**{len(rows)} {named}models** of the catalogue fit the {card} (about "
            f"{best['available_gib']:.1f} GiB usable){apart}; the largest of each kind:",
            f"**{len(rows)} 个{named}模型**能在 {say(card, 'zh')}（可用约 {best['available_gib']:.1f} GiB）"
            f"上运行{apart.zh}；各类中最大的：",
        )
        if several
        else Note(
            f"**{best['name']} in {best['precision']}**: {best['required_gib']:.1f} GiB of about "
            f"{best['available_gib']:.1f} usable on the {card}; the largest"
            f"{kept} of {len(rows)} {named}models that fit{apart}.",
            f"**{best['name']}（{best['precision']}）**：约需 {best['required_gib']:.1f} GiB，"
            f"{say(card, 'zh')} 可用约 {best['available_gib']:.1f}；能跑的 {len(rows)} 个 {named}模型中{kept.zh}最大的{apart.zh}。",
        )
    )
    head = (
        ["模型", "类型", "精度", "方式", "GiB", "结论"]
        if zh
        else "model kind precision how GiB verdict".split()
    )
    lines = [
        [
            row["name"],
            _KINDS[row["kind"]] if zh else row["kind"],
            row["precision"],
            say(row["how"], language),
            f"{row['required_gib']:.1f}",
            say(_verdict(row), language),
        ]
        for row in shown
    ]
    table = _table(head, lines, len(rows) - len(shown), language)
    return "\n\n".join([say(lead, language), table, basis(tried, language, asked)])


def size_asked(request: dict[str, Any], rows: Sequence[dict[str, Any]]) -> Note | None:
    """The size and length that every model was checked at, where they were asked."""
    if not ({"width", "frames", "seconds"} & set(request)):
        return None
    parts: list[Note] = []
    if width := request.get("width"):
        parts.append(Note(f"{width} x {request['height']}", f"{width} x {request['height']}"))
    if frames := request.get("frames"):
        parts.append(Note(f"{frames} frames", f"{frames} 帧"))
    elif seconds := request.get("seconds"):
        length = f"{float(seconds):g}"
        parts.append(
            Note(
                f"{length} seconds at the frame rate that each maker states",
                f"{length} 秒（按各厂商给出的帧率）",
            )
        )
    return join(parts, ", ", "，")


def _apart(rows: Sequence[dict[str, Any]]) -> Note:
    """How many fit as they are, with a step and only streamed, where not all fit alike."""
    plain = sum(row["how"] == AS_IT_IS for row in rows)
    slow = sum(is_streamed(row) for row in rows)
    step = len(rows) - plain - slow
    counts = (
        (plain, Note("as released", "按原样")),
        (
            step,
            Note(
                "with a usual step (fewer bits, the prompt in pieces or offload)",
                "加常用的一步（更少位数、分段读入提示词或卸载）",
            ),
        ),
        (slow, Note("only streamed block by block, slower", "只能逐块载入，更慢")),
    )
    said = [Note(f"{n} {how}", f"{n} 个{how.zh}") for n, how in counts if n]
    if plain == len(rows):
        return Note("", "")
    listed = join(said, ", ", "，")
    return Note(f": {listed}", f"：{listed.zh}")


def _verdict(row: dict[str, Any]) -> Note:
    word = Note(str(row["verdict"]), _VERDICTS[row["verdict"]])
    if made := row.get("made_for"):
        return Note(f"{word}; made for {made}", f"{word.zh}；为 {made} 设计")
    return word


def cards_text(
    rows: Sequence[dict[str, Any]], model: str, precision: str, language: Language
) -> str:
    """The smallest card first, then a table of card, memory and verdict."""
    zh = language == "zh"
    if not rows:
        none = Note(
            f"**None**: no single card of the catalogue holds {model} in {precision}.",
            f"**没有**：目录里没有一张卡能单独放下 {model}（{precision}）。",
        )
        return say(none, language)
    first = rows[0]
    sizes = [
        Size(row["name"], row["memory_gib"], row["class"], row["kind"] == "cuda") for row in rows
    ]
    others = larger(smallest(sizes))
    lead = Note(
        f"**From {first['memory_gib']:g} GB**: {model} in {precision} needs about "
        f"{first['required_gib']:.1f} GiB; "
        + (
            f"the smallest of {len(rows)} cards that hold it is"
            if len(rows) > 1
            else "only one holds it alone,"
        )
        + f" the {first['name']}"
        + (f"; {others}." if others else "."),
        f"**{first['memory_gib']:g} GB 起**：{model}（{precision}）约需 {first['required_gib']:.1f} GiB；"
        + (f"放得下的 {len(rows)} 款显卡中最小的是" if len(rows) > 1 else "能单独放下的只有")
        + f" {first['name']}"
        + (f"；{others.zh}。" if others else "。"),
    )
    head = (
        ["显卡", "显存（GB）", "可用 GiB", "结论"]
        if zh
        else ["card", "GB", "usable GiB", "verdict"]
    )
    shown = rows[:_MOST]
    lines = [
        [
            row["name"],
            f"{row['memory_gib']:g}",
            f"{row['available_gib']:.1f}",
            _VERDICTS[row["verdict"]] if zh else row["verdict"],
        ]
        for row in shown
    ]
    table = _table(head, lines, len(rows) - len(shown), language)
    return "\n\n".join([say(lead, language), table, basis(False, language)])


def training_text(model: Model, language: Language) -> str:
    """That training is not estimated, and the field's rule of thumb with its arithmetic.

    16 bytes a parameter: bf16 weights 2, gradients 2, and in fp32 a copy of the weights 4 and
    Adam's two moments 4 each (Rajbhandari et al., ZeRO, arXiv:1910.02054, section 3.1).
    """
    if not model.params_b:
        return say(_NO_TRAINING, language)
    total_gb = model.params_b * 16
    total_gib = total_gb * 1e9 / 2**30
    rule = Note(
        f"A known rule, not a figure of ours: full fine-tuning with Adam in mixed precision holds 16 "
        f"bytes a parameter (2 weights + 2 gradients + 12 optimizer states), so {model.name} takes "
        f"{model.params_b:.2f} billion × 16 bytes = {total_gb:.0f} GB ({total_gib:.0f} GiB) over all "
        "cards, before activations (Rajbhandari et al., ZeRO, arXiv:1910.02054). Adapters such as "
        "LoRA need far less.",
        f"已知的经验规则（并非我们的估算）：Adam 混合精度全参数微调每个参数占 16 字节（权重 2 + 梯度 2 + "
        f"优化器状态 12），{model.name} 即 {model.params_b:.2f} 十亿 × 16 字节 = {total_gb:.0f} GB"
        f"（{total_gib:.0f} GiB，所有卡合计），不含激活（Rajbhandari 等，ZeRO，arXiv:1910.02054）。"
        "LoRA 等适配器方法所需少得多。",
    )
    return f"{say(_NO_TRAINING, language)}\n\n{say(rule, language)}"


def card_training_text(card: Card, language: Language) -> str:
    """That training is not estimated, and what the rule of 16 bytes a parameter leaves on a card."""
    usable = f"{card.usable_gib:.1f}"
    params = card.usable_gib * 2**30 / 16
    rule = Note(
        f"A known rule, not a figure of ours: full fine-tuning with Adam in mixed precision holds 16 "
        f"bytes a parameter, so the about {usable} GiB usable of the {card.name} hold at most "
        f"{params / 1e9:.1f} billion parameters, before activations (Rajbhandari et al., ZeRO, "
        "arXiv:1910.02054). A LoRA keeps the model's weights frozen, 2 bytes a parameter in bf16, "
        "without gradients or optimizer states for them (Hu et al., arXiv:2106.09685): name the "
        "model to see what its weights take.",
        f"已知的经验规则（并非我们的估算）：Adam 混合精度全参数微调每个参数占 16 字节，{say(card.name, 'zh')} "
        f"可用的约 {usable} GiB 至多容纳 {params / 1e8:.0f} 亿参数，不含激活（Rajbhandari 等，ZeRO，"
        "arXiv:1910.02054）。LoRA 冻结模型权重（bf16 每个参数 2 字节），这部分不需要梯度和优化器状态"
        "（Hu 等，arXiv:2106.09685）：请给出模型，即可看到其权重占用。",
    )
    return f"{say(_NO_TRAINING, language)}\n\n{say(rule, language)}"


def cards_own_text(found: Sequence[Card], language: Language) -> str:
    """What the catalogue holds of cards: memory, what a program may use of it, bandwidth, date."""
    lead = join([_own_figures(card) for card in found], " ", "")
    zh = language == "zh"
    head = (
        ["显卡", "显存（GB）", "可用 GiB", "带宽（GB/s）", "发布"]
        if zh
        else ["card", "GB", "usable GiB", "bandwidth, GB/s", "released"]
    )
    lines = [
        [
            say(card.name, language),
            f"{card.memory_gib:g}",
            f"{card.usable_gib:.1f}",
            f"{card.bandwidth_gb_s:,.0f}" if card.bandwidth_gb_s else "–",
            card.date or "–",
        ]
        for card in found
    ]
    sources = "; ".join(dict.fromkeys(card.source for card in found if card.source))
    source = say(Note(f"Source: {sources}.", f"来源：{sources}。"), language) if sources else ""
    blocks = [say(lead, language), _table(head, lines, 0, language), source]
    return "\n\n".join(block for block in blocks if block)


def _own_figures(card: Card) -> Note:
    speed = f"{card.bandwidth_gb_s or 0:,.0f} GB/s"
    known = card.bandwidth_gb_s is not None
    return Note(
        f"**{card.name}**: {card.memory_gib:g} GB of memory"
        + (
            f" at **{speed}** of bandwidth."
            if known
            else "; its bandwidth is not in the catalogue."
        ),
        f"**{say(card.name, 'zh')}**：显存 {card.memory_gib:g} GB，"
        + (f"带宽 **{speed}**。" if known else "目录里没有它的带宽。"),
    )


def _few_of_each_kind(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The largest of each kind where the rows hold several kinds, else the largest."""
    kinds = list(dict.fromkeys(row["kind"] for row in rows))
    if len(rows) <= _MOST:
        return list(rows)
    if len(kinds) == 1:
        slow = [row for row in rows if is_streamed(row)][:_MOST_OF_A_KIND]
        others = [row for row in rows if not is_streamed(row)][: _MOST - len(slow)]
        return [*others, *slow]
    return [
        row for kind in kinds for row in [r for r in rows if r["kind"] == kind][:_MOST_OF_A_KIND]
    ]


def basis(tried: bool, language: Language, asked: Note | None = None) -> str:
    """The setting of a list of many models, and whether other weight formats were tried."""
    end = say(_TRIED, language) if tried else ("。" if language == "zh" else ".")
    if asked is None:
        return say(_DEFAULTS, language) + end
    checked = Note(f"Estimates at {asked}, batch 1", f"均按 {asked.zh}、批大小 1 估算")
    return say(checked, language) + end


def _table(
    head: Sequence[str], lines: Sequence[Sequence[str]], left_out: int, language: Language
) -> str:
    rows = [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *lines)]
    more = Note(f"… and {left_out} more.", f"……另有 {left_out} 个。")
    return "\n".join(rows) + (f"\n\n{say(more, language)}" if left_out > 0 else "")
