"""`ask --explain`: what was understood, called and considered, and why."""


def test_it_shows_request_calls_passages_and_reason(here):
    ran = here("ask", "--explain", "Is Tencent's IMA open source?")

    assert ran.code == 0
    answer, _, trace = ran.stdout.partition("\nUnderstood\n")
    assert "Sources\n[1]" in answer
    assert "systems IMA" in trace.splitlines()[0]
    assert "search_knowledge(query=" in trace and " ms: " in trace
    assert "  [1] " in trace and "\n  -  " in trace
    assert trace.splitlines()[-1].startswith("  composed from ")


def test_it_says_why_nothing_was_answered(here):
    ran = here("ask", "--explain", "Which charity does the IMA team support?")

    assert ran.stdout.splitlines()[-1].startswith("  withheld: by the search the ")


def test_it_says_what_was_asked_back(here):
    ran = here("ask", "--explain", "What's the annual revenue at $20 a month?")

    assert ran.stdout.splitlines()[-1] == "  asked back: subscribers is missing"


def test_an_engine_is_named(here):
    ran = here("ask", "--explain", "Does Qwen3-8B in fp8 fit a 3060?")

    assert "check_vram(" in ran.stdout
    assert "computed by check_vram" in ran.stdout.splitlines()[-1]


def test_in_json_it_is_part_of_the_answer(process):
    ran = process("ask", "Is Tencent's IMA open source?", "--json")

    assert ran.json["explanation"]["requests"][0]["systems"] == ["IMA"]
    assert len(ran.json["explanation"]["why"]) == 1
