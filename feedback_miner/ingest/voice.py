"""Rows that are no customer's words: test answers, internal notes, the company's messages, deleted rows."""

from __future__ import annotations

import pandas as pd

from feedback_miner.ingest.sheet import Sheet
from feedback_miner.ingest.vocabulary import phrase

_PREVIEWS = {"survey preview", "survey test", "spam", "preview"}
_STAFF = {"admin", "agent", "bot", "operator", "teammate", "staff", "system"}
_TRUE, _FALSE = {"true", "1", "yes"}, {"false", "0", "no"}


def unheard(sheet: Sheet) -> pd.Series:
    """Why a row is not heard, by data row; "" where it is."""
    reasons = pd.Series("", sheet.cells.index, dtype="str")
    for name in sheet.cells.columns:
        reason, values = _rule(phrase(name))
        if reason:
            hit = sheet.cells[name].str.strip().str.lower().isin(values)
            reasons = reasons.where(~hit | (reasons != ""), reason)
    return reasons


def _rule(header: str) -> tuple[str, set[str]]:
    if header in {"status", "response type", "distribution channel"}:
        return "test or preview", _PREVIEWS
    if header == "public":
        return "not public", _FALSE
    if header in {"private", "internal", "is internal"}:
        return "not public", _TRUE
    if header in {"author type", "source author type", "author role", "sender type"}:
        return "not written by a customer", _STAFF
    return ("deleted", _TRUE) if header in {"is deleted", "deleted"} else ("", set())
