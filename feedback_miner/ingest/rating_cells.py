"""One rating cell to a number: digits, decimal commas, stars, number words, words of a satisfaction scale."""

from __future__ import annotations

import re

import numpy as np

from feedback_miner.ingest.vocabulary import phrase

NO_RATING = {"", "-", "n a", "na", "none", "null", "offered", "unoffered", "not offered", "not rated", "nan"}
"""What stands, as a phrase, where there is no rating. Zendesk writes (un)offered until the customer rates."""
THUMBS = {
    word: value
    for value, words in (
        (1.0, "good|good with comment|thumbs up|positive|true|yes"),
        (0.0, "bad|bad with comment|thumbs down|negative|false|no"),
    )
    for word in words.split("|")
}
_NUMBER = re.compile(
    r"(?P<number>[-+]?\d+(?:[.,]\d+)?)(?:\s*(?:/|out of|von|sur|de|di|van)\s*\d+)?(?:\D.{0,40})?"
)
_STARS = re.compile(r"([★⭐🌟]+)[☆✩\ufe0f\s]*")
_NUMBER_WORDS = {"one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0}
_LIKERT = {
    1.0: "very dissatisfied|extremely dissatisfied|very unhappy|extremely unhappy|very poor|terrible|awful"
    "|very bad|strongly disagree|very difficult|not at all satisfied|completely dissatisfied"
    "|sehr unzufrieden|sehr schlecht|tres insatisfait|tres mauvais|muy insatisfecho|muy malo"
    "|molto insoddisfatto|pessimo|muito insatisfeito|zeer ontevreden",
    2.0: "dissatisfied|somewhat dissatisfied|unhappy|poor|disagree|difficult|unzufrieden|schlecht"
    "|insatisfait|mauvais|insatisfecho|malo|insoddisfatto|scarso|insatisfeito|ruim|ontevreden|slecht"
    "|slightly dissatisfied",
    3.0: "neutral|neither satisfied nor dissatisfied|neither good nor poor|neither agree nor disagree|fair"
    "|average|ok|okay|neither|mittel|teils teils|weder noch|neutre|moyen|neutro|regular|sufficiente"
    "|neutraal|matig|so so",
    4.0: "satisfied|somewhat satisfied|happy|good|agree|easy|zufrieden|gut|satisfait|bon|satisfecho|bueno"
    "|soddisfatto|buono|satisfeito|bom|tevreden|goed|slightly satisfied",
    5.0: "very satisfied|extremely satisfied|very happy|extremely happy|very good|excellent|great"
    "|outstanding|strongly agree|very easy|completely satisfied|sehr zufrieden|sehr gut|ausgezeichnet"
    "|tres satisfait|excellent|muy satisfecho|excelente|molto soddisfatto|ottimo|eccellente"
    "|muito satisfeito|otimo|zeer tevreden|uitstekend",
}
_LIKERT_WORDS = {word: value for value, words in _LIKERT.items() for word in words.split("|")}


def read_number(cell: str) -> float:
    """The number a rating cell stands for, NaN for none. Words of satisfaction are put on 1 to 5.

    >>> read_number("4,5"), read_number("5 - Very satisfied"), read_number("★★★☆☆"), read_number("FOUR")
    (4.5, 5.0, 3.0, 4.0)
    """
    cell = cell.strip()
    match = _NUMBER.fullmatch(cell)
    if match:
        return float(match["number"].replace(",", "."))
    stars = _STARS.fullmatch(cell)
    if stars:
        return float(len(stars[1]))
    words = phrase(cell)
    return _NUMBER_WORDS.get(words, _LIKERT_WORDS.get(words, np.nan))


def is_rating(cell: str) -> bool:
    """Whether a cell may be a rating: a number, stars, or words of a rating scale."""
    words = phrase(cell)
    return words in THUMBS or words in NO_RATING or not np.isnan(read_number(cell))
