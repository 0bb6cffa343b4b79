"""Activations by arithmetic against the real modules, class by class, as a Markdown table.

`python -m evals.exact [NAME …]` needs what `make exact` installs; no weights, no accelerator.
Settings are the catalogue's defaults (language models: a prompt of 8,192 tokens), everything on
the card.
"""

import sys
import time

from agent.tools.vram import CannotEstimate, Report, check_fit

#: One model or two of each class of the catalogue.
MODELS = (
    "Qwen3-0.6B", "Qwen3-8B", "Qwen3-30B-A3B", "Qwen2.5-72B", "Llama-3.1-8B", "Llama-3.1-405B",
    "Mistral-7B", "Gemma-3-27B", "Gemma-2-9B", "Phi-4-mini", "GLM-4.5-Air", "DeepSeek-V3",
    "gpt-oss-120b", "Qwen3.5-9B",
    "FLUX.1-dev", "FLUX.2-dev", "Qwen-Image", "Z-Image-Turbo", "SD3.5-large", "SDXL", "SD1.5",
    "PixArt-Sigma", "HunyuanDiT", "HunyuanImage-2.1", "Sana-1.6B", "Lumina-Image-2.0",
    "CogView4-6B", "Wan2.1-T2V-1.3B", "Wan2.1-T2V-14B", "Wan2.1-VACE-14B", "Wan2.2-TI2V-5B",
    "HunyuanVideo", "HunyuanVideo-1.5", "LTX-Video", "LTX-2", "CogVideoX-5B", "Mochi-1",
    "Allegro", "EasyAnimate-V5.1-12B", "Cosmos-1.0-Diffusion-7B", "Kandinsky-5.0-Lite", "SVD",
)  # fmt: skip
HEAD = (
    "| model | module | parameters, billions | phase | analytic, GiB | exact, GiB | difference "
    "| whole, analytic | whole, exact | difference | s |"
)


def main() -> None:
    """Print a row a phase; a model that cannot be run says why."""
    print(HEAD)
    print("| --- " * 11 + "|")
    for name in sys.argv[1:] or MODELS:
        started = time.monotonic()
        try:
            report = check_fit(name, exact=True, **_setting(name))
        except CannotEstimate as error:
            print(f"| {name} | {error} |" + " |" * 9, flush=True)
            continue
        for row in rows(report, time.monotonic() - started):
            print(f"| {' | '.join(row)} |", flush=True)


def rows(report: Report, seconds: float) -> list[list[str]]:
    """One row for each phase that was run; the whole stands in the first."""
    exact = report.exact or {}
    modules = list(exact["parameters_b"].items())
    whole, analytic = report.required_gib or 0.0, report.analytic_gib or 0.0
    found: list[list[str]] = []
    for at, (phase, traced) in enumerate(exact["activations_gib"].items()):
        law = exact["analytic_activations_gib"][phase]
        module, count = modules[min(at, len(modules) - 1)]
        module = exact["libraries"].split()[0] if module == "language model" else module
        first = [f"{analytic:.2f}", f"{whole:.2f}", _share(whole, analytic), f"{seconds:.1f}"]
        row = [report.model, module, f"{count:.4g}", phase, f"{law:.2f}", f"{traced:.2f}"]
        found.append([*row, _share(traced, law), *(first if at == 0 else [""] * 4)])
    return found


def _share(value: float, base: float) -> str:
    return f"{100 * (value / base - 1):+.1f} %" if base else "–"


def _setting(name: str) -> dict[str, str]:
    """Pipelines in diffusers with every part on the card: what is traced, and nothing besides."""
    from agent.tools.vram.catalog import find_model

    model = find_model(name)
    return {"engine": "diffusers", "offload": "none"} if model and model.parts else {}


if __name__ == "__main__":
    main()
