"""Phrases that mentions say, cut by light rules so that they could stand in a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from feedback_miner.topics.function_words import (
    ARTICLES,
    BE,
    DETERMINERS,
    FILLERS,
    MODALS,
    PARTICLES,
    PREPOSITIONS,
    WEAK_VERBS,
    is_adverb,
)
from feedback_miner.topics.reading import NOT, Said, Word
from feedback_miner.topics.word_use import WordUse

LONGEST = 6
Key = tuple[str, ...]
Wording = tuple[str, ...]


class Phrase(NamedTuple):
    """A phrase, or a single word, that mentions of a topic say.

    Attributes:
        key: Its stems in order, without articles and forms of *be*.
        words: Its commonest wording.
        stems: Those that tell something.
        holders: Indices of the mentions that say it, in order.
    """

    key: Key
    words: Wording
    stems: frozenset[str]
    holders: Sequence[int]


def phrases(said: Sequence[Said], frequent: frozenset[str], use: WordUse, least: int) -> list[Phrase]:
    """Phrases of up to six words that at least `least` mentions say.

    Wordings that differ in articles, forms of *be* or endings count as one phrase.

    Args:
        said: The mentions of a topic.
        frequent: Stems said often enough; a phrase holds no other telling word.
        use: How words are used in all topics.
        least: Mentions.
    """
    wordings: dict[Key, Counter[tuple[Wording, Wording]]] = {}
    holders: dict[Key, list[int]] = {}
    for index, each in enumerate(said):
        found = {_key(words): words for words in _stretches(each, frequent, use)}
        for key, words in found.items():
            wordings.setdefault(key, Counter())[_wordings(words)] += 1
            holders.setdefault(key, []).append(index)
    return [
        Phrase(key, _best(wordings[key]), frozenset(key) & (frequent | {NOT}), found)
        for key, found in holders.items()
        if len(found) >= least
    ]


def _stretches(said: Said, frequent: frozenset[str], use: WordUse) -> Iterator[Sequence[Word]]:
    """Every stretch of a mention that could stand alone."""
    for run in said.runs:
        for start, first in enumerate(run):
            if first.opens and not (start and run[start - 1].text == "how"):
                reach = _reach(run, start, frequent)
                tells = (
                    end
                    for end in range(start, reach)
                    if any(w.stem in frequent for w in run[start : end + 1])
                )
                yield from (run[start : end + 1] for end in tells if _may_end(run, start, end, use))


def _reach(run: Sequence[Word], start: int, frequent: frozenset[str]) -> int:
    """Where a phrase must have ended: before a telling word that few say, or a verb form that leads on."""
    most = min(start + LONGEST, len(run))
    for end in range(start, most):
        word = run[end]
        if word.matter and word.stem not in frequent and word.stem != NOT:
            return end
        if word.text in MODALS and not (end + 1 < len(run) and run[end + 1].text == "be"):
            return end
    return most


def _may_end(run: Sequence[Word], start: int, end: int, use: WordUse) -> bool:
    """Whether a phrase may end here: with a word that tells something, or as in *easy to use*, *sign up*."""
    last, before = run[end], run[end - 1] if end > start else None
    if end + 1 < len(run) and run[end + 1].text in PARTICLES:
        return False
    if last.text in PARTICLES:
        return before is not None and before.matter
    if last.text in WEAK_VERBS:
        return before is not None and before.text in ("to", "of")
    if is_adverb(last.text) and end - start < 2:
        return False
    return last.matter and last.stem != NOT and use.may_end(last.text)


def _key(words: Sequence[Word]) -> Key:
    small = DETERMINERS | BE
    return tuple(word.stem for word in words if word.text not in small or word.stem == NOT)


def _wordings(words: Sequence[Word]) -> tuple[Wording, Wording]:
    """The words without articles, but for those after a preposition; and with all articles."""
    brief, full = [], []
    before = ""
    for word in words:
        if word.text in FILLERS:
            continue
        article = word.text in DETERMINERS
        text = "the" if article and word.text not in ARTICLES else word.text
        full.append(text)
        if not article or before in PREPOSITIONS:
            brief.append(text)
        before = text
    return tuple(brief), tuple(full)


def _best(wordings: Mapping[tuple[Wording, Wording], int]) -> Wording:
    """The commonest brief wording, or the commonest full one where the brief one has two words."""
    brief, full = Counter[Wording](), Counter[Wording]()
    for (short, long), count in wordings.items():
        brief[short] += count
        if len(long) > 2:
            full[long] += count
    best = _commonest(brief)
    longer = _commonest(full) if len(best) == 2 and full else best
    return longer if full[longer] > 1 else best


def _commonest(wordings: Mapping[Wording, int]) -> Wording:
    return min(wordings, key=lambda words: (-wordings[words], len(words), words))
