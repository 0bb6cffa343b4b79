"""Trains the tagger that tells what a question on somebody's documents asks for and which of its words name
what: `python -m evals.fit_question_parts`.

Its cases lie in `question_part_cases.txt.xz`, one a line: the kind of answer, then the question with its
words marked, `sum | what did [[Kiln Lane|item]] and [[Ashby|item]] [[take|measure]] in [[March|period]]`. They were
written for this by a language model that had seen neither the program nor any document or question it
is measured on. With `--hold N` every N-th case is left out and told how it fares.
"""

import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.tagging import Case, Trained, train
from knowledge.embedding.question_parts import QUESTION_PARTS, names

CASES = Path(__file__).with_name("question_part_cases.txt.xz")
_ROUNDS = 4
_LOWER, _NO_END, _SLIP = 0.2, 0.3, 0.08
"""Chances that a case is read in small letters, without its mark at the end, and with two letters of
a word exchanged."""
_OF_PARTS = 1.0
"""What the parts of the words count beside the kind."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and write the changes."""
    return train(_Trained, QUESTION_PARTS, names(), CASES, _ROUNDS, __doc__, arguments)


class _Trained(Trained):
    def loss(self, case: Case, kind: Any, tokens: Any, places: Sequence[Sequence[int]]) -> Any:
        import torch
        from torch.nn.functional import cross_entropy

        own = cross_entropy(kind, torch.tensor(self.kinds.index(case.kind)), label_smoothing=0.05)
        return own + _OF_PARTS * cross_entropy(tokens, torch.tensor(self._wanted(case, places, len(tokens))))  # fmt: skip

    def _wanted(self, case: Case, places: Sequence[Sequence[int]], count: int) -> list[int]:
        right = [self.parts.index("none")] * count
        for part, tokens in zip(case.parts, places, strict=True):
            for i in tokens:
                right[i] = self.parts.index(part)
        return right

    def varied(self, case: Case, chance: random.Random) -> Case:
        return varied(case, chance)

    def test(self, cases: Sequence[Case]) -> None:
        """Print how many kinds and tokens are told right, which kinds are taken for which, and examples."""
        import torch

        kinds_right = tokens_right = tokens_all = 0
        wrong: Counter[tuple[str, str]] = Counter()
        with torch.no_grad():
            for case in cases:
                kind, tokens, places = next(iter(self.odds([case])))
                told = self.kinds[int(kind.argmax())]
                wanted = self._wanted(case, places, len(tokens))
                kinds_right += told == case.kind
                tokens_right += int((tokens.argmax(1) == torch.tensor(wanted)).sum())
                tokens_all += len(wanted)
                if told != case.kind:
                    wrong[case.kind, told] += 1
                    print(f"{case.kind}: {told} {float(kind.softmax(0).max()):.2f}: {case.question}")  # fmt: skip
        print(*(f"{a} taken for {b}: {n}" for (a, b), n in wrong.most_common(12)), sep="\n")
        print(f"kinds {kinds_right / len(cases):.3f} of {len(cases)}, tokens {tokens_right / tokens_all:.3f}")  # fmt: skip


def varied(case: Case, chance: random.Random) -> Case:
    """The case as somebody else would type it; places stay."""
    text = case.question.lower() if chance.random() < _LOWER else case.question
    if len(text) != len(case.question):
        text = case.question  # a few letters have no small form of one character
    if chance.random() < _NO_END and text.endswith(("?", ".")):
        text = text[:-1]
    if chance.random() < _SLIP:
        letters = [i for i in range(1, len(text) - 2) if text[i : i + 2].isalpha()]
        if letters:
            i = chance.choice(letters)
            text = text[:i] + text[i + 1] + text[i] + text[i + 2 :]
    return Case(case.kind, text, case.spans, case.parts)


if __name__ == "__main__":
    sys.exit(main())
