from knowledge.document import About, Chunk, Parsed


def test_a_date_keeps_its_own_origin():
    manifest = About(title="A", date="2024").dated_by("manifest")
    file = About(date="2026-01-01").dated_by("file")
    assert manifest.over(file).date_from == "manifest"
    assert About(title="B").over(file).date_from == "file"
    assert About().dated_by("row") == About()


def test_front_matter_outranks_the_manifest_and_the_manifest_what_a_file_merely_shows():
    given = About(title="Given")
    shown = About(title="Shown", date="2020", vendor="Acme").dated_by("document metadata")
    manifest = About(title="Listed", date="2025").dated_by("manifest")
    about = Parsed("text", given.over(shown), given=given).about_with(manifest)
    assert (about.title, about.date, about.date_from, about.vendor) == (
        "Given",
        "2025",
        "manifest",
        "Acme",
    )


def test_notes_say_page_licence_and_whence_the_date():
    parsed = Parsed("one two", pages=(0, 4))
    about = About(date="2025", licence="MIT").dated_by("row")
    assert parsed.notes(Chunk(4, 7, extra={"n": 1}), about) == {
        "page": 2,
        "licence": "MIT",
        "date_from": "row",
        "n": 1,
    }
    assert parsed.notes(Chunk(0, 3, is_undated=True), about) == {"page": 1, "licence": "MIT"}
    assert Parsed("one").notes(Chunk(0, 3), About()) == {}
