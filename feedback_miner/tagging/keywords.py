"""Keywords: the touchpoints a mention names outright, in whatever form, case or spelling."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from feedback_miner.tagging.inflection import forms
from feedback_miner.taxonomy import Touchpoint

# Scripts that write no spaces are read letter by letter, so that a keyword is found anywhere in them.
_UNSPACED = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff"
_TOKEN = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\W_])+")
_POSSESSIVE = re.compile(r"['’]s\b")
_ACCENTS = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, order=True)
class Hit:
    """A keyword found in a text, from word `start` up to word `end`."""

    touchpoint: int
    start: int
    end: int
    keyword: str


@dataclass(frozen=True)
class _Entry:
    touchpoint: int
    keyword: str
    words: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class KeywordMatcher:
    """All keywords of a taxonomy, compiled once: a text is read once, however many keywords there are."""

    entries: dict[str, list[_Entry]] = field(repr=False)

    @classmethod
    def compile(cls, touchpoints: Sequence[Touchpoint]) -> KeywordMatcher:
        """A matcher for the keywords of these touchpoints, known by their position from here on."""
        entries: dict[str, list[_Entry]] = defaultdict(list)
        for position, touchpoint in enumerate(touchpoints):
            for keyword in touchpoint.keywords:
                for phrase in _readings(keyword):
                    words = tuple(forms(word) for word in phrase)
                    for first in sorted(words[0]):
                        entries[first].append(_Entry(position, keyword, words))
        return cls(dict(entries))

    def find(self, text: str) -> list[Hit]:
        """The hits in a text. A keyword inside a longer one does not count: `price` in `price match`."""
        words = tokens(text)
        hits = [hit for place in range(len(words)) for hit in self._starting_at(place, words)]
        return sorted({hit for hit in hits if not any(_inside(hit, other) for other in hits)})

    def _starting_at(self, place: int, words: list[str]) -> Iterator[Hit]:
        for entry in self.entries.get(words[place], ()):
            end = place + len(entry.words)
            rest = words[place + 1 : end]
            if len(rest) == len(entry.words) - 1 and all(map(_among, rest, entry.words[1:])):
                yield Hit(entry.touchpoint, place, end, entry.keyword)


def tokens(text: str) -> list[str]:
    """The words of a text in order: lower case, without accents and possessive endings.

    >>> tokens("The driver's Café e-mail")
    ['the', 'driver', 'cafe', 'e', 'mail']
    """
    if not text.isascii():
        bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
        text = unicodedata.normalize("NFKC", bare)
    return _TOKEN.findall(_POSSESSIVE.sub("", text.lower()))


def _readings(keyword: str) -> Iterator[list[str]]:
    """The keyword word by word and, of two words, as one: log in, login."""
    words = tokens(keyword)
    if words:
        yield words
    if len(words) == 2:
        yield ["".join(words)]


def _among(word: str, allowed: frozenset[str]) -> bool:
    return word in allowed


def _inside(hit: Hit, other: Hit) -> bool:
    return other.start <= hit.start and hit.end <= other.end and hit.end - hit.start < other.end - other.start
