import json

import pytest

from knowledge.parse import parse as read
from knowledge.parse.html import parse


def test_a_date_among_the_words_is_not_taken_for_the_pages(samples):
    page = samples[".html"].replace(b"2025-09-15T08:00:00Z", b"")
    assert (
        parse(page.replace(b"</article>", b"<p>Born in 2001-01-01.</p></article>")).about.date
        is None
    )


@pytest.mark.parametrize(
    "tag",
    [
        '<meta name="date" content="2025-09-15">',
        '<script type="application/ld+json">{"datePublished": "2025-09-15T08:00Z"}</script>',
        '<time pubdate datetime="2025-09-15">Monday</time>',
        '<span itemprop="datePublished" content="2025-09-15">Monday</span>',
    ],
)
def test_a_date_is_found_in_every_tag_made_for_it(tag):
    assert (
        parse(f"<html><body>{tag}<p>Words.</p></body></html>".encode()).about.date == "2025-09-15"
    )


@pytest.mark.parametrize(
    "tag",
    [
        '<meta property="article:published_time" content="03/04/2025">',
        '<meta name="date" content="03/04/2025 10:30">',
        '<time pubdate datetime="03/04/2025">Monday</time>',
        '<script type="application/ld+json">{"datePublished": "03/04/2025"}</script>',
    ],
)
def test_a_date_that_may_be_two_days_is_left_out_and_told(tag):
    page = f"<html><head>{tag}</head><body><p>Words.</p></body></html>"
    parsed = read(page.encode(), ".html")
    assert parsed.about.date is None
    assert "may be two days and was left out" in parsed.skipped
    sure = page.replace(
        "<head>", '<head><meta property="article:modified_time" content="2025-09-15">'
    )
    assert (parse(sure.encode()).about.date, parse(sure.encode()).skipped) == ("2025-09-15", "")


def test_tags_that_say_other_things_are_no_dates():
    page = '<html><head><meta name="keywords" content="a 5, b"></head><body>Words.</body></html>'
    assert parse(page.encode()).skipped == ""


@pytest.mark.parametrize(
    "tags",
    [
        '<script type="application/ld+json">{"@graph": [{"datePublished": "2023-01-02",'
        ' "dateModified": "2025-06-07"}, {"@type": "Comment", "datePublished": "2026-01-01"}]}</script>',
        '<meta name="date" content="2024-05-06"><meta property="og:updated_time" content="2025-06-07">',
        '<meta property="article:modified_time" content="2025-06-07">'
        '<script type="application/ld+json">{"datePublished": "2023-01-02"}</script>',
        '<time pubdate datetime="2025-06-07">a</time><time pubdate datetime="2026-01-01">b</time>',
        '<b itemprop="datePublished" class="day" content="2023-01-02">a</b>'
        '<b itemprop="dateModified" class="day" content="2025-06-07">b</b>',
        '<script type="application/ld+json">{"dateModified": "2025-06-07",}</script>',
    ],
)
def test_of_the_days_that_a_page_says_of_itself_the_latest_counts(tags):
    page = f"<html><head></head><body>{tags}<p>Words.</p></body></html>"
    assert parse(page.encode()).about.date == "2025-06-07"


def _ld(*objects: object) -> str:
    kind = 'type="application/ld+json"'
    return "".join(f"<script {kind}>{json.dumps(one)}</script>" for one in objects)


def _date(tags: str) -> str | None:
    return parse(f"<html><head></head><body>{tags}<p>Words.</p></body></html>".encode()).about.date


_REVIEW = {"@type": "Review", "datePublished": "2026-01-01"}
_ARTICLE = {"@type": "BlogPosting", "datePublished": "2025-06-07"}
_SITE = {"@type": "WebSite", "dateModified": "2026-01-01"}


@pytest.mark.parametrize(
    "tags",
    [
        _ld({"@graph": [_SITE, _ARTICLE]}),
        _ld(_SITE, _ARTICLE),
        _ld({"@type": "Product", "dateModified": "2026-01-01"}, _ARTICLE),
        _ld([{"@type": ["WebPage", "FAQPage"], "dateModified": "2025-06-07"}, _REVIEW]),
        _ld({"@type": "SoftwareApplication", "dateModified": "2025-06-07", "review": _REVIEW}),
        _ld({"@type": "WebPage", "mainEntity": _ARTICLE | {"comment": [_REVIEW]}}),
    ],
)
def test_of_json_ld_the_days_of_the_page_or_article_count(tags):
    assert _date(tags) == "2025-06-07"


@pytest.mark.parametrize(
    "tags",
    [
        _ld({"@type": "Product", "review": [{"datePublished": "2023-01-01"}]}),
        _ld({"@type": "CollectionPage", "hasPart": [_ARTICLE]}),
        _ld({"@type": "ItemList", "itemListElement": [{"item": _ARTICLE}]}),
        _ld({"@type": "VideoObject", "datePublished": "2023-01-01"}),
        '<div itemscope itemtype="https://schema.org/Product"><div itemprop="review" itemscope'
        ' itemtype="https://schema.org/Review"><meta itemprop="datePublished" content="2023-01-01">'
        "</div></div>",
    ],
)
def test_the_day_of_a_review_or_of_what_is_listed_is_not_the_pages(tags):
    assert _date(tags) is None


@pytest.mark.parametrize("day", ["2025-02-30", "2025-09-31", "2025-06-31T08:00:00Z"])
def test_a_day_that_never_was_is_left_out_and_told(day):
    page = f'<html><head><meta property="article:modified_time" content="{day}"></head>'
    parsed = parse(f"{page}<body><p>Words.</p></body></html>".encode())
    assert parsed.about.date is None
    assert "cannot be read" in parsed.skipped
