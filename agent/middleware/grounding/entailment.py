"""Cited sentences against their passages by an entailment model, a sentence-transformers CrossEncoder
that the user names; without a name nothing of it is imported."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from agent.middleware.grounding.findings import Finding
from agent.middleware.grounding.layout import Layout, read_layout, without_marks

_CONTRADICTION = "contradiction"
_LEAST = 0.7
"""Probability of a contradiction from which on it is one."""
_MOST_PASSAGE = 2_000
"""Characters of a passage that are compared; models of this kind read 512 tokens."""


class CannotJudge(ValueError):
    """The model named cannot be used; the sentence says why."""


class Entailment:
    """Args:
    name: A model id of a hub that is on this machine or can be fetched, or a folder.

    Raises:
        CannotJudge: it cannot be loaded, or it does not tell contradictions.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._model = _loaded(name)
        self._column = _column(name, self._model)

    def findings(self, answer: str, evidence: Sequence[Mapping[str, Any]]) -> list[Finding]:
        """A finding for each cited sentence that every passage it cites contradicts."""
        layout = read_layout(answer)
        texts = {int(row["id"]): str(row["text"])[:_MOST_PASSAGE] for row in evidence}
        asked = list(_pairs(layout, texts))
        if not asked:
            return []
        scores = _probabilities(self._model, [(passage, said) for _, passage, said in asked])
        likely: dict[tuple[int, int], list[float]] = {}
        for (span, _, _), row in zip(asked, scores, strict=True):
            likely.setdefault(span, []).append(row[self._column])
        return [
            Finding(
                "contradiction",
                *layout.back(*span),
                f"by {self._name} the cited passage contradicts it ({min(values):.0%})",
            )
            for span, values in likely.items()
            if min(values) >= _LEAST
        ]


class Judge:
    """An entailment model that is loaded when first asked, once for all threads; or none."""

    def __init__(self, name: str | None) -> None:
        self._name = name
        self._lock = threading.Lock()
        self._model: Entailment | None = None
        self._failed = ""

    def findings(
        self, answer: str, evidence: Sequence[Mapping[str, Any]]
    ) -> tuple[list[Finding], str]:
        """What it objects to, and why there is no judge though one was named."""
        if self._name is None:
            return [], ""
        with self._lock:
            if self._model is None and not self._failed:
                try:
                    self._model = Entailment(self._name)
                except CannotJudge as error:
                    self._failed = str(error)
            return (self._model.findings(answer, evidence) if self._model else []), self._failed


def _pairs(layout: Layout, texts: Mapping[int, str]) -> Iterator[tuple[tuple[int, int], str, str]]:
    plain = without_marks(layout.plain)
    for sentence in layout.sentences:
        if sentence.block.is_head or sentence.block.is_reference:
            continue
        said = plain[sentence.start : sentence.end]
        lead = len(said) - len(said.lstrip(" |-*•\n"))
        span = sentence.start + lead, sentence.start + len(said.rstrip(" |\n"))
        for n in dict.fromkeys(sentence.own or sentence.cited):
            if n in texts and said.strip(" |-*•\n"):
                yield span, texts[n], said.strip(" |-*•\n")


def _loaded(name: str) -> Any:
    try:
        from sentence_transformers import CrossEncoder
    except ImportError as error:
        raise CannotJudge(
            f"The entailment model {name!r} needs sentence-transformers, which is not installed."
        ) from error
    try:
        return CrossEncoder(name)
    except (OSError, ValueError, RuntimeError) as error:
        raise CannotJudge(
            f"The entailment model {name!r} cannot be loaded; give the id of a CrossEncoder such as"
            " 'cross-encoder/nli-deberta-v3-small', or the folder of one."
        ) from error


def _column(name: str, model: Any) -> int:
    labels = {int(i): str(label).lower() for i, label in model.config.id2label.items()}
    column = next((i for i, label in labels.items() if _CONTRADICTION in label), None)
    if column is None:
        raise CannotJudge(
            f"The model {name!r} does not tell contradictions: its labels are "
            f"{', '.join(labels.values())}. An entailment model has one named 'contradiction'."
        )
    return column


def _probabilities(model: Any, pairs: Sequence[tuple[str, str]]) -> list[list[float]]:
    import torch

    given = model.predict(list(pairs), apply_softmax=True, activation_fn=torch.nn.Identity())
    return [[float(value) for value in row] for row in given]
