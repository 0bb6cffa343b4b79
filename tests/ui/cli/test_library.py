"""`vendorscope ingest` and `search`: a folder of one's own, from nothing to a passage."""

import subprocess
import sys

import pytest


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    file = tmp_path_factory.mktemp("documents") / "zephyr.md"
    file.write_text(
        "---\ntitle: Zephyr price list\ndate: 2025-06-01\n---\n\n"
        "# Zephyr\n\nThe Zephyr model of Acme costs 17 dollars a month.\n",
        "utf-8",
    )
    return file


def test_a_document_is_added_once_and_found(here, document, tmp_path):
    store = str(tmp_path / "store")

    added = here("ingest", str(document), "--store", store, "--json")
    again = here("ingest", str(document), "--store", store, "--json")
    found = here("search", "what does Zephyr cost", "-k", "1", "--store", store, "--json")
    before = here("search", "Zephyr", "--as-of", "2025-05", "--store", store, "--json")
    other = here("search", "Zephyr", "--vendor", "Nobody", "--store", store, "--json")

    assert added.code == again.code == found.code == before.code == 0
    assert added.json["added"] == [str(document)]
    assert again.json["unchanged"] == [str(document)]
    assert added.json.keys() >= {"updated", "removed", "failed", "passages", "seconds"}
    (passage,) = found.json
    assert "17 dollars" in passage["text"]
    assert passage.keys() >= {
        "score", "document_id", "title", "source", "vendor", "date", "char_start", "char_end",
    }  # fmt: skip
    assert before.json == []
    assert other.json == []
    assert "no passage of the vendor 'Nobody'" in other.stderr
    assert before.stderr == ""
    assert 0 < passage["enough"] <= 1


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(here, document, tmp_path):
    empty = tmp_path / "empty.md"
    empty.touch()

    ran = here(
        "ingest", str(document), str(empty), str(tmp_path / "gone.md"),
        "--store", str(tmp_path / "store"), "--json",
    )  # fmt: skip

    assert ran.code == 0
    assert ran.json["added"] == [str(document)]
    assert {row["source"] for row in ran.json["failed"]} == {
        str(empty),
        str(tmp_path / "gone.md"),
    }
    assert all(row["reason"] for row in ran.json["failed"])


def test_what_is_left_out_of_a_document_that_went_in_is_a_note(here, tmp_path):
    document = tmp_path / "a.md"
    document.write_text("---\ndate: 03/04/2025\n---\nZephyr costs 17 dollars.\n", "utf-8")
    ran = here("ingest", str(document), "--store", str(tmp_path / "store"))
    first, second, _ = ran.stdout.splitlines()
    assert first == f"added     {document}"
    assert second.startswith(f"note      {document}: its date '03/04/2025'")


def test_nothing_added_is_a_failure_that_names_each_source(here, tmp_path):
    ran = here(
        "ingest", str(tmp_path / "a.md"), str(tmp_path / "b.md"),
        "--store", str(tmp_path / "store"), "--json",
    )  # fmt: skip

    assert (ran.code, ran.stdout) == (1, "")
    assert len(ran.error["failed"]) == 2


@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_store_that_is_not_there_is_not_made(here, tmp_path, command):
    store = tmp_path / "none"

    ran = here(command, "what?", "--store", str(store), "--json")

    assert (ran.code, ran.stdout) == (1, "")
    assert "vendorscope ingest" in ran.error["hint"]
    assert not store.exists()


def test_search_as_text_shows_title_date_and_source(here, document, tmp_path):
    store = str(tmp_path / "store")
    here("ingest", str(document), "--store", store)

    ran = here("search", "Zephyr", "--store", store)

    assert "Zephyr price list · 2025-06-01" in ran.stdout


def test_an_empty_path_adds_nothing(here, tmp_path, monkeypatch):
    (tmp_path / "private.md").write_text("Not to be taken in.", "utf-8")
    monkeypatch.chdir(tmp_path)

    ran = here("ingest", "", "--store", str(tmp_path / "store"), "--json")

    assert (ran.code, ran.stdout) == (1, "")
    assert "the path is empty" in ran.error["message"]


