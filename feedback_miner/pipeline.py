"""The whole flow, top to bottom: exports in, run folder and report out.

Command line, notebook and scheduled job are thin shells around this file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing import DataFrame

from feedback_miner.config import Config, shipped
from feedback_miner.embedding import Embedder, fine_tuned, load_embedder
from feedback_miner.ingest import Ingested, ingest
from feedback_miner.insights import rank
from feedback_miner.labels import LabelFile, read_labels
from feedback_miner.mentions import antecedents, split
from feedback_miner.progress import Progress, Silent, Stopwatch
from feedback_miner.report import write_reports
from feedback_miner.runs import Manifest, Run, describe, load_run, new_run, save_tables, write_manifest
from feedback_miner.sentiment import JUDGED_ENCODERS, SHIPPED, judge, judge_records, judge_tags
from feedback_miner.tables import (
    Embed,
    Encoder,
    JudgedMentions,
    JudgedRecords,
    JudgedTags,
    Mentions,
    Mined,
    Records,
    Tags,
    Vectors,
    check_ledger,
    checked,
)
from feedback_miner.tagging import Context, Labelled, tag, tag_like
from feedback_miner.taxonomy import Taxonomy, load_taxonomy
from feedback_miner.topic_flow import RunTopics, topics_of
from feedback_miner.topic_history import History, history

Exports = Path | str | Sequence[Path | str]


def mine(
    exports: Exports,
    folder: Path | str,
    *,
    config: Config | None = None,
    taxonomy: Taxonomy | Path | str | None = None,
    labels: Path | str | None = None,
    topics_from: Run | Path | str | None = None,
    topic_edits: Path | str | None = None,
    progress: Progress | None = None,
) -> Run:
    """Turn exports into ranked pain points, opportunities and strengths, with a report to open.

    Args:
        exports: A file or folder of exports, or several.
        folder: The run folder to write; it must not exist.
        config: Settings; the defaults where None.
        taxonomy: A taxonomy, the path of one, or the name of a shipped one; the config names one where None.
        labels: A file in which people say what some of the records speak of, to learn from.
        topics_from: An earlier run, whose topics go on in this one.
        topic_edits: A file in which people rename, merge, split, move or hide its topics.
        progress: Told how the work goes; silent where None.

    Returns:
        The finished run.

    Raises:
        ConfigError: If the taxonomy is wrong; nothing has been read or written then.
        InputError: If an export, or the file of labels, cannot be read at all.
        RunError: If the folder exists or cannot be written.
        ModelError: If a model is missing or is not the published one.
    """
    flow = Flow(config or Config(), Stopwatch(progress or Silent()))
    journey = find_taxonomy(taxonomy or flow.config.taxonomy)
    labelled = read_labels(labels, journey) if labels else None
    past = history(topics_from, topic_edits)
    with new_run(Path(folder)) as draft:
        judged = flow.judge(paths(exports), journey, labelled)
        topics = flow.topics(judged, past)
        mined = flow.rank(judged, topics, journey)
        tables = mined.tables | topics.tables | judged.learned.tables
        manifest = flow.manifest(judged, journey, tables, topics)
        save_tables(draft, tables, mined.vectors)
        with flow.progress.step("Writing"):
            write_reports(draft, mined, journey, manifest, flow.config.report)
        write_manifest(draft, manifest)
    return load_run(folder)


def tag_exports(
    exports: Exports,
    folder: Path | str,
    *,
    config: Config | None = None,
    taxonomy: Taxonomy | Path | str | None = None,
    labels: Path | str | None = None,
    progress: Progress | None = None,
) -> Run:
    """The first half of `mine`: records, mentions and tags, without topics, insights and report.

    Arguments, result and errors are those of `mine`; the run folder holds fewer tables.
    """
    flow = Flow(config or Config(), Stopwatch(progress or Silent()))
    journey = find_taxonomy(taxonomy or flow.config.taxonomy)
    labelled = read_labels(labels, journey) if labels else None
    with new_run(Path(folder)) as draft:
        judged = flow.judge(paths(exports), journey, labelled)
        tables = judged.tables | judged.learned.tables
        save_tables(draft, tables, judged.vectors)
        write_manifest(draft, flow.manifest(judged, journey, tables))
    return load_run(folder)


def paths(exports: Exports) -> list[Path]:
    """One path or several as a list of paths."""
    return [Path(exports)] if isinstance(exports, str | Path) else [Path(export) for export in exports]


def find_taxonomy(taxonomy: Taxonomy | Path | str) -> Taxonomy:
    """A taxonomy as it is, from a path, or from the name of a shipped one.

    Raises:
        TaxonomyError: If the file is wrong.
        ConfigError: If there is neither such a file nor such a name.
    """
    if isinstance(taxonomy, Taxonomy):
        return taxonomy
    path = Path(taxonomy)
    is_name = path.suffix == "" and not path.exists()
    return load_taxonomy(shipped("taxonomies", str(taxonomy)) if is_name else path)


def questions(mentions: DataFrame[Mentions], records: DataFrame[Records]) -> list[str | None]:
    """For each mention the survey question that its record answers, or None."""
    known = (records.kind == "survey") & records.question.notna()
    asked = dict(zip(records.record_id[known], records.question[known], strict=True))
    return [asked.get(record) for record in mentions.record_id]


@dataclass(frozen=True)
class Learned:
    """What labels did to a run: two tables and some facts; nothing without labels."""

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    facts: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Judged:
    """Everything up to the tags."""

    ingested: Ingested
    records: DataFrame[JudgedRecords]
    mentions: DataFrame[JudgedMentions]
    vectors: Vectors
    tags: DataFrame[JudgedTags]
    learned: Learned

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by name."""
        rejects = self.ingested.rejects
        return {"records": self.records, "rejects": rejects, "mentions": self.mentions, "tags": self.tags}


