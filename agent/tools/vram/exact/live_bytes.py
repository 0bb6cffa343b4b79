"""The most bytes alive while a model runs, followed on tensors without data."""
# pyright: standard
# torch's dispatch hooks and the classes of both libraries are typed in part only.

import time
import weakref
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any, TypeVar

from agent.tools.bilingual import Note
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.exact.caching_allocator import Allocator, Block

_Result = TypeVar("_Result")


class CannotTrace(CannotEstimate):
    """A model whose module cannot be run here: what is missing, and what to do."""


class TookTooLong(CannotTrace):
    """The time that was given for a trace has passed."""

    def __init__(self) -> None:
        """The sentence says what to leave out."""
        super().__init__(
            Note("Running the module took longer than allowed.", "运行模块超过了允许的时间。"),
            Note("Leave exact out for an estimate.", "可不用精确模式，改用估算。"),
        )


def peak_bytes(
    build: Callable[[], Any],
    call: Callable[[Any], Callable[[], Any]],
    dtype: str,
    text: int = 0,
    *,
    steps: int = 2,
    until: float | None = None,
) -> tuple[float, float]:
    """The most bytes alive above weights and inputs, and bytes an allocator then holds.

    `call` gets the model and returns a function to run. A second step finds the first one's free
    blocks, which matters to the allocator alone.

    Raises:
        TookTooLong: `time.monotonic()` has passed `until`.
    """

    def traced() -> tuple[float, float]:
        run = call(built(build, dtype))
        with fused_kernels(text), live_bytes(until) as ledger:
            for _ in range(steps):
                run()
        return ledger.peak, ledger.reserved

    return without_data(traced)


def built(build: Callable[[], Any], dtype: str) -> Any:
    """A model in a precision, its weights not filled with numbers; inside `without_data`."""
    import torch
    from transformers.initialization import no_init_weights

    torch.set_default_dtype(getattr(torch, dtype))
    try:
        with no_init_weights():
            model = build().eval()
    finally:
        torch.set_default_dtype(torch.float32)
    if hasattr(model, "tie_weights"):
        model.tie_weights()  # left out together with the numbers
    return model


def without_data(run: Callable[[], _Result]) -> _Result:
    """What `run` gives on tensors without data.

    On torch's meta device, or in FakeTensorMode, which counts the same and takes two to five times
    as long, where a module refuses that device (autocast, tensors of the CPU beside it).
    """
    try:
        with meta_tensors():
            return run()
    except RuntimeError:
        with fake_tensors():
            return run()


@contextmanager
def meta_tensors() -> Generator[None]:
    """Tensors with shapes and storages but no data, on the meta device; no gradients."""
    import torch

    with torch.device("meta"), torch.no_grad():
        yield


@contextmanager
def fake_tensors() -> Generator[None]:
    """The same, which modules take for tensors of the CPU."""
    import torch
    from torch._subclasses.fake_tensor import FakeTensorMode

    with FakeTensorMode(allow_non_fake_inputs=True), torch.no_grad():
        yield


class Ledger:
    """Storages that are alive, and the most there were; `reserved` is what an allocator holds.

    Deaths are only noted when they happen, by a function in C, and booked before the next birth: a
    Ctrl-C in a callback of Python would be swallowed.
    """

    def __init__(self) -> None:
        """Nothing is alive."""
        self.peak = 0.0
        self._live = 0.0
        self._allocator = Allocator()
        self._known: dict[Any, tuple[Block, float] | None] = {}
        self._dead: list[Any] = []

    @property
    def live(self) -> float:
        """Bytes alive now, above what was there before."""
        self.book_deaths()
        return self._live

    @property
    def reserved(self) -> float:
        """Bytes an allocator holds by now."""
        return float(self._allocator.reserved)

    def book_deaths(self) -> None:
        """Give back what has died since."""
        while self._dead:
            block = self._known.pop(self._dead.pop(0))
            if block is not None:
                self._live -= block[1]
                self._allocator.give_back(block[0])

    def know(self, storage: Any) -> None:
        """A weight or an input: there before, not counted."""
        if weakref.ref(storage) not in self._known:
            self._known[weakref.ref(storage, self._dead.append)] = None

    def bear(self, storage: Any) -> None:
        """A storage that an operation made, unless it is one there was."""
        if weakref.ref(storage) in self._known:
            return
        size = storage.nbytes()
        self._live += size
        born = weakref.ref(storage, self._dead.append)
        self._known[born] = (self._allocator.take(size), size)

    def borrow(self, size: float) -> None:
        """Workspace that an operation has only while it runs."""
        if size:
            self._allocator.give_back(self._allocator.take(int(size)))
        self.peak = max(self.peak, self._live + size)


