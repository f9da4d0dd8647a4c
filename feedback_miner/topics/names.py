"""Names that a person would read aloud, cut from phrases that many mentions of a topic say."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from feedback_miner.topics.contrast import centre, surroundings, telling
from feedback_miner.topics.headline import headline
from feedback_miner.topics.options import Evidence, Option, options, parts
from feedback_miner.topics.phrases import phrases
from feedback_miner.topics.reading import Said, read
from feedback_miner.topics.word_use import WordUse

Matrix = NDArray[np.float64]

LEAST_TEXTS = 3
LEAST_SHARE = 0.03
KEYWORDS = 10
LONGEST_KEYWORD = 3
SKIMMED = 30
"""Mentions of a topic from which to learn how words are used and written."""
TOO_LIKE = 0.6
"""Share of the words of two names together that both hold, from which on they are hard to tell apart."""
MOST_READ = 100
"""Mentions of a topic that are read; more cost time and change no name."""
CLEAR = 0.6
"""Share of its occurrences from which on a way of writing a word is the usual one."""
_WITHIN = re.compile(r"(?<=[a-z,] )[^\W\d_][\w'-]*")


class Group(NamedTuple):
    """A topic that wants a name.

    Attributes:
        texts: Its mentions, in the order of their ids.
        vectors: Their unit vectors, shape (mentions, dimensions).
        words: Its words by c-TF-IDF, most telling first.
    """

    texts: Sequence[str]
    vectors: Matrix
    words: Sequence[str]


class Named(NamedTuple):
    """What a topic is called.

    Attributes:
        name: Three to six words, two where mentions have no more in common; None if they have nothing.
        keywords: About ten telling words and phrases that do not repeat each other.
        headline: Index of the mention that stands for the topic, or None if none is fit to be read out.
    """

    name: str | None
    keywords: tuple[str, ...]
    headline: int | None


def name_topics(groups: Sequence[Group]) -> list[Named]:
    """Name topics so that each can be told from the others.

    The largest topic chooses first; the others keep away from the words that are taken. The answer does not
    depend on the order of the groups.

    Args:
        groups: All topics of a run.

    Returns:
        Names, keywords and headlines, in the order of the groups.
    """
    if not groups:
        return []
    order = sorted(range(len(groups)), key=lambda index: _seniority(groups[index]))
    read_of = [_thinned(groups[index]) for index in order]
    topics = _evidence(read_of)
    among = [parts(topic) for topic in topics]
    chosen = _apart([options(topic, some) for topic, some in zip(topics, among, strict=True)])
    shown = _casing(text for group in read_of for text in group.texts[:SKIMMED])
    named = {}
    for index, topic, some, option in zip(order, topics, among, chosen, strict=True):
        group, stems = groups[index], option.stems if option else frozenset()
        named[index] = Named(
            name=_in_sentence_case(option.words, shown) if option else None,
            keywords=_keywords(some, group.words, topic, shown),
            headline=headline(group.texts, group.vectors, stems),
        )
    return [named[index] for index in range(len(groups))]


def _seniority(group: Group) -> tuple[int, str]:
    content = "\0".join(group.texts).encode("utf-8", "backslashreplace")
    return -len(group.texts), hashlib.sha256(content).hexdigest()


def _thinned(group: Group) -> Group:
    """At most `MOST_READ` of its mentions, evenly spread over their ids."""
    step = ceil(len(group.texts) / MOST_READ)
    return group._replace(texts=group.texts[::step], vectors=group.vectors[::step])


def _evidence(groups: Sequence[Group]) -> list[Evidence]:
    said = [[read(text) for text in group.texts] for group in groups]
    near = surroundings(np.stack([centre(group.vectors) for group in groups]))
    known = [_shares(each) for each in said]
    use = _use(said)
    found = [
        phrases(each, frozenset(words), use, LEAST_TEXTS) for each, words in zip(said, known, strict=True)
    ]
    parted = [
        {phrase.key: len(phrase.holders) / len(each) for phrase in some if len(phrase.stems) > 1}
        for some, each in zip(found, said, strict=True)
    ]
    weights, cohesion = telling(known, near), telling(parted, near)
    return [
        Evidence(each, np.asarray(group.vectors, dtype=np.float64), some, words, whole, use)
        for each, group, some, words, whole in zip(said, groups, found, weights, cohesion, strict=True)
    ]


def _shares(said: Sequence[Said]) -> dict[str, float]:
    """The share of mentions that say a word, for the words that enough of them say."""
    least = max(LEAST_TEXTS, ceil(LEAST_SHARE * len(said)))
    counts = Counter(stem for each in said for stem in each.stems)
    return {stem: counts[stem] / len(said) for stem in sorted(counts) if counts[stem] >= least}


def _use(said: Sequence[Sequence[Said]]) -> WordUse:
    runs = [run for each in said for mention in each[:SKIMMED] for run in mention.runs]
    tells = frozenset(word.text for run in runs for word in run if word.matter)
    return WordUse(([word.text for word in run] for run in runs), tells)


def _apart(candidates: Sequence[Sequence[Option]]) -> list[Option | None]:
    """The best option of each topic in turn that is not too like a name before it, if there is any."""
    taken: list[frozenset[str]] = []
    chosen: list[Option | None] = []
    for some in candidates:
        best = max(some, key=lambda option: _worth(option, taken), default=None)
        chosen.append(best)
        taken += [best.stems] if best else []
    return chosen


def _worth(option: Option, taken: Sequence[frozenset[str]]) -> float:
    """The score of an option, less the share of its words that another name holds; below 0 if too like."""
    likest = max((len(option.stems & each) / len(option.stems | each) for each in taken), default=0.0)
    return max(option.score, 0.0) * (1 - likest) if likest < TOO_LIKE else -likest


def _keywords(
    among: Sequence[Option], words: Sequence[str], topic: Evidence, shown: Mapping[str, str]
) -> tuple[str, ...]:
    known = frozenset(stem for said in topic.said for stem in said.stems)
    own = [(part.words, part.stems) for part in among if len(part.words) <= LONGEST_KEYWORD]
    theirs = [(tuple(word.split()), read(word).stems) for word in words]
    kept: list[str] = []
    used: set[str] = set()
    for phrase, stems in own + theirs:
        if stems and stems <= known and not stems & used:
            kept.append(" ".join(shown.get(word, word) for word in phrase))
            used |= stems
    return tuple(kept[:KEYWORDS])


def _casing(texts: Iterable[str]) -> dict[str, str]:
    """How words are written within sentences where that is clear: PIN, Visa. Headings do not count."""
    counts: dict[str, Counter[str]] = {}
    for text in texts:
        words = _WITHIN.findall(text)
        if sum(word[0].isupper() for word in words) <= len(words) / 2:
            for word in words:
                counts.setdefault(word.lower(), Counter())[word] += 1
    usual = {word: max(forms, key=lambda form: (forms[form], form)) for word, forms in counts.items()}
    return {word: form for word, form in usual.items() if counts[word][form] >= CLEAR * counts[word].total()}


def _in_sentence_case(words: Sequence[str], shown: Mapping[str, str]) -> str:
    name = " ".join(shown.get(word, word) for word in words)
    return name[0].upper() + name[1:]
