"""Files of a model repository over HTTP, read in pieces: configs and headers, never the weights.

It speaks what huggingface_hub speaks: `/api/models/ORG/NAME/tree/REVISION` lists, and
`/ORG/NAME/resolve/REVISION/FILE` gives.
"""

import json
import re
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import quote, unquote, urljoin, urlsplit

from agent.tools.bilingual import Note
from agent.tools.vram.errors import CannotEstimate
from agent.tools.vram.given.checkpoint import STARTS, TEXT_LIMIT_BYTES, decoded
from agent.tools.vram.given.model_host import PUBLIC_HOST, TIMEOUT_SECONDS, ModelHost, endpoint
from agent.tools.vram.given.weight_files import INDEX

_PAGES = 50
_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}")
_OURS = ("huggingface.co", "www.huggingface.co", "hf.co")
#: Names tried on a host that lists nothing.
_PROBED = ("model.safetensors", f"model{INDEX}")
_PROBED_PARTS = (*_PROBED, "diffusion_pytorch_model.safetensors", f"diffusion_pytorch_model{INDEX}")


@dataclass(frozen=True)
class Repository:
    """ORG/NAME at a revision, and the one file an address may name in it."""

    name: str
    revision: str = "main"
    file: str = ""


def is_repository(text: str) -> bool:
    """Whether a text has the form ORG/NAME."""
    return bool(_REPOSITORY.fullmatch(text)) and ".." not in text and "--" not in text


