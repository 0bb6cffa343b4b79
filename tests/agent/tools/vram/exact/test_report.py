import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from agent.tools.vram import check_fit, check_rows
from agent.tools.vram.exact import CannotTrace, TookTooLong, trace
from agent.tools.vram.workload import read_workload

PIPELINE = {"engine": "diffusers", "offload": "none"}
SMALL_CLIP = {"width": 832, "height": 480, "frames": 17}
#: Model, setting, how far traced activations may be from the law's and wholes from each other.
CLASSES = [
    ("Qwen3-0.6B", {"context": 4096}, 0.05, 0.01),
    ("Llama-3.1-8B", {"context": 2048, "batch": 4}, 0.03, 0.01),
    ("Qwen3-30B-A3B", {"context": 2048}, 0.03, 0.01),
    ("DeepSeek-V3", {"context": 2048}, 0.03, 0.01),
    ("Wan2.1-T2V-1.3B", PIPELINE | SMALL_CLIP, 0.05, 0.01),
    ("Wan2.1-T2V-14B", PIPELINE | SMALL_CLIP, 0.05, 0.01),
    ("HunyuanVideo", PIPELINE | SMALL_CLIP, 0.03, 0.01),
    ("CogVideoX-5B", PIPELINE | {"width": 720, "height": 480, "frames": 17}, 0.05, 0.01),
    ("FLUX.1-dev", PIPELINE | {"width": 768, "height": 768}, 0.03, 0.01),
]


@pytest.mark.parametrize(
    ("model", "setting", "near", "whole"), CLASSES, ids=lambda v: v if isinstance(v, str) else ""
)
def test_the_module_and_the_law_agree(model, setting, near, whole) -> None:
    report = check_fit(model, exact=True, **setting)

    exact = report.exact
    assert exact["activations_gib"] == pytest.approx(exact["analytic_activations_gib"], rel=near)
    assert report.required_gib == pytest.approx(report.analytic_gib, rel=whole)
    stated = {phase["name"]: phase["breakdown"]["activations"] for phase in report.phases}
    assert stated | exact["activations_gib"] == stated  # the phases are of the trace
    assert sum(report.breakdown_gib.values()) == pytest.approx(report.total_gib, abs=0.003)
    assert max(phase["gib"] for phase in report.phases) == report.required_gib


def test_the_report_says_what_was_run_and_keeps_verdict_and_ladder() -> None:
    report = check_fit("Qwen3-8B", "3060", exact=True, context=2048).to_dict()

    assert report["verdict"] == "does not fit"
    assert any(option["fits"] for option in report["options"])
    assert any(said.startswith("Traced on transformers 5.") for said in report["assumptions"])
    assert any("By arithmetic alone" in said for said in report["assumptions"])
    assert report["exact"]["parameters_b"] == {"language model": 8.1907}
    assert "analytic_gib" not in check_fit("Qwen3-8B", "3060", context=2048).to_dict()


def test_as_its_maker_runs_it_becomes_diffusers_with_the_makers_offload() -> None:
    report = check_fit("Wan2.1-T2V-14B", "4090", exact=True, **SMALL_CLIP)

    assert (report.request["engine"], report.request["offload"]) == ("diffusers", "model")
    assert any(said.startswith("Run in diffusers") for said in report.assumptions)
    assert not any(said.startswith("Run as its maker") for said in report.assumptions)


def test_the_makers_own_code_is_not_taken_for_the_librarys() -> None:
    report = check_fit("HunyuanVideo", engine="official", exact=True, **SMALL_CLIP)

    assert list(report.exact["activations_gib"]) == ["VAE decode"]
    assert report.required_gib == pytest.approx(report.analytic_gib, rel=0.01)
    assert any("denoising step is estimated" in caution for caution in report.cautions)


def test_cards_that_share_the_work_share_what_was_traced() -> None:
    setting = PIPELINE | SMALL_CLIP
    one = check_fit("Wan2.1-T2V-1.3B", exact=True, **setting).exact["activations_gib"]
    four = check_fit("Wan2.1-T2V-1.3B", exact=True, gpus=4, parallel="Ulysses-4", **setting).exact
    assert four["activations_gib"]["denoising"] == pytest.approx(one["denoising"] / 4, abs=0.002)


def test_a_solved_value_is_said_to_be_the_estimates() -> None:
    report = check_fit("Qwen3-0.6B", "3060", exact=True, solve="batch", context=512)
    assert report.solved["value"] > 1
    assert any("solved value is the estimate's" in caution for caution in report.cautions)


def test_guidance_and_batch_multiply_one_branch() -> None:
    size = PIPELINE | {"width": 512, "height": 512}
    one, two = (check_fit("SD1.5", exact=True, batch=n, **size).exact for n in (1, 2))
    ratio = two["activations_gib"]["denoising"] / one["activations_gib"]["denoising"]
    assert ratio == pytest.approx(2, rel=0.02)


