"""What the graph and its middleware add to a bare call of the same model, per turn.

`python -m evals.overhead`: a server on this machine answers at once; the same client asks it bare, and
through `Analyst` with all middleware, the thread store and the checks of the answer.
"""

import statistics
import threading
import time
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from typing import Any

from agent import Analyst
from agent.models import chat_model
from agent.settings import Settings
from evals.streamed import StreamHandler, event

QUESTION = "Say something about open models."
ANSWER = "Some models are open and some are not, and their licences differ in what they allow."
_TURNS = 200
_WARM_UP = 20


def main() -> None:
    """Print medians, in milliseconds; both ways fetch the answer as a stream."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/v1"
    model = chat_model("m", "openai", 20.0, base_url=address, api_key="k", streaming=True)
    with Analyst(model, threads=":memory:", settings=Settings()) as analyst:
        bare, whole = _milliseconds(lambda: model.invoke(QUESTION), lambda: analyst.ask(QUESTION))
    added = statistics.median(b - a for a, b in zip(bare, whole, strict=True))
    slow = sorted(b - a for a, b in zip(bare, whole, strict=True))[int(0.9 * _TURNS)]
    print(
        f"bare={statistics.median(bare):.1f} ms whole={statistics.median(whole):.1f} ms "
        f"overhead={added:.1f} ms (90 % below {slow:.1f} ms) n={_TURNS}"
    )
    server.shutdown()


def _milliseconds(*asks: Callable[[], Any]) -> list[list[float]]:
    """Of each, turn about, so that whatever else the machine does falls on both."""
    taken: list[list[float]] = [[] for _ in asks]
    for turn in range(_TURNS + _WARM_UP):
        for ask, times in zip(asks, taken, strict=True):
            started = time.perf_counter()
            ask()
            if turn >= _WARM_UP:
                times.append(1000 * (time.perf_counter() - started))
    return taken


class _Handler(StreamHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        pieces = [{"content": f"{word} "} for word in ANSWER.split()]
        self.send_events("".join(event(piece, None) for piece in pieces) + event({}, "stop"))


if __name__ == "__main__":
    main()
