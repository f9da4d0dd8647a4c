"""The topics of a finished run done again: edited, gone on from another run, or found anew."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from pydantic import ValidationError

from feedback_miner.config import Config
from feedback_miner.errors import RunError
from feedback_miner.ingest import Ingested
from feedback_miner.pipeline import Flow, Judged, Learned
from feedback_miner.progress import Progress, Silent, Stopwatch
from feedback_miner.report import write_reports
from feedback_miner.runs import Manifest, Run, describe, load_run, new_run, save_tables, write_manifest
from feedback_miner.tables import JudgedMentions, JudgedRecords, JudgedTags, Records, Rejects, checked
from feedback_miner.topic_flow import RunTopics, topics_of
from feedback_miner.topic_history import history


def retopic(
    run: Run | Path | str,
    folder: Path | str,
    *,
    previous: Run | Path | str | None = None,
    edits: Path | str | None = None,
    config: Config | None = None,
    progress: Progress | None = None,
) -> Run:
    """Do the topics of a run again, and the insights and reports that rest on them, in a new run.

    Nothing is read or embedded again. The topics are those of `previous` where there is one, found anew
    where there are settings, and else those that the run found, which can be edited.

    Args:
        run: A run, or its folder.
        folder: The run folder to write; it must not exist.
        previous: An earlier run, whose topics go on.
        edits: A file of edits: see `write_edits`. Those of the earlier run, else of the run, where None.
        config: Settings of topics, insights and report; those of the run where None.
        progress: Told how the work goes; silent where None.

    Raises:
        UsageError: If there are edits of topics that are found anew, or the runs have different encoders.
        ConfigError: If the file of edits is wrong, or names a topic that neither is nor was.
        RunError: If a run is missing or damaged, or the folder exists or cannot be written.
    """
    opened = opened_run(run)
    past = history(previous or (None if config else opened), edits)
    flow = Flow(_settings(opened, config), Stopwatch(progress or Silent()))
    judged = _judged(opened)
    with new_run(Path(folder)) as draft:
        with flow.progress.step("Finding topics"):
            inputs = (judged.records, judged.mentions, judged.vectors, encoder_of(opened))
            topics = topics_of(*inputs, flow.config, past)
        mined = flow.rank(judged, topics, opened.taxonomy)
        tables = mined.tables | topics.tables | judged.learned.tables
        manifest = _manifest(opened, flow, tables, topics)
        save_tables(draft, tables, mined.vectors)
        with flow.progress.step("Writing"):
            write_reports(draft, mined, opened.taxonomy, manifest, flow.config.report)
        write_manifest(draft, manifest)
    return load_run(folder)


def settings_of(run: Run) -> Config:
    """The settings a run was made with.

    Raises:
        RunError: If they are not of this version.
    """
    try:
        return Config.model_validate(run.manifest["config"])
    except ValidationError as error:
        key = ".".join(str(part) for part in error.errors()[0]["loc"])
        message = f"its settings are not of this version of feedback_miner: '{key}'."
        raise RunError(message, place=str(run.path / "manifest.json"), hint="Run `mine` again.") from None


def opened_run(run: Run | Path | str) -> Run:
    """A run, from its folder if need be."""
    return run if isinstance(run, Run) else load_run(run)


def encoder_of(run: Run) -> str:
    """The name of the encoder of its vectors."""
    return str(run.manifest["models"]["embedding"]).split(" ", maxsplit=1)[0]


def _settings(run: Run, config: Config | None) -> Config:
    """The settings of a run, but those of what is done again from `config`."""
    redone = ("topics", "insights", "report")
    return settings_of(run).model_copy(update={name: getattr(config, name) for name in redone if config})


def _judged(run: Run) -> Judged:
    """A run as it was before its topics."""
    mentions = run.mentions.drop(columns="topic_as_found", errors="ignore").assign(topic_id=None)
    learned = {"labels": run.labels, "out_of_fold": run.out_of_fold}
    return Judged(
        ingested=Ingested(checked(run.records, Records), checked(run.rejects, Rejects), ()),
        records=checked(run.records, JudgedRecords),
        mentions=checked(mentions, JudgedMentions),
        vectors=run.vectors,
        tags=checked(run.tags, JudgedTags),
        learned=Learned({name: table for name, table in learned.items() if table is not None}),
    )


def _manifest(run: Run, flow: Flow, tables: Mapping[str, pd.DataFrame], topics: RunTopics) -> Manifest:
    """That of the run, with what was done again."""
    before = run.manifest
    manifest = describe(
        flow.config,
        run.taxonomy,
        sources=before["sources"],
        skipped=before["skipped"],
        models=before["models"],
        tables=tables,
        seconds=flow.progress.seconds,
        labels=before["labels"],
        topic_edits=topics.facts,
    )
    made = {"run": run.path.absolute().name, "created_at": before["created_at"]}
    return manifest | {"topics_redone_of": made}
