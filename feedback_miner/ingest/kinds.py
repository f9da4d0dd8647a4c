"""Whether an export is a survey, reviews or tickets, from the words in its headers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from feedback_miner.ingest.vocabulary import phrase

_SIGNS = {
    "ticket": re.compile(
        r"\b(tickets?|case|subject|status|assignee|priority|requester|complaint|conversation|issue"
        r"|betreff|vorgang)\b"
    ),
    "review": re.compile(
        r"\b(reviews?|stars?|pros|cons|verified purchase|asin|reviewer nickname|developer (reply|response)"
        r"|bewertung|rezension|avis|resena|recensione|avaliacao)\b"
    ),
    "survey": re.compile(
        r"\b(survey|nps|respondent|response id|recommend|collector|recorded date|questions?|submit date"
        r"|umfrage|enquete|encuesta|sondaggio|pesquisa)\b"
    ),
}


def guess_kind(headers: Iterable[str]) -> str:
    """`survey`, `review` or `ticket`: the one most headers speak of; `other` when none does."""
    asked = [header for header in headers if header]
    counts = {kind: sum(bool(sign.search(phrase(each))) for each in asked) for kind, sign in _SIGNS.items()}
    counts["survey"] += any("?" in header for header in asked)
    best = max(counts, key=lambda kind: counts[kind])
    return best if counts[best] else "other"
