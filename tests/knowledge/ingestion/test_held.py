"""What a path, an address or an id takes out of a library."""

import pytest

from knowledge import CannotRead


def _titles(library):
    return sorted(document.title for document in library.documents())


def test_a_file_goes_by_its_path_though_it_is_deleted(library, write, monkeypatch):
    kiwi, fig = write("kiwi.md", "The kiwi is green."), write("fig.md", "The fig is blue.")
    library.ingest([kiwi, fig])
    kiwi.unlink()
    monkeypatch.chdir(kiwi.parent)
    assert [one.title for one in library.held("kiwi.md")] == ["kiwi"]
    assert library.take_out(["./kiwi.md"]).removed == [str(kiwi)]
    assert _titles(library) == ["fig"]
    assert [passage.title for passage in library.search("kiwi")] == ["fig"]


def test_a_folder_is_all_below_it_and_nothing_beside_it(library, write):
    for name in ("fruit/kiwi.md", "fruit/small/fig.md", "fruits.md", "fruit.md"):
        write(name, f"All about {name}.")
    folder = write("fruit/plum.md", "All about plums.").parent
    library.ingest(folder.parent)
    report = library.take_out([str(folder) + "/"])
    assert len(report.removed) == 3
    assert _titles(library) == ["fruit", "fruits"]


def test_a_document_goes_by_its_id_and_one_named_twice_goes_once(library, write):
    kiwi = write("kiwi.md", "The kiwi is green.")
    library.ingest(kiwi)
    (document,) = library.documents()
    assert library.take_out([document.document_id, kiwi, kiwi.parent]).removed == [str(kiwi)]
    assert library.documents() == []


def test_an_address_goes_and_with_a_list_all_that_it_led_to(library, site):
    pages = [site.says(f"/{name}.md", f"Animal {name} eats leaves.") for name in "abc"]
    locs = "".join(f"<url><loc>{one}</loc></url>" for one in pages[:2])
    listing = site.says("/s.xml", f"<urlset>{locs}</urlset>", Content_Type="text/xml")
    index = f"<sitemapindex><sitemap><loc>{listing}</loc></sitemap></sitemapindex>"
    whole = site.says("/index.xml", index, Content_Type="text/xml")
    library.ingest([whole, pages[2]])
    assert sorted(one.url for one in library.held(listing)) == pages[:2]
    assert sorted(library.take_out([f"{whole}#all"]).removed) == pages[:2]
    odd = pages[2].replace("http://", "HTTP://").replace("/c.md", "/./c.md#top")
    assert library.take_out([odd]).removed == [pages[2]]
    assert library.ingest(pages[0]).added == [pages[0]]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("fig.md", "'fig.md' is not in the library"),
        ("https://example.org/", "'https://example.org/' is not in the library"),
        ("github:acme/zebra", "is not in the library"),
        ("~nobody-here/a.md", "is not in the library"),
        ("a\0b", "is not in the library"),
        ("", "The path is empty"),
    ],
)
def test_where_one_name_stands_for_nothing_nothing_goes(library, write, name, says):
    kiwi = write("kiwi.md", "The kiwi is green.")
    library.ingest(kiwi)
    with pytest.raises(CannotRead, match=says) as refused:
        library.take_out([kiwi, name])
    assert "\n" not in str(refused.value)
    assert _titles(library) == ["kiwi"]


def test_a_name_given_in_another_folder_is_said_in_full(library, write, tmp_path, monkeypatch):
    kiwi = write("kiwi.md", "The kiwi is green.")
    monkeypatch.chdir(kiwi.parent)
    library.ingest("kiwi.md")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CannotRead, match=str(kiwi)):
        library.take_out(["kiwi.md"])


def test_nothing_goes_out_of_an_empty_library(library):
    with pytest.raises(CannotRead, match="not in the library"):
        library.take_out(["a.md"])
