import pytest

from agent.tools.vram import check_fit
from agent.tools.vram.facts import rows
from agent.tools.vram.formats import find_format


def test_a_published_speed_is_never_over_the_bound() -> None:
    assert rows("speeds")
    for row in rows("speeds"):
        names = ("gpus", "precision", "context", "prompt", "batch", "engine")
        request = {name: row[name] for name in names}
        speed = check_fit(row["model"], row["gpu"], **request).speed
        assert speed
        assert row["tokens_per_second"] < speed["tokens_per_second_at_most"]
        assert speed["published"]["source"] == row["source"]


def test_the_bound_is_bandwidth_over_the_bytes_a_step_reads() -> None:
    speed = check_fit("Qwen3-8B", "H20", context=2049).speed
    read = (8.1907e9 - 151936 * 4096) * 2 + 36 * 2 * 8 * 128 * 2049 * 2
    assert speed
    assert speed["tokens_per_second_at_most"] == pytest.approx(4000e9 / read, rel=0.01)


def test_of_experts_only_the_active_ones_are_read() -> None:
    dense = check_fit("Qwen3-32B", "H20").speed or {}
    moe = check_fit("Qwen3-30B-A3B", "H20").speed or {}
    assert moe["tokens_per_second_at_most"] > 5 * dense["tokens_per_second_at_most"]


def test_the_report_calls_it_a_bound_and_names_the_published_speed_in_both_languages() -> None:
    report = check_fit("Qwen3-8B", "H20")
    english, chinese = report.markdown(), report.markdown("zh")
    most = f"{(report.speed or {})['tokens_per_second_at_most']:.0f}"
    assert f"at most {most} tokens/s by bandwidth (a bound, not a forecast)" in english
    assert "Published: 81.73 tokens/s (bf16, sglang-0.4.6, 1 x H20 96GB, 2,049 tokens)" in english
    assert f"至多约 {most} token/秒（上限，不是预测）" in chinese
    assert "已公布：81.73 token/秒" in chinese


def test_a_speed_of_another_card_is_said_to_be_one() -> None:
    report = check_fit("Qwen3-8B", "4090")
    assert "Published on another card: 81.73 tokens/s" in report.markdown()
    assert "已公布（另一款显卡）：81.73 token/秒" in report.markdown("zh")


def test_the_nearest_published_speed_is_of_the_same_precision_and_engine() -> None:
    def published(**request: str) -> float:
        speed = check_fit("Qwen3-8B", "H20", **request).speed or {}
        return speed["published"]["tokens_per_second"]

    assert published(precision="fp8") == 150.25
    assert published(precision="fp8", engine="transformers") == 15.46


def test_no_speed_where_nothing_bounds_it() -> None:
    assert check_fit("HunyuanVideo", "4090").speed is None
    assert check_fit("Qwen3-8B", "24GB").speed is None
    assert check_fit("Qwen3-8B", "4090", offload="sequential").speed is None
    assert (check_fit("Llama-3.1-8B", "4090").speed or {"published": 1})["published"] is None
    assert "tokens/s" not in check_fit("Qwen3-32B", "3060").markdown()


@pytest.mark.parametrize(("model", "billions"), [("Kimi-K2", 32.5), ("MiniMax-M2", 11.0)])
def test_active_experts_are_counted_from_the_shape_where_nobody_tells_them(
    model: str, billions: float
) -> None:
    report = check_fit(model, "H200", gpus=8, context=8)
    assert report.speed is not None
    read = 4800e9 / report.speed["in_turn_at_most"]  # one card reads
    assert read == pytest.approx(billions * 1e9, rel=0.08)  # fp8, the cache beside it


def _bound(model: str, card: str, **setting: object) -> float:
    return (check_fit(model, card, **setting).speed or {})["tokens_per_second_at_most"]


def test_cards_that_hold_layers_in_turn_are_no_faster_for_one_request() -> None:
    one = _bound("Qwen3-14B", "RTX 3090", precision="q4_k_m")
    assert _bound("Qwen3-14B", "RTX 3090", gpus=2, precision="q4_k_m") == one
    shared = [
        _bound("Qwen3-14B", "RTX 3090", gpus=n, precision="awq", engine="vllm") for n in (1, 2)
    ]
    assert shared[1] == pytest.approx(2 * shared[0], rel=0.01)


def test_a_table_is_left_out_in_the_format_of_its_file() -> None:
    report = check_fit("Qwen3-8B", "RTX 4090", precision="q4_k_m")
    bits = find_format("q4_k_m").bits
    weights = (8.1907e9 - 151936 * 4096) * bits / 8
    read = weights + report.breakdown_gib["kv_cache"] * 2**30
    assert _bound("Qwen3-8B", "RTX 4090", precision="q4_k_m") == pytest.approx(
        1008e9 / read, rel=0.01
    )


@pytest.mark.parametrize(
    ("model", "card", "count", "context"),
    [
        ("DeepSeek-V3", "H200", 8, 131072),
        ("Llama-3.1-70B", "A100 80GB", 2, 8192),
        ("Qwen3-32B", "RTX 4090", 4, 4096),
        ("gpt-oss-120b", "H100 80GB", 2, 65536),
    ],
)
def test_where_no_split_is_named_the_bound_holds_for_each_of_them(
    model: str, card: str, count: int, context: int
) -> None:
    setting = {"gpus": count, "context": context}
    both = check_fit(model, card, **setting)
    shared = _bound(model, card, parallel=f"TP-{count}", **setting)
    in_turn = _bound(model, card, parallel=f"PP-{count}", **setting)
    speed = both.speed or {}
    assert speed["tokens_per_second_at_most"] == shared >= in_turn == speed["in_turn_at_most"]
    english, chinese = both.markdown(), both.markdown("zh")
    assert (
        f"at most {shared:,.0f} tokens/s by bandwidth where the cards share each layer" in english
    )
    assert f"{in_turn:,.0f} where they hold whole layers in turn" in english
    assert "张量并行" in chinese and f"依次计算时至多 {in_turn:,.0f}" in chinese
    named = check_fit(model, card, engine="transformers", prompt=1024, **setting)
    assert "by bandwidth with whole layers on the cards, in turn" in named.markdown()


def test_stages_of_cards_that_share_layers_are_called_groups() -> None:
    setting = {"gpus": 16, "parallel": "TP-8 x PP-2", "context": 32768}
    text = check_fit("DeepSeek-V3", "H100 80GB", engine="vllm", **setting).markdown()
    assert "with groups of cards that share layers, in turn" in text
