"""`vendorscope vram` by contracts §4: JSON, exit codes, batches, and what it imports."""

import json
import os
import subprocess
import sys

import pytest

RESULT_FIELDS = {
    "model", "gpu", "gpus", "verdict", "fits", "required_gib", "range_gib", "total_gib",
    "available_gib", "breakdown_gib", "phases", "allocated_gib", "reserved_gib", "evidence",
    "options", "assumptions", "sources", "cautions",
}  # fmt: skip
HEAVY = ("torch", "langchain", "langchain_core", "langgraph", "chromadb", "gradio", "numpy", "rich")


def test_a_verdict_is_json_and_the_exit_code_tells_it(process):
    fits = process("vram", "Qwen3-8B", "--gpu", "RTX 4090", "--json")
    no = process("vram", "Qwen3-8B", "--gpu", "3060", "--json")

    assert (fits.code, fits.stderr) == (0, "")
    assert (no.code, no.stderr) == (1, "")  # a verdict is a result: it stands on stdout
    assert fits.json.keys() >= RESULT_FIELDS
    assert fits.json["fits"] is True
    assert no.json["verdict"] == "does not fit"
    assert no.json["required_gib"] > no.json["available_gib"]


def test_without_a_card_it_says_what_is_needed(here):
    ran = here("vram", "Qwen3-8B", "--json")

    assert ran.code == 0
    assert ran.json["required_gib"] > 15


def test_the_text_names_verdict_and_figure(here):
    ran = here("vram", "Qwen3-8B", "--gpu", "3060")

    assert ran.code == 1
    assert "GiB" in ran.stdout
    assert not ran.stdout.lstrip().startswith("{")


def test_a_count_is_read_as_people_write_it(here):
    plain = here("vram", "Qwen3-8B", "--context", "32768", "--json")
    for spelt in ("32k", "32K tokens", "32,768"):
        assert here("vram", "Qwen3-8B", "--context", spelt, "--json").json == plain.json

    wrong = here("vram", "Qwen3-8B", "--context", "lots")
    assert (wrong.code, wrong.stdout) == (2, "")
    assert "'lots' is no whole number" in wrong.last_line


def test_what_was_solved_is_the_first_line(here):
    ran = here("vram", "Qwen3-8B", "--gpu", "4090", "--solve", "context")

    assert ran.stdout.splitlines()[0].startswith("The largest context length that fits: ")


def test_a_setting_that_does_not_apply_is_said(here):
    ran = here("vram", "Qwen3-8B", "--width", "1024", "--json")

    assert ran.code == 0
    assert any("Width does not apply" in note for note in ran.json["cautions"])


def test_a_closed_model_has_a_verdict_and_no_figure(here):
    ran = here("vram", "GPT-5", "--gpu", "4090", "--json")

    assert ran.code == 1
    assert ran.json["verdict"] == "unknown"
    assert ran.json.get("required_gib") is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["vram", "Qwen17-8B", "--gpu", "3060"], "Did you mean"),
        (["vram", "Qwen3-8B", "--gpu", "GeForce 3061"], "3061"),
        (["vram", "Qwen3-8B", "--gpu", "3060", "--context", "-5"], "-5"),
        (["vram", "Qwen3-8B", "--gpu", "3060", "--context", "900000000"], "900"),
        (["vram", "Qwen3-8B", "--gpu", "3060", "--gpus", "0"], "0"),
        (["vram", "Qwen3-8B", "--gpu", "3060", "--precision", "bf17"], "bf17"),
        (["vram", "Hunyuan3D-2.1", "--exact"], "no module"),
        (["vram", "Qwen3-8B", "--online"], "ORG/NAME"),
        (["vram", "acme/novel-8b"], "Add --online"),
        (["vram", "./nowhere"], "no file or folder"),
    ],
    ids=lambda value: " ".join(value[1:]) if isinstance(value, list) else "",
)
def test_what_cannot_be_answered_is_a_sentence(here, words, said):
    ran = here(*words)
    assert (ran.code, ran.stdout) == (1, "")
    assert said in ran.last_line

    ran = here(*words, "--json")
    assert (ran.code, ran.stdout) == (1, "")
    assert said in json.dumps(ran.error)


def test_a_folder_is_a_model_too(here, tmp_path):
    header = {"w": {"dtype": "BF16", "shape": [1024, 1024], "data_offsets": [0, 2**21]}}
    raw = json.dumps(header).encode()
    weights = len(raw).to_bytes(8, "little") + raw + bytes(2**21)
    (tmp_path / "model.safetensors").write_bytes(weights)
    config = {"hidden_size": 1024, "num_hidden_layers": 1, "num_attention_heads": 8}
    (tmp_path / "config.json").write_text(json.dumps(config | {"vocab_size": 1024}), "utf-8")

    ran = here("vram", str(tmp_path), "--gpu", "3060", "--json")

    assert (ran.code, ran.json["model"]) == (0, tmp_path.name)
    assert ran.json["breakdown_gib"]["weights"] == pytest.approx(2**21 / 2**30, abs=0.001)


