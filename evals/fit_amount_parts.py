"""Trains the tagger that tells which part each amount of a question plays in a sum:
`python -m evals.fit_amount_parts`.

Its cases lie in `amount_part_cases.txt.xz`, one a line: the kind of sum, then the question with its
amounts marked, `need_price | We want [[$9m|target]] from [[4,000 clinics|payers]]. …`. They were written for
this by a language model that had seen neither the program nor any question it is measured on, but for
1,152 that an earlier state of it was measured on (`RESULTS.md`, sets aa to aq), which measure nothing
since. With `--hold N` every N-th case is left out and told how it fares.
"""

import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.tagging import Case, Trained, train
from knowledge.embedding.amount_parts import PARTS, names

CASES = Path(__file__).with_name("amount_part_cases.txt.xz")
_ROUNDS = 6
_OTHER_DIGITS = 0.6
"""Chance that a case is read with other digits, so that no figure is learned by heart."""
_OTHER_MONEY = 0.2


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and write the changes."""
    return train(_Trained, PARTS, names(), CASES, _ROUNDS, __doc__, arguments)


class _Trained(Trained):
    def loss(self, case: Case, kind: Any, tokens: Any, places: Sequence[Sequence[int]]) -> Any:
        import torch
        from torch.nn.functional import cross_entropy

        own = cross_entropy(kind, torch.tensor(self.kinds.index(case.kind)))
        if not places:
            return own
        amounts = torch.stack([tokens[some].mean(0) for some in places])
        right = torch.tensor([self.parts.index(part) for part in case.parts])
        return own + cross_entropy(amounts, right)

    def varied(self, case: Case, chance: random.Random) -> Case:
        return varied(case, chance)

    def test(self, cases: Sequence[Case]) -> None:
        """Print how many kinds, parts and whole questions are told right, and which are not."""
        import torch

        kinds_right = parts_right = whole = amounts_all = 0
        with torch.no_grad():
            for case in cases:
                kind, tokens, places = next(iter(self.odds([case])))
                told = self.kinds[int(kind.argmax())]
                parts = [self.parts[int(tokens[some].mean(0).argmax())] for some in places]
                right = sum(a == b for a, b in zip(parts, case.parts, strict=True))
                kinds_right += told == case.kind
                parts_right += right
                amounts_all += len(parts)
                whole += told == case.kind and right == len(parts)
                if told != case.kind or right != len(parts):
                    print(f"{case.kind} {case.parts}: {told} {parts}: {case.question}")
        print(f"kinds {kinds_right / len(cases):.3f}, parts {parts_right / amounts_all:.3f}, whole {whole / len(cases):.3f} of {len(cases)}")  # fmt: skip


def varied(case: Case, chance: random.Random) -> Case:
    """The case with other digits in its amounts, and now and then other money; places stay."""
    text = list(case.question)
    if chance.random() < _OTHER_DIGITS:
        for start, end in case.spans:
            for i in range(start, end):
                if text[i].isdigit() and text[i] != "0":
                    text[i] = chance.choice("123456789")
    if chance.random() < _OTHER_MONEY:
        other = chance.choice("$€£¥")
        text = [other if sign == "$" else sign for sign in text]
    return Case(case.kind, "".join(text), case.spans, case.parts)


if __name__ == "__main__":
    sys.exit(main())
