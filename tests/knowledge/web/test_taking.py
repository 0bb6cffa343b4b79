"""Pages, sitemaps, feeds and repositories of a real server into a library."""

import json

import pytest

from knowledge import Library
from knowledge.web import Listed, Visitor

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


def test_a_server_in_trouble_takes_nothing_out(library, site):
    page = site.says("/a.md", "Zebra costs 24.")
    _pull(library, page)
    site.says("/a.md", status=500)
    assert _pull(library, page).report.failed
    assert len(library.documents()) == 1


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
