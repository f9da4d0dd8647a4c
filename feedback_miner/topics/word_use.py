"""How words are used in the mentions at hand: counted, so that no tagger of parts of speech is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from feedback_miner.topics.function_words import AUXILIARIES, BE, DETERMINERS, PREPOSITIONS, PRONOUNS, negates

BEFORE_NOUN = (DETERMINERS | PREPOSITIONS | {"no"}) - {"to", "all", "that"}
BEFORE_VERB = (AUXILIARIES - BE) | PRONOUNS | {"to", "and"}
BEFORE_QUALITY = BE | {"very", "too", "so", "really", "quite", "more", "not"}
ENOUGH = 4
CLEAR = 0.6
ENDS = 0.3


class WordUse:
    """What stands before and after each word.

    Args:
        runs: Runs of lower-case words, as mentions have them; an empty word stands for a pronoun or a mark.
        tells: Whether a word carries matter.
    """

    def __init__(self, runs: Iterable[Sequence[str]], tells: frozenset[str]) -> None:
        self._seen: Counter[str] = Counter()
        self._led_on: Counter[str] = Counter()
        self._kinds: dict[str, Counter[str]] = {"noun": Counter(), "verb": Counter(), "quality": Counter()}
        for run in runs:
            for before, word, after in zip(["", *run], run, [*run[1:], ""], strict=False):
                self._seen[word] += 1
                self._led_on[word] += after in tells
                if after not in tells and (before in _KINDS or negates(before)):
                    self._kinds[_KINDS.get(before, "verb")][word] += 1

    def may_end(self, word: str) -> bool:
        """Whether a phrase may end with it: it does not mostly lead on to another, as *new* does."""
        seen = self._seen[word]
        return seen < ENOUGH or self._led_on[word] <= (1 - ENDS) * seen

    def kind(self, word: str) -> str | None:
        """noun, verb or quality, or None where the mentions do not tell."""
        counts = {kind: seen[word] for kind, seen in self._kinds.items()}
        best = max(counts, key=lambda kind: counts[kind])
        total = sum(counts.values())
        return best if total >= ENOUGH and counts[best] >= CLEAR * total else None


_KINDS = (
    dict.fromkeys(BEFORE_QUALITY, "quality")
    | dict.fromkeys(BEFORE_NOUN, "noun")
    | dict.fromkeys(BEFORE_VERB, "verb")
)
