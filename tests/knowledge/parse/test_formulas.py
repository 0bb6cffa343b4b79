import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from knowledge.parse.formulas import as_line


def _run(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


_SUM = f"<m:sSubSup><m:e>{_run('x')}</m:e><m:sub>{_run('i')}</m:sub><m:sup>{_run('n+1')}</m:sup></m:sSubSup>"
_POWER = f"<m:sSup><m:e>{_run('c')}</m:e><m:sup>{_run('2')}</m:sup></m:sSup>"


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        (_run("E=m") + _POWER, "E=mc²"),
        (_SUM, "x_i^(n+1)"),
        (f"<m:f><m:num>{_run('a+b')}</m:num><m:den>{_run('2')}</m:den></m:f>", "(a+b)/2"),
        (f"<m:rad><m:deg/><m:e>{_run('x')}</m:e></m:rad>", "√x"),
        (f"<m:sSub><m:e>{_run('x')}</m:e></m:sSub>", "x"),
        (f"<m:d><m:e>{_run('x')}</m:e></m:d>{_run('y')}", "(x)y"),
    ],
)
def test_a_formula_is_a_line_of_text(formula: str, line: str):
    assert as_line(parse_xml(f"<m:oMath {nsdecls('m')}>{formula}</m:oMath>")) == line
