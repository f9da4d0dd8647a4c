"""Clauses: a sentence is cut where it turns to something else, so that praise and complaint part ways.

"Great app but delivery was late, and nobody answered my mail" speaks of three things. The cut is made before
a word of contrast, after a semicolon, and before an "and" that opens a clause with a subject of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from feedback_miner.mentions.connectives import BEFORE_CONTRAST, CONNECTIVES
from feedback_miner.mentions.sentences import SMILES, Span, outside, wholes

SHORT_VERDICT = 4
"""Words; what follows a contrast in more words speaks for itself."""

_DENIED = re.compile(
    r"\b(?:not|n[’']t|never|nicht|kein\w*|pas|no|non|não|niet)\W+(?:\w+\W+){0,2}\w+$", re.IGNORECASE
)
_PAUSE = re.compile(rf"(?:{SMILES}|(?:\.{{2,}}|…)\s*)(?=[\w\"“(])")
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_RUN_ON = re.compile(r"[,\s]\s*(?=(?:and|but|so|because|then|und|weil|dann|et|y)\s)", re.IGNORECASE)


class _Turns(NamedTuple):
    """Where a sentence of one language may turn, and how a sentence begins whose commas are its own."""

    contrast: re.Pattern[str]
    joint: re.Pattern[str]
    splice: re.Pattern[str]
    subordinate: re.Pattern[str]


def clauses(text: str, span: Span, language: str, min_words: int) -> list[Span]:
    """Cut one sentence into clauses of at least `min_words` words that cover it without gap or overlap."""
    start, end = span
    pieces: list[Span] = []
    for cut in _turns(text, span, language):
        if _words(text, start, cut) >= min_words and _words(text, cut, end) >= min_words:
            pieces.append((start, cut))
            start = cut
    return [*pieces, (start, end)]


def shorten(text: str, span: Span, max_chars: int) -> Iterator[Span]:
    """Cut a run-on of more than `max_chars` characters at a conjunction, else at a space, else hard."""
    start, end = span
    while end - start > max_chars:
        window = text[start : start + max_chars]
        joints = [m.end() for m in _RUN_ON.finditer(window) if m.end() > max_chars // 3]
        cut = start + (joints[-1] if joints else window.rfind(" ") + 1 or max_chars)
        yield start, cut
        start = cut
    yield start, end


def _words(text: str, start: int, end: int) -> int:
    return sum(1 for _ in _WORD.finditer(text, start, end))


def _turns(text: str, span: Span, language: str) -> list[int]:
    """Offsets at which a new clause may begin, ascending."""
    turns = _patterns(language)
    cuts = {match.end() for match in turns.joint.finditer(text, *span)}
    cuts |= {match.end() for match in _PAUSE.finditer(text, *span)}
    if not turns.subordinate.match(text, *span):
        cuts |= {match.end() for match in turns.splice.finditer(text, *span)}
    for match in turns.contrast.finditer(text, *span):
        before = text[span[0] : match.start()].rsplit(maxsplit=1)[-1:]
        if not (before and before[0].lower() in BEFORE_CONTRAST) and not _weighs(text, match, span):
            cuts.add(match.end())
    return sorted(outside(cuts, wholes(text)) if cuts else cuts)


def _weighs(text: str, contrast: re.Match[str], span: Span) -> bool:
    """Whether the contrast stays within one verdict: "not good but not bad either"."""
    denied = _DENIED.search(text, span[0], contrast.start())
    return denied is not None and _words(text, contrast.end(), span[1]) <= SHORT_VERDICT


@lru_cache(maxsize=16)
def _patterns(language: str) -> _Turns:
    words = CONNECTIVES.get(language, CONNECTIVES["en"])
    contrast = rf"[\s,;:–-]+(?=(?:{words.contrast})\b(?!\s+(?:also|because|not least|rather|for)\b))"
    after_comma = rf",\s*(?=(?:{words.joining})\s+(?:{words.subject}|{words.determiner})\b)"
    bare = rf"\s(?=(?:{words.joining})\s+(?:{words.subject})\s)"
    someone = rf"(?:{words.subject}|(?:(?:{words.determiner})\s+)?[^\W\d_]+(?:\s[^\W\d_]+)?)"
    splice = rf",\s*(?=(?!(?:{words.opener})\b){someone}\s+(?:{words.verb})\b)"
    return _Turns(
        *(
            re.compile(each, re.IGNORECASE)
            for each in (contrast, rf";\s*|{after_comma}|{bare}", splice, rf"\W*(?:{words.opener})\b")
        )
    )