@dataclass
class Flow:
    """The steps in order. Each gets its tables and its own slice of the settings."""

    config: Config
    progress: Stopwatch

    def judge(self, exports: Sequence[Path], taxonomy: Taxonomy, labels: LabelFile | None = None) -> Judged:
        """Exports to judged mentions and tags."""
        config, progress = self.config, self.progress
        ingested = ingest(exports, config.ingest, progress)
        mentions = split(ingested.records, config.mentions, progress)
        vectors = self.embedder.embed(list(mentions.text), progress)
        with progress.step("Tagging"):
            tags, learned = self.tag(mentions, vectors, taxonomy, labels, ingested.records)
        with progress.step("Judging"):
            judged = self.judge_mentions(mentions, vectors)
            return Judged(
                ingested=ingested,
                records=judge_records(ingested.records, judged, config.sentiment),
                mentions=checked(judged.assign(topic_id=None), JudgedMentions),
                vectors=vectors,
                tags=judge_tags(tags, judged),
                learned=learned,
            )

    def tag(
        self,
        mentions: DataFrame[Mentions],
        vectors: Vectors,
        taxonomy: Taxonomy,
        labels: LabelFile | None,
        records: DataFrame[Records],
    ) -> tuple[DataFrame[Tags], Learned]:
        """Mentions to tags, learning from labels where there are any."""
        encoder = Encoder(self.embedder.embed, self.config.embedding.reads, self.embedder.backend.name)
        context = Context(antecedents(mentions), questions(mentions, records))
        inputs = (mentions, vectors, taxonomy, encoder, self.config.tagging, context)
        if labels is None:
            return tag(*inputs), Learned()
        tune = self.tune if self.config.tagging.fine_tune else None
        tags, taught = tag_like(Labelled(labels.labels, self.config.seed, tune), *inputs)
        tables: dict[str, pd.DataFrame] = {"labels": labels.labels, "out_of_fold": taught.out_of_fold}
        return tags, Learned(tables, labels.facts(records.record_id) | taught.facts)

    def tune(self, texts: Sequence[str], about: NDArray[np.bool_], turn: NDArray[np.float64] | None) -> Embed:
        """Let the encoder learn what these mentions are about; it serves the tagging of this run alone."""
        return fine_tuned(self.embedder, texts, about, turn, seed=self.config.seed).embed

    def judge_mentions(self, mentions: DataFrame[Mentions], vectors: Vectors) -> pd.DataFrame:
        """Mentions to judged mentions. Vectors that say nothing of feelings are replaced for this step."""
        settings, encoder = self.config.sentiment, self.embedder.backend.name
        if settings.model != SHIPPED or encoder in JUDGED_ENCODERS:
            return judge(mentions, vectors, settings, self.config.embedding.reads, encoder)
        other = self.config.embedding.model_copy(update={"model": "feedback", "languages": None})
        felt = load_embedder(other).embed(list(mentions.text), self.progress)
        return judge(mentions, felt, settings, other.reads, "feedback")

    def topics(self, judged: Judged, past: History) -> RunTopics:
        """Judged mentions to topics."""
        with self.progress.step("Finding topics"):
            return topics_of(
                judged.records, judged.mentions, judged.vectors, self.embedder.backend.name, self.config, past
            )

    def rank(self, judged: Judged, topics: RunTopics, taxonomy: Taxonomy) -> Mined:
        """Judged mentions, tags and topics to insights and ledger."""
        config, mentions = self.config, topics.mentions
        with self.progress.step("Ranking"):
            sure = judged.tags[judged.tags.confidence >= config.insights.min_confidence]
            insights, ledger = rank(judged.records, mentions, sure, taxonomy, config.insights, config.seed)
            check_ledger(insights, ledger)
        return Mined(
            records=judged.records,
            rejects=judged.ingested.rejects,
            mentions=mentions,
            vectors=judged.vectors,
            tags=judged.tags,
            topics=topics.tables["topics"],
            topic_lineage=topics.tables["topic_lineage"],
            topic_periods=topics.tables["topic_periods"],
            emerging_topics=topics.tables["emerging_topics"],
            insights=insights,
            ledger=ledger,
        )

    def manifest(
        self,
        judged: Judged,
        taxonomy: Taxonomy,
        tables: Mapping[str, pd.DataFrame],
        topics: RunTopics | None = None,
    ) -> Manifest:
        """What the run was made of."""
        backend = self.embedder.backend
        return describe(
            self.config,
            taxonomy,
            sources=[source.facts() for source in judged.ingested.sources],
            skipped=[path.name for path in judged.ingested.skipped],
            models={"embedding": f"{backend.name} {backend.digest}"},
            tables=tables,
            seconds=self.progress.seconds,
            labels=judged.learned.facts,
            topic_edits=topics.facts if topics else None,
            warnings=topics.warnings if topics else (),
        )

    @cached_property
    def embedder(self) -> Embedder:
        """The sentence encoder; its weights are read at the first text."""
        return load_embedder(self.config.embedding)
