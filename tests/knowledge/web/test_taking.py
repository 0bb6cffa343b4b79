"""Pages, sitemaps, feeds and repositories of a real server into a library."""

import json
import sqlite3

import pytest

from knowledge import Library
from knowledge.document import About
from knowledge.ingestion import sync
from knowledge.parse import PARSERS
from knowledge.reading.sources import Page
from knowledge.web import Listed, Visitor, changes_since

SITEMAP = "<urlset>{}</urlset>"


def _sitemap(*addresses):
    return SITEMAP.format("".join(f"<url><loc>{one}</loc></url>" for one in addresses))


def _pull(library, *wanted, tell=None):
    listed = [one if isinstance(one, Listed) else Listed(one) for one in wanted]
    return library.pull(listed, Visitor(0.0), tell)


def test_a_page_goes_in_with_what_the_list_says_its_date_and_its_address(library, site):
    page = site.says("/a.md", "# A\n\nZebra.", Last_Modified="Mon, 01 Sep 2025 10:00:00 GMT")
    taken = _pull(library, Listed(page, "docs", "Acme", "Zebra", "The zebra"))
    assert taken.report.added == [page]
    (document,) = library.documents()
    assert (document.title, document.vendor, document.system) == ("The zebra", "Acme", "Zebra")
    assert (document.source, document.url) == (page, page)
    assert (document.date, document.date_from) == ("2025-09-01", "server")


def test_an_address_in_several_spellings_is_one_document_and_never_a_stale_one(library, site):
    page = site.says("/a.md", "Zebra costs 24.")
    odd = page.replace("http://", "HTTP://").replace("/a.md", "/x/../a.md#top")
    assert library.ingest([f"{page}#top", odd, page]).added == [page]
    site.says("/a.md", "Zebra costs 25.")
    assert library.ingest(odd).updated == [page]
    assert [passage.text for passage in library.passages()] == ["Zebra costs 25."]
    site.says("/a.md", status=410)
    assert _pull(library, odd).report.removed == [page]


@pytest.mark.parametrize(("status", "left"), [(200, ["Zebra costs 25."]), (404, [])])
def test_what_was_kept_under_another_spelling_goes_once_its_page_is_asked_for(
    library, site, status, left
):
    page = site.says("/a.md", "Zebra costs 24.")
    said = (b"Zebra costs 24.", ".md", About(), About(date="2025-01-01"))
    for old in (f"{page}#top", f"{page}#end"):
        sync.ingest(library._own, [Page(old, old, old, *said)])
    site.says("/a.md", "Zebra costs 25.", status=status)
    assert _pull(library, page).report.removed == [f"{page}#top", f"{page}#end"]
    assert [passage.text for passage in library.passages()] == left


def test_a_feeds_entries_without_a_page_are_named_and_the_others_go_in(library, site):
    page = site.says("/a.md", "Zebra costs 24.")
    only = "<item><title>Only here</title><description>Okapi costs 7.</description></item>"
    rss = f"<rss><item><link>{page}</link></item>{only}</rss>"
    taken = _pull(library, feed := site.says("/rss.xml", rss, Content_Type="text/xml"))
    assert taken.report.added == [page]
    (left,) = taken.report.failed
    assert left["source"] == feed
    assert "no address of a page is given: 'Only here'" in left["reason"]
    site.says("/rss.xml", f"<rss>{only}</rss>", Content_Type="text/xml")
    (left,) = _pull(library, feed).report.failed
    assert "'Only here'" in left["reason"]


def test_a_page_without_a_date_is_as_of_the_day_it_was_fetched(library, site):
    _pull(library, site.says("/a.md", "Zebra."))
    (document,) = library.documents()
    assert document.date is not None
    assert document.date_from == "fetched"


