import pytest

from knowledge.parse.html import parse

_SAID = "<h1>Plans</h1><p>Quill is a service for teams that send their invoices in time.</p>"


def _text(part: str) -> str:
    menu = "<header><button aria-expanded=false>Open the menu here</button></header>"
    return parse(f"<html><body>{menu}<main>{_SAID}{part}</main></body></html>".encode()).text


@pytest.mark.parametrize(
    "item",
    [
        "<h3 class=accordion-header><button type=button>{}</button></h3><div>{}</div>",
        "<h3><button aria-expanded=false>{}</button></h3><div hidden id=a><p>{}</p></div>",
        "<h3><button><span>{}</span> <svg></svg></button></h3><p>{}</p>",
        "<button class=accordion>{}</button><div class=panel><p>{}</p></div>",
        "<div><button data-toggle=collapse data-target=#a>{}</button></div><div id=a>{}</div>",
        "<div><button>{}</button><div hidden>{}</div></div>",
        "<button>{}</button><section style='display: none'><p>{}</p></section>",
        "<ul><li><button aria-controls=a>{}</button><div id=a>{}</div></li></ul>",
    ],
)
def test_questions_that_unfold_their_answers_are_kept(item: str):
    pairs = (
        ("Is there a free plan?", "Yes, for up to three users and fifty invoices a month."),
        ("Can I cancel?", "Yes, at the end of each month."),
    )
    text = _text("".join(item.format(*pair) for pair in pairs))
    places = [text.find(words) for pair in pairs for words in pair]
    assert -1 not in places
    assert places == sorted(places)
    assert "menu" not in text


def test_a_button_that_only_does_something_is_left_out():
    text = _text(
        "<h2>Setup <button>Copy this link</button></h2><p>Start it by one command.</p>"
        "<button>Buy the whole thing</button><button aria-expanded=true>More</button>"
    )
    assert text.endswith("## Setup\n\nStart it by one command.")


@pytest.mark.parametrize(
    "part",
    [
        "<div class=modal style='display:none'><p>Are you sure that it is to go?</p></div>",
        "<div role=dialog hidden><p>Are you sure that it is to go?</p></div>",
        "<ul hidden><li><a href=/a>Are you sure of it?</a></li><li><a href=/b>Elder</a></li></ul>",
    ],
)
def test_what_a_button_asks_or_leads_to_stays_hidden(part: str):
    assert "sure" not in _text(f"<button>Delete all of them</button>{part}")
