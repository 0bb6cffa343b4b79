import pytest

from knowledge.parse.html import parse

_SAID = (
    "<h1>Fares</h1><p>These are the prices of each firm for all teams, without tax, from June.</p>"
)
_NAMES = ("Google", "LinkedIn", "WeChat", "QQ", "Reddit", "PDF", "E-Mail", "Print", "Pocket")


def _text(part: str, frame: str = "main") -> str:
    page = f"<html><body><{frame}>{_SAID}{part}</{frame}></body></html>"
    return parse(page.encode()).text


@pytest.mark.parametrize("frame", ["main", "div class=content", "article", "section"])
@pytest.mark.parametrize("name", _NAMES)
def test_a_name_alone_is_kept_in_cells_headings_lists_and_paragraphs(name: str, frame: str):
    rows = (
        f"<tr><th>Firm</th><th>{name}</th></tr><tr><td><a href=x>{name}</a></td><td>$11</td></tr>"
    )
    linked = f"<h3><a href=x>{name}</a></h3><p>It is sold by the seat, as all the others are.</p>"
    items = f"<ul><li>{name}</li><li>Other</li></ul><dl><dt>{name}</dt><dd>It costs 5.</dd></dl>"
    text = _text(f"<table>{rows}</table><h2>{name}</h2><p>\n {name}\n</p>{linked}{items}", frame)
    assert f"| Firm | {name} |" in text
    assert f"| {name} | $11 |" in text
    assert f"## {name}\n\n{name}\n\n### {name}\n" in text
    assert f"- {name}\n- Other" in text
    assert f"- {name}\n- It costs 5." in text
    assert "\N{VARIATION SELECTOR-256}" not in text


def test_a_name_alone_is_kept_behind_a_mark_and_in_a_table_without_a_header():
    rows = "<tr><td><b>WhatsApp</b></td><td>$4</td></tr><tr><td>✓ Xing</td><td>QQ<br>PDF</td></tr>"
    text = _text(f"<table>{rows}</table>")
    assert "| **WhatsApp** | $4 |" in text
    assert "| ✓ Xing | QQ PDF |" in text


def test_links_to_networks_and_printers_are_no_content():
    text = _text(
        "<p><a href=/p>Print</a></p><div><a href=/f>Facebook</a></div>" + "<p>So be it.</p>"
    )
    assert "Print" not in text
    assert "Facebook" not in text
