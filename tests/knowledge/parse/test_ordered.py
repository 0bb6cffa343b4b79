import pytest

from knowledge.parse.html import parse

_SAID = "<p>How to set the machine up, each step by one person, and in this order.</p>"


def _text(part: str) -> str:
    page = f"<html><body><main><h1>Setup</h1>{_SAID}{part}{_SAID}</main></body></html>"
    return parse(page.encode()).text.split("this order.")[1].rpartition("How")[0].strip()


@pytest.mark.parametrize(
    ("items", "told"),
    [
        ("<ol><li>Open it</li><li>Close it</li></ol>", "1. Open it\n2. Close it"),
        ("<ol start=3><li>Open it</li><li>Close it</li></ol>", "- 3. Open it\n- 4. Close it"),
        ("<ol><li value=5>Open it</li><li>Close it</li></ol>", "- 5. Open it\n- 6. Close it"),
        ("<ol reversed><li>Open it</li><li>Close it</li></ol>", "- 2. Open it\n- 1. Close it"),
        ("<ol type=I><li><p>Open it</p></li><li><b>C</b>!</li></ol>", "- I. Open it\n- **II. C**!"),
        (
            "<ol><li>Open it<ol type=a><li>left</li><li>right</li></ol></li><li>Close it</li></ol>",
            "1. Open it\n  - a. left\n  - b. right\n2. Close it",
        ),
    ],
)
def test_items_are_counted_as_the_page_counts_them(items: str, told: str):
    assert _text(items) == told
