"""The text of each answer: joined, cleaned, redacted, and a reason where nothing is left to analyse."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from feedback_miner.config import IngestConfig
from feedback_miner.ingest.clean import clean, original_language, shorten
from feedback_miner.ingest.mail import own_words
from feedback_miner.ingest.privacy import redact
from feedback_miner.ingest.texts import Question

_NOTHING = {
    *(
        "na",
        "none",
        "nil",
        "nothing",
        "no",
        "nope",
        "no comment",
        "no comments",
        "nothing really",
        "not applicable",
    ),
    *(
        "nothing to add",
        "none really",
        "nothing else",
        "no answer",
        "null",
        "nan",
        "empty",
        "x",
        "xx",
        "xxx",
        "ka",
    ),
    *("keine", "keiner", "keins", "nichts", "nein", "kein kommentar", "keine angabe", "entfallt", "entfällt"),
    *(
        "rien",
        "aucun",
        "aucune",
        "non",
        "néant",
        "sans objet",
        "nada",
        "ninguno",
        "ninguna",
        "sin comentarios",
    ),
    *("niente", "nulla", "nessuno", "nessuna", "nenhum", "nenhuma", "não", "niets", "geen", "nee", "nvt"),
    *("no aplica", "sem comentários", "geen opmerkingen"),
}
_NOT_A_LETTER = re.compile(r"[\W\d_]+")
_EMOJI = re.compile("[\u203c-\u3299\U0001f000-\U0001faff]")


def answer_texts(cells: pd.DataFrame, question: Question, kind: str, config: IngestConfig) -> pd.DataFrame:
    """Text and reject reason of one question, by data row.

    Args:
        cells: All cells of the sheet, as text.
        question: The columns the answer is made of.
        kind: Of the export; a ticket is freed of quoted mail and signatures.
        config: Redaction and length.

    Returns:
        Columns `text`, `reason` ("" when the text can be used) and `cut` (the text was too long).
    """
    columns = [cells[name].tolist() for name in question.columns]
    texts = [_join([original_language(clean(cell)) for cell in row]) for row in zip(*columns, strict=True)]
    if kind == "ticket":
        texts = [own_words(text) for text in texts]
    if config.redact:
        texts = [redact(text) for text in texts]
    short = [shorten(text, config.max_text_chars) for text in texts]
    cut = [len(after) < len(before) for after, before in zip(short, texts, strict=True)]
    reasons = [reject_reason(text, no_content=config.reject_no_content) for text in short]
    return pd.DataFrame({"text": short, "reason": reasons, "cut": cut}, index=cells.index)


def reject_reason(text: str, *, no_content: bool = True) -> str:
    """Why a cleaned text cannot be analysed: `empty text`, `no content`, `no words`; "" when it can.

    >>> reject_reason("N/A"), reject_reason("10/10"), reject_reason("👍")
    ('no content', 'no words', '')
    """
    if not text:
        return "empty text"
    if not no_content:
        return ""
    if len(text) > 40:
        return "" if any(map(str.isalpha, text)) or _EMOJI.search(text) else "no words"
    letters = _NOT_A_LETTER.sub(" ", text).strip().casefold()
    if letters in _NOTHING or letters.replace(" ", "") in {"na", "ka", "nvt"}:
        return "no content"
    if letters or _EMOJI.search(text):
        return ""
    return "no content" if not any(map(str.isalnum, text)) else "no words"


def _join(parts: Sequence[str]) -> str:
    """Title and body as one text; a title the body begins with is not said twice."""
    body = parts[-1]
    titles = [part for part in parts[:-1] if part and part != "-" and not body.startswith(part.rstrip(".… "))]
    return "\n".join([*titles, *([body] if body else [])])
