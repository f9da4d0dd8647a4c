"""A run folder, read back: its tables on demand, its manifest at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from feedback_miner.errors import RunError, near_miss
from feedback_miner.runs.manifest import Manifest
from feedback_miner.tables import Mined, Vectors
from feedback_miner.taxonomy import Taxonomy

TABLES = ("records", "rejects", "mentions", "tags", "topics", "insights", "ledger")


@dataclass(frozen=True)
class Run:
    """One finished run. Tables are read when first asked for."""

    path: Path
    manifest: Manifest

    @cached_property
    def records(self) -> pd.DataFrame:
        """Answers, reviews and tickets, with their polarity."""
        return self._table("records")

    @cached_property
    def rejects(self) -> pd.DataFrame:
        """Answers that were not used, each with its reason."""
        return self._table("rejects")

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """Spans about one thing, with sentiment, intent and topic."""
        return self._table("mentions")

    @cached_property
    def tags(self) -> pd.DataFrame:
        """Which mention speaks of which touchpoint, how sure, and why."""
        return self._table("tags")

    @cached_property
    def topics(self) -> pd.DataFrame:
        """Groups of mentions about the same matter."""
        return self._table("topics")

    @cached_property
    def insights(self) -> pd.DataFrame:
        """Pain points, opportunities and strengths with their intervals."""
        return self._table("insights")

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """What each mention adds to each score."""
        return self._table("ledger")

    @cached_property
    def vectors(self) -> Vectors:
        """Unit vectors of the mentions, shape (mentions, dimensions), in the order of `mentions`."""
        vectors: Vectors = np.load(self._file("vectors.npy"), allow_pickle=False)
        return vectors

    @cached_property
    def taxonomy(self) -> Taxonomy:
        """The taxonomy the run was made with."""
        return Taxonomy.model_validate(self.manifest["taxonomy"])

    @property
    def report(self) -> Path:
        """The HTML report."""
        return self.path / "report.html"

    def pain_points(self, touchpoints_only: bool = True) -> pd.DataFrame:
        """Pain points by rank; with `touchpoints_only` false, those per stage too."""
        return self._ranked("pain", touchpoints_only)

    def opportunities(self, touchpoints_only: bool = True) -> pd.DataFrame:
        """Opportunities by rank; with `touchpoints_only` false, those per stage too."""
        return self._ranked("opportunity", touchpoints_only)

    def strengths(self, touchpoints_only: bool = True) -> pd.DataFrame:
        """Strengths by rank; with `touchpoints_only` false, those per stage too."""
        return self._ranked("strength", touchpoints_only)

    def insight(self, insight_id: str) -> pd.Series[Any]:
        """One insight by its id, such as `pain.delivery`.

        Raises:
            RunError: If there is none, with the nearest id.
        """
        rows = self.insights[self.insights.insight_id == insight_id]
        if rows.empty:
            hint = near_miss(insight_id, self.insights.insight_id) or "See insights.parquet for all ids."
            raise RunError(f"no insight '{insight_id}'.", place=str(self.path), hint=hint)
        found: pd.Series[Any] = rows.iloc[0]
        return found

    def evidence(self, insight_id: str) -> pd.DataFrame:
        """Every mention that adds to an insight, heaviest first, with its source, row, offsets and words."""
        insight = self.insight(insight_id)
        mentions = self.mentions[["mention_id", "record_id", "start", "end", "text", "sentiment", "intent"]]
        records = self.records[["record_id", "source", "row", "respondent_id", "created_at", "rating"]]
        tags = self.tags[self.tags.touchpoint == insight.touchpoint]
        rows: pd.DataFrame = self.ledger[self.ledger.insight_id == insight.insight_id]
        rows = rows.merge(mentions, on="mention_id").merge(records, on="record_id")
        rows = rows.merge(tags[["mention_id", "confidence", "evidence"]], on="mention_id")
        return rows.sort_values(["weight", "mention_id"], ascending=[False, True], ignore_index=True)

    def mined(self) -> Mined:
        """All tables at once."""
        return Mined(vectors=self.vectors, **{name: getattr(self, name) for name in TABLES})

    def _ranked(self, kind: str, touchpoints_only: bool) -> pd.DataFrame:
        rows = self.insights[self.insights.kind == kind]
        if touchpoints_only:
            rows = rows[rows.stage.isna()]
        return rows.sort_values(["rank", "insight_id"], ignore_index=True)

    def _table(self, name: str) -> pd.DataFrame:
        return pd.read_parquet(self._file(f"{name}.parquet"))

    def _file(self, name: str) -> Path:
        path = self.path / name
        if not path.exists():
            hint = "It was made by `tag`, or is damaged: run `mine` again."
            raise RunError("this run has no such table.", place=str(path), hint=hint)
        return path


def load_run(folder: Path | str) -> Run:
    """Open a finished run.

    Raises:
        RunError: If the folder is missing or is no run.
    """
    path = Path(folder)
    try:
        manifest = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
    except OSError:
        hint = "A run is what `feedback-miner mine EXPORT -o RUN` writes."
        raise RunError(
            "this is not a run folder: it has no manifest.json.", place=str(path), hint=hint
        ) from None
    except ValueError as error:
        raise RunError(f"manifest.json is damaged: {error}.", place=str(path)) from None
    return Run(path, manifest)


def save_tables(folder: Path, tables: Mapping[str, pd.DataFrame], vectors: Vectors) -> None:
    """Write tables as Parquet and vectors as npy into a draft."""
    for name, table in tables.items():
        table.to_parquet(folder / f"{name}.parquet", index=False)
    np.save(folder / "vectors.npy", vectors, allow_pickle=False)
