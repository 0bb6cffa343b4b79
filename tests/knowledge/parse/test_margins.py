from knowledge.parse.margins import Line, line_of, parted, running


def _line(text: str, top: float, page: int, *gaps: float) -> Line:
    """Letters ten points wide and high on a page of 800; a gap before each further word."""
    chars, left = [], 0.0
    for word, gap in zip(text.split(), (0.0, *gaps, *[3.0] * 9), strict=False):
        left += gap
        for letter in word:
            chars.append({"text": letter, "x0": left, "x1": left + 10, "size": 10})
            left += 10
    return line_of({"text": text, "top": top, "bottom": top + 10, "chars": chars}, 800, page)


def test_the_number_of_a_page_counts_up_with_it():
    lines = [_line(f"Acme 2025 {page + 5}", 40, page, 3, 90) for page in (1, 2, 3)]
    assert len(running([[line] for line in lines])) == 1
    beside = [_line(f"Lesson {page}", 40, page) for page in (1, 2, 3)]
    assert not running([[line] for line in beside])
    stays = [_line("7", 40, page) for page in (1, 2, 3)]
    assert len(running([[line] for line in stays])) == 0


def test_only_margins_most_pages_and_the_same_place_count():
    assert _line("Acme", 90, 1).mark is None
    assert len(running([[_line("Acme", 40, 1)], [_line("Acme", 40, 2)]])) == 0
    assert len(running([[_line("Acme", 40 + 9 * page, page)] for page in range(3)])) == 0
    assert (
        len(running([[_line("Acme" if page % 2 else "Other", 40, page)] for page in range(4)])) == 0
    )


def test_a_line_between_others_is_none_that_runs_along():
    acme, prices, foot = (_line(*said, 1) for said in (("Acme", 20), ("Prices", 50), ("1", 780)))
    marks = {line.mark for line in (acme, foot) if line.mark}
    assert parted([acme, prices, foot], marks) == ([acme], [prices], [foot])
    assert parted([prices, acme, foot], marks) == ([], [prices, acme], [foot])