def test_what_is_deleted_on_disk_is_removed_as_ingest_says(here, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store = ("--store", "store")
    (tmp_path / "all fruit").mkdir()
    for name in ("kiwi.md", "all fruit/fig.md"):
        (tmp_path / name).write_text(f"This is all about {name}.", "utf-8")
    assert here("ingest", "kiwi.md", "all fruit", *store).code == 0
    for name in ("kiwi.md", "all fruit/fig.md"):
        (tmp_path / name).unlink()
    (tmp_path / "all fruit").rmdir()

    for name, quoted in (("kiwi.md", "kiwi.md"), ("all fruit", "'all fruit'")):
        again = here("ingest", name, *store)
        command = f"vendorscope remove {quoted} --store store"
        assert (again.code, again.stdout) == (1, "")
        assert f"{name}: there is no such file; the library still holds it" in again.last_line
        assert f"`{command}` takes it out" in again.last_line
    refused = here("remove", "kiwi.md", "plum.md", *store, "--json")
    removed = here("remove", "kiwi.md", *store)
    rest = here("remove", "all fruit", *store, "--json")
    twice = here("remove", "kiwi.md", *store)

    assert (refused.code, refused.stdout) == (1, "")
    assert refused.error["type"] == "NotRemoved"
    assert "Nothing was removed. 'plum.md' is not in the library" in refused.error["message"]
    assert (removed.code, removed.stdout) == (0, "removed   kiwi.md\n")
    assert (rest.code, rest.json["removed"]) == (0, ["all fruit/fig.md"])
    assert (twice.code, twice.stdout) == (1, "")
    assert "still holds" not in here("ingest", "kiwi.md", *store).last_line


def test_a_document_of_the_bundled_library_stays(here, tmp_path, monkeypatch):
    monkeypatch.setenv("VENDORSCOPE_HOME", str(tmp_path))
    (found,) = here("search", "HunyuanVideo", "-k", "1", "--json").json
    ran = here("remove", found["document_id"])
    assert (ran.code, ran.stdout) == (1, "")
    assert "bundled library cannot be removed" in ran.last_line


def test_a_chroma_server_set_too_late_is_said(here, document, tmp_path, monkeypatch):
    store = str(tmp_path / "store")
    assert here("ingest", str(document), "--store", store).stderr == ""
    monkeypatch.setenv("VENDORSCOPE_CHROMA_URL", "http://127.0.0.1:9")
    again = here("ingest", str(document), "--store", store, "--json")
    assert again.json["unchanged"] == [str(document)]
    assert f"VENDORSCOPE_CHROMA_URL is not used for the library {store}" in again.stderr
    assert f"python -m knowledge.prepare --rebuild {store}" in again.stderr


_READER = """
import sys
from agent import Analyst
with Analyst(library=sys.argv[1], threads=":memory:") as analyst:
    print("ready", flush=True)
    for question in sys.stdin:
        answer = analyst.ask(question.strip())
        print(answer.abstained, "17 dollars" in answer.text, "18 dollars" in answer.text, flush=True)
"""


def test_an_open_analyst_sees_what_another_process_adds_changes_and_removes(process, tmp_path):
    store, folder = str(tmp_path / "store"), tmp_path / "documents"
    folder.mkdir()
    (folder / "other.md").write_text("# Quagga\n\nThe Quagga model of Acme is retired.\n", "utf-8")
    assert process("ingest", str(folder), "--store", store).code == 0
    analyst = subprocess.Popen(
        [sys.executable, "-c", _READER, store],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip

    def ask():
        analyst.stdin.write("How much does the Zephyr model of Acme cost a month?\n")
        analyst.stdin.flush()
        return analyst.stdout.readline().split()

    def write(dollars):
        text = f"# Zephyr\n\nThe Zephyr model of Acme costs {dollars} dollars a month.\n"
        (folder / "zephyr.md").write_text(text, "utf-8")
        assert process("ingest", str(folder), "--store", store).code == 0

    try:
        assert analyst.stdout.readline() == "ready\n"
        assert ask()[1:] == ["False", "False"]
        write(17)
        assert ask() == ["False", "True", "False"]
        write(18)
        assert ask() == ["False", "False", "True"]
        (folder / "zephyr.md").unlink()
        assert process("ingest", str(folder), "--store", store).code == 0
        assert ask()[1:] == ["False", "False"]
    finally:
        analyst.kill()
        analyst.communicate()
