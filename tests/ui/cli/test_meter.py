from ui.cli.meter import Meter, progress_line


def test_a_line_says_how_far_how_fast_and_how_long_still():
    assert progress_line(0, 10, 5.0, "a") == "0 of 10, 0 a second: a"
    assert progress_line(2, 10, 1.0, "a") == "2 of 10, 2 a second, 4 s left: a"
    assert progress_line(10, 100_000, 10.0, "a") == "10 of 100000, 1 a second, 27.8 h left: a"


def test_what_is_done_at_once_shows_nothing(capsys):
    with Meter() as meter:
        meter(0, 1, "a")
    assert capsys.readouterr().err == ""


def test_of_one_long_document_it_is_told_how_long_it_takes():
    assert progress_line(0.25, 1, 60.0, "a") == "0 of 1, 0.0042 a second, 3 min left: a"
