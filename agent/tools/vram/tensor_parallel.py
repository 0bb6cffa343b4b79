"""How many cards can share the attention heads of a language model evenly (tensor parallel).

vLLM refuses other counts: "Total number of attention heads must be divisible by tensor parallel
size" (vllm/config/model.py, verify_with_parallel_config); key-value heads divide too, or are copied.
"""

from agent.tools.bilingual import Note
from agent.tools.vram.model import Model
from agent.tools.vram.workload import Workload


def divides(model: Model, cards: int) -> bool:
    """Whether so many cards each get whole heads; where the heads are not published, any count.

    >>> shape = Model("m", "llm", heads=40, kv_heads=8)
    >>> [count for count in range(1, 17) if divides(shape, count)]
    [1, 2, 4, 8]
    """
    if not model.heads:
        return True
    shared = model.kv_heads if model.kv_heads and not model.kv_lora else 1
    whole_kv = shared % cards == 0 or cards % shared == 0
    return model.heads % cards == 0 and whole_kv


def next_count(model: Model, cards: int) -> int | None:
    """The fewest cards, from a count to 64, that share the heads evenly; None where there are none."""
    most = min(model.heads or cards, 64)
    return next((count for count in range(cards, most + 1) if divides(model, count)), None)


def uneven(work: Workload) -> list[Note]:
    """That a count of cards does not divide the heads, and the next that does."""
    model = work.model
    if work.gpus == 1 or model.parts or model.stages or divides(model, work.gpus):
        return []
    if work.parallel and work.parallel.stages > 1:
        return []  # pipeline stages go by any count
    count = next_count(model, work.gpus)
    after = count or work.gpus
    take = f": take {after}" if count else ""
    chinese = f"，请用 {after} 张" if count else ""
    if work.engine.tensor_parallel:
        return [
            Note(
                f"vLLM splits {model.heads} attention heads ({model.kv_heads} of keys and values) "
                f"by tensor parallel, which {work.gpus} cards do not divide{take}; by pipeline "
                "parallel any count goes.",
                f"vLLM 的张量并行要平分 {model.heads} 个注意力头（键值头 {model.kv_heads} 个），"
                f"{work.gpus} 张卡无法整除{chinese}；流水线并行则不限卡数。",
            )
        ]
    return [
        Note(
            f"This count holds for a split by layers (llama.cpp, transformers); tensor parallel "
            f"(vLLM) must divide the {model.heads} attention heads and {model.kv_heads} key-value "
            f"heads, which {work.gpus} cards do not{take}.",
            f"该卡数适用于按层拆分（llama.cpp、transformers）；张量并行（vLLM）须整除 {model.heads} "
            f"个注意力头和 {model.kv_heads} 个键值头，{work.gpus} 张卡不行{chinese}。",
        )
    ]
