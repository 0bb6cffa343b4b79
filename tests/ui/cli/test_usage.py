"""Wrong usage is one sentence on the last line of stderr, with nothing on stdout."""

import pytest

WRONG = {
    "no command": ([], "Name a command"),
    "unknown command": (["vran"], "Did you mean vram?"),
    "unknown option": (["vram", "Qwen3-8B", "--gpuz", "3060"], "Did you mean --gpu"),
    "unknown option before the command": (["--nosuch", "vram"], "--nosuch"),
    "abbreviated option": (["vram", "Qwen3-8B", "--prec", "fp8"], "--precision"),
    "no model": (["vram", "--gpu", "3060"], "MODEL is missing"),
    "empty model": (["vram", " "], "MODEL is missing"),
    "option after --": (["vram", "--", "-5B", "--gpu", "3060"], "--gpu stands after `--`"),
    "two models": (["vram", "Qwen3", "8B"], "Put quotes around"),
    "no value": (["vram", "Qwen3-8B", "--gpu"], "--gpu: a value is missing"),
    "no value, an option follows": (["vram", "Qwen3-8B", "--gpu", "--gpus", "2"], "--gpu: a value"),
    "no number": (["vram", "Qwen3-8B", "--context", "many"], "'many' is no whole number"),
    "no choice": (["vram", "Qwen3-8B", "--solve", "price"], "'price' is none of"),
    "two tasks": (["vram", "--list", "gpus", "--which", "gpus"], "cannot be given with"),
    "which models on what": (["vram", "--which", "models"], "--gpu is missing"),
    "family of what": (["vram", "Qwen3-8B", "--family", "Qwen"], "--which models"),
    "no question": (["ask"], "QUESTION is missing"),
    "empty question": (["ask", "  "], "The question is empty"),
    "question and batch": (["ask", "what?", "--batch-file", "x"], "not both"),
    "batch in a thread": (["ask", "--batch-file", "x", "--thread", "t"], "--thread"),
    "no date": (["ask", "what?", "--as-of", "2025-02-30"], "'2025-02-30' is no date"),
    "date in words": (["search", "x", "--as-of", "yesterday"], "2025-09-15"),
    "no query": (["search"], "QUERY is missing"),
    "empty query": (["search", ""], "The query is empty"),
    "no passages": (["search", "x", "-k", "0"], "'0' is less than 1"),
    "nothing to add": (["ingest"], "PATH|URL is missing"),
    "no subscribers": (["revenue", "--price", "5/mo"], "--subscribers is missing"),
    "no price": (["revenue", "--subscribers", "5M"], "--price is missing"),
    "no target": (["revenue", "--subscribers", "5M", "--solve", "price"], "--target is missing"),
    "nothing to solve": (
        ["revenue", "--subscribers", "5M", "--price", "5/mo", "--target", "5M"],
        "--solve is missing",
    ),
    "rate without currency": (
        ["revenue", "--subscribers", "5M", "--price", "5/mo", "--rate", "7.1"],
        "CNY=7.1",
    ),
    "no port": (["chat", "--port", "70000"], "There is no port 70000"),
    "nothing to audit": (["audit"], "FILE|URL|- is missing"),
    "speed of what": (["eval", "--kind", "speed", "--questions", "x"], "--questions goes with"),
}


@pytest.mark.parametrize(("words", "said"), WRONG.values(), ids=WRONG.keys())
def test_wrong_usage_is_one_sentence_and_exit_code_2(here, words, said):
    ran = here(*words)

    assert ran.code == 2
    assert ran.stdout == ""
    assert said in ran.last_line
    assert ran.stderr.count("\n") == 1
    assert "usage:" not in ran.stderr


@pytest.mark.parametrize(("words", "said"), WRONG.values(), ids=WRONG.keys())
def test_wrong_usage_in_json_is_one_object(here, words, said):
    ran = here(*words, "--json")

    assert ran.code == 2
    assert ran.stdout == ""
    assert set(ran.error) == {"type", "message", "hint"}
    assert said.split()[0] in f"{ran.error['message']} {ran.error['hint']}"


def test_help_and_version_are_results(here):
    for words in (["--help"], ["vram", "--help"], ["revenue", "-h"]):
        ran = here(*words)
        assert ran.code == 0
        assert ran.stdout.startswith("usage: vendorscope")
        assert ran.stderr == ""
    assert here("--version").stdout.startswith("vendorscope ")


@pytest.mark.parametrize("words", [["serve"], ["audit", "-"]], ids=["serve", "audit"])
def test_what_is_not_there_yet_says_so(here, words):
    ran = here(*words, "--json")

    assert (ran.code, ran.stdout) == (1, "")
    assert ran.error["type"] == "NotYet"


def test_a_bug_is_one_sentence_that_says_how_to_see_more(here, monkeypatch):
    monkeypatch.setattr("ui.cli.vram._check", lambda options: {}["no such key"])

    ran = here("vram", "Qwen3-8B")

    assert (ran.code, ran.stdout) == (1, "")
    assert "VENDORSCOPE_DEBUG=1" in ran.last_line
    assert "Traceback" not in ran.stderr


def test_a_bug_shows_its_traceback_when_asked(here, monkeypatch):
    monkeypatch.setattr("ui.cli.vram._check", lambda options: {}["no such key"])
    monkeypatch.setenv("VENDORSCOPE_DEBUG", "1")

    with pytest.raises(KeyError):
        here("vram", "Qwen3-8B")


def test_ctrl_c_is_130(here, monkeypatch):
    def interrupt(options):
        raise KeyboardInterrupt

    monkeypatch.setattr("ui.cli.vram._check", interrupt)

    ran = here("vram", "Qwen3-8B")

    assert (ran.code, ran.stdout, ran.last_line) == (130, "", "Interrupted.")
