import pytest

from knowledge.document import CannotRead
from knowledge.parse import parse
from knowledge.parse.text import decode

CHINESE = "通义千问是阿里巴巴的大语言模型，它有开源的版本，也有闭源的版本。" * 10


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_chinese_stays_intact_in_every_encoding(encoding):
    assert decode(CHINESE.encode(encoding)) == CHINESE


def test_a_few_chinese_words_are_not_taken_for_korean():
    short = "套餐;价格\n标准;20\n高级;200\n"
    assert decode(short.encode("gbk")) == short


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        (
            "euc-kr",
            "얼룩말은 아프리카에 사는 줄무늬가 있는 동물이다. 세계에서 가장 잘 알려져 있다. " * 5,
        ),
        ("latin-1", "Zebras können größer sein als Esel; übrigens auch schöner. " * 5),
        ("shift_jis", "シマウマはアフリカに住む動物で、白と黒の縞模様がある。" * 5),
    ],
)
def test_other_encodings_are_still_told(encoding, text):
    assert decode(text.encode(encoding)) == text


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