def test_a_batch_answers_each_line_and_names_the_broken_ones(here, tmp_path):
    rows = tmp_path / "rows.jsonl"
    rows.write_text(
        '{"id": "a", "model": "Qwen3-8B", "gpu": "RTX 4090", "precision": null, "colour": 1}\n'
        "\n"
        '{"id": "b", "model": "Qwen17-8B"}\n'
        "{not json\n"
        "[1]\n"
        '{"id": "c", "model": "Qwen3-8B",  "gpu": "RTX 3060"}\n',
        "utf-8",
    )

    ran = here("vram", "--batch-file", str(rows), "--json")

    assert ran.code == 0
    a, b, broken, no_object, c = ran.rows
    assert (a["id"], a["fits"]) == ("a", True)
    assert "colour" in " ".join(a["cautions"])
    assert b["id"] == "b"
    assert "Qwen17-8B" in json.dumps(b["error"])
    assert broken["line"] == 4
    assert "Line 4 is not JSON" in broken["error"]
    assert no_object["line"] == 5
    assert (c["id"], c["fits"]) == ("c", False)


def test_a_batch_in_words_names_each_row_and_what_was_left_out_of_it(here, tmp_path):
    rows = tmp_path / "rows.jsonl"
    rows.write_text(
        '{"model": "FLUX.1-dev", "gpu": "4090", "hight": 512}\n\n{"model": "Qwen17-8B"}\n'
        '{"id": 0, "model": "Qwen3-8B", "gpu": "4090"}\n',
        "utf-8",
    )

    first, second, third = here("vram", "--batch-file", str(rows)).stdout.splitlines()

    assert first.startswith("line 1: FLUX.1-dev on RTX 4090: ")
    assert "'hight' is not a setting" in first
    assert second.startswith("line 3: Unknown model")
    assert third.startswith("0: Qwen3-8B on RTX 4090: fits")


@pytest.mark.parametrize(
    "content", [None, b"", b"\xff\xfe\x00"], ids=["missing", "empty", "no text"]
)
def test_a_batch_file_that_cannot_be_read_is_named(here, tmp_path, content):
    file = tmp_path / "rows.jsonl"
    if content is not None:
        file.write_bytes(content)

    ran = here("vram", "--batch-file", str(file), "--json")

    assert (ran.code, ran.stdout) == (1, "")
    assert "rows.jsonl" in ran.error["message"]


def test_a_batch_comes_from_stdin_too(process):
    ran = process("vram", "--batch-file", "-", "--json", stdin=b'{"id": 1, "model": "Qwen3-8B"}\n')

    assert ran.code == 0
    assert ran.rows[0]["id"] == 1


def test_lists_have_the_promised_fields(here):
    models = here("vram", "--list", "models", "--json").json
    cards = here("vram", "--list", "gpus", "--json").json

    assert all({"name", "vendor", "kind", "params_b"} <= row.keys() for row in models)
    assert all({"name", "memory_gib", "bandwidth_gb_s", "date"} <= row.keys() for row in cards)
    assert "RTX 3060" in here("vram", "--list", "gpus").stdout


def test_which_lists_what_fits(here):
    cards = here("vram", "--which", "gpus", "Qwen3-8B", "--json")
    models = here("vram", "--which", "models", "--gpu", "RTX 4090", "--json")

    assert cards.code == models.code == 0
    assert cards.json
    assert models.json


def test_it_imports_nothing_heavy():
    code = (
        "import sys; from ui.cli import main; main(sys.argv[1:]);"
        f"sys.exit(' '.join(sorted(set(sys.modules) & set({HEAVY!r}))))"
    )
    command = [sys.executable, "-c", code, "vram", "Qwen3-8B", "--gpu", "3060", "--json"]

    done = subprocess.run(command, capture_output=True, text=True)

    assert done.stderr.strip() == ""


def test_a_reader_that_leaves_early_sees_no_error():
    command = [sys.executable, "-m", "ui.cli", "vram", "--list", "models", "--json"]
    read, write = os.pipe()
    os.close(read)

    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True)
    os.close(write)

    assert done.returncode == 0
    assert done.stderr == ""


def test_auto_is_the_card_of_this_machine_or_one_sentence(here):
    ran = here("vram", "Qwen3-8B", "--gpu", "auto")

    assert ran.stdout or ran.code == 1
    if not ran.stdout:
        assert ran.last_line == "No GPU was found on this machine. Name a card with --gpu."
