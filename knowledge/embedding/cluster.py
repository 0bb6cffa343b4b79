"""Embedding on a Ray cluster, or on all cores of this machine: the same vectors, made by many."""

import socket
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from importlib import import_module
from typing import Any

import numpy as np

from knowledge import places
from knowledge.document import CannotRead
from knowledge.embedding.embed import (
    Embedder,
    MiniLM,
    NamedModel,
    Vectors,
    choose_embedder,
    meaning,
)

_TEXTS_A_TASK = 128
_REACHED_SECONDS = 5.0
_FOUND = ("auto", "local")


class OnRay:
    """An embedder whose texts are shared out; a question's single text is embedded here."""

    def __init__(self, embedder: Embedder, ray: Any) -> None:  # Any: ray is an optional package
        self._here, self._ray = embedder, ray
        self.name, self.dimension = embedder.name, embedder.dimension
        cores = int(ray.cluster_resources().get("CPU", 1))
        self.texts_at_once = _TEXTS_A_TASK * max(2, cores)
        """Before they are shared out so many are collected, that every core gets some."""
        known = isinstance(embedder, (MiniLM, NamedModel))
        # By name where a worker can load it there; another object travels as it is.
        self._sent = ray.put(embedder.name if known else embedder)
        self._embed_there = ray.remote(num_cpus=1)(_embed_there)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row a text, in the order of the texts.

        Raises:
            CannotRead: the cluster was lost, or a worker cannot embed.
        """
        parts = [texts[i : i + _TEXTS_A_TASK] for i in range(0, len(texts), _TEXTS_A_TASK)]
        if not parts:
            return np.empty((0, self.dimension), np.float32)
        asked = [self._embed_there.remote(self._sent, list(part)) for part in parts]
        try:
            return np.concatenate(self._ray.get(asked))
        except self._ray.exceptions.RayError as error:
            reason = str(getattr(error, "cause", None) or error).strip().splitlines()[-1]
            raise CannotRead(f"A Ray worker could not embed ({reason}).") from None
        except BaseException:  # Ctrl-C: nobody waits for what is still being made
            for one in asked:
                self._ray.cancel(one)
            raise

    def embed_query(self, texts: Sequence[str]) -> Vectors:
        """One row a question."""
        return np.stack([meaning(self._here, text) for text in texts])


@contextmanager
def on_ray(address: str | None = None, embedder: object | None = None) -> Generator[OnRay]:
    """The embedder on Ray, as long as the context lasts.

    Args:
        address: `host:port` or `ray://host:port` of a cluster on whose machines vendorscope is
            installed too, `auto` for the one that runs here. None starts one on this machine and
            ends it afterwards.
        embedder: As for `Library.open`.

    Raises:
        CannotRead: Ray is not installed, or the cluster cannot be reached.
    """
    chosen = choose_embedder(embedder)
    try:
        places.without_ray_reports()
        ray = import_module("ray")
    except ImportError:
        raise CannotRead(
            "Embedding on Ray needs the package ray, which is not installed: "
            "pip install -r requirements-ray.txt (or vendorscope's extra ray)."
        ) from None
    _check_reached(address)
    quiet = {"logging_level": "CRITICAL", "log_to_driver": False, "ignore_reinit_error": True}
    was_there = ray.is_initialized()
    try:
        # Without an address Ray would look for a cluster by its own setting, RAY_ADDRESS.
        given = (
            {"address": address} if address else {"address": "local", "include_dashboard": False}
        )
        ray.init(**given, **quiet)
    except (ConnectionError, RuntimeError, ValueError, ImportError, OSError) as error:
        # Ray's own words for it name options of Ray's.
        reason = "none runs on this machine" if address == "auto" else _first_words(error)
        raise CannotRead(_unreached(address, reason)) from None
    try:
        yield OnRay(chosen, ray)
    finally:
        if not was_there:
            ray.shutdown()


def _check_reached(address: str | None) -> None:
    """Whether anybody listens there: Ray itself would try for a minute and write about it."""
    if address is None or address in _FOUND:
        return
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not host or not port.isdigit():
        raise CannotRead(
            f"{address!r} is no address of a Ray cluster; write host:port, ray://host:port or auto."
        )
    try:
        socket.create_connection((host.strip("[]"), int(port)), _REACHED_SECONDS).close()
    except (OSError, OverflowError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error) or "no answer"
        raise CannotRead(_unreached(address, reason)) from None


def _first_words(error: Exception) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__


def _unreached(address: str | None, reason: str) -> str:
    if address is None:
        return f"Ray cannot be started on this machine ({reason})."
    return f"The Ray cluster at {address!r} cannot be reached ({reason})."


def _embed_there(model: Any, texts: list[str]) -> Vectors:
    """What a worker does."""
    return (_loaded(model) if isinstance(model, str) else model).embed(texts)


@lru_cache(maxsize=1)
def _loaded(name: str) -> Embedder:
    """Once a worker; on one core, since there is a worker for each."""
    return MiniLM(threads=1) if name == MiniLM.name else NamedModel(name)
