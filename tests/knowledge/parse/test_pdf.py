import pytest

from knowledge.document import CannotRead
from knowledge.parse import parse as parse_any
from knowledge.parse.pdf import parse


def test_each_page_begins_where_it_says(samples):
    parsed = parse(samples[".pdf"])
    assert [parsed.text[at:].split("\n")[0] for at in parsed.pages] == [
        "Zebra report",
        "Prices follow.",
    ]
    assert parsed.page_at(parsed.text.index("striped")) == 1
    assert parsed.page_at(parsed.text.index("Pro")) == 2


def test_a_drawn_table_is_a_table_in_its_place(samples):
    text = parse(samples[".pdf"]).text
    assert text.endswith(
        "Prices follow.\n\n| Plan | USD a month |\n| --- | --- |\n| Plus | 20 |\n| Pro | 200 |"
    )
    assert text.count("Plus") == 1


def test_properties_say_title_and_day(samples):
    about = parse(samples[".pdf"]).about
    assert (about.title, about.date, about.date_from) == (
        "Zebra report",
        "2025-09-15",
        "document metadata",
    )


def test_a_title_that_a_program_made_up_is_not_taken(make_pdf):
    parsed = parse(
        make_pdf([["Words."]], info="/Title (Microsoft Word - a.doc) /CreationDate (D:2024)")
    )
    assert (parsed.about.title, parsed.about.date) == (None, "2024")


def test_anonymous_is_no_title(make_pdf):
    info = "/Title (\\(anonymous\\))"
    assert parse(make_pdf([["Words."]], info=info)).about.title is None


def test_a_sign_that_its_font_does_not_name_is_a_bullet_or_nothing(make_pdf):
    page = ["\\(cid:127\\) Launch", "Price of\\(cid:3\\) 5 EUR"]
    assert parse(make_pdf([page])).text == "• Launch\nPrice of 5 EUR"


def test_pictures_alone_are_named(make_pdf):
    with pytest.raises(CannotRead, match="only pictures"):
        parse(make_pdf([[""]]))


def test_a_locked_file_says_so(samples):
    from io import BytesIO

    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=BytesIO(samples[".pdf"]))
    writer.encrypt("secret", algorithm="RC4-128")
    target = BytesIO()
    writer.write(target)
    with pytest.raises(CannotRead, match="locked with a password"):
        parse_any(target.getvalue(), ".pdf")


def test_radicals_of_a_font_become_the_characters_that_people_write(make_pdf):
    from io import BytesIO

    from pypdf import PdfWriter
    from pypdf.generic import NameObject, StreamObject

    writer = PdfWriter(clone_from=BytesIO(make_pdf([["ABC"]])))
    told = StreamObject()
    told.set_data(
        b"1 begincodespacerange <00> <FF> endcodespacerange\n"
        b"3 beginbfchar <41> <2F42> <42> <2EF3> <43> <FF11> endbfchar"
    )
    font = writer.pages[0]["/Resources"]["/Font"]["/F"]  # type: ignore[index]
    font[NameObject("/ToUnicode")] = writer._add_object(told)
    target = BytesIO()
    writer.write(target)
    assert parse(target.getvalue()).text == "\u6587\u9f9f\uff11"
