"""`vendorscope sources`, against a real server that plays GitHub's raw files."""

import json
import os
import signal
import sqlite3
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import pytest

CTRL_C = b"pressed while this is fetched"


@pytest.fixture(scope="module")
def pages(shared):
    """What the server has: path in the repository's raw address, and its bytes."""
    folder = shared / "data/vendor_docs"
    rows = map(json.loads, (folder / "manifest.jsonl").read_text("utf-8").splitlines())
    return {
        f"/{row['source']['repo']}/HEAD/{row['source']['path']}": (
            folder / row["file"]
        ).read_bytes()
        for row in rows
        if row["vendor"] == "DeepSeek"
    }


@pytest.fixture
def mirror(pages, monkeypatch):
    """The server's pages, which a test may change."""
    held = dict(pages)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = held.get(unquote(self.path))
            if body == CTRL_C:
                os.kill(os.getpid(), signal.SIGINT)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setenv("VENDORSCOPE_ALLOW_PRIVATE_HOSTS", "1")
    monkeypatch.setenv("VENDORSCOPE_GITHUB_RAW", address)
    held[""] = address.encode()
    yield held
    server.shutdown()
    server.server_close()


def test_pull_and_diff_of_a_vendors_real_documents(here, mirror, tmp_path):
    store = ("--store", str(tmp_path / "store"), "--json")
    pull = ("sources", "pull", "--vendor", "deepseek", "--pause", "0", *store)
    first = here(*pull)
    assert first.code == 0, first.stderr
    assert first.json["failed"] == []
    assert len(first.json["added"]) == len(mirror) - 1
    readme = "/deepseek-ai/DeepSeek-R1/HEAD/README.md"
    mirror[readme] += b"\n\nDeepSeek-R1 now costs 17 zebras.\n"
    again = here(*pull)
    assert len(again.json["updated"]) == 1
    assert len(again.json["unchanged"]) == len(mirror) - 2

    (found,) = here("search", "DeepSeek-R1 zebras", "-k", "1", *store).json
    listed = here("sources", "list", "--vendor", "deepseek", *store).json
    told = here("sources", "diff", "2025-09", *store)

    assert "17 zebras" in found["text"]
    assert (found["vendor"], found["system"]) == ("DeepSeek", "DeepSeek-R1")
    assert found["url"] == "https://raw.githubusercontent.com" + readme
    assert {row["state"] for row in listed} == {"there"}
    assert [row["title"] for row in listed if row["changed"]] == ["DeepSeek-R1 README"]
    for one in (("--system", "deepseek-r1"), ("--vendor", "deepse")):
        differs = here("sources", "diff", "2025-09", *one, *store).json["differs"]
        assert here("sources", "diff", "2025-09", *one, *store[:2]).stdout.endswith(f"{differs}\n")
        whole = "DeepSeek-R1" if "--system" in one else "DeepSeek"
        assert f"`vendorscope ask 'What changed at {whole} since 2025-09?'`" in differs
    (changed,) = told.json["changes"]
    assert (changed["kind"], changed["title"]) == ("changed", "DeepSeek-R1 README")
    (told,) = changed["paragraphs"]
    assert (told["before"], told["after"]) == (None, "DeepSeek-R1 now costs 17 zebras.")


def test_an_address_of_ones_own_is_kept_pulled_and_forgotten(here, mirror, tmp_path):
    store = ("--store", str(tmp_path / "store"), "--json")
    mirror["/own.md"] = b"The Zephyr model costs 17 dollars."
    own = mirror[""].decode() + "/own.md"
    added = here("sources", "add", own, "--vendor", "Acme", *store)
    assert added.json["added"] == [own]
    listed = here("sources", "list", "--vendor", "acme", *store).json
    assert [(row["address"], row["own"]) for row in listed] == [(own, True)]
    mirror["/own.md"] = b"The Zephyr model costs 18 dollars."
    assert here("sources", "pull", "--vendor", "acme", "--pause", "0", *store).json["updated"] == [
        own
    ]
    removed = here("sources", "remove", own, *store[:2])
    assert f"{own} is forgotten" in removed.stdout
    command = f"vendorscope remove {own} {' '.join(store[:2])}"
    assert f"stays in the library: own.md; `{command}` takes it out" in removed.stdout
    assert here("sources", "list", "--vendor", "acme", *store).json == []
    assert here("sources", "remove", own, *store).code == 1


