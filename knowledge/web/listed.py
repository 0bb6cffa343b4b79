"""What is known of an address before it is fetched: a row of a list of sources."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from knowledge.document import About
from knowledge.reading.spelling import one_spelling

SHIPPED = Path(__file__).parents[1] / "data" / "sources.jsonl"


@dataclass(frozen=True)
class Listed:
    """An address, and what a list says about it."""

    address: str
    """http(s), or `github:owner/repo[/path]`; a sitemap or feed stands for what it lists. However
    it is given, it is kept in one spelling."""
    kind: str = ""
    """readme, licence, docs, pricing, …; empty where nobody said."""
    vendor: str | None = None
    system: str | None = None
    title: str | None = None
    modified: str | None = None
    """When it changed last, by the sitemap or feed that lists it."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "address", one_spelling(self.address))

    def about(self) -> About:
        """What the library keeps of it."""
        return About(title=self.title, vendor=self.vendor, system=self.system)

    def lists(
        self, address: str, title: str | None = None, modified: str | None = None
    ) -> "Listed":
        """One of the documents that it stands for; vendor and system go on."""
        return Listed(address, self.kind, self.vendor, self.system, title, modified)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self)


def mark_of(wanted: Iterable[Listed]) -> str:
    """The same for the same addresses of which the same is said, in any order."""
    rows = sorted(json.dumps(one.to_dict()) for one in wanted)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def shipped() -> list[Listed]:
    """The vendors' documents that come with the package: addresses, no texts."""
    lines = SHIPPED.read_text("utf-8").splitlines()
    return [Listed(**json.loads(line)) for line in lines if line.strip()]
