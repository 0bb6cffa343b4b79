"""One spelling of an address, so that the same page is the same document."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

_ESCAPED = re.compile("%[0-9a-f]{2}", re.I)


@lru_cache(maxsize=2**15)
def one_spelling(address: str) -> str:
    """A web address as all its spellings are kept (RFC 3986, section 6.2); any other text as it is.

    The mark of a place in the page goes: no server is ever told of it.

    >>> one_spelling("HTTPS://Example.org:443/docs/../a.md#top")
    'https://example.org/a.md'
    """
    import httpx

    given = address.strip()
    if not given.lower().startswith(("http://", "https://")):
        return address
    try:
        scheme, colon, rest = given.partition("#")[0].partition(":")
        url = httpx.URL(scheme.lower() + colon + rest)
    except (httpx.InvalidURL, ValueError):  # whoever fetches it says what is wrong with it
        return address
    if not url.host:
        return address
    parts = urlsplit(_ESCAPED.sub(lambda found: found[0].upper(), str(url)))
    return parts.geturl() if parts.path else parts._replace(path="/").geturl()