def test_a_list_of_pages_says_when_it_was_fetched_and_goes_with_them(here, mirror, tmp_path):
    store = ("--store", str(tmp_path / "store"))
    base = mirror[""].decode()
    mirror["/a.md"], mirror["/b.md"] = b"Zephyr costs 17 dollars.", b"Okapi costs 18 dollars."
    locs = "".join(f"<url><loc>{base}/{name}.md</loc></url>" for name in "ab")
    mirror["/s.xml"] = f"<urlset>{locs}</urlset>".encode()
    added = here("sources", "add", f"{base}/s.xml", "--vendor", "Acme", "--pause", "0", *store)
    assert added.code == 0, added.stderr
    listed = here("sources", "list", "--vendor", "acme", *store)
    assert f"fetched {datetime.now(UTC).date()}" in listed.stdout
    del mirror["/b.md"]
    mirror["/s.xml"] = f"<urlset><url><loc>{base}/a.md</loc></url></urlset>".encode()
    pulled = here("sources", "pull", f"{base}/s.xml", "--pause", "0", *store, "--json")
    assert pulled.json["removed"] == [f"{base}/b.md"]
    assert "stays in the library: a.md" in here("sources", "remove", f"{base}/s.xml", *store).stdout
    taken = here("remove", f"{base}/s.xml", *store)
    assert taken.stdout == f"removed   {base}/a.md\n"
    assert "comes back with `vendorscope sources pull`" in taken.stderr


def test_no_source_of_that_name_is_said(here, tmp_path):
    ran = here("sources", "list", "--vendor", "Nobody", "--store", str(tmp_path / "store"))
    assert ran.code == 0
    assert ran.stdout == "No source is meant by that. See `vendorscope sources list`.\n"
    assert not (tmp_path / "store").exists()


def test_a_history_that_is_in_use_is_said_by_every_command(here, mirror, tmp_path, monkeypatch):
    store = ("--store", str(tmp_path / "store"))
    mirror["/own.md"] = b"The Zephyr model costs 17 dollars."
    own = mirror[""].decode() + "/own.md"
    assert here("sources", "add", own, *store).code == 0
    monkeypatch.setattr("knowledge.web.tables._WAIT_SECONDS", 0.01)
    base = sqlite3.connect(tmp_path / "store/.sources/history.sqlite", isolation_level=None)
    base.execute("begin exclusive")
    for words in (("list",), ("diff", "2025-09"), ("add", own), ("remove", own), ("pull", own)):
        ran = here("sources", *words, *store, "--json")
        assert (ran.code, ran.stdout, ran.error["type"]) == (1, "", "CannotRead")
        assert "try again when that is done" in ran.error["message"]
    base.close()
    assert f"fetched {datetime.now(UTC).date()}" in here("sources", "list", *store).stdout


def test_to_list_begins_nothing(here, tmp_path):
    assert here("sources", "list", "--store", str(tmp_path / "store")).code == 0
    assert not (tmp_path / "store").exists()


