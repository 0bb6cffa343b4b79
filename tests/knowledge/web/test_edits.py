"""Changes as passages that can be cited: exact in the texts of their versions."""

import sqlite3

from knowledge.web import Listed, Visitor, edits_since

TABLE = "# Plans\n\nAll prices are net.\n\n| Plan | Price |\n| --- | --- |\n| Plus | {} USD |\n| Pro | 40 USD |"


def _pull(library, *pages):
    library.pull([Listed(page, "page", "Acme") for page in pages], Visitor(0.0))


def _set_back(library, day):
    with sqlite3.connect(library.history._file) as base:
        base.execute("update versions set seen = ?", (f"{day}T00:00:00",))


def test_then_and_now_are_cut_to_what_differs_and_stand_in_their_versions(library, site):
    plans = site.says("/plans.md", TABLE.format(12))
    gone = site.says("/gone.md", "# Beta\n\nBeta writes summaries.")
    _pull(library, plans, gone)
    _set_back(library, "2025-08-20")
    site.says("/plans.md", TABLE.format(15) + "\n\nRefunds take a week.")
    site.says("/gone.md", status=404)
    new = site.says("/new.md", "# Delta\n\nDelta transcribes calls.")
    _pull(library, plans, gone, new)

    found = edits_since(library.history, "2025-09")

    told = {(e.kind, e.then and e.then.text, e.now and e.now.text) for e in found}
    assert told == {
        ("changed", "| Plus | 12 USD |", "| Plus | 15 USD |"),
        ("changed", None, "Refunds take a week."),
        ("gone", "# Beta\n\nBeta writes summaries.", None),
        ("new", None, "# Delta\n\nDelta transcribes calls."),
    }
    for passage in (one for e in found for one in (e.then, e.now) if one):
        text = library.text(passage.document_id)
        assert text[passage.char_start : passage.char_end] == passage.text
        assert passage.vendor == "Acme" and passage.date
    assert edits_since(library.history, "2025-09", "2025-12-31") == []


def test_asking_a_library_that_fetched_nothing_leaves_no_trace(library, tmp_path):
    assert edits_since(library.history, "2025") == []
    assert library.history.begun() is None
    assert not (tmp_path / "library").exists()


def test_a_change_deep_in_a_table_or_a_long_line_is_within_what_is_cited(library, site):
    rows = "".join(f"| M{n} | {n} USD |\n" for n in range(60))
    fee = "The fee, " + "which all members pay each month for what they use, " * 30 + "is {} USD."
    text = f"| Plan | Price |\n| --- | --- |\n{rows}\n{fee}"
    plans = site.says("/plans.md", text.format(12))
    _pull(library, plans)
    _set_back(library, "2025-08-20")
    changed = text.replace("| 1 USD", "| 11 USD").replace("| 50 USD", "| 55 USD").format(15)
    site.says("/plans.md", changed)
    _pull(library, plans)

    first, second, last = edits_since(library.history, "2025-09")

    assert (first.then.text, first.now.text) == ("| M1 | 1 USD |", "| M1 | 11 USD |")
    assert (second.then.text, second.now.text) == ("| M50 | 50 USD |", "| M50 | 55 USD |")
    assert last.then.text.endswith("is 12 USD.") and last.now.text.endswith("is 15 USD.")
    assert len(last.now.text) < 300