def test_what_did_not_change_is_not_sent_and_what_changed_is_replaced(library, site):
    page = site.says("/a.md", "Zebra costs 24.", ETag='"1"')
    _pull(library, page)
    assert _pull(library, page).report.unchanged == [page]
    site.says("/a.md", "Zebra costs 25.", ETag='"2"')
    assert _pull(library, page).report.updated == [page]
    assert [passage.text for passage in library.passages()] == ["Zebra costs 25."]


def test_what_is_said_anew_of_a_page_that_did_not_change_is_kept(library, site):
    page = site.says("/a.md", "Zebra costs 24.", ETag='"1"')
    _pull(library, Listed(page, vendor="Acme"))
    newco = Listed(page, vendor="Newco", title="The zebra")
    assert _pull(library, newco).report.updated == [page]
    (document,) = library.documents()
    assert (document.vendor, document.title) == ("Newco", "The zebra")
    assert _pull(library, newco).report.unchanged == [page]
    assert "If-None-Match" in site.asked[-1][1]


def test_what_is_parsed_otherwise_now_is_fetched_although_it_did_not_change(
    library, site, monkeypatch
):
    page = site.says("/a.md", "Zebra costs 24.", ETag='"1"')
    _pull(library, page)
    monkeypatch.setattr("knowledge.parse.VERSION", "another")
    assert _pull(library, page).report.updated == [page]


def test_what_a_list_names_past_the_most_is_said(library, site, monkeypatch):
    monkeypatch.setattr("knowledge.web.taking._MOST_DOCUMENTS", 3)
    pages = _animals(site, "abcd")
    taken = _pull(library, _says_sitemap(site, *pages))
    assert taken.report.added == pages[:2]
    (left,) = taken.report.failed
    assert left["source"] == pages[2]
    assert "it and 1 after it were left out" in left["reason"]


def test_a_document_taken_out_of_the_library_is_fetched_anew(library, site):
    page = site.says("/a.md", "Zebra costs 24.", ETag='"1"')
    _pull(library, page)
    library.remove(library.documents()[0].document_id)
    assert _pull(library, page).report.added == [page]


def test_what_is_gone_from_its_server_is_taken_out_and_what_never_was_is_named(library, site):
    page = site.says("/a.md", "Zebra costs 24.")
    _pull(library, page)
    site.says("/a.md", status=410)
    taken = _pull(library, page, site.address + "/never.md")
    assert taken.report.removed == [page]
    assert "404" in taken.report.failed[0]["reason"]
    assert library.documents() == []


def test_a_crash_before_a_page_is_removed_does_not_lose_that_it_is_gone(library, site, monkeypatch):
    page = site.says("/a.md", "Zebra costs 24.")
    _pull(library, page)
    site.says("/a.md", status=404)
    with monkeypatch.context() as patch:
        patch.setattr("knowledge.web.taking.sync.remove", _crash)
        with pytest.raises(RuntimeError):
            _pull(library, page)
    assert not library.history.is_there(page)
    assert _pull(library, page).report.removed == [page]
    assert library.documents() == []


def _crash(*_):
    raise RuntimeError("crashed")


def test_a_page_removed_by_hand_is_noted_as_gone_once_its_server_says_so(library, site):
    page = site.says("/a.md", "Zebra costs 24.")
    _pull(library, page)
    library.take_out([page])
    assert library.history.is_there(page)
    site.says("/a.md", status=404)
    taken = _pull(library, page)
    assert (taken.report.removed, taken.report.failed) == ([page], [])
    assert library.history.versions(page)[-1].text is None


def test_a_server_in_trouble_takes_nothing_out(library, site):
    page = site.says("/a.md", "Zebra costs 24.")
    _pull(library, page)
    site.says("/a.md", status=500)
    assert _pull(library, page).report.failed
    assert len(library.documents()) == 1


