import re
import zipfile
from io import BytesIO

import docx
import pytest

from knowledge.document import About
from knowledge.parse import docx as docx_parser
from knowledge.parse import parse

_RELATION = re.compile(rb"<(?:Relationship|Override) [^>]*docProps/core\.xml[^>]*/>")


@pytest.mark.parametrize("suffix", [".docx", ".pptx"])
def test_properties_say_the_day_of_the_last_change(samples, suffix):
    about = parse(samples[suffix], suffix).about
    assert (about.date, about.date_from) == ("2025-09-15", "document metadata")


@pytest.mark.parametrize("suffix", [".docx", ".pptx", ".xlsx"])
def test_a_file_without_properties_is_not_of_today(samples, suffix):
    """The libraries make properties up where there are none."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(samples[suffix])) as whole, zipfile.ZipFile(target, "w") as bare:
        for name in whole.namelist():
            if not name.endswith("core.xml"):
                bare.writestr(name, _RELATION.sub(b"", whole.read(name)))
    assert parse(target.getvalue(), suffix).about == About()


def test_the_day_of_an_empty_template_is_not_the_documents():
    document = docx.Document()
    document.add_paragraph("Written today.")
    target = BytesIO()
    document.save(target)
    assert docx_parser.parse(target.getvalue()).about.date is None
