"""How long memory checks take once warm: `python -m evals.check_speed`, for `RESULTS.md`.

Every model of the catalogue on four cards, so that fits, ladders and refusals all occur; then
names misspelt or unknown, and solvers, which take longest.
"""

import os
import platform
import time
from itertools import islice, product
from statistics import median
from typing import Any

CARDS = ("RTX 3060", "RTX 4090", "2x A100 80GB", "Apple M2 Max 64GB")
ROWS = 1000
SLOW: tuple[dict[str, Any], ...] = (
    {"model": "hunyun video", "gpu": "RTX 4090"},
    {"model": "Qwen17-8B", "gpu": "RTX 4090"},
    {"model": "Nonesuch-9", "gpu": "RTX 4090"},
    {"model": "Qwen3-8B", "gpu": "Gefroce 3060"},
    {"model": "Qwen3-8B", "gpu": "RTX 4090", "solve": "context"},
    {"model": "Qwen3-235B-A22B", "gpu": "H100", "solve": "gpus"},
    {"model": "Wan2.1-T2V-14B", "gpu": "RTX 4090", "solve": "frames"},
    {"model": "Wan2.1-T2V-14B", "gpu": "RTX 4090", "solve": "resolution"},
)
REPEATS = 5


def requests() -> list[dict[str, Any]]:
    """A thousand different rows."""
    from agent.tools.vram import list_models

    names = [row["name"] for row in list_models()]
    pairs = islice(product(names, CARDS), ROWS)
    return [{"id": n, "model": name, "gpu": card} for n, (name, card) in enumerate(pairs)]


def one_by_one(rows: list[dict[str, Any]]) -> list[float]:
    """Milliseconds of each check, the middle one of some repeats."""
    return [median(_milliseconds([row]) for _ in range(REPEATS)) for row in rows]


def main() -> None:
    """Measure and print the table."""
    rows = requests()
    _milliseconds(rows)  # loads what is loaded once
    batch = median(_milliseconds(rows) for _ in range(REPEATS)) / 1000
    each = sorted(one_by_one([*rows, *SLOW]))
    p99 = each[int(0.99 * len(each))]
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}\n")
    print("| what | bar | measured | holds |\n| --- | --- | --- | --- |")
    print(
        f"| one warm check, {len(each)} different ones | ≤ 5 ms | median {median(each):.2f} ms, "
        f"p99 {p99:.2f} ms, most {each[-1]:.2f} ms | {'yes' if each[-1] <= 5 else '**no**'} |"
    )
    print(
        f"| {len(rows)} rows in one batch | ≤ 3 s | {batch:.2f} s "
        f"| {'yes' if batch <= 3 else '**no**'} |"
    )


def _milliseconds(rows: list[dict[str, Any]]) -> float:
    from agent.tools.vram import check_rows

    started = time.perf_counter()
    for _ in check_rows(rows):
        pass
    return 1000 * (time.perf_counter() - started)


if __name__ == "__main__":
    main()
