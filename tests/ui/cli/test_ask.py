"""`vendorscope ask`: one answer, a batch of conversations, and questions that cannot be asked."""

import json
import os
import pty
import subprocess
import sys

import pytest

ANSWER_FIELDS = {
    "text", "citations", "tool_calls", "figures", "charts", "abstained", "asked", "language",
    "model", "thread", "seconds", "usage",
}  # fmt: skip


def test_an_answer_is_one_json_document(process):
    ran = process("ask", "What do 100 million subscribers at $500 a year bring?", "--json")

    assert ran.code == 0
    assert ran.json.keys() >= ANSWER_FIELDS
    assert "$50 billion" in ran.json["text"]
    assert ran.json["model"] == "offline"


def test_a_thread_goes_on_in_the_next_process(process):
    first = process("ask", "3 million users at $12 a month: yearly?", "--thread", "t1", "--json")
    second = process("ask", "and with 6 million?", "--thread", "t1", "--json")

    assert first.json["thread"] == second.json["thread"] == "t1"
    assert "864" in second.json["text"]


def test_the_text_ends_with_its_sources(here):
    ran = here("ask", "Is Tencent's IMA open source?")

    assert ran.code == 0
    assert "[1]" in ran.stdout
    assert "Sources\n[1]" in ran.stdout


def test_words_without_quotes_are_one_question(here):
    ran = here("ask", "weather", "in", "Paris", "--json")

    assert ran.code == 0  # an answer that abstains is an answer
    assert ran.json["abstained"] is True


def test_a_terminal_sees_the_answer_as_it_comes():
    command = [sys.executable, "-m", "ui.cli", "ask", "Is Tencent's IMA open source?"]
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdout=theirs, stderr=subprocess.PIPE) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # the end, on Linux
                break
            if not part:
                break
            shown += part
        steps = process.stderr.read().decode() if process.stderr else ""
    os.close(ours)

    text = shown.decode()
    assert process.returncode == 0
    assert text.count("Sources") == 1
    assert text.count("WeKnora") < 8  # streamed, and not printed again below
    assert "IMA" in steps


def test_a_batch_is_answered_line_by_line_in_order(here, tmp_path):
    batch = tmp_path / "questions.jsonl"
    batch.write_text(
        '{"id": "a", "question": "2 million subscribers at $10 a month, yearly?"}\n'
        '{"id": "b", "turns": ['
        '{"user": "5 million users at $8 a month, yearly?"}, "And 10 million?"]}\n'
        '{"id": "c", "question": "  "}\n'
        '{"id": "d", "question": "' + "long " * 200_000 + '"}\n'
        '{"id": "e", "turns": ["每月30元，800万付费用户，一年收入多少？"]}\n',
        "utf-8",
    )

    ran = here("ask", "--batch-file", str(batch), "--json")

    assert ran.code == 0
    assert [(row["id"], row["turn"]) for row in ran.rows] == [
        ("a", 0), ("b", 0), ("b", 1), ("c", 0), ("d", 0), ("e", 0),
    ]  # fmt: skip
    a, b0, b1, empty, long, e = ran.rows
    assert a.keys() >= ANSWER_FIELDS
    assert "$240" in a["text"]
    assert "$480" in b0["text"]
    assert "$960" in b1["text"]
    assert "empty" in empty["error"]["message"]
    assert "characters" in long["error"]["message"]
    assert e["language"] == "zh"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "Line 2 is not JSON"),
        ('"a question"', "Line 2 is no JSON object"),
        ('{"id": 1}', "Line 2 needs a question"),
        ('{"id": 1, "question": 5}', "Line 2 needs a question"),
        ('{"id": 1, "turns": []}', "Line 2 has turns"),
        ('{"id": 1, "turns": [{"text": "x"}]}', "Line 2 needs a question"),
        (r'{"id": 1, "question": "\ud800"}', "not valid text"),
    ],
)
def test_a_line_that_cannot_be_asked_is_named_and_the_next_one_answered(here, tmp_path, line, said):
    batch = tmp_path / "questions.jsonl"
    rows = ['{"id": 0, "question": "What is Qwen?"}', line, '{"id": 2, "question": "What is IMA?"}']
    batch.write_text("\n".join(rows), "utf-8")

    ran = here("ask", "--batch-file", str(batch), "--json")

    assert ran.code == 0
    first, broken, last = ran.rows
    assert (first["id"], last["id"]) == (0, 2)
    assert first["text"] and last["text"]
    assert broken["id"] == (1 if '"id"' in line else None)
    assert said in broken["error"]["message"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["what is Qwen?", "--model", "nosuch"], "nosuch"),
        (["what is Qwen?", "--thread", " "], "thread"),
        (["what is Qwen?", "--thread", "\udcff"], "not valid text"),
        (["what is \udcff?"], "The question is not valid text"),
        (["what is Qwen?", "--store", ""], "no name"),
        (["--batch-file", "no-such-file.jsonl"], "no-such-file.jsonl"),
    ],
    ids=["model", "thread", "thread of bytes", "bytes", "store without a name", "file"],
)
def test_what_cannot_be_asked_is_a_sentence(here, words, said):
    ran = here("ask", *words, "--json")

    assert (ran.code, ran.stdout) == (1, "")
    assert said in ran.error["message"]
    json.loads(ran.stderr.strip().split("\n")[-1])


def test_a_megabyte_from_stdin_is_refused_in_a_sentence(process):
    ran = process("ask", "-", "--json", stdin=b"why " * 262_144)

    assert (ran.code, ran.stdout) == (1, "")
    assert "characters" in ran.error["message"]


@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_folder_without_documents_is_no_store(here, tmp_path, command):
    ran = here(command, "What is Qwen?", "--store", str(tmp_path), "--json")

    assert (ran.code, ran.stdout) == (1, "")
    assert "holds no documents" in ran.error["message"]
    assert f"--store {tmp_path}" in ran.error["hint"]
