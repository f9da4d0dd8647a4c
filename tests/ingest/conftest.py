from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from feedback_miner.config import Columns, IngestConfig
from feedback_miner.ingest import Ingested, ingest

Read = Callable[..., Ingested]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write one export and ingest it; keyword arguments are the columns the user names."""

    def write_and_ingest(content: str | bytes, name: str = "export.csv", **columns: object) -> Ingested:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return ingest([path], IngestConfig(columns=Columns.model_validate(columns)))

    return write_and_ingest
