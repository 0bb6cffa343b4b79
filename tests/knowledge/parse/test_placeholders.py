"""Pages that stand in for the one asked for are named with the reason; short ones of their own stay."""

import pytest

from knowledge.document import CannotRead
from knowledge.parse import parse


def page(title: str, body: str) -> bytes:
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (page("App", "<div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>"), "JavaScript"),
        (page("Acme", "<p>Please enable JavaScript and cookies to continue.</p>"), "JavaScript"),
        (page("Just a moment", "<h1>acme.example</h1><p>Verifying you are human. This may take a few seconds.</p>"), "JavaScript"),
        (page("云雀", "<p>请启用 JavaScript 以使用本应用。</p>"), "JavaScript"),
        (page("Sign in", "<main><h1>Sign in</h1><form><p>Please sign in to go on to Acme.</p><input name=u><input type=password></form></main>"), "sign in"),
        (page("Anmeldung", "<main><p>Bitte anmelden</p><input type=PASSWORD></main>"), "sign in"),
        (page("Page not found", "<main><h1>Page not found</h1><p>Sorry, the page that you look for is not here.</p></main>"), "not there"),
        (page("Acme", "<main><h1>404</h1><p>This page could not be found.</p></main>"), "not there"),
        (page("页面不存在", "<main><h1>页面不存在</h1><p>请返回首页。</p></main>"), "not there"),
    ],
)  # fmt: skip
def test_a_page_that_stands_in_for_another_is_not_taken_for_it(content, reason):
    with pytest.raises(CannotRead, match=reason):
        parse(content, ".html")


@pytest.mark.parametrize(
    "content",
    [
        page("Widget", "<main><h1>Widget</h1><p>The widget of Acme needs JavaScript; it costs 3 dollars.</p></main>"),
        page("Login rules", "<main><h1>Login rules</h1><p>Staff log in with a key of 12 digits.</p></main>"),
        page("Error 404 of the Heron pump", "<main><h1>Error 404 of the Heron pump</h1><p>The valve is shut: open it 3 turns.</p></main>"),
        page("Found", "<main><h1>Not found in the sea</h1><p>Otters live in 3 rivers.</p></main>"),
        page("Prices", "<main><h1>Prices</h1><p>9 dollars a month.</p></main><noscript>Please enable JavaScript to see the map. " + "We show it there. " * 40 + "</noscript>"),
    ],
)  # fmt: skip
def test_a_short_page_of_its_own_is_read(content):
    assert parse(content, ".html").text
