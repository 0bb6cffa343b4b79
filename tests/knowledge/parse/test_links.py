from lxml.html import fromstring

from knowledge.parse.links import unwrap


def _left(body: str) -> int:
    page = fromstring(f"<html><body>{body}</body></html>")
    unwrap(page)
    return len(page.findall(".//a"))


def test_a_link_beside_a_figure_becomes_words():
    assert _left("<div><p>$5 a month</p><a href=/b>Buy</a></div>") == 0
    assert _left("<div><p>每月5元</p><a href=/b>购买</a></div>") == 0


def test_beside_words_without_one_it_does_so_in_the_main_content_only():
    card = "<div><p>For all of your teams</p><a href=/b>Buy</a></div>"
    assert (_left(f"<main>{card}</main>"), _left(card)) == (0, 1)


def test_menus_long_blocks_and_links_under_a_heading_stay():
    assert _left("<nav><ul><li><a href=/a>5 EUR</a></li></ul></nav>") == 1
    assert _left(f"<div><p>{'5 EUR a month ' * 40}</p><a href=/a>Buy</a></div>") == 1
    assert _left("<main><div><h2>Plans of 2025</h2><a href=/a>Buy</a></div></main>") == 1
    assert _left("<main><div><a href=/1>1</a> 2 <a href=/3>3</a></div></main>") == 2