def repository_of(address: str) -> Repository:
    """The repository an address points to; addresses of other hosts are refused."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise CannotEstimate(
            f"{address!r} is no http or https address.", "Give ORG/NAME or the model's address."
        )
    base = urlsplit(endpoint() or PUBLIC_HOST)
    if parts.hostname != base.hostname and parts.hostname not in _OURS:
        raise CannotEstimate(
            f"{parts.hostname} is not the model host: only {base.hostname} is read.",
            "Set HF_ENDPOINT to the host to read from, or give ORG/NAME.",
        )
    path = parts.path
    if parts.hostname == base.hostname and base.path.strip("/"):
        path = path.removeprefix(base.path)
    words = [unquote(word) for word in path.split("/") if word]
    words = words[1:] if words[:1] == ["models"] else words
    name = "/".join(words[:2])
    if not is_repository(name):
        raise CannotEstimate(
            f"{address!r} names no repository.", "It should go on with /ORG/NAME after the host."
        )
    if len(words) > 3 and words[2] in ("tree", "blob", "resolve", "raw"):
        return Repository(name, words[3], "/".join(words[4:]))
    return Repository(name)


class HubFiles:
    """The files of one repository; closes its connections at the end of a `with`."""

    def __init__(
        self,
        repository: Repository,
        host: str | None = None,
        timeout_seconds: float = TIMEOUT_SECONDS,
    ) -> None:
        """`host` is the address to read from, by default HF_ENDPOINT or the public host."""
        self.repository = repository
        self._host = ModelHost(host or endpoint() or PUBLIC_HOST, timeout_seconds)
        self._sizes: dict[str, int | None] | None = None

    def __enter__(self) -> Self:
        """The files themselves; the first request connects."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes the connections."""
        self._host.close()

    @property
    def where(self) -> str:
        """The repository and its host."""
        return f"{self.repository.name} at {self._host.name}"

    def names(self) -> list[str]:
        """Every file of the repository, as the host lists them."""
        return list(self._listed())

    def size(self, name: str) -> int | None:
        """Bytes of a file, as listed."""
        return self._listed().get(name)

    def text(self, name: str) -> str:
        """A config or an index, whole."""
        with self._host.open(self._file(name)) as answer:
            self._host.refuse(answer, self.where, name)
            return decoded(self._host.read(answer, TEXT_LIMIT_BYTES + 1), name, self.where)

    def span(self, name: str, start: int, length: int) -> bytes:
        """Some bytes of a file, by a range request; what a host sends beyond is not read."""
        headers = {"Range": f"bytes={start}-{start + length - 1}"}
        with self._host.open(self._file(name), headers) as answer:
            if answer.status_code == 416:
                return b""
            self._host.refuse(answer, self.where, name)
            skip = 0 if answer.status_code == 206 else start
            return self._host.read(answer, skip + length)[skip:]

    def _listed(self) -> dict[str, int | None]:
        if self._sizes is None:
            self._sizes = self._tree() or self._siblings() or self._probe()
        return self._sizes

    def _tree(self) -> dict[str, int | None]:
        """The host's list of files with their sizes, page by page; empty where it has no list."""
        name, revision = self.repository.name, quote(self.repository.revision, safe="")
        url: str | None = f"{self._host.address}/api/models/{name}/tree/{revision}?recursive=true"
        found: dict[str, int | None] = {}
        for _ in range(_PAGES):
            if url is None:
                break
            rows, url = self._json(url)
            for row in rows if isinstance(rows, list) else []:  # pyright: ignore[reportUnknownVariableType]
                if isinstance(row, dict) and row.get("type") == "file":  # pyright: ignore[reportUnknownMemberType]
                    found |= _entry(row.get("path"), row.get("lfs"), row.get("size"))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
        return found

    def _siblings(self) -> dict[str, int | None]:
        """The names in the host's card of the repository, for hosts that list no tree."""
        card, _ = self._json(f"{self._host.address}/api/models/{self.repository.name}")
        rows: Any = card.get("siblings") if isinstance(card, dict) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        found: dict[str, int | None] = {}
        for row in rows if isinstance(rows, list) else []:  # pyright: ignore[reportUnknownVariableType]
            if isinstance(row, dict):
                found |= _entry(row.get("rfilename"), row.get("lfs"), row.get("size"))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
        return found

    def _probe(self) -> dict[str, int | None]:
        """A plain file host: the names that a checkpoint of either library must have."""
        found: dict[str, int | None] = {}
        starts = [name for name in STARTS if self._is_there(name)]
        if not starts:
            raise CannotEstimate(
                Note(f"There is no model {self.where}.", f"找不到模型 {self.where}。"),
                Note("Check the spelling of ORG/NAME.", "请检查 ORG/NAME 的拼写。"),
            )
        names = list(_PROBED)
        if starts[0] == "model_index.json":
            try:
                parts = list(json.loads(self.text("model_index.json")))
            except ValueError:
                parts = []
            folders = [part for part in parts if re.fullmatch(r"[a-z]\w*", str(part))]
            names = [
                f"{part}/{name}" for part in folders for name in ("config.json", *_PROBED_PARTS)
            ]
        found |= dict.fromkeys(starts)
        found |= dict.fromkeys(name for name in names if self._is_there(name))
        for index in [name for name in found if name.endswith(INDEX)]:
            folder = index.rpartition("/")[0]
            try:
                shards: set[str] = set(json.loads(self.text(index))["weight_map"].values())
            except (ValueError, KeyError, AttributeError, TypeError):
                continue
            for shard in shards:
                found |= _entry(f"{folder}/{shard}".lstrip("/"), None, None)
        return found

    def _is_there(self, name: str) -> bool:
        with self._host.open(self._file(name), {"Range": "bytes=0-0"}) as answer:
            if answer.status_code in (401, 403):
                self._host.refuse(answer, self.where, name)
            return answer.status_code in (200, 206)

    def _json(self, url: str) -> tuple[Any, str | None]:
        """What the host's API answers, and the address of its next page; nothing where it has none."""
        with self._host.open(url) as answer:
            if answer.status_code in (404, 405, 501):
                return None, None
            self._host.refuse(answer, self.where, "the list of files")
            raw = self._host.read(answer, TEXT_LIMIT_BYTES)
            further = answer.links.get("next", {}).get("url")
        try:
            return json.loads(raw), urljoin(url, further) if further else None
        except ValueError:
            raise CannotEstimate(
                f"{urlsplit(url).hostname} answered with a web page, not with a list of files.",
                "Check that HF_ENDPOINT is the address of a model host.",
            ) from None

    def _file(self, name: str) -> str:
        revision = quote(self.repository.revision, safe="")
        return f"{self._host.address}/{self.repository.name}/resolve/{revision}/{quote(name)}"


def _entry(name: Any, lfs: Any, size: Any) -> dict[str, int | None]:
    """One listed file, left out where its name leads elsewhere."""
    if not isinstance(name, str) or ".." in name.split("/") or name.startswith("/"):
        return {}
    inner: Any = lfs.get("size") if isinstance(lfs, dict) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    size = inner if isinstance(inner, int) else size
    return {name: size if isinstance(size, int) else None}
