"""What all tables share: their types, and the check at every seam."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, TypeVar

import numpy as np
import pandas as pd
import pandera.pandas as pa
from numpy.typing import NDArray
from pandera.typing import DataFrame

from feedback_miner.errors import TableError

Utc = Annotated[pd.DatetimeTZDtype, "us", "UTC"]
Vectors = NDArray[np.float32]
"""Unit vectors, shape (texts, dimensions)."""
Embed = Callable[[Sequence[str]], Vectors]
"""Texts to unit vectors, one row a text. The pipeline hands it to steps that need more than the mentions."""


Tune = Callable[[Sequence[str], NDArray[np.bool_], NDArray[np.float64] | None], Embed]
"""Lets the encoder learn which mentions share a touchpoint: mentions, what they speak of, shape (texts,
touchpoints), and the matrix that vectors are multiplied with before they are compared. Gives the `Embed` of
the encoder that has learned."""


@dataclass(frozen=True)
class Encoder:
    """Where vectors come from, and where they mean something.

    Attributes:
        embed: Turns further texts into vectors of the same model.
        languages: Those in which the vectors mean something, as ISO 639-1 codes.
        name: What was learned for one encoder is used for the one of that name.
    """

    embed: Embed
    languages: Sequence[str] = ("en",)
    name: str = ""


class Table(pa.DataFrameModel):
    """Base of all tables: types are coerced, extra columns are welcome."""

    class Config:  # noqa: D106
        coerce = True
        strict = False


T = TypeVar("T", bound=Table)


def checked(table: pd.DataFrame, schema: type[T]) -> DataFrame[T]:
    """The table, coerced to the schema's types, or a TableError that says which promise it breaks.

    Raises:
        TableError: With the table, the column, the broken rule and up to three offending values.
    """
    try:
        return schema.validate(table, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases
        first = cases.iloc[0]
        values = ", ".join(repr(value) for value in cases.failure_case.head(3))
        raise TableError(
            f"table {schema.__name__}, column {first.column}: {first.check} fails for {values}",
            hint="This is a bug of feedback_miner; please report it with this message.",
        ) from error


def empty(schema: type[T]) -> DataFrame[T]:
    """A table of that schema without rows."""
    return schema.empty()
