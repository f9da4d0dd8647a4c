"""Vectors seen before, in one SQLite file, keyed on model, settings and text.

Losing the cache costs time and nothing else: a damaged file is replaced, and a vector is the same whether it
was computed or remembered.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from feedback_miner.cache_file import cache_file
from feedback_miner.tables import Vectors

_LOOKUP = 500

SCHEMA = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID"


class VectorCache:
    """Remembers float32 vectors of one model under one set of settings.

    Args:
        path: The SQLite file; made on first use. Several processes may share it.
        scope: Digest of model and settings. Two scopes never share a vector.
    """

    def __init__(self, path: Path, scope: str) -> None:
        self.path = path
        self.scope = scope

    def find(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """The vectors that are known, by text."""
        keys = {self._key(text): text for text in texts}
        with cache_file(self.path, SCHEMA) as database:
            return {
                keys[key]: np.frombuffer(blob, dtype=np.float32)
                for key, blob in _select(database, list(keys))
            }

    def add(self, vectors: Iterable[tuple[str, Vectors]]) -> None:
        """Remember more vectors, all or none of them."""
        rows = [(self._key(text), vector.astype(np.float32).tobytes()) for text, vector in vectors]
        with cache_file(self.path, SCHEMA) as database, database:
            database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(f"{self.scope}\0{text}".encode()).digest()


def _select(database: sqlite3.Connection, keys: list[bytes]) -> Iterator[tuple[bytes, bytes]]:
    for start in range(0, len(keys), _LOOKUP):
        some = keys[start : start + _LOOKUP]
        marks = ",".join("?" * len(some))
        yield from database.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", some)  # noqa: S608
