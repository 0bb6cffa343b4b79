import pytest

from knowledge.document import CannotRead
from knowledge.parse import parse
from knowledge.parse.text import decode

CHINESE = "通义千问是阿里巴巴的大语言模型，它有开源的版本，也有闭源的版本。" * 10


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_chinese_stays_intact_in_every_encoding(encoding):
    assert decode(CHINESE.encode(encoding)) == CHINESE


def test_line_ends_are_one_character():
    assert decode(b"a\r\nb\rc\n") == "a\nb\nc\n"


@pytest.mark.parametrize("content", [b"a\0b", b"\xff\xfea", bytes(range(1, 32)) * 9])
def test_binary_is_refused(content):
    with pytest.raises(CannotRead):
        decode(content)


def test_an_unknown_kind_names_the_known_ones():
    with pytest.raises(CannotRead, match=r"'.exe' cannot be read; known are .md"):
        parse(b"x", ".exe")
    with pytest.raises(CannotRead, match="without a suffix"):
        parse(b"x", "")
