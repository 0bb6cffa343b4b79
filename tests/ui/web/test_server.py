"""Listening: a taken port is one sentence, and nothing of the page points to another host."""

import re
import socket
from importlib import resources

import pytest

from ui.web import serve
from ui.web.server import CannotServe


def test_a_taken_port_is_one_sentence_that_says_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotServe, match=rf"Port {port} .* in use; .*--port {port + 1}\.$"):
            serve(None, "127.0.0.1", port)  # type: ignore[arg-type]  # never reached


def test_an_address_that_is_not_ours_is_one_sentence() -> None:
    with pytest.raises(CannotServe, match="cannot be listened on"):
        serve(None, "192.0.2.1", 7860)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["style.css", "page.js"])
def test_style_and_script_load_nothing(name: str) -> None:
    text = resources.files("ui.web").joinpath(name).read_text("utf-8")
    assert not re.search(r"https?://|@import|url\(|//\w+\.\w+/", text)
