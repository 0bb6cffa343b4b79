import pytest

from knowledge.parse.html import parse

_SAID = "<p>Each of these steps is taken before a contract is signed by both sides.</p>"


def _text(part: str) -> str:
    page = f"<html><body><main><h1>Steps</h1>{_SAID}{part}</main></body></html>"
    return parse(page.encode()).text.partition("both sides.")[2].strip()


@pytest.mark.parametrize(
    ("done", "open_"),
    [
        ("<div class='checkbox checkbox-on'></div> <span>", "<div class='checkbox checkbox-off'></div> <span>"),
        ("<span><input type=checkbox checked disabled> ", "<span><input type=checkbox disabled> "),
        ("<span role=checkbox aria-checked=true></span><span>", "<span role=checkbox aria-checked=false></span><span>"),
    ],
    ids=["Notion", "GitHub", "role"],
)  # fmt: skip
def test_tasks_say_whether_they_are_done(done: str, open_: str):
    items = f"<ul><li>{done}Sign the NDA</span></li><li>{open_}Security review</span></li></ul>"
    assert _text(items) == "- ✓ Sign the NDA\n- ✗ Security review"


def test_a_box_alone_in_its_cell_is_told():
    row = "<tr><th>{}</th><td><div class='checkbox checkbox-{}'></div></td></tr>"
    table = f"<table>{row.format('Signed', 'on')}{row.format('Renewed', 'off')}</table>"
    assert _text(table) == "Signed: ✓\n\nRenewed: ✗"


def test_boxes_of_a_form_for_the_reader_to_tick_say_nothing():
    form = (
        "<ul><li><label><input type=checkbox checked> Only plans with SSO login</label></li></ul>"
    )
    assert "✓" not in _text(form)
