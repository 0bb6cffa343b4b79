import pytest

from knowledge.parse.html import parse

_ASKED = "<p>Does anyone know how many requests a minute the Quorka takes?</p>"
_ANSWERS = ("It takes 240 requests a minute for each key.", "We measured 250 of them in March.")
_HEADING = "<h1>Limit of the Quorka?</h1>"
_QUESTION_PAGE = '<script type="application/ld+json">{"@type": ["WebPage", "QAPage"]}</script>'


def _text(content: str, head: str = "") -> str:
    frame = "<nav><a href=/>Home</a></nav>{}<footer>Imprint</footer>"
    page = f"<html><head>{head}</head><body>{frame.format(content)}</body></html>"
    return parse(page.encode()).text


def _replies(block: str) -> str:
    return "".join(block.format(f"<h4>Ann</h4><p>{answer}</p>") for answer in _ANSWERS)


@pytest.mark.parametrize(
    ("content", "head"),
    [
        (
            f"<main>{_HEADING}<article class=post>{_ASKED}</article><section id=comments>"
            f"{_replies('<article class=comment>{}</article>')}</section></main>",
            "",
        ),
        (
            f"<div>{_HEADING}<div class=post>{_ASKED}</div><div class=comments>"
            f"{_replies('<div class=comment id=comment-1>{}<p class=reply>Reply</p></div>')}</div></div>",
            "",
        ),
        (
            f"<div>{_HEADING}<div class=post>{_ASKED}</div>"
            f"{_replies('<div class=post>{}</div>')}</div>",
            "",
        ),
        (
            f"<main>{_HEADING}<article>{_ASKED}</article>"
            f"{_replies('<article>{}</article>')}</main>",
            "",
        ),
        (
            f"<div id=content>{_HEADING}<div class=post-body>{_ASKED * 9}</div>"
            f"<ol class=comment-list>{_replies('<li><div class=post-body>{}</div></li>')}</ol></div>",
            _QUESTION_PAGE,
        ),
    ],
    ids=["comments", "comments of blocks", "posts", "articles", "page that says so"],
)
def test_the_replies_of_a_discussion_are_its_content(content: str, head: str):
    text = _text(content, head)
    assert text.startswith("# Limit of the Quorka?\n")
    places = [text.find(words) for words in ("Does anyone know", *_ANSWERS)]
    assert -1 not in places
    assert places == sorted(places)
    assert "Reply" not in text
    assert "Imprint" not in text


_BLOG = "<h1>Zeta 3 is here</h1><p>By Kim, 1 July 2025</p><p>Zeta 3 costs 5 dollars a month.</p>"
_COMMENTS = "<h2>Comments</h2><div class=comments><p>Bob: I paid {}!</p></div>"


@pytest.mark.parametrize(
    ("comment", "head"),
    [
        ("9 dollars", ""),
        ("9 dollars " * 90, '<meta property="og:type" content="article">'),
        ("9 dollars " * 90, '<script type="application/ld+json">{"@type":"BlogPosting"}</script>'),
    ],
)
def test_beside_an_article_comments_are_left_out_and_its_shape_is_kept(comment: str, head: str):
    teaser = "<div class=related><h3>Related</h3><a href=/o>Zeta 2 was 8 dollars</a></div>"
    text = _text(f"<article>{_BLOG}{_COMMENTS.format(comment)}{teaser}</article>", head)
    assert text == ("# Zeta 3 is here\n\nBy Kim, 1 July 2025\n\nZeta 3 costs 5 dollars a month.")


def test_articles_side_by_side_are_the_content_and_teasers_of_others_are_not():
    version = "<article><h2>Version {0}</h2><p>The limit is {0} rows for each table.</p></article>"
    text = _text(f"<main><h1>Changes</h1>{version.format(2)}{version.format(1)}</main>")
    assert text == (
        "# Changes\n\n## Version 2\n\nThe limit is 2 rows for each table.\n\n"
        "## Version 1\n\nThe limit is 1 rows for each table."
    )
    teaser = "<article><h3>Old news</h3><p>All about it.</p></article>"
    assert "Old news" not in _text(f"<main><article>{_BLOG * 4}</article>{teaser}</main>")
