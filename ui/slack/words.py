"""What the Slack app itself says to people, in the language of the question."""

from agent.answer import Language

EXAMPLES = (
    "With 100 million subscribers at $500 a year, what is the revenue?",
    "Can my 3060 run HunyuanVideo at 720p?",
    "Is Tencent's IMA open source?",
)

FAILED: dict[Language, str] = {
    "en": "I could not answer this because something failed on my side; please ask again in a "
    "moment.",
    "zh": "我这边出了问题，暂时无法回答；请稍后再问一次。",
}
SHORTENED: dict[Language, str] = {
    "en": "This answer is longer than one Slack message can hold and ends here; ask for the part "
    "you need.",
    "zh": "答案超过一条 Slack 消息的长度，到此为止；请就需要的部分继续提问。",
}
MORE_SOURCES: dict[Language, str] = {
    "en": "and {count} more, not shown here",
    "zh": "另有 {count} 条来源未列出",
}
UNSUPPORTED: dict[Language, str] = {
    "en": "Without a source, not to be relied on: {figures}",
    "zh": "没有来源、不可采信：{figures}",
}
UNDATED: dict[Language, str] = {"en": "undated", "zh": "无日期"}
STATUS: dict[Language, str] = {"en": "is looking this up…", "zh": "正在查找…"}


def help_text() -> str:
    """What a mention without a question is answered with."""
    examples = "; ".join(f"“{example}”" for example in EXAMPLES)
    return f"Ask me about AI vendors, their revenue or what fits on a GPU, for example: {examples}"
