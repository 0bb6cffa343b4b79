"""What changed since a day, out of the versions of real fetches; the days are set back by hand."""

import sqlite3

from knowledge.web import Listed, Visitor, changes_since


def _pull(library, *pages):
    return library.pull([Listed(page) for page in pages], Visitor(0.0))


def _set_back(library, day):
    """Everything fetched until now was fetched on that day."""
    with sqlite3.connect(library.history._file) as base:
        base.execute("update versions set seen = ? where seen > '2025-09'", (f"{day}T00:00:00",))


def test_new_changed_and_gone_are_told_with_the_paragraphs(library, site):
    kept, changed, gone = (
        site.says(f"/{name}.md", f"# {name}\n\nZebra costs 24.\n\nIt has stripes.\n\n{name}")
        for name in ("kept", "changed", "gone")
    )
    _pull(library, kept, changed, gone)
    _set_back(library, "2025-08-01")
    site.says("/changed.md", "# changed\n\nZebra costs 25.\n\nIt has   stripes.\n\nchanged\n\nNew.")
    site.says("/gone.md", status=404)
    new = site.says("/new.md", "Okapi.")
    _pull(library, kept, changed, gone, new)

    found = changes_since(library.history, "2025-09")

    by_kind = {one.kind: one for one in found.changes}
    assert {kind: one.address for kind, one in by_kind.items()} == {
        "changed": changed, "gone": gone, "new": new,
    }  # fmt: skip
    told = [(one.before, one.after) for one in by_kind["changed"].paragraphs]
    assert told == [("Zebra costs 24.", "Zebra costs 25."), (None, "New.")]
    assert by_kind["changed"].seen_before.startswith("2025-08-01")
    assert (found.unchanged, found.unknown) == (1, [])


def test_before_the_first_fetch_nothing_is_known_and_that_is_said(library, site):
    page = site.says("/a.md", "Zebra costs 24.")
    dated = site.says("/b.md", "---\ndate: 2025-10-01\n---\nOkapi.")
    old = site.says("/c.md", "---\ndate: 2025-01-01\n---\nQuagga.")
    _pull(library, page, dated, old)
    found = changes_since(library.history, "2025-09-01")
    assert [(one.kind, one.address) for one in found.changes] == [("new", dated)]
    assert found.unknown == [page, old]


def test_other_blanks_are_no_change(library, site):
    page = site.says("/a.md", "Zebra costs 24.\n\nStripes.")
    _pull(library, page)
    _set_back(library, "2025-08-01")
    site.says("/a.md", "Zebra  costs\n24.\n\n\n\nStripes.\n")
    _pull(library, page)
    found = changes_since(library.history, "2025-09-01")
    assert (found.changes, found.unchanged) == ([], 1)


def test_what_changed_before_the_day_is_not_told(library, site):
    page = site.says("/a.md", "Zebra costs 24.")
    _pull(library, page)
    _set_back(library, "2025-07-01")
    site.says("/a.md", "Zebra costs 25.")
    _pull(library, page)
    _set_back(library, "2025-08-01")
    assert changes_since(library.history, "2025-09-01").changes == []
    assert len(changes_since(library.history, "2025-07-15").changes) == 1


def _says_sitemap(site, *pages, path="/s.xml"):
    urls = "".join(f"<url><loc>{page}</loc><lastmod>2025-06-01</lastmod></url>" for page in pages)
    return site.says(path, f"<urlset>{urls}</urlset>", Content_Type="application/xml")


def test_a_page_that_appears_in_a_list_between_two_pulls_is_new(library, site):
    a, b, c = (site.says(f"/{name}.md", f"Animal {name}.") for name in "abc")
    listing = _says_sitemap(site, a)
    _pull(library, listing, c)
    _says_sitemap(site, a, b, c)  # c was there, though in no list
    _pull(library, listing)
    found = changes_since(library.history, "2025-09")
    assert [(one.kind, one.address) for one in found.changes] == [("new", b)]
    assert found.unknown == [a, c]


def test_the_pages_of_a_list_that_appears_are_new_unless_they_were_in_another(library, site):
    a, b = (site.says(f"/{name}.md", f"Animal {name}.") for name in "ab")
    one, two = _says_sitemap(site, a, path="/1.xml"), _says_sitemap(site, a, b, path="/2.xml")
    index = "<sitemapindex>{}</sitemapindex>"
    of = [f"<sitemap><loc>{each}</loc></sitemap>" for each in (one, two)]
    whole = site.says("/index.xml", index.format(of[0]), Content_Type="text/xml")
    _pull(library, whole)
    site.says("/index.xml", index.format("".join(of)), Content_Type="text/xml")
    _pull(library, whole)
    assert [c.address for c in changes_since(library.history, "2025-09").changes] == [b]
