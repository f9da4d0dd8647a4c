"""The names that one topic could have, best first."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from feedback_miner.topics.contrast import centre
from feedback_miner.topics.function_words import OPENING_VERBS
from feedback_miner.topics.phrases import Key, Phrase
from feedback_miner.topics.reading import NOT, Said
from feedback_miner.topics.word_use import WordUse

Matrix = NDArray[np.float64]
Holders = Mapping[str, NDArray[np.bool_]]

FEWEST_WORDS, MOST_WORDS = 3, 6
LEAST_COVERAGE = 0.25
PARTS, OPTIONS = 30, 40
COHESION = 1.0
"""Weight of a phrase as a whole, beside that of its words."""
JOINED, AKIN, SHORT = 0.75, 0.35, 0.5
"""What a name counts that joins two phrases; two that fit less well; and a name of two words."""
LEAST_GAIN = 0.12
"""Share of the mentions that each of two joined phrases must add to the other."""
PER_WORD, PER_DULL_WORD = 0.02, 0.05


class Option(NamedTuple):
    """A name that a topic could have, or a part of one."""

    score: float
    words: tuple[str, ...]
    stems: frozenset[str]


class Evidence(NamedTuple):
    """What is known of a topic when its name is sought.

    Attributes:
        said: Its mentions.
        vectors: Their unit vectors, shape (mentions, dimensions).
        phrases: What they say.
        weights: How telling each stem is, in nats.
        cohesion: How telling each phrase of two stems or more is, in nats.
        use: How words are used in all topics.
    """

    said: Sequence[Said]
    vectors: Matrix
    phrases: Sequence[Phrase]
    weights: Mapping[str, float]
    cohesion: Mapping[Key, float]
    use: WordUse


def parts(topic: Evidence) -> list[Option]:
    """Phrases and words that could stand in the name, best first.

    The score is what the words tell, and what the phrase as a whole tells, times the cosine between the mean
    vector of the mentions that say it and the topic's centre; less a little for every word.
    """
    told = {phrase.key: _told(phrase, topic) for phrase in topic.phrases}
    first = sorted(topic.phrases, key=lambda phrase: (-told[phrase.key], phrase.words, phrase.key))
    middle = centre(topic.vectors)
    scored = [_part(phrase, told[phrase.key], topic, middle) for phrase in first[: 2 * PARTS]]
    return sorted(scored, key=lambda part: (-part.score, part.words))[:PARTS]


def options(topic: Evidence, among: Sequence[Option]) -> list[Option]:
    """Names of one part or two, best first; each has a word of at least a quarter of the mentions."""
    whole = [part for part in among if FEWEST_WORDS <= len(part.words) <= MOST_WORDS]
    short = [part._replace(score=part.score * SHORT) for part in among if len(part.words) == 2]
    holders = _holders(topic)
    every = [*whole, *short, *_joined(among, topic, holders)]
    every.sort(key=lambda option: (-option.score, option.words))
    common = (each for each in every if _holds(each, holders).mean() >= LEAST_COVERAGE)
    return list(itertools.islice(common, OPTIONS))


def _told(phrase: Phrase, topic: Evidence) -> float:
    words = sum(topic.weights.get(stem, 0.0) for stem in sorted(phrase.stems))
    return round(words + COHESION * topic.cohesion.get(phrase.key, 0.0), 9)


def _part(phrase: Phrase, told: float, topic: Evidence, middle: Matrix) -> Option:
    near = float(middle @ centre(topic.vectors[list(phrase.holders)]))
    dull = sum(stem not in topic.weights for stem in phrase.stems - {NOT})
    score = told * near - PER_WORD * len(phrase.words) - PER_DULL_WORD * dull
    return Option(round(score, 9), phrase.words, phrase.stems)


def _joined(among: Sequence[Option], topic: Evidence, holders: Holders) -> Iterator[Option]:
    """Two parts with *and* between them, if they are of one kind and share no word."""
    if not among:
        return
    adds = _additions([_holds(part, holders) for part in among])
    kinds = [_kind(part.words, topic.use) for part in among]
    together = {pair for phrase in topic.phrases for pair in itertools.permutations(sorted(phrase.stems), 2)}
    for (i, one), (j, other) in itertools.combinations(enumerate(among), 2):
        same = kinds[i] == kinds[j]
        if not (same or None in (kinds[i], kinds[j])) or not _may_join(one, other):
            continue
        apart = together.isdisjoint(itertools.product(one.stems, other.stems))
        score = (JOINED if same and apart and adds[i, j] >= LEAST_GAIN else AKIN) * (one.score + other.score)
        yield Option(round(score, 9), (*one.words, "and", *other.words), one.stems | other.stems)


def _additions(held: Sequence[NDArray[np.bool_]]) -> Matrix:
    """The share of mentions that two parts add to each other, the smaller of both; shape (parts, parts)."""
    each = np.array(held, dtype=np.float64)
    both = each @ each.T
    adds: Matrix = (np.minimum.outer(each.sum(axis=1), each.sum(axis=1)) - both) / each.shape[1]
    return adds


def _may_join(one: Option, other: Option) -> bool:
    if len(one.words) + len(other.words) >= MOST_WORDS or "and" in (*one.words, *other.words):
        return False
    return NOT not in other.stems and not any(
        _alike(*pair) for pair in itertools.product(one.stems, other.stems)
    )


def _alike(one: str, other: str) -> bool:
    """Whether two stems begin so much alike that both in one name would sound silly: *lens and lenses*."""
    least = max(3, min(len(one), len(other), 6) - 1)
    return one == other or one[:least] == other[:least]


def _kind(words: Sequence[str], use: WordUse) -> str | None:
    first = "verb" if words[0] in OPENING_VERBS else use.kind(words[0])
    return first if first == "verb" else use.kind(words[-1])


def _holders(topic: Evidence) -> Holders:
    """Which mentions hold each telling word; under no word at all: none."""
    none = np.zeros(len(topic.said), dtype=bool)
    return {"": none} | {
        stem: np.array([stem in said.stems for said in topic.said], dtype=bool) for stem in topic.weights
    }


def _holds(option: Option, holders: Holders) -> NDArray[np.bool_]:
    """Which mentions hold a telling word of it."""
    held: NDArray[np.bool_] = np.any(
        [holders[stem] for stem in ("", *option.stems) if stem in holders], axis=0
    )
    return held
