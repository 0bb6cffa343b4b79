"""A language model that somebody else runs, with what we must know to call it well."""

from dataclasses import dataclass

from langchain_core.language_models import BaseChatModel

from agent.presets import Price

_REPORT_FINISH = {
    "openai-chat", "anthropic-chat", "chat-ollama", "chat-google-generative-ai", "mistralai-chat",
}  # fmt: skip


@dataclass(frozen=True)
class Provider:
    """One model to ask."""

    name: str
    """As the user named it; the answer says who answered by it."""
    model: BaseChatModel
    timeout_seconds: float = 20.0
    """Silence after which it counts as down."""
    context_tokens: int | None = None
    """Its window, question, passages and answer together; None where it needs no care."""
    calls_as_json: bool = False
    """It has no tool calling of its own and writes calls as JSON."""
    price: Price | None = None

    @property
    def speaks_openai(self) -> bool:
        """Whether requests may carry what OpenAI's client takes: a timeout, an extra body."""
        return self.model._llm_type == "openai-chat"

    @property
    def reports_finish(self) -> bool:
        """Whether its client hands on why an answer ended, so that a broken one can be told."""
        return self.model._llm_type in _REPORT_FINISH
