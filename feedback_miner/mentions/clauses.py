"""Clauses: a sentence is cut where it turns to something else, so that praise and complaint part ways.

"Great app but delivery was late, and nobody answered my mail" speaks of three things. The cut is made before
a word of contrast, after a semicolon, and before an "and" that opens a clause with a subject of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from feedback_miner.mentions.connectives import BEFORE_CONTRAST, CONNECTIVES
from feedback_miner.mentions.sentences import Span

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_RUN_ON = re.compile(r"[,\s]\s*(?=(?:and|but|so|because|then|und|weil|dann|et|y)\s)", re.IGNORECASE)


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
    contrast, joint = _patterns(language)
    cuts = {match.end() for match in joint.finditer(text, *span)}
    for match in contrast.finditer(text, *span):
        before = text[span[0] : match.start()].rsplit(maxsplit=1)[-1:]
        if not before or before[0].lower() not in BEFORE_CONTRAST:
            cuts.add(match.end())
    return sorted(cuts)


@lru_cache(maxsize=16)
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = CONNECTIVES.get(language, CONNECTIVES["en"])
    contrast = rf"[\s,;:–-]+(?=(?:{words.contrast})\b(?!\s+(?:also|not least|rather|for)\b))"
    after_comma = rf",\s*(?=(?:{words.joining})\s+(?:{words.subject}|{words.determiner})\b)"
    bare = rf"\s(?=(?:{words.joining})\s+(?:{words.subject})\s)"
    return re.compile(contrast, re.IGNORECASE), re.compile(rf";\s*|{after_comma}|{bare}", re.IGNORECASE)
