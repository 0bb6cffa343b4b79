import pytest

from knowledge.parse import parse as read
from knowledge.parse.rst import parse

GUIDE = """
Zebra
=====

:date: 2025-09-15

Striped, see :ref:`there`.

.. include:: /etc/hostname

.. tabs::

   .. tab:: Linux

      Run it.

0.5B
~~~

+-------+------+-----+
|       | Form | GB  |
+=======+======+=====+
| Zebra | bf16 | 16  |
+       +------+-----+
|       | int4 | 4   |
+-------+------+-----+

.. code-block:: bash

   run --zebra

* one
* two
"""


def test_sections_tables_code_and_lists_become_markdown():
    parsed = parse(GUIDE.encode())
    assert parsed.text.startswith("# Zebra\n\n")
    assert "## 0.5B\n\n" in parsed.text or "# 0.5B\n\n" in parsed.text
    assert "| Zebra | bf16 | 16 |\n| Zebra | int4 | 4 |" in parsed.text
    assert "```\nrun --zebra\n```" in parsed.text
    assert "- one\n- two" in parsed.text
    assert parsed.about.title == "Zebra"


def test_what_only_sphinx_knows_is_kept_as_words():
    assert "Run it." in parse(GUIDE.encode()).text


def test_no_other_file_is_read():
    from pathlib import Path

    name = Path("/etc/hostname")
    assert not name.exists() or name.read_text().strip() not in parse(GUIDE.encode()).text
    secret = b"A\n=\n\n.. csv-table::\n   :file: /etc/passwd\n\n.. raw:: html\n   :file: /etc/passwd\n\nB\n"
    assert "root:" not in parse(secret).text


def test_the_fields_above_the_text_say_what_it_is():
    fields = ":Date: 15.09.2025\n:vendor: Acme\n:Licence: MIT\n:title: Price list\n:author: Ann\n"
    for text in (f"Zebra\n=====\n\n{fields}\nStriped.\n", f"{fields}\nStriped.\n"):
        about = parse(text.encode()).about
        assert (about.title, about.date, about.vendor) == ("Price list", "2025-09-15", "Acme")
        assert (about.licence, about.date_from) == ("MIT", "document metadata")


def test_the_fields_above_the_text_are_kept_as_words_and_an_abstract_is_no_heading():
    fields = ":Author: Ann\n:orphan:\n:Price: 77 dollars\n:Version: 9.9\n:Abstract: Of zebras."
    assert parse(f"Zebra\n=====\n\n{fields}\n\nStriped.\n".encode()).text == (
        "# Zebra\n\nAuthor: Ann\nPrice: 77 dollars\nVersion: 9.9\n\nAbstract\n\nOf zebras.\n\nStriped."
    )


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("| Address line, 55 dollars\n| second line", "Address line, 55 dollars\nsecond line"),
        (".. math:: e = m c^2", "e = m c^2"),
        (".. math:: e = m c^2\n   :label: energy", "e = m c^2"),
        (
            ".. figure:: x.png\n   :alt: A chart\n\n   Costs 12 dollars.",
            "A chart\n\nCosts 12 dollars.",
        ),
        ("Prices:\n\n:Price: 77 dollars\n:Seats: 5", "Price: 77 dollars\n\nSeats: 5"),
        (
            "--quota=N  At most 9.\n-v, --verbose  Talk.",
            "--quota=N: At most 9.\n\n-v, --verbose: Talk.",
        ),
        ("zebra : animal : striped\n  Runs.", "zebra : animal : striped\n\nRuns."),
        ("See [1]_.\n\n.. [1] Our price list.", "[1] Our price list."),
        (
            ".. py:function:: compile(source, mode)\n   :noindex:\n\n   Compiles.\n\n"
            "   .. deprecated:: 3.1\n      Use other.",
            "function: compile(source, mode)\n\nCompiles.\n\ndeprecated: 3.1 Use other.",
        ),
        (".. versionadded:: 2.0", "versionadded: 2.0"),
        (".. option:: --fast\n\n   Runs\n   fast.", "option: --fast\n\nRuns fast."),
        (".. glossary::\n   zebra\n     Striped.", "zebra\n\nStriped."),
        (
            ".. tab:: Linux\n\n   == ==\n   a  b\n   == ==\n   1  2\n   == ==",
            "| a | b |\n| --- | --- |",
        ),
        (
            ".. code-block:: python\n   :linenos:\n\n   if a:\n       b()",
            "```\nif a:\n    b()\n```",
        ),
        (
            ".. code-block:: python\n   :caption: The price rule\n   :linenos:\n\n   a = 1",
            "The price rule\n\n```\na = 1\n```",
        ),
        (".. literalinclude:: a.py\n   :caption: The price rule", "a.py\n\nThe price rule"),
        (".. image:: a.png\n   :width: wide\n\nEnd", "a.png"),
        ("See :doc:`Bar guide <bar>`, :ref:`there`.", "See Bar guide, there."),
        (":py:func:`~os.path.join`, :class:`!Foo`", "os.path.join, Foo"),
        (":kbd:`Ctrl+C`, :math:`x^2`, :math:`a < b`", "Ctrl+C, x^2, a < b"),
        (
            ".. list-table:: Prices\n\n   * - Plus\n     - 20\n   * - Pro\n     - 200",
            "Prices\n\nPlus; 20\n\nPro; 200",
        ),
        ("1. one\n2. two\n\n   - in two\n\n3. three", "1. one\n2. two\n   - in two\n3. three"),
        ("b) two\nc) three", "b. two\nc. three"),
        ("- run::\n\n    if a:\n        b()", "- run:\n  ```\n  if a:\n      b()\n  ```"),
    ],
)
def test_no_words_are_lost(written: str, kept: str):
    assert kept in parse(f"Above.\n\n{written}\n".encode()).text


def test_markup_of_another_format_is_left_out():
    raw = ".. raw:: html\n\n   <script>run()</script><b>Bold</b>\n"
    assert parse(f"Guide\n=====\n\n{raw}\nEnd.\n".encode()).text == "# Guide\n\nEnd."


def test_a_table_of_contents_names_files_and_is_left_out():
    listed = ".. toctree::\n   :maxdepth: 2\n\n   usage/install\n"
    assert parse(f"Guide\n=====\n\n{listed}\nEnd.\n".encode()).text == "# Guide\n\nEnd."


def test_a_date_that_may_be_two_days_is_told():
    assert (
        "may be two days" in read(b"Zebra\n=====\n\n:date: 03/04/2025\n\nStriped.", ".rst").skipped
    )
