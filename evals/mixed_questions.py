"""Questions of all kinds, no two alike, made from names and numbers."""

from collections.abc import Iterator
from itertools import cycle, islice

SYSTEMS = (
    "Qwen3", "Qwen-Image", "Wan2.2", "HunyuanVideo", "Hunyuan World 1.0", "WeKnora", "Yuanqi",
    "Doubao", "Jimeng", "Seed-OSS", "Coze Studio", "ChatGPT Plus", "GPT-5", "gpt-oss",
    "Nano Banana", "Gemini CLI", "Claude Code", "Claude Opus 4.1", "DeepSeek-V3", "DeepSeek-R1",
    "ComfyUI", "Microsoft 365 Copilot", "MAI-1-preview", "Oracle", "Alibaba Cloud",
    "Volcano Engine",
)  # fmt: skip
MODELS = (
    "Qwen3-8B", "Qwen3-14B", "Qwen3-32B", "Qwen3-30B-A3B", "HunyuanVideo", "Wan2.1 1.3B",
    "Qwen-Image", "gpt-oss-20b", "DeepSeek-V3", "Phi-4",
)  # fmt: skip
CARDS = ("3060", "RTX 4090", "3090", "A100 80GB", "H100", "L40S", "RTX 5090")
PRECISIONS = ("bf16", "fp8", "awq-int4")
CLAIMS = (
    "IMA is open source",
    "Yuanqi is open source",
    "Oracle shares rose sharply within a day",
    "only ByteDance mixes open and closed models",
    "Volcano Engine open-sourced Coze",
    "Alibaba's share price has risen steadily",
    "Gemini has reached the first rank",
    "Microsoft Office has integrated Claude",
    "Nano Banana became extremely popular",
    "OpenAI earns its money through subscriptions",
)
CLAIM_FORMS = ("Is it true that {}?", "Check this claim: {}.", "Does the article say that {}?")
OUT_OF_SCOPE = (
    "What is the weather in {}?",
    "Who is the mayor of {}?",
    "Book me a table in {}.",
)
TOWNS = ("Paris", "Hangzhou", "Oslo", "Lima", "Berlin", "Kyoto", "Accra", "Turin")


def mixed_questions(count: int = 200) -> list[str]:
    """Questions of each kind in turn."""
    kinds = (_facts(), _revenue(), _vram(), _chinese(), _others())
    return [next(kind) for kind in islice(cycle(kinds), count)]


def _facts() -> Iterator[str]:
    forms = (
        "Under which licence is {} released?",
        "What does {} cost?",
        "What is {}?",
        "When was {} released?",
    )
    for form in cycle(forms):
        for system in SYSTEMS:
            yield form.format(system)


def _revenue() -> Iterator[str]:
    for n in range(1, 10_000):
        yield (
            f"What revenue do {n * 3} million subscribers at ${n % 40 + 5} a month give?",
            f"{n * 7} million users paying ${n * 12} a year, growing {n % 30 + 1}% a year: "
            "revenue over 3 years?",
            f"How many subscribers at ${n + 99} a year bring ${n}0 billion?",
        )[n % 3]


def _vram() -> Iterator[str]:
    for n in range(10_000):
        model, card = MODELS[n % len(MODELS)], CARDS[n % len(CARDS)]
        precision = PRECISIONS[n // len(MODELS) % len(PRECISIONS)]
        yield f"Does {model} in {precision} fit on a {card}?"


def _chinese() -> Iterator[str]:
    forms = ("{}是开源的吗？", "{}的许可证是什么？")
    for n in range(10_000):
        if n % 3 == 2:
            yield f"每月{n + 10}元，{n + 3}00万付费用户，一年收入多少亿元？"
        else:
            yield forms[n // len(SYSTEMS) % len(forms)].format(SYSTEMS[n % len(SYSTEMS)])


def _others() -> Iterator[str]:
    for n in range(10_000):
        yield CLAIM_FORMS[n // len(CLAIMS) % len(CLAIM_FORMS)].format(CLAIMS[n % len(CLAIMS)])
        yield OUT_OF_SCOPE[n % len(OUT_OF_SCOPE)].format(TOWNS[n % len(TOWNS)])
