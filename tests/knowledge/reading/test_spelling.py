import pytest

from knowledge.reading.spelling import one_spelling


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("HTTP://127.0.0.1:8877/./alpha.html", "http://127.0.0.1:8877/alpha.html"),
        ("HTTPS://Example.org:443/a/../b?x=a%20b#top", "https://example.org/b?x=a%20b"),
        (" https://example.org", "https://example.org/"),
        ("https://example.org?x=1", "https://example.org/?x=1"),
        ("https://example.org/%e4b.md", "https://example.org/%E4b.md"),
        ("https://example.org/使用.md", "https://example.org/%E4%BD%BF%E7%94%A8.md"),
        ("https://münchen.de/", "https://xn--mnchen-3ya.de/"),
        ("https://example.org/a?u=https://b/../c&v=a+b%2B", None),
        ("https://example.org/a//b/", None),
        ("https://", None),
        ("https://[::1", None),
        ("https://example.org/a\0b", None),
        ("github:Acme/Zebra#c", None),
        ("notes/c#.md", None),
    ],
)
def test_one_address_has_one_spelling_and_what_is_none_stays_as_it_is(given, kept):
    plain = one_spelling(given)
    assert plain == (kept or given)
    assert one_spelling(plain) == plain
