"""The most bytes alive while a model runs, followed on tensors without data."""

import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from evals.caching_allocator import Allocator, Block


def peak_bytes(
    build: Callable[[], Any], call: Callable[[Any], Any], dtype: str, text: int = 0
) -> tuple[float, float]:
    """The most bytes alive above weights and inputs, and bytes an allocator then holds.

    `call` gets the model and a maker of tensors, and returns a function to run.
    """
    import torch

    with fake_tensors():
        torch.set_default_dtype(getattr(torch, dtype))
        try:
            model = build().eval()
        finally:
            torch.set_default_dtype(torch.float32)
        run = call(model)
        with fused_kernels(text), live_bytes() as counted:
            run()
            run()  # the second step finds the first one's free blocks
    return counted["peak"], counted["reserved"]


@contextmanager
def fake_tensors() -> Iterator[None]:
    """Tensors with shapes and storages but no data; no gradients."""
    import torch
    from torch._subclasses.fake_tensor import FakeTensorMode

    with FakeTensorMode(allow_non_fake_inputs=True), torch.no_grad():
        yield


@contextmanager
def live_bytes() -> Iterator[dict[str, float]]:
    """Count storages while they live; the copies of a convolution while it runs."""
    import torch
    from torch.utils._python_dispatch import TorchDispatchMode
    from torch.utils._pytree import tree_leaves

    counted = {"live": 0.0, "peak": 0.0, "reserved": 0.0}
    known: Any = weakref.WeakKeyDictionary()
    allocator = Allocator()

    def died(block: Block, size: float) -> None:
        counted["live"] -= size
        allocator.give_back(block)

    class Follow(TorchDispatchMode):
        def __torch_dispatch__(
            self, func: Any, types: Any, args: Any = (), kwargs: Any = None
        ) -> Any:
            for tensor in tree_leaves((args, kwargs)):
                if isinstance(tensor, torch.Tensor):
                    known.setdefault(tensor.untyped_storage(), True)  # a weight or an input
            out = func(*args, **(kwargs or {}))
            for tensor in tree_leaves(out):
                if isinstance(tensor, torch.Tensor) and tensor.untyped_storage() not in known:
                    storage = tensor.untyped_storage()
                    known[storage] = True
                    counted["live"] += storage.nbytes()
                    size = storage.nbytes()
                    weakref.finalize(storage, died, allocator.take(size), size)
            copies = 0
            # depthwise kernels (one channel a group) read the layout as it is
            is_turned = func is torch.ops.aten.convolution.default and args[1].shape[1] > 1
            if is_turned and args[0].element_size() == 2:
                copies = args[0].nbytes + out.nbytes
                allocator.give_back(allocator.take(copies))
            counted["peak"] = max(counted["peak"], counted["live"] + copies)
            return out

    with Follow():
        yield counted
    counted["reserved"] = float(allocator.reserved)


@contextmanager
def fused_kernels(text: int) -> Iterator[None]:
    """Attention and RMS norm keep nothing but their output; masks of text are all ones."""
    import torch
    from torch.overrides import TorchFunctionMode

    functional = torch.nn.functional

    class Fused(TorchFunctionMode):
        def __torch_function__(
            self, func: Any, types: Any, args: Any = (), kwargs: Any = None
        ) -> Any:
            if func is functional.scaled_dot_product_attention:
                return _attend(*args, **(kwargs or {}))
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


def _attend(query: Any, key: Any, value: Any, attn_mask: Any = None, **_: Any) -> Any:
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
