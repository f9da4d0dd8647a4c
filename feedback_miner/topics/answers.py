"""Answers of a model seen before, in one SQLite file, keyed on endpoint, model and question.

Losing it costs questions and nothing else. It holds the names that a model gave, and digests; no mentions.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from feedback_miner.cache_file import cache_file

SCHEMA = "CREATE TABLE IF NOT EXISTS answers (key BLOB PRIMARY KEY, answer TEXT) WITHOUT ROWID"


class AnswerCache:
    """Remembers what each question was answered.

    Args:
        path: The SQLite file; made on first use, and made anew if it is damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def find(self, *question: str) -> str | None:
        """The answer, or None if it is not known."""
        with cache_file(self.path, SCHEMA) as database:
            query = "SELECT answer FROM answers WHERE key = ?"
            row: tuple[str] | None = database.execute(query, (_key(question),)).fetchone()
        return row[0] if row else None

    def add(self, answer: str, *question: str) -> None:
        """Remember an answer."""
        with cache_file(self.path, SCHEMA) as database, database:
            database.execute("INSERT OR REPLACE INTO answers VALUES (?, ?)", (_key(question), answer))


def _key(question: tuple[str, ...]) -> bytes:
    return hashlib.sha256(json.dumps(question).encode()).digest()
