"""`chat`, `slack`, `models` and `doctor` as far as they go without their servers."""

import json
import os
import signal
import socket
import subprocess
import sys

import pytest


def test_a_port_in_use_is_named_before_anything_loads(here):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = here("chat", "--port", str(port), "--json")

    assert (ran.code, ran.stdout) == (1, "")
    assert str(port) in ran.error["message"]
    assert "--port" in ran.error["hint"]


def test_the_port_may_come_from_the_environment_and_must_be_one(here, monkeypatch):
    monkeypatch.setenv("PORT", "web")

    assert here("chat").code == 2


@pytest.mark.slow
def test_the_chat_serves_until_ctrl_c_which_is_130():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "ui.cli", "chat", "--json", "--port", str(port)]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=os.environ, **streams) as chat:
        says = chat.stderr.readline()  # once it listens
        chat.send_signal(signal.SIGINT)
        stdout, _ = chat.communicate(timeout=30)

    assert f"http://127.0.0.1:{port}" in says
    assert chat.returncode == 130
    assert json.loads(stdout) == {"host": "127.0.0.1", "port": port}


@pytest.mark.parametrize("words", [["slack"], ["slack", "--check"]], ids=" ".join)
def test_slack_says_which_token_is_missing(here, words):
    ran = here(*words, "--json")

    assert (ran.code, ran.stdout) == (1, "")
    assert "SLACK_BOT_TOKEN" in ran.stderr
    assert set(ran.error) == {"type", "message", "hint"}


def test_models_say_what_each_preset_needs(here):
    rows = {row["name"]: row for row in here("models", "--json").json}

    assert rows["offline"]["ready"] is True
    assert rows["openai-compatible"]["missing"] == [
        "VENDORSCOPE_BASE_URL",
        "VENDORSCOPE_MODEL_NAME",
    ]
    assert "offline" in here("models").stdout


def test_doctor_tells_state_and_advice(here):
    ran = here("doctor", "--json")

    assert ran.code == 0
    assert isinstance(ran.json["ok"], bool)
    assert {"name", "state", "detail", "advice"} <= ran.json["checks"][0].keys()
    assert "Python" in here("doctor").stdout


def test_doctor_fails_where_something_needed_is_missing(here, monkeypatch):
    monkeypatch.setenv("VENDORSCOPE_MODEL", "openai")  # whose key is not set

    ran = here("doctor", "--json")

    assert ran.code == 1
    assert ran.json["ok"] is False
    assert here("doctor").stdout.endswith("To be mended: model.\n")
