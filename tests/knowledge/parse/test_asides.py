import pytest

from knowledge.parse.html import parse

_LEAD = (
    "<h1>Limits</h1><p>These are the limits of Zed for all teams, without tax, from June on.</p>"
)
_END = "<p>You may cancel at the end of each month of the year.</p>"
_TABLE = (
    "<table><tr><th>Plan</th><th>Files</th></tr><tr><td>Basic</td><td>11</td></tr>"
    "<tr><td>Pro</td><td>22</td></tr></table>"
)


def _text(part: str, frame: str = "main", length: int = 1) -> str:
    page = f"<html><body><{frame}>{_LEAD}{part}{_END * length}</{frame}></body></html>"
    return parse(page.encode()).text


@pytest.mark.parametrize(
    "name",
    [
        "tile-footer",
        "plan__footer",
        "has-sidebar",
        "pageWithMenu",
        "authorization",
        "modality",
        "sharepoint",
        "subscription-plan",
        "promotion-rules",
        "crumble",
        "commentary",
        "dashboard-widget",
    ],
)
def test_a_part_of_the_content_is_kept_whose_name_is_like_one_of_a_menu(name: str):
    said = (
        "<h2>Files</h2><p>A team may hold as many files as it likes.</p><ul><li>33 days</li></ul>"
    )
    text = _text(f"<div class='{name}'>{said}{_TABLE}</div>")
    told = "## Files\n\nA team may hold as many files as it likes.\n\n- 33 days"
    assert told in text
    assert "| Basic | 11 |\n| Pro | 22 |" in text
    assert text.endswith("of the year.")
    assert told in _text(f"<div class='{name}'>{said}</div>")


@pytest.mark.parametrize("frame", ["main", "article", "div", "div id=root"])
def test_the_price_in_the_foot_of_each_card_stands_below_its_items(frame: str):
    card = "<div class=card><div><h3>{}</h3><ul><li>{} cores</li></ul></div><div class='{}'>{}</div></div>"
    for foot in ("card-footer text-muted", "pricing-footer", "offer_footer"):
        plans = (("Small", 2, foot, "<p>$9 a month</p>"), ("Large", 8, foot, "<p>$79 a month</p>"))
        text = _text(f"<div class=row>{''.join(card.format(*one) for one in plans)}</div>", frame)
        assert (
            "### Small\n\n- 2 cores\n\n$9 a month\n\n### Large\n\n- 8 cores\n\n$79 a month" in text
        )


@pytest.mark.parametrize(
    "name", ["widget", "banner", "related-products", "author-box", "share", "tags"]
)
def test_a_table_of_figures_in_the_main_content_is_kept_under_each_name(name: str):
    assert "| Basic | 11 |\n| Pro | 22 |" in _text(f"<section class={name}>{_TABLE}</section>")


@pytest.mark.parametrize(
    "name",
    [
        "site-footer",
        "td-footer-wrap",
        "share-box",
        "relatedItems__x7Ya2",
        "cookie-banner",
        "author-bio",
        "newsletter-form",
        "sidebar-widget",
        "share_boxes_header",
        "comments-app",
    ],
)
def test_what_stands_beside_the_content_by_its_name_is_left_out(name: str):
    said = "<h3>Elder letters</h3><p>There are 50,000 readers of Elder letters in 12 lands.</p>"
    assert "Elder" not in _text(f"<div class='{name}'>{said}</div>", length=9)


@pytest.mark.parametrize(
    "said",
    [
        "<p>© 2025 Elder Ltd, 5 Main Street, Oslo</p>",
        "<h3>Elder</h3><ul><li><a href=/p>Plans</a></li><li><a href=/t>Team</a></li></ul>",
    ],
)
def test_what_leads_elsewhere_or_tells_whose_the_page_is_is_left_out(said: str):
    assert "Elder" not in _text(f"<div class=acme-footer>{said}</div>", length=9)
    assert "Elder" not in _text(f"<div class=acme-footer>{said}</div>", "div", length=9)


def test_a_table_within_comments_by_name_alone_is_kept():
    assert "| Pro | 22 |" in _text(f"<div class=comments-enabled>{_TABLE}</div>")
    said = "<p>I paid 33 for it.</p>"
    assert "| Pro | 22 |" not in _text(f"<div class=comments>{said}{_TABLE}</div>")
