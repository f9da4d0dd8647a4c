"""`feedback-miner tag`: the first half of the main job."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from feedback_miner.cli.options import (
    EXISTING,
    column_options,
    json_option,
    labels_option,
    quiet_option,
    settings,
    taxonomy_option,
)
from feedback_miner.cli.words import intake, learned


@click.command("tag")
@click.argument("exports", nargs=-1, required=True, type=EXISTING, metavar="INPUT...")
@click.option(
    "-o", "--output", "folder", required=True, type=click.Path(path_type=Path), help="Folder to write."
)
@taxonomy_option
@labels_option
@column_options
@json_option
@quiet_option
def command(
    exports: tuple[Path, ...],
    folder: Path,
    taxonomy: str | None,
    labels: Path | None,
    as_json: bool,
    quiet: bool,
    **columns: Any,
) -> None:
    """Write only records, mentions and tags: which touchpoint each mention speaks of, how sure, and why.

    INPUT is an export, or a folder of them, as for `mine`. A plain CSV or JSON lines file with --id-column
    and --text-column is enough.
    """
    config = settings(**columns)

    from feedback_miner.cli.bars import Bars
    from feedback_miner.pipeline import tag_exports
    from feedback_miner.progress import Silent

    progress = Silent() if quiet else Bars()
    run = tag_exports(exports, folder, config=config, taxonomy=taxonomy, labels=labels, progress=progress)
    counts = run.manifest["counts"]
    if as_json:
        click.echo(json.dumps({"run": str(run.path), "counts": counts}, indent=2))
        return
    click.echo(intake(counts))
    click.echo(
        f"{counts['mentions']:,} mentions, {counts['tags']:,} tags; "
        f"{counts['untagged_mentions']:,} mentions untagged"
    )
    for line in learned(run.manifest.get("labels")):
        click.echo(line)
    click.echo(run.path)
