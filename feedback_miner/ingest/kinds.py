"""Whether an export is a survey, reviews or tickets, from the words in its headers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from feedback_miner.ingest.vocabulary import phrase

_SIGNS = {
    "review": re.compile(
        r"\b(reviews?|stars?|star rating|bewertung|rezension|avis|resena|recensione|avaliacao|pros|cons|verified purchase"
        r"|reviewer nickname|developer reply)\b"
    ),
    "ticket": re.compile(
        r"\b(tickets?|case|subject|status|assignee|priority|requester|complaint|conversation|issue|betreff|vorgang)\b"
    ),
    "survey": re.compile(
        r"\b(survey|nps|respondent|response id|recommend|collector|recorded date|how (satisfied|likely)|questions?"
        r"|submit date|umfrage|encuesta|enquete|sondaggio|pesquisa|timestamp|hs survey type)\b"
    ),
}


def guess_kind(headers: Iterable[str]) -> str:
    """`survey`, `review` or `ticket`: the one most headers speak of; `other` when none does."""
    phrases = [phrase(header) for header in headers]
    counts = {kind: sum(bool(sign.search(each)) for each in phrases) for kind, sign in _SIGNS.items()}
    best = max(counts, key=lambda kind: (counts[kind], kind))
    return best if counts[best] else "other"
