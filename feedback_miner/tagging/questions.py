"""The touchpoint that a survey question names: what answers speak of where they name nothing themselves."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feedback_miner.tagging.keywords import tokens
from feedback_miner.tagging.reader import Reader

Matrix = NDArray[np.float64]

SURE = 0.5
"""Confidence from which on a question names a touchpoint. Keywords alone would take "How was your
experience?" for the experience of the staff; benchmarks/accuracy/questions.py counts how often this
is right."""
_SECOND = 0.4
"""A question in which another touchpoint comes as far as this names several."""
_VERDICT = re.compile(
    r"recommend|recommand|recomend|raccomand|consigli|empfehl|empfiehl|aanbevel|how likely"
    r"|\b(?:score|rating)s?\b|disappoint",
    re.IGNORECASE,
)
"""It asks for the reason of a verdict: the answer may speak of anything."""
_APART = re.compile(
    r"\b(?:other|rather) than\b|\b(?:apart|aside) from\b|\b(?:besides|except|excluding)\b", re.IGNORECASE
)
"""It asks for anything but what it names."""
_NOTHING = {
    "a", "all", "at", "don", "dont", "i", "idk", "know", "n", "na", "nil", "no", "none", "nope", "not",
    "nothing", "null", "really", "sure", "t", "think", "yes", "ja", "kein", "keine", "nein", "nichts",
    "aucun", "non", "rien", "nada", "ninguno", "sim", "si", "niente", "nessuno", "geen", "nee", "niets",
}  # fmt: skip
"""An answer of these words alone says nothing of what was asked."""
_DECIMALS = 4
_LONGEST = 100


def asked_about(
    questions: Sequence[str | None], answers: Sequence[str], languages: Sequence[str], reader: Reader
) -> Matrix:
    """How surely each question names a touchpoint, by what the taxonomy says of it.

    Args:
        questions: The questions; None where there is none.
        answers: What was said to each.
        languages: In which each was answered, and so most likely asked.
        reader: The taxonomy, made ready for an encoder.

    Returns:
        Confidence of the one touchpoint that a question names, from 0.5 to 1, and 0 elsewhere, shape
        (questions, touchpoints). All 0 for a question that names several or none, for one that asks for the
        reason of a verdict ("How likely are you to recommend us, and why?"), and for an answer such as "n/a".
    """
    confidence = np.zeros((len(questions), len(reader.taxonomy.touchpoints)), dtype=np.float64)
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, (question, answer, language) in enumerate(zip(questions, answers, languages, strict=True)):
        if question and not _VERDICT.search(question) and not _APART.search(question) and says(answer):
            rows[question, language].append(row)
    asked = sorted(rows)
    if asked:
        texts, read_in = zip(*asked, strict=True)
        scores = reader.alone(texts, pd.Series(read_in)).round(_DECIMALS)
        for each, own in zip(asked, scores, strict=True):
            confidence[rows[each]] = _one_alone(own)
    return confidence


def says(answer: str) -> bool:
    """Whether an answer says anything of what was asked.

    >>> [says(answer) for answer in ("Terrible.", "No, not really", "n/a", "...")]
    [True, False, False, False]
    """
    return not _NOTHING.issuperset(tokens(answer))


def cited(question: str) -> str:
    """`the question: "How was the checkout?"`, on one line and cut where it is long."""
    line = " ".join(question.split())
    return f'the question: "{line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"}"'


def _one_alone(scores: Matrix) -> Matrix:
    """The scores of the surest touchpoint where it is sure and no other comes near; zeros elsewhere."""
    alone = (scores >= SURE) & (np.sort(scores)[-2:-1] < _SECOND).all()
    return np.asarray(np.where(alone, scores, 0.0), dtype=np.float64)
