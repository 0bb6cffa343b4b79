"""Chinese questions on Chinese documents: figures written in characters, words that only ask, and what is not said."""

from collections.abc import Iterator

import pytest

from agent import Analyst
from knowledge import Library

_DOCUMENTS = {
    "lanhu": "# 蓝湖数据服务说明\n\n蓝湖数据的入门版每年收费一千二百元，旗舰版每年收费九千八百元。\n\n"
    "蓝湖数据的API每秒最多接受五十次请求，超出部分返回429。\n\n"
    "用户可在三十日以内取消订阅，款项在十个工作日内退回。\n\n"
    "蓝湖数据于2012年由陈立在成都创立，目前有员工三百人。\n",
    "qingshi": "# 青石云套餐\n\n青石云的个人版八十元一个月，商业版四百元一个月。\n\n"
    "SLA保证可用性99.9%，低于该值按比例赔付。\n\n青石云支持GPT和Claude两种模型。\n\n日志保留九十天。\n",
}


@pytest.fixture(scope="module")
def analyst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    folder = tmp_path_factory.mktemp("chinese")
    for name, text in _DOCUMENTS.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    library = Library.open(tmp_path_factory.mktemp("chinese-store") / "library")
    assert not library.ingest([folder]).failed
    with Analyst(library=library, threads=":memory:") as analyst:
        yield analyst


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("蓝湖数据的旗舰版多少钱一年？", "九千八百元"),
        ("蓝湖数据入门版的价格", "一千二百元"),
        ("青石云商业版一个月多少钱？", "四百元"),
        ("青石云个人版要多少钱？", "八十元"),
        ("多久之内可以取消订阅？", "三十日"),
        ("日志保存多长时间？", "九十天"),
        ("蓝湖数据是哪一年成立的？", "2012年"),
    ],
)
def test_a_figure_in_characters_answers_however_it_is_asked(
    analyst: Analyst, question: str, said: str
) -> None:
    answer = analyst.ask(question)
    assert said in answer.text and not answer.abstained


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("蓝湖数据的API每秒能接受多少请求？", "蓝湖数据的API每秒最多接受五十次请求"),
        ("蓝湖数据是谁创立的？", "蓝湖数据于2012年由陈立"),
        ("青石云的可用性是多少？", "SLA保证可用性99.9%"),
        ("青石云支持哪些模型？", "青石云支持GPT"),
    ],
)
def test_a_sentence_with_capitals_is_told_itself_and_heads_no_other(
    analyst: Analyst, question: str, said: str
) -> None:
    assert analyst.ask(question).text.startswith(said)


@pytest.mark.parametrize("question", ["蓝湖数据的专业版多少钱？", "蓝湖数据的培训多少钱？", "青石云的电话是多少？"])  # fmt: skip
def test_what_is_said_of_the_firm_alone_answers_nothing_else(
    analyst: Analyst, question: str
) -> None:
    assert analyst.ask(question).abstained
