"""Answers of a model seen before, in one SQLite file, keyed on endpoint, model and question.

Losing it costs questions and nothing else. It holds the names that a model gave, and digests; no mentions.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


class AnswerCache:
    """Remembers what each question was answered.

    Args:
        path: The SQLite file; made on first use, and made anew if it is damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def find(self, *question: str) -> str | None:
        """The answer, or None if it is not known."""
        with self._open() as database:
            query = "SELECT answer FROM answers WHERE key = ?"
            row: tuple[str] | None = database.execute(query, (_key(question),)).fetchone()
        return row[0] if row else None

    def add(self, answer: str, *question: str) -> None:
        """Remember an answer."""
        with self._open() as database, database:
            database.execute("INSERT OR REPLACE INTO answers VALUES (?, ?)", (_key(question), answer))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            connection = _connect(self.path)
        except sqlite3.DatabaseError:
            self.path.unlink(missing_ok=True)
            connection = _connect(self.path)
        with closing(connection):
            yield connection


def _key(question: tuple[str, ...]) -> bytes:
    return hashlib.sha256(json.dumps(question).encode()).digest()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=60)
    try:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS answers (key BLOB PRIMARY KEY, answer TEXT) WITHOUT ROWID"
        )
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