def test_a_page_that_stands_in_for_the_good_one_does_not_replace_it(library, site):
    good = "<html><body><main><h1>Zebra</h1><p>Zebra costs 24 dollars.</p></main></body></html>"
    kind = {"Content_Type": "text/html"}
    page = site.says("/a.html", good, **kind)
    assert _pull(library, page).report.added == [page]
    for said in ("<h1>Page not found</h1>", "<p>Please enable JavaScript to go on.</p>"):
        site.says("/a.html", f"<html><body>{said}</body></html>", **kind)
        assert _pull(library, page).report.failed[0]["reason"].startswith("it says only")
        assert "24 dollars" in library.passages()[0].text
    assert not changes_since(library.history, "2020").changes


def test_ingest_opens_sitemaps_in_an_index_and_feeds(library, site):
    pages = [site.says(f"/{name}.md", f"Animal {name} eats leaves.") for name in "abc"]
    site.says("/1.xml", _sitemap(*pages[:2]), Content_Type="application/xml")
    index = f"<sitemapindex><sitemap><loc>{site.address}/1.xml</loc></sitemap></sitemapindex>"
    rss = f"<rss><channel><item><link>{pages[2]}</link></item></channel></rss>"
    given = [
        site.says("/index.xml", index, Content_Type="text/xml"),
        site.says("/feed", rss, Content_Type="application/rss+xml"),
    ]
    report = library.ingest(given)
    assert sorted(report.added) == sorted(pages)
    assert report.failed == []


def test_robots_txt_holds_for_what_a_sitemap_leads_to(library, site, monkeypatch):
    site.says("/robots.txt", "User-agent: *\nDisallow: /a.md\n", Content_Type="text/plain")
    pages = [site.says(f"/{name}.md", f"Animal {name}.") for name in "ab"]
    listing = site.says("/s.xml", _sitemap(*pages), Content_Type="application/xml")
    taken = _pull(library, listing)
    assert taken.report.added == [pages[1]]
    assert "robots.txt" in taken.report.failed[0]["reason"]


def test_the_documents_of_a_repository_go_in_and_its_code_does_not(library, site, monkeypatch):
    monkeypatch.setenv("VENDORSCOPE_GITHUB_API", site.address)
    monkeypatch.setenv("VENDORSCOPE_GITHUB_RAW", site.address + "/raw")
    paths = [
        "README.md",
        "docs/Über uns.md",
        "docs/code.py",
        "LICENSE",
        ".github/a.md",
        "requirements.txt",
    ]
    tree = [{"path": path, "type": "blob"} for path in paths] + [{"path": "docs", "type": "tree"}]
    site.says("/repos/acme/zebra/git/trees/HEAD?recursive=1", json.dumps({"tree": tree}))
    for path in ("README.md", "docs/%C3%9Cber%20uns.md", "LICENSE"):
        site.says(f"/raw/acme/zebra/HEAD/{path}", f"All about {path}.", Content_Type="text/plain")
    report = library.ingest("github:acme/zebra")
    base = "https://raw.githubusercontent.com/acme/zebra/HEAD/"
    assert report.added == [base + "README.md", base + "docs/%C3%9Cber%20uns.md", base + "LICENSE"]
    assert library.ingest("github:acme/zebra/docs").unchanged == [base + "docs/%C3%9Cber%20uns.md"]
    assert "no documents" in library.ingest("github:acme/zebra/none").failed[0]["reason"]


def test_a_pull_that_was_interrupted_keeps_what_it_had_and_goes_on_there(library, site, tmp_path):
    pages = [site.says(f"/{name}.md", f"Animal {name} eats leaves.") for name in "abcd"]

    def stop(step):
        if step.done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _pull(library, *pages, tell=stop)
    assert len(Library.open(tmp_path / "library").documents()) == 2
    site.asked.clear()
    taken = _pull(library, *pages)
    assert taken.resumed == 2
    assert site.paths() == ["/c.md", "/d.md"]
    site.asked.clear()
    _pull(library, *pages)
    assert len(site.paths()) == 4


def _animals(site, names="ab"):
    return [site.says(f"/{name}.md", f"Animal {name} eats leaves.") for name in names]


def _says_sitemap(site, *pages, path="/s.xml", status=200):
    return site.says(path, _sitemap(*pages), status, Content_Type="application/xml")


