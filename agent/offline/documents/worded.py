"""The question's words against the words of documents: what stands for each, and its weight."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from agent.offline.documents.asked import WEAK, Asked
from agent.offline.documents.likeness import LEAST
from agent.offline.documents.words import SLIP, best, forms_held, spelt, stems

_MOST_WORTH = 0.8
"""What a word counts at most that is met by another one; less the further apart they are."""
_IMPLIED, _FEW = 0.85, 3
"""What a word counts that only the whole of a name holds; how many documents may share the rest."""

_ByForm = dict[str, list[tuple[str, float]]]
"""What a form of a word stands for, and how well."""


class Words:
    """The question's words against the words of all units: what stands for each, and its weight."""

    def __init__(
        self, asked: Asked, texts: Iterable[frozenset[str]], names: Sequence[str], pieces: int
    ) -> None:
        held = list(texts)
        self._names = [held_in(name) for name in names]
        seen = Counter(word for text in held for word in text)
        self.forms = forms_held([word for word, _ in asked.weights], seen)
        self.phrases: tuple[frozenset[str], ...] = ()
        """Words that stand together in the question and in the documents: a name of something."""
        self.strong = frozenset(word for word, weight in asked.weights if weight > WEAK)
        self.common: set[str] = set()
        """Words that most documents have: that a unit lacks one says nothing."""
        self.weights: dict[str, float] = {}
        for word, weight in asked.weights:
            count = max((seen[form] for form in self.forms[word]), default=0)
            # What documents put in many ways is no loss where none puts it that way.
            rarity = math.log(1 + (pieces + 1) / (count + 0.5)) if count or weight > WEAK else 0.0
            self.weights[word] = weight * rarity
            if count > max(_FEW, pieces // 2):
                self.common.add(word)
        for word in _across(self.forms):
            self.weights[word] = 0.0
        self.total = sum(self.weights.values()) or 1.0
        self.near: dict[str, dict[str, float]] = {}
        self.kinds: dict[int, tuple[bool, float]] = {}
        """Whether each unit, by its identity, holds the kind of thing asked, and how far it is of its time: units are
        judged twice, and asked for that several times."""
        self._read_anew()

    def widen(self, near: dict[str, dict[str, float]]) -> None:
        """Further forms that may stand for the words, and all that have to do with them."""
        self.near = near
        for word, forms in near.items():
            for form, cosine in forms.items():
                if cosine >= LEAST:
                    self.forms[word].setdefault(form, min(_MOST_WORTH, cosine + 0.1))
        self._read_anew()

    def related(self, text: str) -> dict[str, float]:
        """The nearest that a text has to each word, 0 to 1; of those alone to which it has something."""
        return _nearest(self._near, text)

    def is_titled(self, name: frozenset[str]) -> bool:
        """Whether a document is called by a name, so that others of its kind may leave it out."""
        return any(name & self.weights.keys() <= held for held in self._names)

    def _read_anew(self) -> None:
        self._found: dict[str, dict[str, float]] = {}
        self._of_name: dict[str, dict[str, float]] = {}
        self._for, self._near = _by_form(self.forms), _by_form(self.near)
        lost = sum(
            self.weights[word] * (1 - max(self.forms[word].values(), default=0.0))
            for word in self.strong
        )
        self.unheld = lost / (sum(self.weights[word] for word in self.strong) or 1.0)
        """Share of the question's weight that no document found holds, 0 to 1."""

    def found(self, text: str) -> dict[str, float]:
        """How well each word is held by a text; only those that are."""
        if text not in self._found:
            self._found[text] = _nearest(self._for, text)
        return self._found[text]

    def of_name(self, name: str) -> dict[str, float]:
        """How well each word is held by a document's name, or belongs to one it cuts short."""
        if name not in self._of_name:
            self._of_name[name] = {**self.implied(name), **self.found(name)}
        return self._of_name[name]

    def holds(self, form: str) -> bool:
        """Whether a stem stands for a word of the question."""
        return form in self._for

    def respelt(self, text: str) -> str:
        """The question with the words that documents only hold otherwise spelt as these have them."""

        def right(word: re.Match[str]) -> str:
            said = stems(word[0])
            forms = self.forms.get(said[0], {}) if len(said) == 1 else {}
            if not forms or said[0] in forms or max(forms.values()) != SLIP:
                return word[0]
            return spelt(max(forms, key=lambda form: forms[form]))

        return re.sub(r"[^\W\d_]+", right, text)

    def implied(self, name: str) -> dict[str, float]:
        """Words of the question that belong to a name which a document's own name cuts short: a
        file `museum-visitors` is of the Maritime Museum."""
        held = held_in(name)
        shared = [w for w, forms in self.forms.items() if best(forms, held) and self._is_rare(w)]
        return {
            word: _IMPLIED
            for word, forms in self.forms.items()
            if not best(forms, held)
            and any(
                best(forms, n) and any(best(self.forms[s], n) for s in shared) for n in self._names
            )
        }

    def _is_rare(self, word: str) -> bool:
        if word.isdigit():
            return False
        count = sum(1 for name in self._names if best(self.forms[word], name))
        return count <= max(_FEW, len(self._names) // 4)


def _by_form(forms: Mapping[str, Mapping[str, float]]) -> _ByForm:
    """What each form stands for, from the forms that stand for each word."""
    inverted: _ByForm = {}
    for word, near in forms.items():
        for form, worth in near.items():
            inverted.setdefault(form, []).append((word, worth))
    return inverted


def _nearest(by_form: _ByForm, text: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for form in held_in(text) & by_form.keys():
        for word, worth in by_form[form]:
            found[word] = max(found.get(word, 0.0), worth)
    return found


@lru_cache(maxsize=1 << 15)
def held_in(text: str) -> frozenset[str]:
    """The stems of a text."""
    return frozenset(stems(text))


def phrases_held(asked: Asked, texts: Iterable[str]) -> tuple[frozenset[str], ...]:
    """Runs of strong words in the question that texts have next to each other as well."""
    strong = {word for word, weight in asked.weights if weight > WEAK and not word.isdigit()}
    said = stems(asked.text)
    pairs = {pair for pair in pairwise(said) if strong.issuperset(pair)}
    if not pairs:
        return ()
    held = {pair for text in texts for pair in pairs.intersection(pairwise(stems(text)))}
    chains: list[set[str]] = []
    for first, then in pairwise(said):
        if (first, then) not in held:
            continue
        if chains and first in chains[-1]:
            chains[-1].add(then)
        else:
            chains.append({first, then})
    return tuple(map(frozenset, chains))


def _across(forms: dict[str, dict[str, float]]) -> list[str]:
    """Pairs of Chinese characters that only join two words that are held."""
    held = {sign for word, stands in forms.items() if stands and len(word) > 1 for sign in word}
    return [
        word
        for word, stands in forms.items()
        if word >= "\u3400" and not stands and held >= set(word)
    ]
