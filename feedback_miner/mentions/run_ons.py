"""Run-ons: "good quality fast delivery i love it would buy again", English without any punctuation.

A cut needs a verdict or a subject with its verb after it, and a word before it that can end a statement. In
doubt the text stays whole: half a mention says less than two mentions in one.
"""

from __future__ import annotations

import re

from feedback_miner.mentions.sentences import Span, pieces
from feedback_miner.mentions.words import DEGREE, MATTER, QUALITY

FEWEST_WORDS = 6

_CLOSING = "it|them|us|him|her|again|too|well|here|there|everyone|everything|anyone|much|enough|back|far|lot"
_MUCH = f"(?:(?:{DEGREE}) )*"
_VERDICT = (
    rf"(?:i|we) {_MUCH}"
    r"(?:love|like|loved|hate|hated|recommend|enjoy|enjoyed|wish|hope|think|can't|cant|cannot)\b"
)
_PROMISE = (
    r"(?:would|will|wont|won't) (?:(?:definitely|highly|certainly|not|never|be) )*"
    r"(?:recommend|recommending|buy|buying|use|using|order|ordering|shop|come|return|returning|back|visit)\b"
)
_ALONE = (
    r"(?:highly|definitely|totally|strongly|would|can) recommend(?:ed)?\b|thank you\b"
    r"|thanks (?:for|to|so|again|guys)\b|keep up the\b|love (?:it|this|the|that|how)\b"
    r"|well done\b|never again\b|no (?:problems?|issues?|complaints?)\b"
)
_BE = "(?:is|was|are|were|has|have|had|can|does|do|(?:is|was|are|were|ca|does|do)n'?t)"
_ACTS = (
    "(?:never|always|works?|worked|takes?|took|keeps?|kept|makes?|made|came|comes|arrived|broke|gives?|gets?|got"
    "|looks?|feels?)"
)
_SUBJECT = (
    rf"(?:i|we|they|he|she|it|this|there|everything|nobody|no one) {_MUCH}"
    rf"(?:{_BE}|{_ACTS}|am|will|would|'m|bought|ordered|use|used|went|tried|need|find|found)\b"
    r"|(?:i'm|it's|its|they're|i've|there's|that's|thats|i'll|i'd)\b"
    rf"|(?:the|my|our|your|their) (?:\w+ ){{1,2}}(?:{_BE}|{_ACTS})\b"
)
_THING = rf"(?:it|this) (?:{_BE}|{_ACTS})\b|it's\b|there(?:'s| is| are| was| were)\b"
_PRAISE = rf"(?:very |really |so )?(?:{QUALITY}) (?:{MATTER})\b"

_AFTER_ANY = re.compile(rf"\s(?={_VERDICT}|{_PROMISE}|{_ALONE})", re.IGNORECASE)
_AFTER_END = re.compile(rf"\s(?={_SUBJECT}|{_PRAISE})", re.IGNORECASE)
_AFTER_MATTER = re.compile(rf"\s(?={_PRAISE}|{_THING})", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:^|\s)(?:i|we|you|they|he|she|it|who|and|but|or|so|that|which|what|when|if|as|because|cause|than|how"
    r"|where|why|while|since|until|till|before|after|the|a|an|my|our|your|their|this|to|of|for|with|in|on|at|from"
    r"|by|like|is|was|are|were|be|been|am|not|no|never|very|so|too|most|more|say|said|think|know|feel|hope|wish"
    r"|believe|sure|glad|all|thing|things|just|people|anyone|everything|everyone|also|a big|many|i'd|i'll"
    r"|we'd|we'll|do|don't|did|have|has|had|can|could|would|will|should|still|one|reason|way"
    r"|first time|last time|yes|ever|even|kids|\w+ly|\w+ing)$",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"\b(?:loved?|liked?|hated?|recommend|used?|bought|buy|enjoy|need|with|for|of|about) (?:it|this|that)$",
    re.IGNORECASE,
)
_ENDS = re.compile(rf"\b(?:{QUALITY}|{_CLOSING})$", re.IGNORECASE)
_ENDS_MATTER = re.compile(rf"\b(?:{MATTER})$", re.IGNORECASE)
_FEELS_THAT = re.compile(
    r"\b(?:happy|glad|impressed|disappointed|best|worst|better|simple|so good|so bad|so much|too bad"
    r"|about (?:it|them)|(?:if|when) \w+)$",
    re.IGNORECASE,
)
_PUNCTUATION = re.compile(r"[,;:.!?…()]\s")
_WORD = re.compile(r"[\w'’]+")


def runs_on(text: str, span: Span) -> bool:
    """Whether a sentence is long for one without any mark inside."""
    return _count(text, span) >= FEWEST_WORDS and not _PUNCTUATION.search(text, *span)


def statements(text: str, span: Span, min_words: int) -> list[Span]:
    """Cut a span of a run-on into statements of at least `min_words` words, without gap or overlap."""
    cuts, start = [], span[0]
    for cut in _starts(text, span):
        if _count(text, (start, cut)) >= min_words <= _count(text, (cut, span[1])):
            cuts.append(cut)
            start = cut
    return pieces(span, cuts)


def _starts(text: str, span: Span) -> list[int]:
    """Offsets at which a statement may begin, ascending."""
    strong = (
        match
        for match in _AFTER_ANY.finditer(text, *span)
        if _before(_OBJECT, text, match) or not _before(_GOES_ON, text, match)
    )
    ended = (
        match
        for match in _AFTER_END.finditer(text, *span)
        if _before(_ENDS, text, match) and not _before(_FEELS_THAT, text, match)
    )
    listed = (match for match in _AFTER_MATTER.finditer(text, *span) if _before(_ENDS_MATTER, text, match))
    return sorted({match.end() for matches in (strong, ended, listed) for match in matches})


def _before(ending: re.Pattern[str], text: str, match: re.Match[str]) -> bool:
    return ending.search(text, max(0, match.start() - 20), match.start()) is not None


def _count(text: str, span: Span) -> int:
    return sum(1 for _ in _WORD.finditer(text, *span))
