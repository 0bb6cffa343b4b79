"""The examples in docstrings hold."""

import doctest
import importlib
import re
from pathlib import Path

import pytest

_ROOT = Path(__file__).parent.parent
_WITH_EXAMPLES = sorted(
    ".".join(path.relative_to(_ROOT).with_suffix("").parts).removesuffix(".__init__")
    for package in ("agent", "knowledge", "ui", "evals")
    for path in (_ROOT / package).rglob("*.py")
    if re.search(r"^\s+>>> ", path.read_text("utf-8"), re.MULTILINE)
)


@pytest.mark.parametrize("name", _WITH_EXAMPLES)
def test_the_examples_in_docstrings_hold(name: str) -> None:
    tried = doctest.testmod(importlib.import_module(name))
    assert tried.attempted and not tried.failed
