"""Addresses into a library: fetched, opened where they are lists, put in by a few at a time."""

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from knowledge.document import About, CannotRead, IngestReport, Interrupted
from knowledge.ingestion import sync
from knowledge.reading.address import CannotFetch, Fetched, is_address
from knowledge.reading.sources import Page
from knowledge.storage.shelf import Shelf
from knowledge.web.feeds import Link, read_links
from knowledge.web.github import documents_of, is_repository
from knowledge.web.history import History
from knowledge.web.listed import Listed
from knowledge.web.visitor import Visitor

_MOST_DOCUMENTS = 10_000
_MOST_DEPTH = 3
"""Of sitemaps in indexes of sitemaps."""
_AT_ONCE = 16
_AT_ONCE_SECONDS = 20.0
"""What is fetched in this time goes in together: the library is written anew for each portion."""
_GONE = {404, 410}


@dataclass(frozen=True)
class Step:
    """How far it is."""

    done: int
    total: int
    """So far: a list adds to it when it is opened."""
    address: str


Tell = Callable[[Step], None]


@dataclass
class Taken:
    """What came of it."""

    report: IngestReport = field(default_factory=IngestReport)
    resumed: int = 0
    """Done already by a pull that was cut off."""


def take_in(
    shelf: Shelf,
    wanted: Iterable[Listed],
    visitor: Visitor,
    obeys_robots: bool = True,
    resumes: bool = False,
    tell: Tell | None = None,
) -> Taken:
    """Fetch what is new or changed and put it in; take out what is gone from its server.

    Ctrl-C puts in what was fetched before it ends; with `resumes` the next call goes on there.

    Args:
        shelf: Where to.
        wanted: Pages, sitemaps, feeds and repositories.
        visitor: Who fetches.
        obeys_robots: Whether robots.txt also speaks about `wanted` itself, not only about what a
            list among it leads to.
        resumes: Leave out what a pull that was cut off has done.
        tell: Told before each address.
    """
    taking = _Taking(shelf, visitor, History(shelf.folder))
    taking.add(wanted, obeys_robots)
    done = taking.history.resume() if resumes else set[str]()
    begun = time.monotonic()
    try:
        _take_all(taking, done, tell)
    except KeyboardInterrupt as cut:
        taking.put_in()
        there = cut.documents if isinstance(cut, Interrupted) else 0
        raise Interrupted(taking.taken.report.written + there) from None
    finally:
        taking.put_in()
    if resumes:
        taking.history.finish()
    taking.taken.report.seconds = round(time.monotonic() - begun, 3)
    return taking.taken


def _take_all(taking: "_Taking", done: set[str], tell: Tell | None) -> None:
    """Every address in turn, `done` ones excepted."""
    while taking.queue:
        task = taking.queue.popleft()
        if tell:
            tell(Step(taking.seen, taking.seen + 1 + len(taking.queue), task.listed.address))
        taking.seen += 1
        if task.listed.address in done:
            taking.taken.resumed += 1
            continue
        taking.take(task)
        if taking.is_enough():
            taking.put_in()


@dataclass(frozen=True)
class _Task:
    listed: Listed
    obeys_robots: bool
    depth: int = 0


