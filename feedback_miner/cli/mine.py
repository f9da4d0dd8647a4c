"""`feedback-miner mine`: the main job."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from feedback_miner.cli.exits import DONE, WARNINGS
from feedback_miner.cli.options import (
    EXISTING,
    SETTINGS_FILE,
    column_options,
    json_option,
    labels_option,
    quiet_option,
    settings,
    taxonomy_option,
)

if TYPE_CHECKING:
    from feedback_miner.runs import Run


@click.command("mine")
@click.argument("exports", nargs=-1, required=True, type=EXISTING, metavar="EXPORT...")
@click.option(
    "-o", "--output", "folder", required=True, type=click.Path(path_type=Path), help="Run folder to write."
)
@taxonomy_option
@labels_option
@click.option("--topics-from", type=EXISTING, help="An earlier run, whose topics go on in this one.")
@click.option(
    "--topics-edits",
    type=SETTINGS_FILE,
    help="What people change in the topics of that run: see `feedback-miner topics`.",
)
@column_options
@click.option(
    "--max-rejects",
    type=click.FloatRange(0, 1),
    help="Exit with 4 when a larger share of the answers is rejected. The run is written all the same.",
)
@json_option
@quiet_option
def command(
    exports: tuple[Path, ...],
    folder: Path,
    taxonomy: str | None,
    labels: Path | None,
    topics_from: Path | None,
    topics_edits: Path | None,
    max_rejects: float | None,
    as_json: bool,
    quiet: bool,
    **columns: Any,
) -> int:
    """Turn exports into ranked pain points and opportunities per touchpoint, with a report.

    EXPORT is a file (CSV, TSV, Excel, JSON, JSON lines, Parquet, each also as .gz) or a folder of them.
    Columns are recognised, and can be named; `feedback-miner inspect EXPORT` shows what would be taken.
    """
    config = settings(**columns)

    from feedback_miner.cli.bars import Bars
    from feedback_miner.cli.topic_table import print_warnings
    from feedback_miner.pipeline import mine
    from feedback_miner.progress import Silent

    progress = Silent() if quiet else Bars()
    run = mine(
        exports,
        folder,
        config=config,
        taxonomy=taxonomy,
        labels=labels,
        topics_from=topics_from,
        topic_edits=topics_edits,
        progress=progress,
    )
    print_warnings(run)
    if as_json:
        click.echo(json.dumps(_summary(run), indent=2))
    else:
        from feedback_miner.cli.summary import print_summary

        print_summary(run)
    counts = run.manifest["counts"]
    too_many = max_rejects is not None and counts["rejects"] > max_rejects * counts["answers"]
    return WARNINGS if too_many else DONE


def _summary(run: Run) -> dict[str, Any]:
    return {
        "run": str(run.path),
        "report": str(run.report),
        "counts": run.manifest["counts"],
        "pain_points": list(run.pain_points().insight_id),
        "opportunities": list(run.opportunities().insight_id),
        "strengths": list(run.strengths().insight_id),
    }
