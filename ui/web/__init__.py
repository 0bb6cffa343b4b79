"""The web chat: a page over one `Analyst`, and the server that shows it.

`page` lays out and wires, `conversation` turns a thread or a stream into chat messages, `prose`,
`evidence` and `steps` write their HTML, `server` listens. Gradio is imported only when one of
these runs.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr

    from agent import Analyst

__all__ = ["build", "serve"]


def build(analyst: "Analyst") -> "gr.Blocks":
    """The page, without its server; `serve` adds theme, style and script."""
    from ui.web.page import build_page

    return build_page(analyst)


def serve(analyst: "Analyst", host: str = "127.0.0.1", port: int = 7860) -> None:
    """Show the chat at `host:port` until Ctrl-C.

    Raises:
        ValueError: when the address cannot be listened on.
    """
    from ui.web.server import run

    run(analyst, host, port)