def _held(library):
    return sorted(document.url for document in library.documents())


def test_a_page_out_of_its_sitemap_is_asked_for_and_goes_when_it_is_gone(library, site):
    a, b, c = _animals(site, "abc")
    listing = _says_sitemap(site, a, b, c)
    _pull(library, listing)
    _says_sitemap(site, a)
    site.says("/b.md", status=404)
    taken = _pull(library, listing)
    assert taken.report.removed == [b]
    assert (taken.report.failed, _held(library)) == ([], [a, c])
    assert library.history.versions(b)[-1].text is None
    site.says("/c.md", status=410)  # later than it fell out
    assert _pull(library, listing).report.removed == [c]
    site.asked.clear()
    _pull(library, listing)
    assert site.paths() == ["/s.xml", "/a.md"]


def test_a_page_that_fell_out_of_a_feed_keeps_its_title_and_what_it_says_anew(library, site):
    (page,) = _animals(site, "a")
    rss = "<rss><channel><item><title>The okapi</title><link>{}</link></item></channel></rss>"
    feed = site.says("/feed", rss.format(page), Content_Type="application/rss+xml")
    _pull(library, feed)
    site.says("/feed", rss.format(*_animals(site, "b")), Content_Type="application/rss+xml")
    assert page in _pull(library, feed).report.unchanged
    site.says("/a.md", "Animal a eats grass.")
    assert _pull(library, feed).report.updated == [page]
    assert "The okapi" in [document.title for document in library.documents()]


@pytest.mark.parametrize(
    ("body", "status"),
    [("<urlset></urlset>", 200), ("<urlset><url>", 200), ("", 500), ("", 404), ("", 410)],
)
def test_a_list_that_cannot_be_read_or_is_empty_takes_nothing_out(library, site, body, status):
    pages = _animals(site)
    listing = _says_sitemap(site, *pages)
    _pull(library, listing)
    site.says("/s.xml", body, status, Content_Type="application/xml")
    for name in "ab":
        site.says(f"/{name}.md", status=404)
    taken = _pull(library, listing)
    assert [row["source"] for row in taken.report.failed] == [listing]
    assert (taken.report.removed, _held(library)) == ([], pages)


def test_what_another_list_leads_to_is_asked_for_once(library, site):
    a, b, c = _animals(site, "abc")
    one, other = _says_sitemap(site, a, b, path="/1.xml"), _says_sitemap(site, c, path="/2.xml")
    _pull(library, one, other)
    _says_sitemap(site, a, path="/1.xml")
    _says_sitemap(site, b, c, path="/2.xml")
    site.asked.clear()
    taken = _pull(library, one, other)
    assert sorted(site.paths()) == ["/1.xml", "/2.xml", "/a.md", "/b.md", "/c.md"]
    assert (taken.report.removed, taken.report.failed) == ([], [])


def test_the_pages_of_a_sitemap_that_left_its_index_are_asked_for(library, site):
    a, b, c = _animals(site, "abc")
    lists = [_says_sitemap(site, a, path="/1.xml"), _says_sitemap(site, b, c, path="/2.xml")]
    index = "<sitemapindex>{}</sitemapindex>"
    of = [f"<sitemap><loc>{one}</loc></sitemap>" for one in lists]
    whole = site.says("/index.xml", index.format("".join(of)), Content_Type="text/xml")
    _pull(library, whole)
    site.says("/index.xml", index.format(of[0]), Content_Type="text/xml")
    assert _pull(library, whole).report.removed == []
    site.says("/2.xml", status=404)
    site.says("/b.md", status=404)
    assert _pull(library, whole).report.removed == [b]
    site.says("/c.md", status=404)
    assert _pull(library, whole).report.removed == [c]
    assert _held(library) == [a]
    site.asked.clear()
    _pull(library, whole)
    assert "/2.xml" not in site.paths()


