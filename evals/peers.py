"""What other tools' arithmetic says of the published memory rows, beside ours.

`python -m evals.peers` prints the table of `RESULTS.md`. Each rule is re-stated here from what the
tool's code does, and fed with exact sizes, so that a tool is judged by its rule and not by a lack
of facts: hf-mem and gguf-parser read weights from file headers, here they are the catalogue's.
"""

import argparse
import importlib.util
import json
import platform
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from agent.tools.vram import CannotEstimate, check_fit, check_rows
from agent.tools.vram.catalog import read_model
from agent.tools.vram.model import Model

GIB = 2**30
MIB = 2**20
SHARED = Path(__file__).parents[2] / "shared"
ROWS = SHARED / "data" / "vram" / "measurements.jsonl"
SCORER = SHARED / "evals" / "score_vram.py"

Row = dict[str, Any]
Result = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """A row as a tool would be asked."""

    row: Row
    model: Model
    weights: float
    """Bytes of all files in the precision of the row."""

    @property
    def request(self) -> dict[str, Any]:
        return self.row["request"]

    @property
    def context(self) -> int:
        """Tokens; the default that our own check takes where the row names none."""
        return self.request.get("context") or min(8192, self.model.max_context or 8192)

    @property
    def batch(self) -> int:
        return self.request.get("batch") or 1

    @property
    def gpus(self) -> int:
        return self.request.get("gpus") or 1

    @property
    def bits(self) -> float:
        """The round number of bits that a precision's name says."""
        name = str(self.request.get("precision") or "native").lower()
        name = self.model.dtype if name == "native" else name
        if "32" in name:
            return 32
        if "fp8" in name or "int8" in name:
            return 8
        return 4 if any(part in name for part in ("4", "awq")) else 16

    def split(self, weights: float, cache: float = 0, extra: float = 0, each: float = 0) -> Result:
        """A result in the scorer's fields: bytes over all cards, and `each` on every card."""
        over_all = weights + cache + extra + each * self.gpus
        parts = {"weights": weights, "kv_cache": cache, "activations": extra}
        parts["overhead"] = each * self.gpus
        return {
            "id": self.row["id"],
            "required_gib": over_all / self.gpus / GIB,
            "total_gib": over_all / GIB,
            "breakdown_gib": {name: size / GIB for name, size in parts.items()},
        }


def rule_of_thumb(asked: Asked) -> Result | None:
    """Parameters x bytes x 1.2, by the size in the model's name; the fifth stands for the cache."""
    billions = asked.row.get("params_b") or asked.model.params_b
    if not billions:
        return None
    weights = billions * 1e9 * asked.bits / 8
    return asked.split(weights, cache=0.2 * weights)


def accelerate(asked: Asked) -> Result | None:
    """Weights and the largest layer, each at 32, 16, 8 or 4 bits a parameter.

    `accelerate estimate-memory` reads models of transformers; a layer is what may not be split
    over cards: a decoder layer, or the embedding table where that is larger.
    """
    model = asked.model
    if model.kind != "llm" or not model.params_b:
        return None
    table = (model.vocab or 0) * (model.hidden or 0)
    tables = table * (1 if model.tied else 2)
    layer = (model.params_b * 1e9 - tables) / (model.layers or 1)
    size = asked.bits / 8
    return asked.split(model.params_b * 1e9 * size, extra=max(layer, table) * size)


def hf_mem(asked: Asked) -> Result | None:
    """Weights by file headers, of every component of a pipeline; for language models the cache.

    2 x full-attention layers x KV heads x head size x tokens x batch. Checkpoints in fp8 are
    taken to cache in fp8; sliding layers and compressed caches are not told apart.
    """
    model = asked.model
    if model.kind != "llm":
        return asked.split(asked.weights)
    if not (model.layers and model.heads and model.hidden):
        return asked.split(asked.weights)
    head = model.head_dim or model.hidden // model.heads
    layers = model.full_layers or model.layers - model.sliding_layers - model.linear_layers
    fp8 = "fp8" in str(asked.request.get("precision") or model.dtype)
    entry = 2 * layers * (model.kv_heads or model.heads) * head * (1 if fp8 else 2)
    return asked.split(asked.weights, cache=entry * asked.context * asked.batch)


def gguf_parser(asked: Asked) -> Result | None:
    """Weights, cache and llama.cpp's buffers, as if the row's weights were a GGUF file.

    As it does by default: no flash attention, 512 tokens a step, a cache of 16 bits, every layer
    on the card, and 250 MiB of driver. It leaves the embedding table in main memory, as llama.cpp
    does; it is counted here, for the runs of these rows kept theirs on the card.
    """
    model = asked.model
    if model.kind != "llm" or not (model.layers and model.hidden and model.heads):
        return None
    each = _gguf_buffers(asked, model) + 250 * MIB
    return asked.split(asked.weights, cache=_gguf_cache(asked, model), each=each)


