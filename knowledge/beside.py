"""Threads for work beside a question's own, such as a look at the lexical index."""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache

_AT_ONCE = 8


def threads() -> ThreadPoolExecutor:
    """Those of this process: of its parent's a forked one takes over the pool, but none alive.

    Work that waits for other work handed to them may hold the place which that one needs.
    """
    return _of_process(os.getpid())


@cache
def _of_process(_number: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="beside")
