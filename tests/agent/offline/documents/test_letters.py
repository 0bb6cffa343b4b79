"""What holds of a mail that quotes older ones."""

from collections.abc import Iterator

import pytest

from agent import Analyst
from agent.offline.documents.letters import letters_in
from knowledge import Library

_MAILS = {
    "heron": "From: Ann Lee\nSent: Tuesday, 4 March 2025 10:00\nTo: Bob Ray\nSubject: RE: Rent of Heron hall\n\nThe rent of Heron hall is 700 euros a day.\n\n-----Original Message-----\nFrom: Bob Ray\nSent: Monday, 3 February 2025 09:10\nTo: Ann Lee\nSubject: Rent of Heron hall\n\nThe rent of Heron hall was 900 euros a day.\n",
    "dorn": "Von: Anna Roth\nGesendet: 12.05.2025 08:00\nAn: Jan Berg\nBetreff: AW: Kran\n\nThe Dorn crane lifts 12 tonnes.\n\nAm 02.05.2025 um 10:00 schrieb Jan Berg:\n> The Dorn crane lifts 20 tonnes.\n",
    "wren": "Hi all,\n\nOn Mon, 3 Mar 2025 at 10:00, Carl Fox <carl@fox.example> wrote:\n> The Wren course takes 40 participants.\n>\n> It starts at nine.\n\nThe Wren course takes 25 participants, sorry.\n",
    "robin": "From: Eve <eve@x.example>\nDate: Thu, 10 Apr 2025 10:00:00 +0200\nSubject: Re: Robin licence\n\nThe Robin licence ends on 31 December 2026.\n\n> On 9 April 2025 Finn wrote:\n> The Robin licence ends on 30 June 2026.\n>> On 2 April 2025 Eve wrote:\n>> The Robin licence ends on 31 March 2026.\n",
    "offer": "From: Ann <ann@lynx.example>\nTo: Bob <bob@lynx.example>\nDate: Tue, 4 Mar 2025 10:00:00 +0100\nSubject: Offer of Lynx\n\nHi Bob,\n\nLynx offers 25 licences for 3,000 euros a year.\n\n> On 1 March 2025 Bob wrote:\n> Lynx offered 25 licences for 4,000 euros.\n",
    "petrel": "From: Ann\nDate: 5 May 2025\nSubject: Petrel\n\nThe Petrel boat carries 30 people.\n\nFrom: Bob\nDate: 9 May 2025\nSubject: Re: Petrel\n\nThe Petrel boat carries 28 people.\n",
    "haiyan": "发件人: 李安\n发送时间: 2025年6月5日\n收件人: 王博\n主题: 回复: 海燕项目\n\n海燕项目的预算是八十万元。\n\n在 2025年5月1日，王博 写道：\n> 海燕项目的预算是一百万元。\n",
    "stork": "# Stork guide\n\n> **Note:** The Stork ferry takes 80 cars.\n\nThe Stork ferry leaves at noon.\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def mails(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    folder = tmp_path_factory.mktemp("mails")
    for name, text in _MAILS.items():
        suffix = "md" if text.startswith("#") else "txt"
        (folder / f"{name}.{suffix}").write_text(text, encoding="utf-8")
    library = Library.open(tmp_path_factory.mktemp("mails-store") / "library")
    assert not library.ingest([folder]).failed
    with Analyst(library=library, threads=":memory:") as analyst:
        yield analyst


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is the rent of Heron hall?", "2025-03-04: The rent of Heron hall is 700 euros a day"),
        ("How much does the Dorn crane lift?", "2025-05-12: The Dorn crane lifts 12 tonnes"),
        ("How many participants does the Wren course take?", "The Wren course takes 25 participants"),
        ("When does the Wren course start?", "Quoted 2025-03-03: It starts at nine"),
        ("When does the Robin licence end?", "2025-04-10: The Robin licence ends on 31 December 2026"),
        ("What does Lynx's offer cost?", "2025-03-04: Lynx offers 25 licences for 3,000 euros"),
        ("How much do the 25 licences of Lynx cost?", "2025-03-04: Lynx offers 25 licences for 3,000"),
        ("What did Lynx offer on 1 March 2025?", "Quoted 2025-03-01: Lynx offered 25 licences for 4,000"),
        ("How many people does the Petrel boat carry?", "2025-05-09: The Petrel boat carries 28 people"),
        ("海燕项目的预算是多少？", "2025-06-05: 海燕项目的预算是八十万元"),
        ("How many cars does the Stork ferry take?", "Note: The Stork ferry takes 80 cars"),
    ],
)  # fmt: skip
def test_what_a_mail_says_goes_before_what_it_quotes(
    mails: Analyst, question: str, said: str
) -> None:
    answer = mails.ask(question)
    assert answer.text.startswith(said) and not answer.abstained


@pytest.mark.parametrize(
    "text",
    [
        "Notes\n\n> A remark of 4 May 2025.\n\nMore.",
        "From: Oslo\nTo: Voss\nDate: 5 May 2025\n\nFrom: Voss\nTo: Oslo\nDate: 7 May 2025\n",
        "From: Ann\nDate: 5 May 2025\nSubject: Rent\n\nIt is 3.",
    ],
)
def test_a_text_without_an_older_mail_has_no_parts(text: str) -> None:
    assert letters_in(text) == []
