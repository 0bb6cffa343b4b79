import pytest

from knowledge.parse.html import parse

_SAID = "<p>Merlin makes subtitles for films and talks, and sells them by the minute.</p>"


def _text(part: str) -> str:
    page = f"<html><body><main><h1>Merlin</h1>{_SAID}{part}</main></body></html>"
    return parse(page.encode()).text.partition("minute.")[2].strip()


@pytest.mark.parametrize(
    "chip",
    [
        "<span class='selected-value select-value-color-{0}'>{0}</span>",
        "<span class='badge badge--{0}'>{0}</span>",
        "<a class=tag href=/{0}>{0}</a>",
    ],
)
def test_tags_side_by_side_do_not_run_together(chip: str):
    row = f"<tr><th>Fields</th><td>{chip.format('AI')}{chip.format('Video')}</td></tr>"
    assert "AI, Video" in _text(f"<table>{row}<tr><th>Owner</th><td>Ann</td></tr></table>")


def test_parts_of_one_word_stay_together():
    parts = "<span class=price>$1</span><span class=price>,299</span> and <span class=tag>$</span><span class=tag>20</span>"
    assert (
        _text(f"<p>It costs {parts} a month in all.</p>")
        == "It costs $1,299 and $20 a month in all."
    )
