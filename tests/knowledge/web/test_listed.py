from urllib.parse import urlsplit

from knowledge.web import Listed, shipped


def test_the_list_that_comes_along_holds_addresses_and_no_texts():
    rows = shipped()
    assert 140 <= len(rows) <= 180
    assert len({row.address for row in rows}) == len(rows)
    assert all(urlsplit(row.address).scheme == "https" for row in rows)
    assert all(row.kind and row.vendor and row.system and row.title for row in rows)
    assert max(len(str(row.to_dict())) for row in rows) < 600


def test_vendor_and_system_go_on_to_what_a_list_leads_to():
    one = Listed("https://e.org/s.xml", "docs", "Acme", "Zebra", "All").lists("https://e.org/a")
    assert (one.vendor, one.system, one.title) == ("Acme", "Zebra", None)
