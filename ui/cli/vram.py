"""`vendorscope vram`: does a model fit, what does it need, what fits."""

import argparse
from collections.abc import Callable, Iterator
from typing import Any

from ui.cli.failure import DONE, NOT_DONE, Failure, WrongUsage
from ui.cli.output import print_json, print_json_line, print_markdown, print_table
from ui.cli.rows import read_rows


def _count(name: str) -> Callable[[str], int | str]:
    """A reader of a count as people write it: 32768, "32k", "32K tokens", "720p"."""

    def read(text: str) -> int | str:
        try:
            return int(text.strip().replace(",", "").replace("_", ""))
        except ValueError:
            from agent.tools.vram.shape import count_in

            if count_in(name, text) is None:
                raise argparse.ArgumentTypeError(f"{text!r} is no whole number") from None
            return text

    return read


FIELDS = {
    "gpu": (
        "CARD",
        str,
        "the card as people write it, auto for this machine's; without it: what is needed",
    ),
    "gpus": ("N", _count("gpus"), "how many such cards"),
    "free_gib": ("GIB", float, "memory of a card that is still free"),
    "reserved_gib": ("GIB", float, "memory of a card that other programs hold"),
    "precision": ("P", str, "bf16, fp8, awq-int4, q4_k_m, native, …"),
    "kv_precision": ("P", str, "of the cache"),
    "context": ("TOKENS", _count("context"), "prompt and answer together: 32768 or 32k"),
    "prompt": ("TOKENS", _count("prompt"), "the prompt alone"),
    "batch": ("N", _count("batch"), "requests or pictures at once"),
    "width": ("W", _count("width"), "pixels"),
    "height": ("H", _count("height"), "pixels"),
    "frames": ("F", _count("frames"), "of a video"),
    "offload": ("MODE", str, "none, model, sequential, group, block or auto, with +vae_tiling …"),
    "engine": ("ENGINE", str, "transformers, vllm, diffusers, official, comfyui, llama.cpp, …"),
    "parallel": ("HOW", str, "what is split over the cards: TP-4, Ulysses-4 x TP-2, …"),
    "task": ("TASK", str, "what the model is used for"),
}
"""The options that describe a workload; they are also the engine's names for it."""

COLUMNS = {
    "models": ("name", "vendor", "kind", "params_b"),
    "gpus": ("name", "memory_gib", "bandwidth_gb_s", "date"),
}
READ_ONLINE = (
    "Add --online, or set HF_ENDPOINT to the model host, to read the headers of its files there."
)


def add(commands: Any) -> None:
    """The command's options."""
    command = commands.add_parser("vram", help="does a model fit?", description=vram.__doc__)
    command.add_argument("model", metavar="MODEL", nargs="?")
    for name, (metavar, kind, about) in FIELDS.items():
        command.add_argument(_flag(name), metavar=metavar, type=kind, help=about)
    solvable = ("context", "batch", "frames", "resolution", "precision", "gpus")
    command.add_argument("--solve", choices=solvable, metavar="WHAT", help=f"{', '.join(solvable)}")
    command.add_argument(
        "--exact", action="store_true", help="run the model's real module without weights and count"
    )
    command.add_argument(
        "--online", action="store_true", help="read ORG/NAME from the model's host"
    )
    command.add_argument("--batch-file", metavar="FILE", help="JSON Lines of requests")
    command.add_argument("--list", choices=("models", "gpus"), metavar="models|gpus")
    command.add_argument("--which", choices=("models", "gpus"), metavar="models|gpus")
    command.add_argument("--family", metavar="F", help="with --which models: only this family")
    command.set_defaults(run=vram)


def vram(options: argparse.Namespace) -> int:
    """Estimate the GPU memory a model needs, and whether a card has it.

    Exit code 0: it fits (or no card was named); 1: it does not, or that cannot be told.
    """
    _check_one_task(options)
    from agent.tools.vram import CannotEstimate, NoGpuFound, NotInCatalogue

    try:
        return _task(options)(options)
    except NotInCatalogue as error:
        raise Failure(str(error), READ_ONLINE, type(error).__name__) from error
    except NoGpuFound as error:
        raise Failure(str(error), "Name a card with --gpu.", type(error).__name__) from error
    except CannotEstimate as error:
        raise Failure.of(error) from error


