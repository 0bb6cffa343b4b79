"""Runs the work of many threads side by side: within a thread one after another, oldest first."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from heapq import heappop, heappush
from itertools import count

logger = logging.getLogger(__name__)

Job = Callable[[], Awaitable[None]]


class Lanes:
    """One lane a thread, at most `width` jobs at once over all lanes."""

    def __init__(self, width: int):
        self._slots = asyncio.Semaphore(width)
        self._waiting: dict[str, list[tuple[str, int, Job]]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._order = count()

    def submit(self, lane: str, ts: str, job: Job) -> None:
        """Queue a job by the time of its message, which may differ from that of its arrival."""
        is_idle = lane not in self._waiting
        heappush(self._waiting.setdefault(lane, []), (ts, next(self._order), job))
        if is_idle:
            worker = asyncio.create_task(self._work(lane))
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)

    async def idle(self) -> None:
        """Wait until there is nothing left to do."""
        while self._workers:
            await asyncio.wait(self._workers)

    async def close(self, seconds: float) -> int:
        """Give what is running that long to end; the number of lanes that were cut off."""
        if self._workers:
            await asyncio.wait(self._workers, timeout=seconds)
        cut = list(self._workers)
        for worker in cut:
            worker.cancel()
        await asyncio.gather(*cut, return_exceptions=True)
        return len(cut)

    async def _work(self, lane: str) -> None:
        waiting = self._waiting[lane]
        try:
            while waiting:
                async with self._slots:
                    _, _, job = heappop(waiting)
                    await _run(job)
        finally:
            del self._waiting[lane]


async def _run(job: Job) -> None:
    try:
        await job()
    except Exception:  # a bug in one job must not take the rest of its thread with it
        logger.exception("A Slack message was not answered.")
