import pytest

from knowledge.parse.html import parse

_SAID = f"<h1>Plans</h1><p>{'These are the plans of Zed for all teams, without tax. ' * 5}</p>"


def _text(part: str) -> str:
    return parse(f"<html><body><main>{_SAID}{part}{_SAID}</main></body></html>".encode()).text


@pytest.mark.parametrize(
    "part",
    [
        "<div role=tablist><button role=tab>Monthly</button><button role=tab>Yearly</button></div>"
        "<div role=tabpanel><p>$12 a seat</p></div>"
        "<div role=tabpanel aria-hidden=true><p>$100 a seat</p></div>",
        "<div role=tablist><button role=tab id=m>Monthly</button><button role=tab id=y>Yearly</button></div>"
        "<div role=tabpanel aria-labelledby=m><p>$12 a seat</p></div>"
        "<section role=tabpanel aria-labelledby=y hidden><p>$100 a seat</p></section>",
        "<button role=tab aria-controls=m>Monthly</button><button role=tab aria-controls=y>Yearly</button>"
        "<div id=m><p>$12 a seat</p></div><div id=y style='display: none'><p>$100 a seat</p></div>",
        "<ul><li><a data-bs-toggle=tab href=#m>Monthly</a></li><li><a data-bs-toggle=tab href=#y>Yearly</a></li></ul>"
        "<div class=tab-pane id=m><p>$12 a seat</p></div><div class=tab-pane hidden id=y><p>$100 a seat</p></div>",
    ],
    ids=["by place", "labelled", "controlled", "linked"],
)
def test_the_panel_of_each_tab_is_read_under_its_name(part: str):
    assert "**Monthly**\n\n$12 a seat\n\n**Yearly**\n\n$100 a seat" in _text(part)


def test_panels_without_tabs_are_read_and_other_hidden_words_are_not():
    text = _text(
        "<div class=tab hidden><p>Yearly: 100 dollars.</p></div>"
        "<div style='display:none'><p>Elder price: 8 dollars.</p></div>"
        "<div aria-hidden=true><p>Elder price: 7 dollars.</p></div>"
    )
    assert "Yearly: 100 dollars." in text
    assert "Elder" not in text


def test_the_name_of_a_tab_that_its_panel_begins_with_is_told_once():
    tabs = "<div role=tablist><button role=tab>Yearly</button></div>"
    text = _text(f"{tabs}<div role=tabpanel hidden><h2>Yearly</h2><p>$100 a seat</p></div>")
    assert text.count("Yearly") == 1
