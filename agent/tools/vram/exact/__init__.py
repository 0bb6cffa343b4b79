"""Memory counted by running the real module of transformers or diffusers on tensors without data.

No weights, no accelerator. `trace` is the door; nothing heavy is imported before it is called.
"""

import importlib
import logging
import time
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from agent.tools.bilingual import Note
from agent.tools.vram.exact.live_bytes import CannotTrace, TookTooLong
from agent.tools.vram.exact.traced import Traced

if TYPE_CHECKING:
    from agent.tools.vram.exact.configs import Configs
    from agent.tools.vram.workload import Workload

__all__ = ["CannotTrace", "TookTooLong", "Traced", "trace"]

#: A trace takes seconds; a hybrid's scan over a long prompt may take minutes.
TIMEOUT_SECONDS = 180.0
INSTALL = "pip install 'vendorscope[exact]'"


def trace(
    work: "Workload",
    text: str,
    *,
    is_online: bool = False,
    timeout_seconds: float = TIMEOUT_SECONDS,
) -> Traced:
    """Run a workload's module once; `text` is what the user named the model by.

    Raises:
        CannotTrace: a library is missing, or the model has no public class.
        TookTooLong: the time has passed.
    """
    from agent.tools.vram.exact.configs import read_configs

    _refuse_stages(work)
    is_pipeline = bool(work.model.parts)
    _require("diffusers" if is_pipeline else "transformers")
    configs = read_configs(text, is_online)
    with _quiet():
        return _run(work, configs, time.monotonic() + timeout_seconds)


def _run(work: "Workload", configs: "Configs", until: float) -> Traced:
    """The trace of a kind of model; what the library itself cannot run is one sentence."""
    from agent.tools.vram.exact.traced import trace_language, trace_pipeline

    run = trace_pipeline if work.model.parts else trace_language
    try:
        return run(work, configs, until)
    except CannotTrace:
        raise
    # the libraries raise errors of every kind for a shape that their class does not take
    except (RuntimeError, ValueError, TypeError, AttributeError, LookupError, AssertionError,
            NotImplementedError, ImportError) as error:  # fmt: skip
        first = (str(error).splitlines() or [type(error).__name__])[0][:160].rstrip(".")
        raise CannotTrace(
            Note(
                f"The module of {work.model.name} cannot be run in this setting: {first}.",
                f"{work.model.name} 的模块无法按此设置运行：{first}。",
            ),
            Note("Leave exact out for an estimate.", "可不用精确模式，改用估算。"),
        ) from error


def _require(library: str) -> None:
    for name in ("torch", "transformers", library):
        try:
            importlib.import_module(name)
        except ImportError as error:
            raise CannotTrace(
                Note(
                    f"Counting exactly needs {name}, which is not installed.",
                    f"精确计算需要 {name}，尚未安装。",
                ),
                Note(
                    f"Install it with {INSTALL}; in a checkout, `make exact`.",
                    f"用 {INSTALL} 安装；在源码目录中用 `make exact`。",
                ),
            ) from error


def _refuse_stages(work: "Workload") -> None:
    if work.model.stages or work.model.kind == "closed":
        raise CannotTrace(
            Note(
                f"{work.model.name} has no module in transformers or diffusers.",
                f"transformers 和 diffusers 中没有 {work.model.name} 的模块。",
            ),
            Note("Leave exact out for an estimate.", "可不用精确模式，改用估算。"),
        )


@contextmanager
def _quiet() -> Generator[None]:
    """Without the libraries' remarks on kernels that only a card has."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
