"""What a mention wants: surface patterns of asking first, then its polarity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from feedback_miner.sentiment.intent_patterns import LANGUAGES, patterns_of
from feedback_miner.sentiment.judgements import INTENTS

LONGEST_WISH = 60
"""Characters; a longer text that begins with "more" or "better" is mostly a statement."""
_ENDS_IN_QUESTION = re.compile(r"[?？؟][\s\"')!?]*$")
SURE, DOUBTED = 0.8, 0.1
"""Chance from which a model says so whatever the patterns, and below which it is not so whatever they say."""
_FEELING = {"negative": "complaint", "positive": "praise", "neutral": "statement"}
_STRAIGHT = str.maketrans("’‘`“”", "'''\"\"")


_WORD = re.compile(r"(?:[^\W\d_]|')+")


@dataclass(frozen=True)
class Asking:
    """The compiled patterns of one language; all of them read texts made `plain`."""

    requests: dict[str, tuple[re.Pattern[str], ...]]
    not_requests: re.Pattern[str]
    wishes: re.Pattern[str]
    questions: re.Pattern[str]

    def requests_change(self, text: str, polarity: str) -> bool:
        """Whether the text asks the company for something it could do."""
        if self._asks(text) and self._asks(self.not_requests.sub(" ", text)):
            return True
        return polarity != "positive" and len(text) <= LONGEST_WISH and self.wishes.match(text) is not None

    def _asks(self, text: str) -> bool:
        cues = self.requests.keys() & _WORD.findall(text)
        return any(pattern.search(text) for cue in cues for pattern in self.requests[cue])


@cache
def asking(language: str = "en") -> Asking:
    """The compiled patterns of a language.

    Raises:
        ConfigError: If there are none.
    """
    of = patterns_of(language)
    return Asking(
        requests=of.by_cue(of.requests),
        not_requests=of.compiled(*of.not_requests),
        wishes=of.compiled(*of.wishes_without_verb),
        questions=of.compiled(*of.questions),
    )


def plain(text: str) -> str:
    """The text as the patterns expect it: lower case, straight quotes, single spaces."""
    return " ".join(text.lower().translate(_STRAIGHT).split())


def intent_of(text: str, polarity: str, language: str = "en") -> str:
    """One of complaint, praise, request, question, statement.

    Args:
        text: The mention.
        polarity: positive, neutral or negative: what decides when the text asks for nothing.
        language: ISO 639-1. Where there are no patterns for it, a question mark is all that is understood.
    """
    text = plain(text)
    if language not in LANGUAGES:
        return "question" if _ENDS_IN_QUESTION.search(text) else _FEELING[polarity]
    if asking(language).requests_change(text, polarity):
        return "request"
    if asking(language).questions.search(text):
        return "question"
    return _FEELING[polarity]


def intents(
    texts: Sequence[str],
    polarities: Sequence[str],
    languages: Sequence[str],
    learned: NDArray[np.float64] | None = None,
) -> NDArray[np.object_]:
    """The intent of each text.

    Args:
        texts: The mentions.
        polarities: How they feel.
        languages: What they are written in.
        learned: Chances of the intents, shape (texts, 5), in the order of `INTENTS`; None where no model
            knows the vectors. A model overrules the patterns only where it is sure.
    """
    rows = zip(texts, polarities, languages, strict=True)
    found = np.array([intent_of(*row) for row in rows], dtype=object)
    if learned is None or not len(found):
        return found
    request, question = (learned[:, INTENTS.index(intent)] for intent in ("request", "question"))
    felt = np.array([_FEELING[polarity] for polarity in polarities], dtype=object)
    found = np.where((found == "request") & (request < DOUBTED), felt, found)
    found = np.where((found != "request") & (question >= SURE), "question", found)
    return np.asarray(np.where(request >= SURE, "request", found), dtype=object)