def _says_tree(site, *paths):
    tree = [{"path": path, "type": "blob"} for path in paths]
    site.says("/repos/acme/zebra/git/trees/HEAD?recursive=1", json.dumps({"tree": tree}))


@pytest.fixture
def repository(site, monkeypatch):
    """One that lists two documents."""
    monkeypatch.setenv("VENDORSCOPE_GITHUB_API", site.address)
    monkeypatch.setenv("VENDORSCOPE_GITHUB_RAW", site.address + "/raw")
    for name in ("a.md", "b.md", "%E4%BD%BF%E7%94%A8.md"):
        site.says(f"/raw/acme/zebra/HEAD/{name}", f"All about {name}.", Content_Type="text/plain")
    _says_tree(site, "a.md", "b.md")
    return "github:acme/zebra"


def test_a_file_that_left_its_repository_goes(library, site, repository):
    _pull(library, repository)
    _says_tree(site, "a.md")  # whatever a mirror of its raw files still has
    base = "https://raw.githubusercontent.com/acme/zebra/HEAD/"
    taken = _pull(library, repository)
    assert (taken.report.removed, _held(library)) == ([base + "b.md"], [base + "a.md"])
    assert library.history.versions(base + "b.md")[-1].text is None


@pytest.mark.parametrize("said", ['{"tree": []}', "no json", '{"tree": [], "truncated": true}'])
def test_a_repository_whose_files_are_not_listed_loses_nothing(library, site, repository, said):
    _pull(library, repository)
    site.says("/repos/acme/zebra/git/trees/HEAD?recursive=1", said)
    taken = _pull(library, repository)
    assert (len(taken.report.failed), len(_held(library))) == (1, 2)


def test_the_title_of_a_file_is_its_name_as_it_is_read(library, site, repository):
    _says_tree(site, "使用.md")
    _pull(library, repository)
    assert [document.title for document in library.documents()] == ["使用.md"]


def test_a_list_that_was_opened_is_opened_again_by_the_pull_that_goes_on(library, site):
    pages = _animals(site, "abcd")
    listing = _says_sitemap(site, *pages)

    def stop(step):
        if step.address == pages[2]:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _pull(library, listing, tell=stop)
    assert library.history.visits()[listing].state == "there"
    assert _pull(library, listing).resumed == 2
    assert _held(library) == pages


def test_a_history_from_before_lists_were_remembered_goes_on(library, site):
    a, b = _animals(site)
    listing = _says_sitemap(site, a, b)
    _pull(library, listing)
    with sqlite3.connect(library.history._file) as base:
        base.execute("drop table listings")
    assert _pull(library, listing).report.unchanged == [a, b]
    _says_sitemap(site, a)
    site.says("/b.md", status=404)
    assert _pull(library, listing).report.removed == [b]


LONG_AGO = "Fri, 01 Aug 2025 10:00:00 GMT"


def test_another_text_is_not_dated_before_the_day_the_former_was_last_seen(library, site):
    page = site.says("/a.md", "Zebra costs 12.", Last_Modified=LONG_AGO)
    _pull(library, page)
    assert library.documents()[0].date == "2025-08-01"
    site.says("/a.md", "Zebra costs 15.", Last_Modified=LONG_AGO)
    _pull(library, page)
    (document,) = library.documents()
    assert (document.date > "2025-08-01", document.date_from) == (True, "fetched")
    assert library.search("What does zebra cost?", as_of="2025-09-01") == []


@pytest.mark.parametrize("parsers", [None, "another"])
def test_another_text_is_dated_so_too_where_more_than_it_is_new(
    library, site, monkeypatch, parsers
):
    page = site.says("/a.md", "Zebra costs 12.", Last_Modified=LONG_AGO)
    _pull(library, Listed(page, vendor="Acme"))
    site.says("/a.md", "Zebra costs 15.", Last_Modified=LONG_AGO)
    if parsers:
        monkeypatch.setattr("knowledge.parse.VERSION", parsers)
    _pull(library, Listed(page, vendor="Newco", title="The zebra"))
    assert library.documents()[0].date_from == "fetched"
    assert library.search("What does zebra cost?", as_of="2025-09-01") == []


