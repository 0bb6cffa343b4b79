import pytest

from knowledge.parse.hyphens import known, mended


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("The war-\nranty, two\nyears", "The warranty,\ntwo\nyears"),
        ("a state-of-the-\nart card", "a state-of-the-art\ncard"),
        ("an e-\nmail", "an e-mail"),
        ("GPU-\nbased", "GPU-based"),
        ("soft\u00ad\nware", "software"),
        ("pre-\nand post-war", "pre-\nand post-war"),
        ("https://acme.example/long-\nname", "https://acme.example/long-\nname"),
        ("Rhein-\nMain", "Rhein-\nMain"),
        ("from -\nto", "from -\nto"),
        ("2024-\n25", "2024-\n25"),
        ("a well-\nknown product", "a well-known\nproduct"),
        ("Cloud-\nbased and user-\nfriendly", "Cloud-based\nand user-friendly"),
        ("of well-\nness, self-\nish", "of wellness,\nselfish"),
        ("cor-\nrelated, un-\nknown", "correlated,\nunknown"),
    ],
)
def test_a_word_is_whole_and_a_compound_keeps_its_hyphen(text: str, whole: str):
    assert mended(text, known([text])) == whole


def test_what_the_document_writes_elsewhere_decides():
    text = "an open-\nsource model and a data-\nbase"
    assert mended(text, known([text, "open source data base database"])) == (
        "an open-source\nmodel and a database"
    )
