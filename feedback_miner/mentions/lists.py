"""Lists without a verb: "battery life, screen, price", as people fill boxes for pros and cons.

A line is taken apart only if its items are short and hardly one is a clause, so that "we ate, drank, laughed"
and "Helpful, friendly staff" stay whole.
"""

from __future__ import annotations

import re
from itertools import pairwise

from feedback_miner.mentions.sentences import Span, outside, pieces, wholes
from feedback_miner.mentions.words import QUALITY

LONGEST_ITEM, USUAL_ITEM = 10, 6
"""Words an item has at most, and on average at most; longer ones are clauses, which other rules cut."""

_COMMA = re.compile(r"(?:\s*,\s*(?:(?:and|und|et|y|e|en)\s+)?)(?!\d)")
_SEPARATORS = (
    re.compile(r"\s*;\s*"),
    _COMMA,
    re.compile(r"(?<![\d/])\s*/+\s*(?![\d/])"),
    re.compile(r"\s*[•·|+*]\s*"),
    re.compile(r"\s+[-–—]+\s+"),
)
_SEPARATES = re.compile(r"[;,/•·|+*–—]|\s-+\s")
_SPEAKS = re.compile(
    r"\b(?:i|we|he|she|they|it|is|are|was|were|am|be|been|had|do|does|did|will|would|can|could|should|may|might|must"
    r"|if|when|because|that|which|who|so|but|please"
    r"|such|especially|particularly|including|mainly|mostly|e\.g|i\.e"
    r"|ich|wir|er|sie|es|ist|sind|war|waren|hat|haben|wird|wurde|aber|wenn|weil|dass"
    r"|je|nous|vous|il|elle|est|sont|était|ont|mais|que|qui|es|son|fue|está|pero|è|sono|ma|che"
    r"|não|foi|mas|het|ik|maar)\b|n[’']t\b|[’'](?:re|ve|ll|m|d)\b",
    re.IGNORECASE,
)
_OPENS_SENTENCE = re.compile(
    r"\W*(?:(?:i|we|he|she|they|it|you|there|this|that|these|those|when|if|as|after|before|since|while|although|for"
    r"|from|in|at|with|because|once|until|ich|wir|er|sie|als|wenn|nach|je|nous|quand|cuando|quando|wij|toen)\b)",
    re.IGNORECASE,
)
_SLASHED_WORDS = re.compile(
    r"\b(?:and/or|either/or|he/she|his/her|him/her|w/o?|n/a|yes/no|on/off|in/out)\b", re.IGNORECASE
)
_QUALITY = re.compile(
    rf"{QUALITY}|\w+(?:ful|ly|ive|able|ible|ous|less|ic|ish|ent|ant|y|ed|ing)", re.IGNORECASE
)
_WORD = re.compile(r"[\w'’-]+")


def items(text: str, span: Span) -> list[Span]:
    """The items of a sentence that is a list, together without gap or overlap; none where it is no list."""
    if not _SEPARATES.search(text, *span):
        return []
    for separator in _SEPARATORS:
        joints = [match.span() for match in separator.finditer(text, *span)]
        inside = [end for start, end in joints if _WORD.search(text, span[0], start) and end < span[1]]
        cuts = sorted(outside(set(inside), wholes(text)))
        if cuts and _is_list(text, span, pieces(span, cuts), by_comma=separator is _COMMA):
            return pieces(span, cuts if separator is not _COMMA else _between_items(text, span, cuts))
    return []


def _is_list(text: str, span: Span, parts: list[Span], *, by_comma: bool) -> bool:
    lengths = [len(_WORD.findall(text, *part)) for part in parts]
    if min(lengths) == 0 or max(lengths) > LONGEST_ITEM or _SLASHED_WORDS.search(text, *span):
        return False
    if not by_comma and len(parts) > 2:
        return True
    if sum(lengths) > USUAL_ITEM * len(lengths) or _OPENS_SENTENCE.match(text, *span):
        return False
    speaking = sum(1 for part in parts if _SPEAKS.search(text, *part))
    return speaking * 3 <= len(parts) and (by_comma or min(lengths) > 1)


def _between_items(text: str, span: Span, cuts: list[int]) -> list[int]:
    """The cuts that do not part a quality from what it belongs to, as in "friendly, helpful staff"."""
    words = [_WORD.findall(text, *part) for part in pieces(span, cuts)]
    return [
        cut for cut, (item, next_) in zip(cuts, pairwise(words), strict=True) if not _belongs(item, next_)
    ]


def _belongs(item: list[str], following: list[str]) -> bool:
    """Whether an item is a quality of what follows: "friendly, helpful staff"."""
    return len(item) == 1 and len(following) > 1 and _QUALITY.fullmatch(item[0]) is not None