class _Taking:
    """One call of `take_in`."""

    def __init__(self, shelf: Shelf, visitor: Visitor, history: History) -> None:
        self.history = history
        self.queue: deque[_Task] = deque()
        self.taken = Taken()
        self.seen = 0
        self._shelf = shelf
        self._visitor = visitor
        self._pages: list[tuple[Page, Fetched]] = []
        self._since = time.monotonic()
        self._listed: set[str] = set()

    def add(self, wanted: Iterable[Listed], obeys_robots: bool, depth: int = 0) -> None:
        """Next in the queue, each address once."""
        tasks: list[_Task] = []
        for one in wanted:
            if one.address not in self._listed and len(self._listed) < _MOST_DOCUMENTS:
                self._listed.add(one.address)
                tasks.append(_Task(one, obeys_robots, depth))
        self.queue.extendleft(reversed(tasks))

    def take(self, task: _Task) -> None:
        """One address; what cannot be read is named and the rest goes on."""
        address = task.listed.address
        try:
            if is_repository(address):
                self.add(documents_of(task.listed, self._visitor), obeys_robots=True)
            elif is_address(address):
                self._fetch(task)
            else:
                raise CannotRead("it is no address; write https://… or github:owner/repo")
        except CannotFetch as error:
            is_gone = error.status in _GONE and self._take_out(address)
            if not is_gone:
                self._fail(address, str(error))
        except CannotRead as error:
            self._fail(address, str(error))

    def is_enough(self) -> bool:
        """Whether it is time to put in what was fetched."""
        late = time.monotonic() - self._since > _AT_ONCE_SECONDS
        return len(self._pages) >= _AT_ONCE or (late and bool(self._pages))

    def put_in(self) -> None:
        """What was fetched into the library, then into the history: a crash between the two
        costs another fetch and nothing else."""
        pages, self._pages = self._pages, []
        self._since = time.monotonic()
        if not pages:
            return
        report = sync.ingest(self._shelf, [page for page, _ in pages])
        self.taken.report.add(report)
        unread = {row["source"]: row["reason"] for row in report.failed}
        for source in (*report.added, *report.updated):
            unread.pop(source, None)  # of these a part is in
        view = self._shelf.view()
        entries = {e.document.document_id: e for e in view.entries} if view else {}
        for page, fetched in pages:
            entry = entries.get(sync.id_of(page.identity))
            if reason := unread.get(page.shown):
                self.history.visited(page.identity, None, reason)
            elif entry is not None:
                text = self._shelf.text(entry.text_file)
                self.history.keep(page.identity, text, entry.document)
                self.history.visited(page.identity, fetched.known)

    def _fetch(self, task: _Task) -> None:
        address = task.listed.address
        known = self.history.known(address) if self._holds(address) else None
        fetched = self._visitor.get(address, known, task.obeys_robots)
        if fetched is None:
            self.history.visited(address, None)
            self.taken.report.unchanged.append(address)
            return
        links = read_links(fetched.content, fetched.address)
        if links is None:
            self._pages.append((_page(task.listed, fetched), fetched))
        else:
            self._follow(task, fetched.address, links)

    def _follow(self, task: _Task, place: str, links: list[Link]) -> None:
        """What a list leads to: sitemaps only to their own host, as their protocol demands."""
        if not links:
            raise CannotRead("the sitemap or feed lists nothing")
        if task.depth >= _MOST_DEPTH:
            raise CannotRead("sitemaps in sitemaps, too deep")
        host = urlsplit(place).netloc
        own = [one for one in links if urlsplit(one.address).netloc == host or not one.is_list]
        lists = (task.listed.lists(one.address, one.title, one.modified) for one in own)
        self.add(lists, obeys_robots=True, depth=task.depth + 1)

    def _holds(self, address: str) -> bool:
        view = self._shelf.view()
        name = sync.id_of(address)
        return view is not None and any(e.document.document_id == name for e in view.entries)

    def _take_out(self, address: str) -> bool:
        """What is gone from its server; whether we had it."""
        had = sync.remove(self._shelf, sync.id_of(address))
        if had:
            self.history.keep(address, None, None)
            self.history.visited(address, None, "gone")
            self.taken.report.removed.append(address)
        return had

    def _fail(self, address: str, reason: str) -> None:
        self.taken.report.fail(address, reason)
        self.history.visited(address, None, reason)


def _page(listed: Listed, fetched: Fetched) -> Page:
    """The address is the identity, wherever redirects led."""
    return Page(
        listed.address,
        listed.address,
        listed.address,
        fetched.content,
        fetched.suffix,
        listed.about(),
        _day(listed, fetched),
    )


def _day(listed: Listed, fetched: Fetched) -> About:
    """When it changed last, by the list or the server; else today: so it was on this day."""
    if listed.modified:
        return About(date=listed.modified).dated_by("server")
    try:
        said = parsedate_to_datetime(fetched.known.modified or "")
        return About(date=said.date().isoformat()).dated_by("server")
    except (ValueError, TypeError):
        return About(date=datetime.now(UTC).date().isoformat()).dated_by("fetched")
