"""Addresses into a library: fetched, opened where they are lists, put in by a few at a time."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from knowledge.document import About, CannotRead, IngestReport, Interrupted
from knowledge.ingestion import sync
from knowledge.ingestion.stored import fingerprint_of
from knowledge.reading.address import CannotFetch, Fetched, is_address
from knowledge.reading.sources import Page
from knowledge.reading.spelling import one_spelling
from knowledge.storage.shelf import Shelf
from knowledge.web.feeds import Link, Links, read_links
from knowledge.web.github import documents_of, is_repository
from knowledge.web.history import History
from knowledge.web.listed import Listed, mark_of
from knowledge.web.page import page_of
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
        resumes: Leave out what a pull of just the same that was cut off has done.
        tell: Told before each address.
    """
    taking = _Taking(shelf, visitor, History(shelf.folder))
    wanted = list(wanted)
    taking.add(wanted, obeys_robots)
    asked = mark_of(wanted)
    done = taking.history.resume(asked) if resumes else set[str]()
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
        taking.history.finish(asked)
    taking.taken.report.seconds = round(time.monotonic() - begun, 3)
    return taking.taken


def _take_all(taking: "_Taking", done: set[str], tell: Tell | None) -> None:
    """Every address in turn, `done` ones excepted."""
    while task := taking.next():
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
    has_fallen: bool = False
    """Out of the list that led to it."""


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
        self._fallen: list[_Task] = []

    def add(self, wanted: Iterable[Listed], obeys_robots: bool, depth: int = 0) -> None:
        """Next in the queue, each address once."""
        self._add(_Task(one, obeys_robots, depth) for one in wanted)

    def next(self) -> _Task | None:
        """What to take now; what fell out of a list comes last, as another list may lead to it."""
        if not self.queue:
            fallen, self._fallen = self._fallen, []
            self._add(fallen)
        return self.queue.popleft() if self.queue else None

    def take(self, task: _Task) -> None:
        """One address; what cannot be read is named and the rest goes on."""
        address = task.listed.address
        try:
            if is_repository(address):
                absent = self._open(task, documents_of(task.listed, self._visitor))
                self._take_out([one.address for one in absent])
            elif is_address(address):
                self._fetch(task)
            else:
                raise CannotRead("it is no address; write https://… or github:owner/repo")
        except CannotFetch as error:
            is_gone = error.status in _GONE and self._is_taken_out(task)
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
        read: set[str] = set()
        for page, fetched in pages:
            entry = entries.get(sync.id_of(page.identity))
            if reason := unread.get(page.shown):
                self.history.visited(page.identity, None, reason)
            elif entry is not None:
                text = self._shelf.text(entry.text_file)
                self.history.keep(page.identity, text, entry.document, page.former is None)
                self.history.visited(page.identity, fetched, said=_said(page.said))
                read.add(page.identity)
        self._drop_other_spellings(read)

    def _drop_other_spellings(self, addresses: Set[str]) -> bool:
        """Out of the library what an older version kept of these under another spelling; whether
        there was any."""
        view = self._shelf.view()
        others = [
            one
            for one in (view.entries if view else [])
            if one.identity not in addresses and one_spelling(one.identity) in addresses
        ]
        if others:
            sync.remove(self._shelf, *(one.document.document_id for one in others))
            self.taken.report.removed += [one.shown for one in others]
        return bool(others)

    def _fetch(self, task: _Task) -> None:
        address = task.listed.address
        is_held, said = sync.id_of(address) in self._held(), _said(task.listed.about())
        known = self.history.known(address, said) if is_held else None
        fetched = self._visitor.get(address, known, task.obeys_robots)
        if fetched is None:
            self.history.visited(address, None)
            self.taken.report.unchanged.append(address)
            return
        listing = read_links(fetched.content, fetched.address)
        if listing is None:
            is_same = self.history.is_as_read(address, fetched)
            last = None if is_same else self.history.said_last(address)
            self._pages.append((page_of(task.listed, fetched, last), fetched))
        else:
            self._follow(task, fetched.address, self._linked(task, listing))

    def _linked(self, task: _Task, listing: Links) -> list[Link]:
        """What leads on; an entry whose text stands in the feed alone is named."""
        if reason := listing.left_out():
            if not listing.links:
                raise CannotRead(reason)
            self.taken.report.fail(task.listed.address, reason)
        return listing.links

    def _follow(self, task: _Task, place: str, links: list[Link]) -> None:
        """What a list leads to: sitemaps only to their own host, as their protocol demands."""
        if not links:
            raise CannotRead("the sitemap or feed lists nothing")
        if task.depth >= _MOST_DEPTH:
            raise CannotRead("sitemaps in sitemaps, too deep")
        host = urlsplit(one_spelling(place)).netloc
        own = [one for one in links if urlsplit(one.address).netloc == host or not one.is_list]
        if not own:
            raise CannotRead("the sitemap lists nothing of its own host")
        lists = [task.listed.lists(one.address, one.title, one.modified) for one in own]
        self._visit_fallen(task, self._open(task, lists))

    def _open(self, task: _Task, lists: list[Listed]) -> list[Listed]:
        """Go on with what a list leads to; returned is where it led once and leads no more."""
        now = {one.address for one in lists}
        fallen = [one for one in self.history.led_to(task.listed) if one.address not in now]
        self.history.leads_to(task.listed.address, lists)
        self.history.visited(task.listed.address, None)
        self.add(lists, obeys_robots=True, depth=task.depth + 1)
        return fallen

    def _visit_fallen(self, task: _Task, fallen: Iterable[Listed]) -> bool:
        """Ask for what fell out of a list, where we have something of it; whether there is any.
        A feed names its newest only: what is still there stays."""
        held, lists = self._held(), self.history.lists()
        ours = [one for one in fallen if sync.id_of(one.address) in held or one.address in lists]
        self._fallen += [_Task(one, True, task.depth + 1, has_fallen=True) for one in ours]
        return bool(ours)

    def _add(self, tasks: Iterable[_Task]) -> None:
        every = {task.listed.address: task for task in tasks}
        new = [task for address, task in every.items() if address not in self._listed]
        room = max(0, _MOST_DOCUMENTS - len(self._listed))
        if left := new[room:]:
            first = left[0].listed.address
            also = f"and {len(left) - 1:,} after it were" if len(left) > 1 else "was"
            reason = (
                f"it {also} left out: no more than {_MOST_DOCUMENTS:,} addresses are taken at once"
            )
            self.taken.report.fail(first, f"{reason}; give it, or a smaller sitemap, by itself")
        self._listed.update(task.listed.address for task in new[:room])
        self.queue.extendleft(reversed(new[:room]))

    def _held(self) -> set[str]:
        """The ids of all documents."""
        view = self._shelf.view()
        return {entry.document.document_id for entry in view.entries} if view else set()

    def _is_taken_out(self, task: _Task) -> bool:
        """What its server says is gone; whether we had it.

        A list may be gone by mistake: only where the list above it dropped it as well is what it
        led to asked for.
        """
        address = task.listed.address
        if not task.has_fallen or address not in self.history.lists():
            return self._take_out([address])
        if not self._visit_fallen(task, self.history.led_to(task.listed)):
            self.history.led_to_no_more([address])
        self.history.visited(address, None, "gone")
        return True

    def _take_out(self, addresses: list[str]) -> bool:
        """What is gone; whether we had any of it, in the library or, removed there, as a version."""
        had_others = self._drop_other_spellings(set(addresses))
        held = self._held()
        had = [o for o in addresses if sync.id_of(o) in held or self.history.is_there(o)]
        for address in had:
            # Before it is removed: after a crash between the two it is asked for again.
            self.history.keep(address, None, None)
        if had:
            sync.remove(self._shelf, *map(sync.id_of, had))
        for address in had:
            self.history.visited(address, None, "gone")
            self.taken.report.removed.append(address)
        self.history.led_to_no_more(addresses)
        return bool(had) or had_others

    def _fail(self, address: str, reason: str) -> None:
        self.taken.report.fail(address, reason)
        self.history.visited(address, None, reason)


def _said(about: About) -> str:
    """Mark of how a page is read whatever its bytes: one read otherwise is to be sent again."""
    return fingerprint_of(b"", "", about)
