import os
from pathlib import Path

import pytest

from knowledge.document import CannotRead
from knowledge.reading.sources import Source, find_sources


def test_folders_are_walked_without_hidden_files_and_manifests(write, tmp_path):
    for name in ("b.md", "a/c.md", ".hidden/d.md", ".e.md", "manifest.jsonl"):
        write(name, "text")
    found = list(find_sources([tmp_path / "documents"]))
    shown = [one.shown for one in found if isinstance(one, Source)]
    assert [s.removeprefix(str(tmp_path / "documents") + "/") for s in shown] == ["b.md", "a/c.md"]


def test_what_programs_leave_in_folders_is_passed_over(write, tmp_path):
    for name in ("~$a.docx", "~WRL0001.tmp", "Thumbs.db", "desktop.ini", "a.md~", "b.md.swp"):
        write(name, "text")
    path = write("c.md", "text")
    assert [one.shown for one in find_sources([path.parent]) if isinstance(one, Source)] == [
        str(path)
    ]
    assert told([path.parent]) == []


def test_a_broken_manifest_hides_no_file(write):
    path = write("a.md", "text")
    write("manifest.jsonl", 'not json\n[1]\n{"file": "a.md", "title": "A"}\n')
    (source,) = find_sources([path])
    assert isinstance(source, Source)
    assert source.about().title == "A"


def told(given: list[Path]) -> list[tuple[str, str]]:
    return [one for one in find_sources(given) if isinstance(one, tuple)]


def test_lines_of_a_manifest_that_describe_nothing_are_told(write):
    write("sub/a.md", "text")
    lines = [
        '{"file": "a.md"}',
        "{broken",
        "[1]",
        "",
        '{"path": "a.md"}',
        '{"file": "sub/a.md"}',
    ]
    manifest = write("sub/manifest.jsonl", "\n".join(lines))
    ((name, reason),) = told([manifest.parent.parent])
    assert name == str(manifest)
    assert reason == (
        "line 2 is not JSON and describes nothing; line 3 is not a JSON object and describes nothing; "
        "line 5 names no `file` and describes nothing; "
        "line 6 names 'sub/a.md', which is not beside it, and describes nothing"
    )
    manifest.write_bytes("Größe".encode("cp1252"))
    ((_, reason),) = told([manifest.parent])
    assert "save it as UTF-8" in reason


def test_a_date_of_a_manifest_that_is_not_taken_is_told(library, write):
    path = write("a.md", "Words.")
    write("manifest.jsonl", '{"file": "a.md", "date": "03/04/2025"}\n')
    (failed,) = library.ingest(path).failed
    assert failed["source"] == str(path)
    assert "manifest.jsonl: its date '03/04/2025' may be two days" in failed["reason"]
    path.write_text("---\ndate: 2025-04-03\n---\nWords.")
    assert library.ingest(path).failed == []


def test_a_manifest_is_read_again_when_it_has_changed(write):
    path = write("a.md", "text")
    write("manifest.jsonl", '{"file": "a.md", "title": "A", "date": "2024", "licence": "MIT"}\n')
    (source,) = find_sources([path])
    assert isinstance(source, Source)
    about = source.about()
    assert (about.title, about.licence, about.date_from) == ("A", "MIT", "manifest")
    write("manifest.jsonl", '{"file": "a.md", "title": "Another"}\n')
    assert source.about().title == "Another"


def test_what_is_no_plain_file_or_too_large_is_refused_unread(write, tmp_path):
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(CannotRead, match="no plain file"):
        Source("a", "a", tmp_path / "pipe.md").read()
    with write("huge.txt", "").open("wb") as file:
        file.truncate(2 * 2**30)
    with pytest.raises(CannotRead, match="larger than 64 MB"):
        Source("a", "a", tmp_path / "documents" / "huge.txt").read()


def test_the_files_time_is_said_to_be_that(write):
    (source,) = find_sources([write("a.md", "text")])
    assert isinstance(source, Source)
    assert source.last_resort("").date_from == "file"


@pytest.mark.parametrize("given", ["", " "])
def test_an_empty_path_is_not_the_current_folder(given, tmp_path, monkeypatch):
    (tmp_path / "private.md").write_text("Not to be taken in.")
    monkeypatch.chdir(tmp_path)
    (found,) = find_sources([given])
    assert found == (repr(given), "the path is empty; name a file, a folder or an address")


def test_a_link_out_of_a_folder_is_named_and_one_within_is_followed(tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    (tmp_path / "secret.md").write_text("# Secret\n\nThe door code is 4711.\n")
    (folder / "own.md").write_text("# Own\n\nThe shop opens at nine.\n")
    (folder / "out.md").symlink_to(tmp_path / "secret.md")
    (folder / "again.md").symlink_to(folder / "own.md")
    (tmp_path / "more").mkdir()
    (tmp_path / "more/far.md").write_text("# Far\n")
    (folder / "linked").symlink_to(tmp_path / "more")
    (folder / "self").symlink_to(folder)
    found = list(find_sources([folder]))
    refused = [one for one in found if isinstance(one, tuple)]
    assert [Path(name).name for name, _ in refused] == ["linked", "out.md"]
    assert {reason for _, reason in refused} == {"it is a link out of the folder; name its target"}
    assert {Path(one.shown).name for one in found if isinstance(one, Source)} == {
        "own.md",
        "again.md",
    }


def test_a_file_goes_by_its_own_name_before_that_of_a_link(library, write):
    path = write("b/one.md", "Zebra.")
    link = path.parents[1] / "0link.md"
    link.symlink_to(path)
    assert library.ingest(link.parent).added == [str(path)]
    link.unlink()
    assert library.ingest(link.parent).unchanged == [str(path)]
    assert [one.source for one in library.search("zebra")] == [str(path)]


def test_a_file_called_like_a_librarys_lock_hides_nothing(write):
    write("begun/writing.lock", "")
    write("begun/texts/0f", "Zebra.")
    folder = write("proj/writing.lock", "").parent
    write("proj/important.md", "Okapi.")
    found = list(find_sources([folder.parent]))
    names = [Path(one.shown).name for one in found if isinstance(one, Source)]
    assert names == ["important.md", "writing.lock"]
    assert [one[0] for one in found if isinstance(one, tuple)] == [str(folder.parent / "begun")]


def test_a_linked_folder_that_leads_out_is_named(write, tmp_path):
    folder = write("a.md", "Zebra.").parent
    (tmp_path / "elsewhere").mkdir()
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    (folder / "inside").mkdir()
    (folder / "again").symlink_to(folder / "inside")
    document, left_out = find_sources([folder])
    assert isinstance(document, Source) and not isinstance(left_out, Source)
    assert left_out[0] == str(folder / "link") and "link out of the folder" in left_out[1]


def test_a_library_below_a_folder_is_not_taken_in(library, write, tmp_path):
    library.ingest(write("a.md", "Zebra."))
    (tmp_path / "documents/own").mkdir()
    (tmp_path / "library").rename(tmp_path / "documents/own/library")
    write("other/library.json", '{"name": "json", "version": "1.0"}')  # of another program
    write("other/writing.lock", "")
    found = list(find_sources([tmp_path / "documents"]))
    assert [Path(one.shown).name for one in found if isinstance(one, Source)] == [
        "a.md",
        "library.json",
        "writing.lock",
    ]
    (named,) = [one for one in found if isinstance(one, tuple)]
    assert named[0] == str(tmp_path / "documents/own/library")
    assert "holds a library" in named[1]
    (refused,) = find_sources([tmp_path / "documents/own/library"])
    assert isinstance(refused, tuple)
    assert "holds a library" in refused[1]
