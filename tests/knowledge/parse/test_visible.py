import pytest

from knowledge.parse.html import parse

_SAID = f"<p>{'Fares are set by the town council for a year. ' * 9}</p>"


def _text(part: str) -> str:
    return parse(
        f"<html><body><main><h1>Fares</h1>{_SAID}{part}{_SAID}</main></body></html>".encode()
    ).text


@pytest.mark.parametrize(
    ("part", "is_read"),
    [
        ("<template><p>{}</p></template>", False),
        ("<div hidden><p>{}</p></div>", False),
        ("<div hidden id='S:0'><p>{}</p></div>", True),
        ("<div hidden role=tabpanel><p>{}</p></div>", True),
        ("<div hidden=until-found><p>{}</p></div>", True),
        ("<div><template shadowrootmode=open><p>{}</p></template></div>", True),
    ],
)
def test_what_nothing_shows_is_left_out(part: str, is_read: bool):
    words = "Night buses cost twice as much as those by day."
    assert (words in _text(part.format(words))) is is_read


def test_a_page_that_hides_itself_until_a_script_has_run_is_read():
    assert "town council" in parse(f"<html><body hidden>{_SAID}</body></html>".encode()).text


def test_the_words_of_a_figure_are_kept_and_a_pictures_name_is_not():
    picture = "<img src=a.png alt='Fares of five years'><img src=b.png alt=logo>"
    text = _text(f"<figure>{picture}<figcaption>They <b>rose</b> to 5 EUR.</figcaption></figure>")
    assert "They **rose** to 5 EUR.\n\nFares of five years" in text
    assert "logo" not in text
    assert "run --day" in _text("<figure><pre><code>run --day</code></pre></figure>")


def test_the_marks_of_footnotes_are_left_out_and_other_raised_words_are_not():
    text = _text("<p>It has 40 trams<sup>[2]</sup><sup>[note 3]</sup> on 9 m<sup>2</sup>.</p>")
    assert "40 trams on 9 m<sup>2</sup>." in text


@pytest.mark.parametrize("line", ["if x:", "<b>if</b> x:", "<span class=k>if</span> x:"])
def test_what_is_preformatted_keeps_its_spaces(line: str):
    text = _text(f"<pre>def f(x):\n    {line}\n        return 1\n</pre>")
    assert "```\ndef f(x):\n    if x:\n        return 1\n```" in text


@pytest.mark.parametrize(
    "price",
    [
        "<p><del>$30</del> <b>$24</b> a month</p>",
        "<p><span style='text-decoration: line-through'>$30</span> <b>$24</b> a month</p>",
        "<p><span class='mr-2 line-through'>$<i>30</i></span> <b>$24</b> a month</p>",
        "<div><div><span class=text-decoration-line-through>$30</span> <b>$24</b> a month</div></div>",
    ],
)
def test_what_is_crossed_out_is_told_so(price: str):
    text = _text(price).replace("*30*", "30")
    assert "~~$30~~ **$24** a month" in text
    assert "~~" not in _text("<p>It costs <a class='hover:line-through' href=/p>5 EUR</a> now.</p>")
