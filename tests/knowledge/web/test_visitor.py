"""A polite visitor, against a real server; the pauses are counted, not waited for."""

import pytest

from knowledge.document import CannotRead
from knowledge.web.visitor import Visitor


@pytest.fixture
def slept():
    return []


@pytest.fixture
def visitor(slept):
    return Visitor(0.0, sleep=slept.append)


def test_robots_txt_is_obeyed_wildcards_too_and_read_once(site, visitor):
    site.says("/robots.txt", "User-agent: *\nDisallow: /private/*.md$\n", Content_Type="text/plain")
    site.says("/private/a.md", "# A")
    assert visitor.get(site.says("/b.md", "# B")).content == b"# B"
    with pytest.raises(CannotRead, match=r"robots\.txt asks"):
        visitor.get(site.address + "/private/a.md")
    assert site.paths() == ["/b.md"]
    assert [path for path, _, _ in site.asked].count("/robots.txt") == 1


def test_rules_for_us_by_name_go_before_those_for_all(site, visitor):
    rules = "User-agent: *\nDisallow:\n\nUser-agent: vendorscope\nDisallow: /\n"
    site.says("/robots.txt", rules, Content_Type="text/plain")
    with pytest.raises(CannotRead, match=r"robots\.txt"):
        visitor.get(site.says("/a.md", "# A"))


def test_what_a_person_named_is_fetched_all_the_same(site, visitor):
    site.says("/robots.txt", "User-agent: *\nDisallow: /\n", Content_Type="text/plain")
    assert visitor.get(site.says("/a.md", "# A"), obeys_robots=False)


def test_robots_txt_that_is_broken_forbids_and_one_that_is_missing_allows(site, visitor):
    page = site.says("/a.md", "# A")
    assert visitor.get(page)
    site.says("/robots.txt", status=500)
    with pytest.raises(CannotRead, match=r"robots\.txt cannot be read"):
        Visitor(0.0).get(page)


def test_requests_to_a_host_are_spaced(site, slept):
    visitor = Visitor(5.0, sleep=slept.append)
    visitor.get(site.says("/a.md", "# A"), obeys_robots=False)
    assert slept == []
    visitor.get(site.address + "/a.md", obeys_robots=False)
    assert 4.0 < slept[0] <= 5.0


def test_the_pause_that_robots_txt_asks_for_is_kept(site, visitor, slept):
    site.says("/robots.txt", "User-agent: *\nCrawl-delay: 7\n", Content_Type="text/plain")
    visitor.get(site.says("/a.md", "# A"))
    visitor.get(site.address + "/a.md")
    assert 6.0 < slept[-1] <= 7.0


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_waited_for(site, visitor, slept, status):
    site.says("/a.md", status=status, Retry_After="3")
    page = site.says("/a.md", "# A", then=True)
    assert visitor.get(page).content == b"# A"
    assert slept == [3.0]


def test_too_long_a_wait_is_said_instead(site, visitor, slept):
    page = site.says("/a.md", status=429, Retry_After="86400")
    with pytest.raises(CannotRead, match="come again in 86400 s"):
        visitor.get(page)
    dated = site.says("/b.md", status=503, Retry_After="Fri, 01 Jan 2100 00:00:00 GMT")
    with pytest.raises(CannotRead, match="come again"):
        visitor.get(dated)
    assert slept == []


def test_raw_files_of_github_come_from_the_mirror_that_is_set(site, visitor, monkeypatch):
    monkeypatch.setenv("VENDORSCOPE_GITHUB_RAW", site.address + "/raw/")
    site.says("/raw/a/b/HEAD/README.md", "# A")
    assert visitor.get("https://raw.githubusercontent.com/a/b/HEAD/README.md").content == b"# A"
