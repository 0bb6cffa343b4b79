"""Changes as lines of the terminal."""

from knowledge.web import Changes
from knowledge.web.changes import Change
from ui.cli.changed import print_changes


def test_what_cannot_be_compared_is_named(capsys):
    print_changes(Changes("2025-09", unknown=[f"https://acme.example/{n}" for n in range(22)]))
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "0 changes since 2025-09, 0 documents unchanged.",
        "22 first fetched later, with no earlier copy to compare with:",
        "    https://acme.example/0",
    ]
    assert lines[-1] == "    and 2 more; `--json` names all."


def test_one_change_is_told_as_one(capsys):
    one = Change("new", "https://acme.example", "Acme", None, None, None, None, None, "2025-10-01")
    print_changes(Changes("2025-09", [one], unchanged=1))
    assert "1 change since 2025-09, 1 document unchanged." in capsys.readouterr().out
