"""Which columns the user names for which file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from feedback_miner.config import Columns, IngestConfig
from feedback_miner.ingest.columns import match_column, missing_column
from feedback_miner.ingest.sheet import Sheet

_SINGLE = ("id", "date", "rating", "respondent", "channel")
_SEVERAL = ("text", "segments")


def columns_for(path: Path, sheet: Sheet, config: IngestConfig) -> Columns:
    """What the user says of a file: `columns` where it has them, overruled by the first of `files` to fit."""
    shared = _where_present(config.columns, sheet)
    own = next((columns for pattern, columns in config.files.items() if path.match(pattern)), None)
    if own is None:
        return shared
    return shared.model_copy(update={name: getattr(own, name) for name in own.model_fields_set})


def check_shared_columns(config: IngestConfig, sheets: Mapping[str, Sheet]) -> None:
    """Check that each column named for all files is in one of them.

    Raises:
        ColumnError: With the near miss and the columns there are.
    """
    for role, name in _named(config.columns):
        if all(match_column(name, sheet) is None for sheet in sheets.values()):
            columns = list(
                dict.fromkeys(column for sheet in sheets.values() for column in sheet.cells.columns)
            )
            raise missing_column(name, role, columns, ", ".join(sheets))


def _named(columns: Columns) -> list[tuple[str, str]]:
    single = [(role, getattr(columns, role)) for role in _SINGLE]
    several = [(role, name) for role in _SEVERAL for name in getattr(columns, role) or ()]
    return [(role, name) for role, name in [*single, *several] if name is not None]


def _where_present(columns: Columns, sheet: Sheet) -> Columns:
    absent = {(role, name) for role, name in _named(columns) if match_column(name, sheet) is None}
    changes: dict[str, object] = {role: None for role in _SINGLE if (role, getattr(columns, role)) in absent}
    for role in _SEVERAL:
        names = getattr(columns, role)
        changes[role] = names and [name for name in names if (role, name) not in absent]
    return columns.model_copy(update=changes)
