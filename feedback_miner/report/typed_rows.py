"""Tables as typed rows: what is null in a table is None in a row."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Row = TypeVar("Row", bound="DataclassInstance")


def typed_rows(table: pd.DataFrame, kind: type[Row]) -> list[Row]:
    """The rows of a table, in its order; a column it lacks is None, one that the type lacks is left out."""
    names = [field.name for field in fields(kind)]
    return [kind(**{name: _plain(row.get(name)) for name in names}) for row in table.to_dict("records")]


def _plain(value: Any) -> Any:
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return tuple(value)
    return None if pd.isna(value) else value
