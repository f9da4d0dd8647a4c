"""The language of each text: the export's own word for it, else py3langid among the configured languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from copy import copy
from functools import lru_cache
from typing import Any

from feedback_miner.errors import ConfigError
from feedback_miner.ingest.vocabulary import phrase

SHORT_LETTERS = 20
CONFIDENT, CONFIDENT_SHORT = 0.7, 0.9
"""At these levels fewer than 1 guess in 1,000 is wrong; taken unseen, 1 in 7 would be wrong among texts of
10 to 20 letters, and 1 in 60 among longer ones (reviews, complaints and rail tweets in six languages)."""
JUDGED_CHARS = 150
FIRST_LANGUAGE_COUNTS = 5
"""Sure texts the first language is given in advance: two lone words are not Italian by chance."""

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


Guesses = list[tuple[str, float]]
"""Languages with their probability, likeliest first."""


def language_code(cell: str) -> str | None:
    """ISO 639-1 code of what an export writes: `EN`, `pt_BR`, `German`; None when it is none."""
    cell = cell.strip()
    match = _CODE.fullmatch(cell)
    return match[1].lower() if match else _BY_NAME.get(phrase(cell))


def detect(texts: Sequence[str], stated: Sequence[str | None], languages: Sequence[str]) -> list[str]:
    """The language of each text; where it is not sure, weighed with what the source is mostly written in.

    Args:
        texts: Cleaned texts of one source.
        stated: Codes from the export's language column, None where it does not say.
        languages: Codes to choose from, English or the first where nothing is known. A text mostly in
            another script than Latin may get any code.

    Raises:
        ConfigError: If py3langid does not know one of the languages.
    """
    order = tuple(sorted(languages, key=lambda code: code != "en"))
    guesses = [
        _guesses(text, order) if code is None else [] for text, code in zip(texts, stated, strict=True)
    ]
    sure = [
        code or _if_confident(text, guess) for text, code, guess in zip(texts, stated, guesses, strict=True)
    ]
    usual = Counter(code for code in sure if code)
    return [code or _likeliest(guess, usual, order) for code, guess in zip(sure, guesses, strict=True)]


def _guesses(text: str, languages: tuple[str, ...]) -> Guesses:
    start = text[:JUDGED_CHARS]
    foreign = 0 if start.isascii() else sum(char > "\u024f" and char.isalpha() for char in start)
    if foreign * 2 > sum(map(str.isalpha, start)):
        return [(_identifier(None).classify(start)[0], 1.0)]
    return list(_identifier(languages).rank(start))


def _if_confident(text: str, guesses: Guesses) -> str | None:
    needed = CONFIDENT_SHORT if sum(map(str.isalpha, text[:40])) < SHORT_LETTERS else CONFIDENT
    return guesses[0][0] if guesses[0][1] >= needed else None


def _likeliest(guesses: Guesses, usual: Counter[str], order: Sequence[str]) -> str:
    """The guess of highest probability times how many sure texts of the source are in that language."""

    def weight(guess: tuple[str, float]) -> tuple[float, int]:
        code, probability = guess
        seen = usual[code] + (FIRST_LANGUAGE_COUNTS if code == order[0] else 1)
        return round(probability, 4) * seen, -order.index(code)

    return max(guesses, key=weight)[0]


@lru_cache(maxsize=8)
def _identifier(languages: tuple[str, ...] | None) -> Any:
    identifier = copy(_model())
    try:
        identifier.set_languages(languages)
    except ValueError as error:
        raise ConfigError(f"'ingest.languages': {error}.", hint="Use ISO 639-1 codes such as en.") from None
    return identifier


@lru_cache(maxsize=1)
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