@contextmanager
def live_bytes(until: float | None = None) -> Generator[Ledger]:
    """Count storages while they live; the copies of a convolution while it runs."""
    import torch
    from torch.utils._python_dispatch import TorchDispatchMode
    from torch.utils._pytree import tree_leaves

    ledger = Ledger()

    class Follow(TorchDispatchMode):
        def __torch_dispatch__(
            self, func: Any, types: Any, args: Any = (), kwargs: Any = None
        ) -> Any:
            if until is not None and time.monotonic() > until:
                raise TookTooLong
            ledger.book_deaths()
            for tensor in tree_leaves((args, kwargs)):
                if isinstance(tensor, torch.Tensor):
                    ledger.know(tensor.untyped_storage())
            out = func(*args, **(kwargs or {}))
            for tensor in tree_leaves(out):
                if isinstance(tensor, torch.Tensor):
                    ledger.bear(tensor.untyped_storage())
            # depthwise kernels (one channel a group) read the layout as it is
            is_turned = func is torch.ops.aten.convolution.default and args[1].shape[1] > 1
            is_short = is_turned and args[0].element_size() == 2
            ledger.borrow(args[0].nbytes + out.nbytes if is_short else 0)
            return out

    with Follow():
        yield ledger


@contextmanager
def fused_kernels(text: int) -> Generator[None]:
    """Attention and RMS norm keep nothing but their output; masks of text are all ones."""
    import torch
    from torch.overrides import TorchFunctionMode

    functional = torch.nn.functional

    class Fused(TorchFunctionMode):
        def __torch_function__(
            self, func: Any, types: Any, args: Any = (), kwargs: Any = None
        ) -> Any:
            if func is functional.scaled_dot_product_attention:
                return attend(*args, **(kwargs or {}))
            name = getattr(func, "__name__", "")
            if name == "rms_norm":
                return torch.empty_like(args[0])
            if name == "__getitem__" and _is_mask(args[1]):
                kept = 0 if hasattr(args[1], "is_inverted") else args[1].numel()
                return args[0].new_empty(kept, *args[0].shape[args[1].ndim :])
            if name == "nonzero":
                return args[0].new_ones(args[0].numel(), args[0].ndim, dtype=torch.int64)
            if name == "__bool__":
                return True
            if name in ("tolist", "item"):
                return [text] * args[0].numel() if name == "tolist" else text
            out = func(*args, **(kwargs or {}))
            if name == "__invert__":
                out.is_inverted = True
            return out

    with Fused():
        yield


def attend(query: Any, key: Any, value: Any, attn_mask: Any = None, **_: Any) -> Any:
    """The output in the layout that flash kernels write; a mask of truth values becomes a bias."""
    import torch

    bias = (
        attn_mask.to(query.dtype)
        if attn_mask is not None and attn_mask.dtype == torch.bool
        else None
    )
    batch, *heads, length, _width = query.shape
    out = query.new_empty(batch, length, *heads, value.shape[-1])
    out = out.transpose(1, 2) if heads else out
    del bias
    return out


def _is_mask(index: Any) -> bool:
    return getattr(index, "dtype", None) is not None and str(index.dtype) == "torch.bool"