def _gguf_cache(asked: Asked, model: Model) -> float:
    """Bytes; a sliding layer holds its window and one logical batch of 2,048 tokens."""
    if model.kv_lora:
        entry = 192 + 128  # the key and value lengths that it takes for latent attention
    else:
        head = model.head_dim or (model.hidden or 0) // (model.heads or 1)
        entry = 2 * (model.kv_heads or model.heads or 0) * head
    tokens = _padded(asked.context * asked.batch)
    window = min(tokens, _padded((model.window or tokens) * asked.batch + 2048))
    full = (model.layers or 0) - model.sliding_layers
    return 2.0 * entry * (full * tokens + model.sliding_layers * window)


def _gguf_buffers(asked: Asked, model: Model) -> float:
    """Bytes on each card: inputs, the larger of attention and feed-forward, logits twice."""
    hidden, tokens = model.hidden or 0, _padded(asked.context * asked.batch)
    step = min(tokens, 512)
    inputs = 4 * step * (hidden + 1 + tokens)
    if asked.gpus > 1:
        inputs *= 2 if model.experts else 4
    attention = 4 * step * (3 * hidden + tokens * (model.heads or 0))
    forward = 4 * step * (2 * hidden + 2 * (model.ffn or 0))
    if model.experts:
        forward = 4 * step * hidden * (2 + (model.experts_per_token or 0))
        forward += 4 * model.experts * (hidden + step)
    return inputs + max(attention, forward) + 2 * 4 * step * (hidden + (model.vocab or 0))


def _padded(tokens: int) -> int:
    return -(-tokens // 32) * 32


PEERS: dict[str, Callable[[Asked], Result | None]] = {
    "parameters × bytes × 1.2": rule_of_thumb,
    "accelerate: weights + largest layer": accelerate,
    "hf-mem: weights + cache": hf_mem,
    "gguf-parser: llama.cpp's buffers": gguf_parser,
}


def predictions(rows: Iterable[Row]) -> dict[str, dict[str, Result]]:
    """What each tool says: tool -> id of a row -> its result; without those it cannot answer."""
    kept = list(rows)
    asked = [one for row in kept if (one := _asked(row)) is not None]
    table: dict[str, dict[str, Result]] = {}
    for name, rule in PEERS.items():
        found = [rule(one) for one in asked]
        table[name] = {result["id"]: result for result in found if result is not None}
    ours = check_rows(row["request"] for row in kept)
    table["vendorscope"] = {result["id"]: result for result in ours if "error" not in result}
    return table


def _asked(row: Row) -> Asked | None:
    request = row["request"]
    try:
        model = read_model(request["model"]).model
        precision, parts = request.get("precision"), request.get("component_precision")
        weights = _weights(request["model"], precision, json.dumps(parts))
    except CannotEstimate:
        return None
    return None if weights is None else Asked(row, model, weights * GIB)


@cache
def _weights(model: str, precision: str | None, parts: str) -> float | None:
    """GiB of all files, none of them off the card or converted by a runtime."""
    report = check_fit(
        model,
        precision=precision,
        component_precision=json.loads(parts),
        engine="any",
        offload="none",
    )
    return report.breakdown_gib["weights"] if report.breakdown_gib else None


def table(rows: list[Row], metrics: Callable[..., dict[str, float]]) -> str:
    """Markdown: what each tool answers and how well; a row it does not answer is no hit.

    The median is of the rows it answers, the shares are of all rows.
    """
    llm = [row for row in rows if row["modality"] == "llm"]
    lines = [
        "| rule | answers | median error | within 10 % | near verdict "
        "| language models: answers | median | within 10 % | near verdict |",
        "| --- |" + " --- |" * 8,
    ]
    for name, results in predictions(rows).items():
        cells = [*_cells(rows, results, metrics), *_cells(llm, results, metrics)]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cells(
    rows: list[Row], results: dict[str, Result], metrics: Callable[..., dict[str, float]]
) -> list[str]:
    all_rows = metrics(rows, results)
    answered = metrics([row for row in rows if row["id"] in results], results)
    return [
        f"{100 * all_rows['coverage']:.0f} %",
        f"{100 * answered['median_abs_err']:.1f} %",
        f"{100 * all_rows['within10']:.0f} %",
        f"{100 * all_rows['near_verdict']:.0f} %",
    ]


def load_metrics(path: Path) -> Callable[..., dict[str, float]]:
    """The scorer's own `metrics`, from its file."""
    spec = importlib.util.spec_from_file_location("score_vram", path)
    if spec is None or spec.loader is None:
        raise ValueError(f"{path} is no Python file.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.metrics


def main() -> None:
    """Print the table, or say what is missing."""
    parser = argparse.ArgumentParser(description="Other tools' arithmetic on the published rows.")
    parser.add_argument("rows", type=Path, nargs="?", default=ROWS)
    parser.add_argument("--scorer", type=Path, default=SCORER, help="the file of score_vram.py")
    options = parser.parse_args()
    for path in (options.rows, options.scorer):
        if not path.is_file():
            print(f"Skipped: there is no {path.name} at {path.parent}; name it as an argument.")
            return
    lines = options.rows.read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["score"] != "none"]
    print(f"{len(rows)} rows, {platform.machine()}, Python {platform.python_version()}\n")
    print(table(rows, load_metrics(options.scorer)))


if __name__ == "__main__":
    main()
