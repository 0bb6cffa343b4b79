from itertools import product

import pytest

from knowledge.parse.html import parse

_PLANS = (("Solo", "$7", "1 seat"), ("Duo", "$19", "9 seats"), ("Crowd", "$90", "99 seats"))
_ASKED = (
    ("Can I leave?", "You can leave at the end of each month."),
    ("How do I pay?", "By card or by bank transfer, as you like."),
    ("Where is it stored?", "It lies in Oslo and is deleted after thirty days."),
    ("What about schools?", "Schools get a third off each plan when they write to us."),
    ("How long is the trial?", "It lasts fourteen days and needs no card at all."),
    ("Can seats be added?", "They may be added on each day of the month."),
)
_TOP = "<h1>What it costs</h1><p>Pick one; you may change it each month.</p>"
_MENU = "<header><nav><a href=/>Home page</a></nav></header>"
_END = "<footer><p>© 2025 Gluon Inc.</p></footer>"
_FRAMES = {
    "sections": "{menu}<section>{top}</section><section>{rest}</section>{end}",
    "flat": "{menu}{top}{rest}{end}",
    "main": "{menu}<main><section>{top}</section><section>{rest}</section></main>{end}",
    "role": "{menu}<div role=main>{top}{rest}</div>{end}",
    "app": "<div id=__next>{menu}<div class=page>{top}{rest}</div>{end}</div>",
    "hero": "{menu}<header class='hero banner'>{top}</header><main>{rest}</main>{end}",
    "form": "<form method=post>{menu}<div id=content>{top}{rest}</div>{end}</form>",
}
_CARDS = {
    "blocks": "<div><h3>{}</h3><div class=price>{}</div><ul><li>{}</li></ul><a href=/b>Buy</a></div>",
    "spans": "<div class=content><h2>{}</h2><div><span>{}</span><span>/mo</span></div><p>{}</p></div>",
    "articles": "<article class=plan><h3>{}</h3><div>{}</div><p>{}</p></article>",
    "sentences": "<section><h2>{}</h2><p>It costs {} a month and holds {}.</p></section>",
    "divs": "<div><div>{}</div><div>{}</div><div>{}</div></div>",
    "options": "<div class=plan-options style='overflow:hidden'><h3>{}</h3><p>{}</p><p>{}</p></div>",
    "slides": "<div class=swiper-slide><h4>{}</h4><strong>{}</strong><div>{}</div></div>",
    "own": "<plan-card><h3>{}</h3><plan-price>{}</plan-price><p>{}</p></plan-card>",
}
_QUESTIONS = {
    "headings": "<h3>{}</h3><p>{}</p>",
    "lists": "<dl><dt>{}</dt><dd>{}</dd></dl>",
    "unfolding": "<details><summary>{}</summary><p>{}</p></details>",
    "divs": "<div class='item expand'><div>{}</div><div>{}</div></div>",
}


def _text(page: str) -> str:
    return parse(f"<html><head><title>P</title></head><body>{page}</body></html>".encode()).text


@pytest.mark.parametrize("frame", _FRAMES.values(), ids=_FRAMES)
@pytest.mark.parametrize("card", _CARDS.values(), ids=_CARDS)
def test_names_prices_and_questions_of_a_page_with_plans_stay_in_order(frame: str, card: str):
    plans = "".join(card.format(*plan) for plan in _PLANS)
    for question, length in product(_QUESTIONS.values(), (1, 6)):
        asked = "".join(question.format(*pair) for pair in _ASKED[:length])
        rest = f"<div>{plans}</div><section><h2>Asked often</h2>{asked}</section>"
        text = _text(frame.format(menu=_MENU, top=_TOP, rest=rest, end=_END))
        told = ["What it costs", "Pick one", *sum(_PLANS, ()), "Asked often"]
        places = [text.find(words) for words in (*told, *sum(_ASKED[:length], ()))]
        assert -1 not in places
        assert places == sorted(places)
        assert "Home page" not in text
        assert "Gluon" not in text


_LONG = "<p>Fares are set by the town council for a year, and all who ride pay them.</p>"


def test_words_of_the_main_content_are_kept_in_whatever_block_they_stand():
    told = "<div>Context: one million tokens</div>Loose words between blocks<div><b>Bold</b> ones</div>"
    text = _text(f"{_MENU}<main><h1>Fares</h1>{_LONG * 12}{told}{_LONG}</main>{_END}")
    assert "Context: one million tokens\n\nLoose words between blocks\n\n**Bold** ones" in text


@pytest.mark.parametrize(
    "beside",
    [
        "<div class=related-posts><h3>Other posts of 2024</h3><p>How 3 of us work.</p></div>",
        "<div id=newsletter><h3>Stay in touch</h3><p>Mail each month, since 2019.</p></div>",
        "<div class=menu-bar><h1>The town book</h1></div>",
        "<div class=sidebar><h2>Most read</h2><p>The 9 stops.</p></div>",
        "<article><h3>Older news</h3><p>All about trams.</p></article>",
    ],
)
@pytest.mark.parametrize("card", ["<div class=price>$9 a day</div>", ""])
def test_what_is_named_as_standing_beside_the_content_is_left_out(beside: str, card: str):
    article = f"<article><h1>Fares</h1>{_LONG * 12}{card}{_LONG}</article>"
    text = _text(f"{_MENU}<main>{article}{beside}</main>{_END}")
    assert text.startswith("# Fares")
    assert (not card) or "$9 a day" in text
    for words in ("Other posts", "in touch", "town book", "Most read", "Older news"):
        assert words not in text


def test_captions_of_a_series_of_pictures_do_not_swell_the_text():
    slides = "".join(
        f"<div class=slide><p>A castle {n * 'old '}by a lake</p></div>" for n in range(9)
    )
    text = _text(f"<main><h1>Fares</h1>{_LONG * 12}<div>{slides}</div>{_LONG}</main>")
    assert "castle" not in text
