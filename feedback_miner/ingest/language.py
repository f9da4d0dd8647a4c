"""The language of each text: the export's own word for it, else py3langid among the configured languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Protocol, cast

from feedback_miner.ingest.vocabulary import phrase

MIN_LETTERS = 10
SHORT_LETTERS = 20
MIN_CONFIDENCE = 0.7
MIN_CONFIDENCE_SHORT = 0.9
"""At these levels fewer than 1 guess in 1,000 is wrong; taken unseen, 1 in 7 would be wrong among texts of 10 to
20 letters, and 1 in 60 among longer ones (reviews, complaints and rail tweets in six languages)."""
JUDGED_CHARS = 150

_CODE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]{2,4})*", re.IGNORECASE)
_NAMES = {
    "en": "english|englisch|anglais|ingles|inglese|engels",
    "de": "german|deutsch|allemand|aleman|tedesco|alemao|duits",
    "fr": "french|franzosisch|francais|frances|francese|frans",
    "es": "spanish|spanisch|espagnol|espanol|spagnolo|spaans|latam",
    "it": "italian|italienisch|italien|italiano|italiaans",
    "pt": "portuguese|portugiesisch|portugais|portugues|brazilian",
    "nl": "dutch|niederlandisch|neerlandais|nederlands|holandes",
    "ja": "japanese",
    "ko": "koreana|korean",
    "zh": "chinese|schinese|tchinese",
    "ru": "russian",
    "pl": "polish",
    "tr": "turkish",
    "ar": "arabic",
    "sv": "swedish",
}
_BY_NAME = {name: code for code, names in _NAMES.items() for name in names.split("|")}


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


def language_code(cell: str) -> str | None:
    """ISO 639-1 code of what an export writes: `EN`, `pt_BR`, `German`; None when it is none."""
    cell = cell.strip()
    match = _CODE.fullmatch(cell)
    return match[1].lower() if match else _BY_NAME.get(phrase(cell))


def detect(texts: Sequence[str], stated: Sequence[str | None], languages: Sequence[str]) -> list[str]:
    """The language of each text; where it is not sure, the one most texts of the source have.

    Args:
        texts: Cleaned texts of one source.
        stated: Codes from the export's language column, None where it does not say.
        languages: Codes to choose from, English or the first where nothing is known. A text mostly in
            another script than Latin may get any code.
    """
    found = [code or _classify(text, tuple(languages)) for text, code in zip(texts, stated, strict=True)]
    order = sorted(languages, key=lambda code: code != "en")
    counts = Counter(code for code in found if code)
    majority = max(order, key=lambda code: counts[code])
    return [code or majority for code in found]


def _classify(text: str, languages: tuple[str, ...]) -> str | None:
    start = text[:JUDGED_CHARS]
    letters = sum(map(str.isalpha, start))
    foreign = 0 if start.isascii() else sum(char > "\u024f" and char.isalpha() for char in start)
    if letters and foreign * 2 > letters:
        return _identifier(None).classify(start)[0]
    if letters < MIN_LETTERS:
        return None
    code, confidence = _identifier(languages).classify(start)
    return (
        code if confidence >= (MIN_CONFIDENCE_SHORT if letters < SHORT_LETTERS else MIN_CONFIDENCE) else None
    )


@lru_cache(maxsize=4)
def _identifier(languages: tuple[str, ...] | None) -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier: Any = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(languages)
    return cast("_Identifier", identifier)