def test_the_same_text_in_other_bytes_or_parsed_otherwise_keeps_its_date(
    library, site, monkeypatch
):
    page = site.says("/a.md", "Zebra costs 12.", Last_Modified=LONG_AGO)
    _pull(library, page)
    site.says("/a.md", "---\nnonce: 17\n---\nZebra costs 12.", Last_Modified=LONG_AGO)
    assert _pull(library, page).report.updated == [page]
    assert library.documents()[0].date == "2025-08-01"
    monkeypatch.setattr("knowledge.parse.VERSION", "another")
    site.says("/a.md", "Zebra\n\ncosts 12.", Last_Modified=LONG_AGO)  # as if it was parsed so
    _pull(library, page)
    assert library.documents()[0].date == "2025-08-01"


def _reads_otherwise(monkeypatch):
    """As after an upgrade."""
    monkeypatch.setattr("knowledge.parse.VERSION", "another")
    known = PARSERS[".md"]
    monkeypatch.setitem(PARSERS, ".md", lambda content: known(b"# Zebra\n\n" + content))


@pytest.mark.parametrize("is_marked", [True, False])
def test_a_page_that_is_only_read_otherwise_has_not_changed(library, site, monkeypatch, is_marked):
    page = site.says("/a.md", "Zebra costs 12.", Last_Modified=LONG_AGO, ETag='"1"')
    _pull(library, page)
    if not is_marked:  # a history from before its bytes had a mark
        with sqlite3.connect(library.history._file) as base:
            base.execute("drop table contents")
    _reads_otherwise(monkeypatch)
    assert _pull(library, page).report.updated == [page]
    (version,) = library.history.versions(page)
    assert version.text == "# Zebra\n\nZebra costs 12."
    assert library.documents()[0].date == "2025-08-01"
    site.says("/a.md", "Zebra costs 15.", Last_Modified=LONG_AGO, ETag='"2"')
    _pull(library, page)
    (change,) = changes_since(library.history, "2025-09").changes
    told = [(one.before, one.after) for one in change.paragraphs]
    assert told == [("Zebra costs 12.", "Zebra costs 15.")]


def test_a_page_that_changed_and_is_read_otherwise_has_changed(library, site, monkeypatch):
    page = site.says("/a.md", "Zebra costs 12.", Last_Modified=LONG_AGO)
    _pull(library, page)
    _reads_otherwise(monkeypatch)
    site.says("/a.md", "Zebra costs 15.", Last_Modified=LONG_AGO)
    _pull(library, page)
    assert len(library.history.versions(page)) == 2


def test_a_page_that_is_back_as_it_was_is_there_again(library, site):
    page = site.says("/a.md", "Zebra costs 12.", Last_Modified=LONG_AGO)
    _pull(library, page)
    site.says("/a.md", status=404)
    _pull(library, page)
    site.says("/a.md", "Zebra costs 12.", Last_Modified=LONG_AGO)
    _pull(library, page)
    texts = [one.text for one in library.history.versions(page)]
    assert texts == ["Zebra costs 12.", None, "Zebra costs 12."]


def test_what_is_pulled_beside_a_pull_that_was_cut_off_is_fetched(library, site):
    pages = _animals(site, "abcd")
    listing = _says_sitemap(site, *pages)

    def stop(step):
        if step.address == pages[2]:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _pull(library, listing, tell=stop)
    site.says("/a.md", "Animal a eats grass.")
    taken = _pull(library, pages[0])
    assert (taken.report.updated, taken.resumed) == ([pages[0]], 0)
    assert _pull(library, Listed(pages[0], vendor="Newco")).report.updated == [pages[0]]
    assert _pull(library, listing).resumed == 2  # and the one that was cut off still goes on
    assert _pull(library, listing).resumed == 0
