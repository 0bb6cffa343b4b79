"""What Office keeps about a file besides its words."""

import zipfile
from io import BytesIO
from typing import Any

from knowledge.dates import read_date
from knowledge.document import About
from knowledge.language.tongue import code_of
from knowledge.parse.pages import title_of

_KEPT_IN = "docProps/core.xml"
_TEMPLATE_DAYS = {"2013-12-23", "2013-01-27"}
"""Of the empty documents that python-docx and python-pptx begin with: not of what is in them."""


def about(content: bytes, properties: Any) -> About:
    """Title and day of the last change.

    Where the file has none, the libraries make some up, with today's date: those are not taken.
    """
    if _KEPT_IN not in zipfile.ZipFile(BytesIO(content)).namelist():
        return About()
    day = read_date(properties.modified or properties.created)
    title = title_of(properties.title)
    language = code_of(properties.language)
    found = About(title=title, date=None if day in _TEMPLATE_DAYS else day, language=language)
    return found.dated_by("document metadata")
