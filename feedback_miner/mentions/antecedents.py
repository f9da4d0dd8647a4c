"""What "it" and "they" stand for: the mention before them that names something.

"The courier came late. He was rude." The second mention speaks of the courier and does not say so. No parser
is asked: a mention depends on one before it when it opens with a pronoun and a verb, or is a bare verdict
("Very slow.", "Never again") that names no thing at all.
"""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from pandera.typing import DataFrame

from feedback_miner.mentions.words import DEGREE, QUALITY
from feedback_miner.tables import Mentions

FURTHEST = 3
"""Mentions back; what was named longer ago is no longer meant."""
NONE = -1

_LINK = (
    r"[\W_]*(?:(?:and|but|so|also|then|plus|yet|though|although|however|und|aber|et|mais|y|pero|e|ma|mas|en|maar)"
    r"\W+)*"
)
_PRONOUN = {
    "en": r"(?:(?:it|they|he|she)(?:['’](?:s|re|d|ll|ve)\b|\s+(?!seems\b|looks? like\b))"
    r"|(?:this|that|these|those)(?:['’]s\b|\s+(?:is|was|were|are|has|had|made|makes|needs|should|did|does|would)\b)"
    r"|(?:which|who)\s+(?:is|was|were|are|has|had|never|did|does)\b)",
    "de": r"(?:(?:er|es|sie)\s+(?:ist|sind|war|waren|hat|haben|hatte|wurden?|kam|kamen|funktioniert|konnte)\b"
    r"|(?:das|dies|die|der)\s+(?:ist|sind|war|waren|hat|haben|wurde|geht|funktioniert)\b)",
    "fr": r"(?:(?:il|elle|ils|elles|ça|cela)\s|c['’](?:est|était)\b)",
    "es": r"(?:fue|fueron|era|eran|estaba|estaban|esto|eso|ella|ellos)\s",
    "it": r"(?:era|erano|è stat[oaie]|questo|quello|lui|lei|loro)\s",
    "pt": r"(?:foi|foram|era|eram|estava|estavam|isso|isto|el[ea]s?)\s",
    "nl": r"(?:het|hij|zij|ze|dat|dit|deze|die)\s+(?:is|zijn|was|waren|heeft|hebben|werd|kwam|werkt)\b",
}
_EMPTY = re.compile(
    r"(?:it|this|that)(?:['’]s|\s+(?:is|was|would|will|takes|took))\b.*\b(?:to|that|if|when|how|because)\b",
    re.IGNORECASE,
)
"""It stands for what follows: "it is a pity that the shop closed"."""
_WORD = re.compile(r"[^\W\d_]+")
_BARE = frozenset(
    f"{QUALITY}|{DEGREE}|a|an|bit|was|is|were|are|not|never|again|ever|at|all|and|or|but|recommended|recommend|worth"
    "|it|no|excuse|way|lacking|love|hate|loved|hated|i".split("|")
)
"""Words that name no thing. A mention of these alone is a verdict on something said before."""


def antecedents(mentions: DataFrame[Mentions]) -> NDArray[np.intp]:
    """For each mention, the row of the mention that names what it speaks of.

    Args:
        mentions: The mentions, in any order.

    Returns:
        Row positions in the order of `mentions`, -1 where a mention speaks for itself or nothing before it in
        its record names anything; shape (mentions,). A mention pointed to speaks for itself.
    """
    found = np.full(len(mentions), NONE, dtype=np.intp)
    order = np.lexsort((mentions.start.to_numpy(), mentions.record_id.to_numpy().astype(str)))
    columns = (mentions[name].tolist() for name in ("record_id", "text", "language"))
    record_ids, texts, languages = columns
    named, record, age = NONE, None, 0
    for row in order.tolist():
        if record_ids[row] != record:
            named, record = NONE, record_ids[row]
        if not depends(texts[row], languages[row]):
            named, age = row, 0
        elif named != NONE and (age := age + 1) <= FURTHEST:
            found[row] = named
    return found


def depends(text: str, language: str) -> bool:
    """Whether a mention leaves open what it speaks of.

    >>> [depends(text, "en") for text in ("It was rude", "Very slow!", "The soup was cold")]
    [True, True, False]
    """
    pattern = _pronoun(language)
    opening = pattern.match(text) if pattern else None
    if opening is None:
        return language == "en" and _BARE.issuperset(_WORD.findall(text.lower()))
    return not _EMPTY.match(text, opening.start("pronoun"))


@lru_cache(maxsize=16)
def _pronoun(language: str) -> re.Pattern[str] | None:
    known = _PRONOUN.get(language)
    return re.compile(rf"{_LINK}(?P<pronoun>{known})", re.IGNORECASE) if known else None
