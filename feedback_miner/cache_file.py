"""A cache in one SQLite file: what is damaged is begun anew, as nothing in it is worth more than time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


@contextmanager
def cache_file(path: Path, schema: str) -> Iterator[sqlite3.Connection]:
    """Open it, and close it at the end of the block. Several processes may do so at once.

    Args:
        path: The file; it and its folder are made if need be.
        schema: Statement that makes its table unless there is one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = _connect(path, schema)
    except sqlite3.DatabaseError:
        path.unlink(missing_ok=True)
        connection = _connect(path, schema)
    with closing(connection):
        yield connection


def _connect(path: Path, schema: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=60)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute(schema)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
