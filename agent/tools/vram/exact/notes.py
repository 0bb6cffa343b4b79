"""What is said beside a traced figure: what was run, and where it is not quite the model's own."""
# pyright: standard
# Configs of transformers are typed in part only.

import importlib
from collections.abc import Collection
from typing import Any

from agent.tools.bilingual import Note
from agent.tools.vram.exact.live_bytes import CannotTrace
from agent.tools.vram.workload import Workload

#: A count further from the row's than this is another module than the model's.
OTHER_MODEL = 0.2
#: A count further off than this is said.
WORTH_SAYING = 0.03


def other_count(
    name: str, kind: str, count: int, published_b: float | None, *, is_certain: bool = False
) -> tuple[str, ...]:
    """A module with another number of parameters is another model's; near it, that is said.

    `is_certain`: the model's own config built it, or it is known to be a part.
    """
    off = count / 1e9 / published_b - 1 if published_b else 0.0
    if abs(off) <= WORTH_SAYING or is_certain:
        return ()
    if abs(off) <= OTHER_MODEL:
        return (
            Note(
                f"{kind} as built holds {count / 1e9:.2f} billion parameters and the model "
                f"{published_b:.2f}: not all of it is in the public class.",
                f"构建的 {kind} 有 {count / 1e9:.2f}B 参数，模型为 {published_b:.2f}B：公开类并不完整。",
            ),
        )
    raise CannotTrace(
        Note(
            f"{kind} with the published facts of {name} holds {count / 1e9:.2f} billion "
            f"parameters and the model {published_b:.2f}: it is not this model's module.",
            f"按 {name} 已公布的参数，{kind} 有 {count / 1e9:.2f}B 参数，而模型为 {published_b:.2f}B：不是该模型的模块。",
        ),
        Note("Name its folder or repository instead.", "请改为给出其文件夹或仓库。"),
    )


def versions(*names: str) -> str:
    """Libraries with their releases, in words."""
    found = (
        f"{name} {importlib.import_module(name).__version__.partition('+')[0]}" for name in names
    )
    return " and ".join(found)


def traced_on(libraries: str, text: str, zh: str) -> Note:
    """What was run, and in which releases."""
    return Note(
        f"Traced on {libraries}: {text}; no weights loaded.",
        f"在 {libraries.replace(' and ', ' 和 ')} 上追踪：{zh}；未加载权重。",
    )


def of_language(work: Workload, is_own: bool, kind: str, is_fused: bool) -> tuple[str, ...]:
    """Where the class or the runtime is another than the one run."""
    said: list[str] = []
    if not is_own:
        said.append(
            Note(
                f"transformers' {kind} of the same dimensions stands in for the model's own class.",
                f"以相同尺寸的 transformers {kind} 代替模型自身的类。",
            )
        )
    if is_fused:
        said.append(
            Note(
                "A fused attention kernel is counted: without one, transformers writes out this "
                "model's scores of every pair of tokens, which takes far more on long prompts.",
                "按融合注意力算子计：否则 transformers 会写出该模型所有 token 对的分数，长提示词时所需大得多。",
            )
        )
    if "mxfp4" in work.model.dtype:
        said.append(
            Note(
                "Experts ran in the module's 16-bit code; kernels for MXFP4 fuse the gate and need "
                "less, as the estimate counts.",
                "专家以模块的 16 位代码运行；MXFP4 算子融合门控，所需更少（估算值按此计）。",
            )
        )
    if work.engine.name not in ("transformers", "any"):
        said.append(_other_engine(work, "transformers"))
    if work.engine.keeps_prompt_logits:
        said.append(
            Note(
                "This old release keeps the logits of the whole prompt, which the one traced does "
                "not: the estimate is nearer.",
                "该旧版本保留整个提示词的 logits，而被追踪的版本不保留：估算值更接近。",
            )
        )
    return tuple(said)


def of_linear(config: Any) -> tuple[str, ...]:
    """That linear attention ran in code no card would run."""
    if "linear_attention" not in (getattr(config, "layer_types", None) or ()):
        return ()
    return (
        Note(
            "Linear attention ran in its reference code; the fused kernels need less.",
            "线性注意力以参考代码运行；融合算子所需更少。",
        ),
    )


def of_pipeline(work: Workload, run: Collection[str]) -> tuple[str, ...]:
    """Where the runtime is another than the one run; `run` are the phases that were."""
    said: list[str] = []
    if "denoising" not in run:
        said.append(
            Note(
                "The maker's own code is in neither library: its denoising step is estimated.",
                "厂商自有代码不在这两个库中：去噪步骤为估算。",
            )
        )
    elif work.engine.name not in ("diffusers", "any"):
        said.append(_other_engine(work, "diffusers"))
    if "VAE decode" not in run and any(part["role"] == "vae" for part in work.model.parts):
        said.append(
            Note(
                "The decoder has no public class that is known here: its phase is estimated.",
                "解码器没有本工具已知的公开类：该阶段为估算。",
            )
        )
    return tuple(said)


def _other_engine(work: Workload, library: str) -> Note:
    name = work.engine.name
    return Note(
        f"Activations are those of the module in {library}; {name}'s own code may need more or "
        "less.",
        f"激活量取自 {library} 的模块；{name} 自身的代码可能有所不同。",
    )
