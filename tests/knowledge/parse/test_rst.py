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