def test_sliding_layers_hold_the_whole_prompt_until_the_first_new_token() -> None:
    report = check_fit("Gemma-2-2B", exact=True, context=8192)
    # 26 layers, 4 heads of 256, key and value, 16 bits: as if no layer had a window
    assert report.breakdown_gib["kv_cache"] == pytest.approx(
        26 * 2 * 4 * 256 * 8192 * 2 / 2**30, rel=0.01
    )


def test_a_folder_is_built_from_its_own_config(small_model) -> None:
    folder = small_model(num_hidden_layers=3)
    report = check_fit(str(folder), exact=True, context=512)

    assert report.exact["parameters_b"]["language model"] == pytest.approx(0.0023, abs=0.0001)
    assert report.exact["activations_gib"]["generation"] > 0


def test_a_pipelines_folder_is_built_from_its_own_configs(wan) -> None:
    config = wan / "transformer" / "config.json"
    told = json.loads(config.read_text("utf-8")) | {"num_layers": 2}
    config.write_text(json.dumps(told), "utf-8")

    report = check_fit(str(wan), exact=True, **PIPELINE, **SMALL_CLIP)

    catalogue = check_fit("Wan2.1-T2V-14B", exact=True, **PIPELINE, **SMALL_CLIP)
    assert report.exact["parameters_b"]["WanTransformer3DModel"] < 1.5  # two layers of forty
    assert report.exact["activations_gib"] == pytest.approx(
        catalogue.exact["activations_gib"], rel=0.02
    )


def test_a_repository_is_built_from_the_config_its_host_gives(host) -> None:
    report = check_fit("acme/novel-8b", exact=True, context=512)

    assert report.exact["parameters_b"]["language model"] > 0
    assert all("safetensors" not in path or asked for path, asked, _ in host.asked)  # headers alone


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ("Hunyuan3D-2.1", "no module"),
        ("Step-Video-T2V", "no public class"),
        ("DeepSeek-V4-Pro", "no class of its own"),
        ("Bria-3.2", "not this model's module"),
    ],
)
def test_what_has_no_module_is_refused_in_a_sentence(model: str, said: str) -> None:
    with pytest.raises(CannotTrace, match=said) as error:
        check_fit(model, exact=True, **(PIPELINE if model == "Bria-3.2" else {}))
    assert error.value.hint


def test_a_row_of_a_batch_may_ask_for_it_too() -> None:
    rows = [{"id": "a", "model": "Qwen3-0.6B", "context": 256, "exact": True}]
    rows.append({"id": "b", "model": "Hunyuan3D-2.1", "exact": True})

    first, second = check_rows(rows)

    assert first["analytic_gib"] > 0 and first["cautions"] == []
    assert "no module" in second["error"]


def test_time_that_has_passed_ends_it() -> None:
    work = read_workload("Qwen3-0.6B", None, {"context": 256})
    with pytest.raises(TookTooLong):
        trace(work, "Qwen3-0.6B", timeout_seconds=0)


HIDDEN = """
import sys
from importlib.abc import MetaPathFinder

class Hide(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "diffusers":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Hide())
from ui.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_missing_extra_is_one_sentence_with_its_command(repo) -> None:
    words = ["vram", "FLUX.1-dev", "--exact"]
    run = subprocess.run(
        [sys.executable, "-c", HIDDEN, *words],
        cwd=repo,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (run.returncode, run.stdout) == (1, "")
    assert "needs diffusers" in run.stderr.splitlines()[-1]
    assert "pip install 'vendorscope[exact]'" in run.stderr.splitlines()[-1]


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is a signal of POSIX here")
def _wait_for_the_trace(run: "subprocess.Popen[bytes]") -> None:
    """Past the imports, however slow the machine, into a scan of many small steps."""
    maps = Path(f"/proc/{run.pid}/maps")
    if not maps.exists():  # only Linux tells
        return time.sleep(20)
    while maps.exists() and run.poll() is None and "libtorch_cpu" not in maps.read_text():
        time.sleep(0.5)
    used = _seconds_used(run.pid)
    while run.poll() is None and _seconds_used(run.pid) < used + 8:
        time.sleep(0.5)
    return None


def _seconds_used(pid: int) -> float:
    """Processor time of a process: user and system."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_ctrl_c_ends_a_trace_cleanly(repo) -> None:
    command = [sys.executable, "-m", "ui.cli", "vram", "Qwen3-Next-80B-A3B", "--exact"]
    run = subprocess.Popen(
        [*command, "--context", "262144"], cwd=repo, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    _wait_for_the_trace(run)
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=120)

    assert (run.returncode, out) == (130, b"")
    assert err.decode().splitlines()[-1].endswith("Interrupted.")