def _check_one_task(options: argparse.Namespace) -> None:
    tasks = {"--batch-file": options.batch_file, "--list": options.list, "--which": options.which}
    given = [flag for flag, value in tasks.items() if value is not None]
    if len(given) > 1:
        raise WrongUsage(f"{given[0]} cannot be given with {given[1]}.")
    needs_model = not given or options.which == "gpus"
    if needs_model and not (options.model or "").strip():
        raise WrongUsage("MODEL is missing.", "For example `vendorscope vram Qwen3-8B --gpu 3060`.")
    if not needs_model and options.model is not None:
        raise WrongUsage(f"MODEL cannot be given with {given[0]}.")
    if options.which == "models" and not options.gpu:
        raise WrongUsage("--gpu is missing.", "For example `vram --which models --gpu 3060`.")
    if options.exact and given:
        raise WrongUsage(f"--exact cannot be given with {given[0]}.")
    if options.family is not None and options.which != "models":
        raise WrongUsage("--family goes with --which models.")


def _task(options: argparse.Namespace) -> Any:
    if options.batch_file is not None:
        return _check_batch
    if options.list is not None:
        return _list
    if options.which is not None:
        return _which
    return _check


def _check(options: argparse.Namespace) -> int:
    from agent.tools.vram import check_fit

    report = check_fit(options.model, **_request(options))
    if options.json:
        print_json(report.to_dict())
    else:
        print_markdown(report.markdown("en"))
    if report.verdict == "unknown":
        return NOT_DONE
    return DONE if options.gpu is None or report.fits else NOT_DONE


def _check_batch(options: argparse.Namespace) -> int:
    for line, result in _batch_results(options.batch_file):
        if options.json:
            print_json_line(result)
        else:
            print(_summary(result, line), flush=True)
    return DONE


def _batch_results(file: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each line's number with its result, or what is wrong with it."""
    from agent.tools.vram import check_rows

    for row in read_rows(file):
        if row.content is None:
            yield row.line, {"id": None, "line": row.line, "error": row.reason}
        else:
            yield from ((row.line, result) for result in check_rows([row.content]))


def _list(options: argparse.Namespace) -> int:
    from agent.tools.vram import list_gpus, list_models

    rows = list_models() if options.list == "models" else list_gpus()
    return _print_rows(rows, COLUMNS[options.list], options.json)


def _which(options: argparse.Namespace) -> int:
    from agent.tools.vram import which_gpus, which_models

    request = _request(options)
    if options.which == "gpus":
        request.pop("gpu", None)
        rows = which_gpus(options.model, **request)
    else:
        rows = which_models(request.pop("gpu"), family=options.family, **request)
    return _print_rows(rows, None, options.json)


def _print_rows(rows: Any, columns: tuple[str, ...] | None, as_json: bool) -> int:
    table = [dict(row) for row in rows]
    if as_json:
        print_json(table)
    elif not table:
        print("None.")
    else:
        names = columns or tuple(name for name, v in table[0].items() if not isinstance(v, list))
        print_table(names, ([row.get(name) for name in names] for row in table))
    return DONE


def _request(options: argparse.Namespace) -> dict[str, Any]:
    given = {name: getattr(options, name) for name in (*FIELDS, "solve")}
    given["online"] = options.online or None
    given["exact"] = options.exact or None
    return {name: value for name, value in given.items() if value is not None}


def _summary(result: dict[str, Any], line: int) -> str:
    """One line by the row's id, or by its place where it has none, with what was left out of it."""
    row_id = result.get("id")
    name = f"line {line}" if row_id is None else str(row_id)
    if "error" in result:
        return f"{name}: {result['error']}"
    left_out = [note for note in result.get("cautions") or () if "was ignored" in note]
    return "; ".join(
        [
            f"{name}: {result.get('model')} on {result.get('gpu')}: "
            f"{result.get('verdict')}, {result.get('required_gib')} GiB",
            *left_out,
        ]
    )


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")
