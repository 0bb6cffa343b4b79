import subprocess
import sys

_SCRIPT = """
import multiprocessing
from knowledge import Library

library = Library.open("library")
library.ingest("documents/zebra.md")
print(library.search("stripes")[0].title)
tell = lambda: print(library.search("which animal has stripes, " * 200)[0].title, flush=True)
child = multiprocessing.get_context("fork").Process(target=tell)
child.start()
child.join()
"""


def test_a_forked_process_searches_after_its_parent_did(write, tmp_path):
    """As the workers of a server that loads its application first: it waited without end."""
    write("zebra.md", "Zebra has stripes.")
    ran = subprocess.run(
        [sys.executable, "-c", _SCRIPT],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert ran.stdout.split() == ["zebra", "zebra"]
