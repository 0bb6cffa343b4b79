import pytest

from agent import Analyst
from knowledge.library import Library


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Does the article make any reference to Samsung?", "Samsung"),
        ("Samsung mentioned in the piece?", "Samsung"),
        ("Is Huawei named anywhere in the text?", "Huawei"),
        ("dose the artcle menton huawei", "huawei"),
        ("is huawei even in the article?", "huawei"),
        ("was Samsung anywhere in this piece", "Samsung"),
        ("文章提到华为了吗", "华为"),
        ("华为在文中出现过吗？", "华为"),
    ],
)
def test_a_name_that_the_article_lacks_is_denied(
    bundled: Library, question: str, name: str
) -> None:
    with Analyst(library=bundled, threads=":memory:") as analyst:
        answer = analyst.ask(question)
    assert answer.text.startswith(("No: the article does not mention", "没有：文章没有提到"))
    assert name in answer.text and not answer.abstained


@pytest.mark.parametrize(
    "question",
    [
        "文章提到了哪些公司？",
        "Does the article mention Oracle?",
        "is tencent in the article at all?",
    ],
)
def test_what_the_article_names_is_not_denied(bundled: Library, question: str) -> None:
    with Analyst(library=bundled, threads=":memory:") as analyst:
        text = analyst.ask(question).text
    assert not text.startswith(("No:", "没有："))
