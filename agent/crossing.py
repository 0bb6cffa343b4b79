"""From a thread to an event loop: a blocking iterator consumed as an asynchronous one."""

import asyncio
import threading
from collections.abc import AsyncIterator, Generator, Iterator
from concurrent.futures import Executor
from typing import TypeVar

Item = TypeVar("Item")


async def run_on_thread(  # noqa: C901 - both ends of one queue, apart they say less
    items: Iterator[Item], workers: Executor
) -> AsyncIterator[Item]:
    """Each item of `items`, which runs on one worker from start to end.

    One worker, because the graph's context variables may not change threads midway. Leaving the
    loop early stops the worker at its next item.
    """
    loop = asyncio.get_running_loop()
    arrived: asyncio.Queue[tuple[str, Item | BaseException | None]] = asyncio.Queue()
    stopped = threading.Event()

    def send(kind: str, value: Item | BaseException | None = None) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(arrived.put_nowait, (kind, value))

    def work() -> None:
        try:
            for item in items:
                if stopped.is_set():
                    break
                send("item", item)
            send("end")
        except BaseException as error:  # handed to the caller, whatever it is
            send("error", error)
        finally:
            if isinstance(items, Generator):
                items.close()

    future = loop.run_in_executor(workers, work)
    try:
        while True:
            kind, value = await arrived.get()
            if kind == "end":
                break
            if kind == "error":
                assert isinstance(value, BaseException)
                raise value
            yield value  # type: ignore[misc]  # kind "item" carries an Item
        await future
    finally:
        stopped.set()
