import pytest

from knowledge.parse.html import parse

_SAID = "<p>All prices are before taxes and are billed once a year in advance by card.</p>"


def _text(part: str) -> str:
    page = f"<html><body><main><h1>Plans</h1>{_SAID}{part}</main></body></html>"
    return parse(page.encode()).text.partition("by card.")[2].strip()


@pytest.mark.parametrize(
    ("no", "yes", "told"),
    [
        ("<svg aria-label='Not included'></svg>", "<svg><title>Included</title></svg>",
         "| Not included | Included |"),
        ("<img alt=no src=n.png>", "<a>5 GB</a><img alt=yes>", "| no | 5 GB |"),
        ("<i class='fa fa-times'></i>", "<i class='fa-solid fa-check'></i>", "| ✗ | ✓ |"),
        ("<svg><use href='#icon-cross'/></svg>", "<svg class='lucide lucide-check'></svg>", "| ✗ | ✓ |"),
        ("<img src=/img/cross.svg alt=''>", "<img alt='Green check icon'>", "| ✗ | ✓ |"),
        ("<i class=material-icons>close</i>", "<i class=material-icons>check</i>", "| ✗ | ✓ |"),
        ("<span role=img aria-label=不支持></span>", "<span title='3 seats'></span>",
         "| 不支持 | 3 seats |"),
    ],
)  # fmt: skip
def test_a_cell_that_only_shows_a_picture_says_what_it_stands_for(no: str, yes: str, told: str):
    header = "<tr><th>Feature</th><th>Basic</th><th>Pro</th></tr>"
    text = _text(f"<table>{header}<tr><td>SSO</td><td>{no}</td><td>{yes}</td></tr></table>")
    assert text.endswith(f"| SSO {told}")


def test_pictures_that_lead_elsewhere_or_act_say_nothing():
    header = "<tr><th>Feature</th><th>Basic</th><th>Pro</th></tr>"
    cells = "<td><a href=x><img alt=Next></a></td><td><button aria-label=More></button></td>"
    text = _text(f"<table>{header}<tr><td>SSO</td>{cells}</tr><tr><td>Mail</td></tr></table>")
    assert "Next" not in text
    assert "More" not in text


def test_items_of_a_list_that_crosses_some_out_are_marked():
    cross, tick = "<svg aria-label='Not included'></svg>", "<i class='fa fa-check'></i>"
    assert _text(f"<ul><li>{tick} Chat room</li><li>{cross}<span>SSO login</span></li></ul>") == (
        "- ✓ Chat room\n- ✗ SSO login"
    )
    assert _text(f"<ul><li>{tick} Chat room</li><li>{tick} SSO</li></ul>") == "- Chat room\n- SSO"