def test_an_address_that_cannot_be_read_is_not_kept(here, mirror, tmp_path):
    store = ("--store", str(tmp_path / "store"), "--json")
    ran = here("sources", "add", mirror[""].decode() + "/none.md", *store)
    assert (ran.code, ran.stdout) == (1, "")
    assert "404" in ran.error["message"]
    assert not [row for row in here("sources", "list", *store).json if row["own"]]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("diff", "soon"), 2, "no date"),
        (("diff", "last month or so"), 2, "or as 'last month' or '7 days ago'"),
        (("diff", "yesterday"), 1, "sources pull"),
        (("diff", "7 days ago"), 1, "sources pull"),
        (("diff", "2025"), 1, "sources pull"),
        (("diff", "2999"), 1, "lies in the future"),
        (("diff", "2999-01-31"), 1, "lies in the future"),
        (("pull", "--vendor", "nobody"), 1, "No source"),
        (("pull", "--pause", "-1"), 2, "no number of seconds"),
        ((), 2, "missing"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(here, tmp_path, words, code, says):
    ran = here("sources", *words, *(("--store", str(tmp_path / "store")) if words else ()))
    assert (ran.code, ran.stdout) == (code, "")
    assert says in ran.last_line


@pytest.mark.parametrize("command", [("sources", "pull", "--pause", "0"), ("ingest",)])
def test_ctrl_c_says_how_many_are_in_and_how_to_go_on(here, mirror, tmp_path, command):
    for name in "abcd":
        mirror[f"/{name}.md"] = CTRL_C if name == "c" else f"Animal {name} eats leaves.".encode()
    addresses = [f"{mirror[''].decode()}/{name}.md" for name in "abcd"]
    words = (*command, *addresses, "--store", str(tmp_path / "store"))
    cut = here(*words, "--json")
    assert (cut.code, cut.stdout, cut.error["type"]) == (130, "", "Interrupted")
    assert (cut.error["documents"], cut.error["message"]) == (2, "Interrupted: 2 documents are in.")
    assert "same command again" in cut.error["hint"]
    mirror["/c.md"] = b"Animal c eats grass."
    assert here(*words).code == 0
    found = here("search", "What does animal c eat?", "--store", words[-1], "--json").json
    assert len(found) == 4


def test_a_source_is_kept_by_the_command_that_goes_on_with_its_own_cut_off_call(
    here, mirror, tmp_path, monkeypatch
):
    store = ("--store", str(tmp_path / "store"), "--json")
    mirror["/a.md"] = b"Animal a eats leaves."
    own = mirror[""].decode() + "/a.md"
    add = ("sources", "add", own, "--vendor", "Newco", *store)
    with monkeypatch.context() as patch:  # as if it was pressed when the page was in
        patch.setattr("knowledge.web.history.History.finish", _ctrl_c)
        assert here(*add).code == 130
    assert here(*add).json["resumed"] == 1
    listed = here("sources", "list", "--vendor", "newco", *store).json
    assert [row["address"] for row in listed] == [own]


def _ctrl_c(*_):
    raise KeyboardInterrupt


def test_list_says_when_each_was_fetched_changed_or_why_it_failed(here, mirror, tmp_path):
    store = ("--store", str(tmp_path / "store"))
    for name in "ab":
        mirror[f"/{name}.md"] = f"Animal {name} eats leaves.".encode()
        address = f"{mirror[''].decode()}/{name}.md"
        assert here("sources", "add", address, "--vendor", "Acme", *store).code == 0
    mirror["/a.md"] = b"Animal a eats grass."
    mirror["/b.md"] = b"\0\1\2"
    here("sources", "pull", "--vendor", "acme", "--pause", "0", *store)
    today = datetime.now(UTC).date().isoformat()
    rows = here("sources", "list", "--vendor", "acme", *store).stdout.splitlines()
    assert f"fetched {today}, changed {today}" in rows[1]
    assert f"failed {today}: " in rows[2]
    others = here("sources", "list", "--vendor", "deepseek", *store).stdout
    assert "not fetched yet" in others


def test_diff_names_what_it_cannot_compare_only_of_the_vendor_asked_for(here, mirror, tmp_path):
    store = ("--store", str(tmp_path / "store"))
    for name, vendor in (("a", "Acme"), ("b", "Bolt")):
        mirror[f"/{name}.md"] = f"Animal {name} eats leaves.".encode()
        here("sources", "add", f"{mirror[''].decode()}/{name}.md", "--vendor", vendor, *store)
    told = here("sources", "diff", "2025-09", "--vendor", "bolt", *store).stdout
    assert "/b.md" in told and "/a.md" not in told
