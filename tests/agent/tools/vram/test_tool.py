from agent import Analyst


def test_the_chat_refuses_in_the_language_of_the_question(analyst: Analyst) -> None:
    answer = analyst.ask("Qwen3-8B 上下文 2000000000 token 在 4090 上要多少显存")
    assert "上下文 2,000,000,000 超出任何模型。最多读到 100,000,000。" in answer.text
    english = analyst.ask("How much memory does Qwen3-8B need at 2000000000 tokens of context?")
    assert "is beyond any model. The most that is read is 100,000,000." in english.text


def test_a_chinese_question_gets_its_report_in_chinese(analyst: Analyst) -> None:
    answer = analyst.ask("我的 3060 能跑 HunyuanVideo 720p 吗？")
    assert "**不行**" in answer.text
    assert "减到 105 帧" in answer.text
    assert "weights in" not in answer.text
    assert [figure.text for figure in answer.figures if figure.origin == "unsupported"] == []
    (call,) = (call for call in answer.tool_calls if call.name == "check_vram")
    assert any(row["change"] == "105 frames" for row in call.result["options"])


def test_what_a_card_runs_is_answered_before_the_table(analyst: Analyst) -> None:
    answer = analyst.ask("biggest qwen3 dense model for 24gb in awq?")
    assert answer.text.startswith("**Qwen3-32B in awq**: ")
    chinese = analyst.ask("我的3060能跑哪些Qwen3模型？")
    assert chinese.text.startswith("**Qwen3-14B（q4_k_m）**")
    cards = analyst.ask("Which cards can run Qwen3-32B at fp8?")
    assert cards.text.startswith("**From 40 GB**")
    for each in (answer, chinese, cards):
        assert [figure.text for figure in each.figures if figure.origin == "unsupported"] == []


def test_a_model_that_does_not_exist_is_not_answered_for_another(analyst: Analyst) -> None:
    answer = analyst.ask("Can a 3060 run Qwen99-8B?")
    assert answer.text.startswith("Unknown model 'Qwen99-8B'.")
    assert answer.asked
    assert answer.citations == []


def test_an_unknown_card_is_named_with_the_closest(analyst: Analyst) -> None:
    answer = analyst.ask("Can a RTX 9999 run Qwen3-8B?")
    assert answer.text.startswith("Unknown card 'RTX 9999'. Did you mean RTX")
    assert "vendorscope vram --list gpus" in answer.text


def test_training_is_not_answered_with_the_figures_of_running(analyst: Analyst) -> None:
    answer = analyst.ask("How much VRAM do I need to train Qwen3-8B?")
    assert answer.text.startswith("**Not estimated**")
    assert "MB GPU memory" not in answer.text


def test_a_closed_model_cites_what_the_library_says_of_it(analyst: Analyst) -> None:
    answer = analyst.ask("Will Doubao-Seed-1.6 fit on my 4090?")
    assert answer.text.startswith("**Not published**: ByteDance")
    assert "Published statements" not in answer.text  # a price is none on memory
    assert [citation.title for citation in answer.citations] == ["doubao-seed-1.6 — price"]


def test_the_makers_count_of_cards_comes_first(analyst: Analyst) -> None:
    answer = analyst.ask("HunyuanImage-3.0需要几张卡？")
    assert "3 张 80 GB 卡" in answer.text.splitlines()[0]


def test_the_ladder_alone_answers_what_would_make_it_fit(analyst: Analyst) -> None:
    analyst.ask("Does Qwen3-32B fit on a 3060?", thread="ladder")
    answer = analyst.ask("what would make it fit?", thread="ladder")
    assert "each step on top of those before:" in answer.text
    assert "instead: another card" in answer.text
    assert "Assumed:" not in answer.text


def test_an_answer_is_repeated_in_the_language_asked_for(analyst: Analyst) -> None:
    analyst.ask("Does Qwen3-8B fit on a 3060?", thread="language")
    answer = analyst.ask("and in Chinese please", thread="language")
    assert answer.language == "zh"
    assert answer.text.startswith("**改动一处即可运行**：权重改用 fp8")
    assert "**按原样放不下**：Qwen3-8B" in answer.text


def test_the_models_of_a_list_are_checked_then_narrowed_by_licence(analyst: Analyst) -> None:
    analyst.ask("Which open video models does Tencent have?", thread="list")
    chosen = analyst.ask("Which of those fit on 16 GB?", thread="list")
    assert "| HunyuanVideo-1.5 |" in chosen.text
    assert "Llama" not in chosen.text
    narrowed = analyst.ask("Only those under Apache 2.0", thread="list")
    assert narrowed.text.startswith("**None** of the ")
    assert "Tencent Hunyuan Community" in narrowed.text


def test_two_cards_get_one_table_and_no_unsupported_figure(analyst: Analyst) -> None:
    answer = analyst.ask("Can a 3060 or a 4090 run Qwen3-8B?")
    (call,) = (call for call in answer.tool_calls if call.name == "check_vram")
    assert [row["gpu"] for row in call.result["rows"]] == ["RTX 3060 12GB", "RTX 4090"]
    assert answer.text.index("| card |") < answer.text.index("<details>")
    assert [figure.text for figure in answer.figures if figure.origin == "unsupported"] == []


def test_a_card_answers_for_itself(analyst: Analyst) -> None:
    assert "3,350 GB/s" in analyst.ask("what is the memory bandwidth of an H100?").text
    training = analyst.ask("Can I train a LoRA on a 4090?")
    assert training.text.startswith("**Not estimated**")
