import re

from agent.tools.vram.facts import rows
from agent.tools.vram.words import card_name, term


def test_the_free_text_of_the_data_has_its_chinese() -> None:
    notes = [(row["note"], term(row["note"]).zh) for row in rows("gpus") if row.get("note")]
    for row in rows("models"):
        notes += [(stage["name"], term(stage["name"]).zh) for stage in row.get("stages", [])]
        if maker := row.get("maker"):
            notes.append((maker["note"], maker.get("note_zh", "")))
        if away := row.get("detached"):
            notes.append((away, row.get("detached_zh", "")))
    for row in rows("published"):
        if task := row["request"].get("task"):
            notes.append((task, term(task).zh))
        if doubt := row.get("doubt"):
            notes.append((doubt, term(doubt).zh))
    assert [note for note, chinese in notes if not re.search("[一-鿿]", chinese)] == []


def test_the_figures_of_a_note_are_the_same_in_chinese() -> None:
    for row in rows("models"):
        if maker := row.get("maker"):
            numbers = [re.findall(r"\d+", maker[key]) for key in ("note", "note_zh")]
            assert numbers[0] == numbers[1]


def test_a_name_stays_a_name() -> None:
    assert term("vllm").zh == "vllm"
    assert card_name("RTX 4060 Laptop 8GB (+8 shared)").zh == (
        "RTX 4060 Laptop 8GB（另有 8 GB 共享内存）"
    )
