"""Sentence boundaries by rules, for any language: stops, line breaks, numbered points.

A full stop ends a sentence unless it ends an abbreviation, an initial, an ordinal, or stands inside a number,
an address or a pair of quotes or brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

Span = tuple[int, int]

_ABBREVIATIONS = re.compile(
    r"e\.?g|i\.?e|vs|cf|ca|approx|dr|mr|mrs|ms|prof|st|no|nr|nos|fig|vol|sr|jr|dept|est|min|max|tel|incl|excl|resp"
    r"|z\.b|d\.h|u\.a|bzw|ggf|evtl|inkl|zzgl|str|hr|fr|abs|bspw|p\.ex|par\.ex|env|mme|mlle|m\.me|sra|dra|uds?"
    r"|pág|sig|dott|ing|n\.b|bijv|d\.w\.z|o\.a"
)
_MAY_END = re.compile(r"etc|inc|ltd|co|usw|ecc|\w(?:\.\w)+")
"""Abbreviations that may also end a sentence: the next word's capital tells."""
_SHORT_WORDS = "aeioyà"
_ORDINAL_LANGUAGES = frozenset({"de", "da", "no", "nb", "fi", "cs", "sk", "hr", "hu", "pl"})

SMILES = (
    r"(?:(?:[\U0001F300-\U0001FAFF\u2600-\u2763\u2795-\u27BF\u2B50][\uFE0F\u200D\U0001F3FB-\U0001F3FF]*"
    r"|(?<=\s)[:;=]-?[()DP](?!\w))\s*)+"
)
"""Emoji, hearts left out as they stand for verbs, and emoticons, with the space after them."""
_END = re.compile(
    r"(?P<line>[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+)"
    r"|(?P<wide>[。！？।۔]+[”’」』）]*)"
    r"|(?P<stop>[.!?…؟]+)(?P<close>[\"'”’»)\]]*)(?:\s+|$)"
    rf"(?:{SMILES})?"
    r"|(?<=[^\W\d_A-Z][^\W\d_])[.!?]+(?=[A-Z][a-z’']*\s)"
    r"|(?<=\w)[!?]+(?=[^\W\d_]{2})"
)
_TOKEN = re.compile(r"[\w.’'-]+$")
_POINT = re.compile(r"(?<!\S)\(?(\d{1,2})[.)]\s")
_WHOLE = re.compile(
    r"\([^()\n]{1,160}\)|\"[^\"\n]{1,160}\"(?=\W|$)|“[^“”\n]{1,160}”|«[^«»\n]{1,160}»|„[^„“\n]{1,160}“"
    r"|(?:https?://|www\.)\S+|\S+@\S+"
)


def sentences(text: str, language: str) -> list[Span]:
    """Cut a text into sentences that cover it without gap or overlap."""
    cuts = {match.end() for match in _END.finditer(text) if _ends(text, match, language)}
    cuts |= set(_points(text))
    return pieces((0, len(text)), sorted(outside(cuts, wholes(text))))


@lru_cache(maxsize=1)  # several rules ask about the same text, one after the other
def wholes(text: str) -> tuple[Span, ...]:
    """What is never cut: brackets, quotations, web and mail addresses."""
    return tuple(match.span() for match in _WHOLE.finditer(text))


def outside(cuts: set[int], spans: Sequence[Span]) -> set[int]:
    """The cuts that fall into none of the spans."""
    return {cut for cut in cuts if not any(start < cut < end for start, end in spans)} if spans else cuts


def pieces(span: Span, cuts: list[int]) -> list[Span]:
    """The parts of a span between ascending cuts."""
    start, end = span
    inside = [cut for cut in cuts if start < cut < end]
    return list(zip([start, *inside], [*inside, end], strict=True))


def _ends(text: str, match: re.Match[str], language: str) -> bool:
    """Whether a sentence ends here."""
    stop = match["stop"]
    if stop is None:
        return True
    following = text[match.end() : match.end() + 1]
    if match["close"] and following.islower():
        return False
    if stop != ".":
        return not (stop[0] in ".…" and following.islower())
    token = _TOKEN.search(text, max(0, match.start() - 20), match.start())
    return token is None or not _abbreviates(token[0].lower().lstrip("'’"), following, language)


def _abbreviates(token: str, following: str, language: str) -> bool:
    """Whether the stop after this token belongs to the token."""
    if _ABBREVIATIONS.fullmatch(token):
        return True
    if _MAY_END.fullmatch(token):
        return not following.isupper()
    if token.isdigit():
        return len(token) < 3 and (following.islower() or language in _ORDINAL_LANGUAGES)
    return len(token) == 1 and token not in _SHORT_WORDS and following.isupper()


def _points(text: str) -> Iterator[int]:
    """Where the points of a numbered list begin: numbers that count up from one."""
    expected = 1
    for match in _POINT.finditer(text):
        if int(match[1]) == expected:
            expected += 1
            yield match.start()
