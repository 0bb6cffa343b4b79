import pytest

from knowledge.parse.html import parse

_SAID = "<p>Quill is a service for teams that send their invoices in time.</p>"


def _text(part: str) -> str:
    page = f"<html><body><main><h1>Notes</h1>{_SAID}{part}{_SAID}</main></body></html>"
    text = parse(page.encode()).text
    return text.partition("in time.\n\n")[2].rpartition("Quill")[0].strip()


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("<p>Until <time datetime=x>July 8</time> at noon.</p>", "Until July 8 at noon."),
        ("<h2>2.1</h2><div><time>May 2</time></div><p>More.</p>", "## 2.1\n\nMay 2\n\nMore."),
        ("<ul><li><time>10:00</time> Doors open</li></ul>", "- 10:00 Doors open"),
        ("<p>By <b>Ann</b><time>May 2</time></p>", "By **Ann** May 2"),
        (
            "<p>Up to <output>5</output> seats, <label>guests</label> too.</p>",
            "Up to 5 seats, guests too.",
        ),
        (
            "<fieldset><legend>Cars</legend><p>They pay 3 EUR.</p></fieldset>",
            "Cars\n\nThey pay 3 EUR.",
        ),
        ("<dialog open><p>The office moves in May.</p></dialog>", "The office moves in May."),
        ("<aside class='note warning'><p>Keep the key.</p></aside>", "Keep the key."),
        (
            "<input type=checkbox id=q><label for=q>Is it free?</label><p>It is.</p>",
            "Is it free?\n\nIt is.",
        ),
        (
            "<article><h3>Solo</h3><p>It has 2 seats.</p><footer><b>$9</b> a month</footer></article>"
            "<article><h3>Duo</h3><p>It has 8 seats.</p><footer><p>$79</p></footer></article>",
            "### Solo\n\nIt has 2 seats.\n\n**$9** a month\n\n### Duo\n\nIt has 8 seats.\n\n$79",
        ),
        (
            "<aside><table><tr><th>Plan</th><th>Seats</th></tr><tr><td>Solo</td><td>2</td></tr></table></aside>",
            "| Plan | Seats |\n|---|---|\n| Solo | 2 |",
        ),
        ("<form><h1>Fees</h1><p>A ship pays 4 EUR.</p></form>", "# Fees\n\nA ship pays 4 EUR."),
    ],
)
def test_their_words_are_content(part: str, told: str):
    assert _text(part) == told


def test_a_day_in_a_table_fills_its_cell():
    header = "<tr><th>Day</th><th>What</th></tr>"
    row = "<tr><td><time>2025-05-02</time></td><td><output>Launch</output></td></tr>"
    assert "| 2025-05-02 | Launch |" in _text(f"<table>{header}{row}</table>")


@pytest.mark.parametrize(
    "part",
    [
        "<label for=a>Number of seats</label><input id=a type=number>",
        "<label><input type=checkbox> Show those chosen only</label>",
        "<form><p>Tell me <label>Mail</label><input></p></form>",
        "<aside class=related><p>Read the story of our firm.</p></aside>",
        "<footer><p>© 2025 Quill Ltd, from $9 a month</p></footer>",
        "<footer><a href=/p>Plans from $9 a month</a> for all</footer>",
        "<dialog><p>Are you sure that it is to go?</p></dialog>",
    ],
)
def test_controls_and_what_is_beside_the_content_are_left_out(part: str):
    assert _text(part) == ""
