import pytest

from knowledge.parse.html import parse


def _date(part: str) -> str | None:
    page = f"<html><body><main><h1>Limits</h1><p>Each key may send 600 requests.</p>{part}</main></body></html>"
    return parse(page.encode()).about.date


@pytest.mark.parametrize(
    "line",
    [
        '<span>Last updated on <b><time datetime="2025-06-03T10:00:00Z">Jun 3</time></b></span>',
        "<p class=meta>Last updated: June 3, 2025.</p>",
        "<footer><div>Last edited <em>3 June 2025</em> by Ann Lee</div></footer>",
        "<div>Created by <span>Ann Lee</span>, last modified on Jun 03, 2025</div>",
        "<div>Created by <a>Ann Lee</a>, last modified by <a>Bob Ray</a> on Jun 03, 2025</div>",
        "<p>This page was last modified on 3 June 2025, 10:04</p>",
        "<p>Zuletzt aktualisiert am 3. Juni 2025</p>",
        "<p>最后更新于 2025年6月3日</p>",
        "<p>更新时间：2025-06-03</p>",
    ],
)
def test_the_day_of_the_last_change_is_the_pages(line: str):
    assert _date(line) == "2025-06-03"


@pytest.mark.parametrize(
    "part",
    [
        "<p>Last updated: June 3, 2025</p><p>Last updated: May 3, 2025</p>",
        "<a href=x><p>Last updated: June 3, 2025</p></a>",
        "<p>Last updated: 03/04/2025</p>",
        "<p>The price was last changed on June 3, 2025, when Bolt left.</p>",
        "<p>Last updated when Bolt left on June 3, 2025.</p>",
    ],
    ids=["several", "of another page", "either of two days", "of a price", "with a reason"],
)
def test_a_day_of_something_else_is_not_taken(part: str):
    assert _date(part) is None


def test_tags_outrank_what_is_told():
    tag = '<time pubdate datetime="2025-07-01">1 July</time>'
    assert _date(f"{tag}<p>Last updated: June 3, 2025</p>") == "2025-07-01"
