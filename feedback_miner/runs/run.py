"""A run folder, read back: its tables on demand, its manifest at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from feedback_miner.errors import RunError, near_miss
from feedback_miner.runs.manifest import SCHEMA_VERSION, Manifest
from feedback_miner.tables import Mined, Vectors
from feedback_miner.taxonomy import Taxonomy

SHOWN = ("rank", "touchpoint", "score", "score_low", "score_high", "respondents", "grade", "insight_id")
MOST_SHOWN = 5
TABLES = (
    "records",
    "rejects",
    "mentions",
    "tags",
    "topics",
    "topic_lineage",
    "topic_periods",
    "emerging_topics",
    "insights",
    "ledger",
)


@dataclass(frozen=True, repr=False)
class Run:
    """One finished run. Tables are read when first asked for."""

    path: Path
    manifest: Manifest

    def __repr__(self) -> str:
        counts = self.manifest["counts"]
        sizes = [f"{counts[name]:,} {name}" for name in ("records", "insights") if name in counts]
        return f"Run({', '.join([str(self.path), *sizes])})"

    def _repr_html_(self) -> str:
        """What a notebook shows: the run, and its first pain points."""
        title = f"<p>{escape(repr(self))}</p>"
        if "insights" not in self.manifest["counts"]:
            return title
        first = self.pain_points().head(MOST_SHOWN)[list(SHOWN)]
        named = first.assign(touchpoint=[self.taxonomy.touchpoint(each).name for each in first.touchpoint])
        return title + str(named.to_html(index=False, border=0, float_format="{:.2f}".format))

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
    def topic_lineage(self) -> pd.DataFrame:
        """What became of the topics of the earlier run that this one goes on from."""
        return self._table("topic_lineage")

    @cached_property
    def topic_periods(self) -> pd.DataFrame:
        """Each topic in each period: volume, share and feeling, with intervals."""
        return self._table("topic_periods")

    @cached_property
    def emerging_topics(self) -> pd.DataFrame:
        """Topics whose last weeks were tested against those before."""
        return self._table("emerging_topics")

    @cached_property
    def topics_as_found(self) -> pd.DataFrame:
        """Its topics before people edited them."""
        return self._table("topics_as_found") if self.manifest.get("topic_edits") else self.topics

    @cached_property
    def insights(self) -> pd.DataFrame:
        """Pain points, opportunities and strengths with their intervals."""
        return self._table("insights")

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """What each mention adds to each score."""
        return self._table("ledger")

    @cached_property
    def labels(self) -> pd.DataFrame | None:
        """The labels that the run learned from, if it did."""
        return self._table("labels") if self.manifest.get("labels") else None

    @cached_property
    def out_of_fold(self) -> pd.DataFrame | None:
        """How sure the tagger is of labelled records when it has not seen their labels, if it learned."""
        return self._table("out_of_fold") if self.manifest.get("labels") else None

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
    def level(self) -> float:
        """Coverage of its intervals, in (0, 1)."""
        return float(self.manifest["config"]["insights"]["level"])

    @property
    def threshold(self) -> float:
        """Confidence in [0, 1] from which on there is a tag."""
        return float(self.manifest["config"]["tagging"]["min_confidence"])

    @property
    def seed(self) -> int:
        """Start of its random draws."""
        return int(self.manifest["config"]["seed"])

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
            near = near_miss(insight_id, self.insights.insight_id)
            hint = " ".join([*([near] if near else []), f"All ids: feedback-miner explain {self.path}"])
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
        path = self._file(f"{name}.parquet")
        try:
            return pd.read_parquet(path)
        except (OSError, ValueError) as error:
            reason = f"this table is damaged ({type(error).__name__})."
            raise RunError(reason, place=str(path), hint="Run `mine` again.") from None

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
    if not isinstance(manifest, dict) or manifest.get("schema_version") != SCHEMA_VERSION:
        raise RunError("manifest.json is not of this version of feedback_miner.", place=str(path))
    return Run(path, manifest)


def save_tables(folder: Path, tables: Mapping[str, pd.DataFrame], vectors: Vectors) -> None:
    """Write tables as Parquet and vectors as npy into a draft."""
    for name, table in tables.items():
        table.to_parquet(folder / f"{name}.parquet", index=False)
    np.save(folder / "vectors.npy", vectors, allow_pickle=False)
