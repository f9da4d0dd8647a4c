"""`feedback-miner topics`: the topics of a run, edited and redone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from feedback_miner.cli.options import EXISTING, SETTINGS_FILE, json_option, quiet_option
from feedback_miner.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from feedback_miner.config import Config
    from feedback_miner.runs import Run

NEW = click.Path(path_type=Path)


@click.command("topics")
@click.argument("run", type=EXISTING)
@click.option("--within", metavar="TOUCHPOINT", help="Topics among the mentions of one touchpoint alone.")
@click.option("--write-edits", "sheet", type=NEW, help="Write a file to name, merge, split and hide in.")
@click.option("-o", "--output", "folder", type=NEW, help="Run folder to write, with the topics done again.")
@click.option("--edits", type=SETTINGS_FILE, help="With -o: what to change, as --write-edits wrote it.")
@click.option("--from", "previous", type=EXISTING, help="With -o: find topics again as those of that run.")
@click.option(
    "--preset",
    type=click.Choice(["stable", "classic"]),
    help="With -o: find topics again, resampled (stable) or as BERTopic does by itself (classic).",
)
@click.option("--config", type=SETTINGS_FILE, help="With -o: find topics again, by that settings file.")
@json_option
@quiet_option
def command(
    run: Path,
    within: str | None,
    sheet: Path | None,
    folder: Path | None,
    as_json: bool,
    quiet: bool,
    **redo: Any,
) -> None:
    """List the topics of RUN under their themes; with -o, do them again in a new run.

    RUN is a folder that `feedback-miner mine` wrote. A topic marked `?` is unstable: in under six of ten
    resamples two of its mentions stay together, and with other data it may look otherwise. A topic without
    a figure there was merged or split by hand.

    With -o and --edits the topics stay as they were found, and are edited. With --from those of that run go
    on; with --preset or --config they are found anew, and have other ids. Insights and report follow; exports
    are not read again. Edits that held before hold on, unless --edits gives others.
    """
    _refuse_mixtures(folder, {"--within": within, "--write-edits": sheet}, redo)

    from feedback_miner.runs import load_run

    opened = load_run(run)
    if sheet:
        _write_sheet(opened, sheet)
    elif folder:
        _show(_redone(opened, folder, quiet, **redo), as_json)
    elif within:
        _show_within(opened, within, as_json)
    else:
        _show(opened, as_json)


def _refuse_mixtures(folder: Path | None, others: dict[str, Any], redo: dict[str, Any]) -> None:
    """Options that only mean something together, or never do."""
    given = [name for name, value in others.items() if value]
    if folder and given:
        raise UsageError(f"-o and {given[0]} do not go together.", hint="Call the command twice.")
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} do not go together.", hint="Call the command twice.")
    named = {"edits": "--edits", "previous": "--from", "preset": "--preset", "config": "--config"}
    lonely = [named[key] for key, value in redo.items() if value]
    if lonely and not folder:
        raise UsageError(f"{lonely[0]} makes a new run.", hint="Say where with -o NEW_RUN.")


def _write_sheet(run: Run, path: Path) -> None:
    from feedback_miner.topic_views import write_edits

    click.echo(f"{write_edits(run, path):,} topics")
    click.echo(path)


def _redone(run: Run, folder: Path, quiet: bool, **redo: Any) -> Run:
    from feedback_miner.cli.bars import Bars
    from feedback_miner.cli.topic_table import print_warnings
    from feedback_miner.progress import Silent
    from feedback_miner.topic_runs import retopic

    config = _settings(run, redo["config"], redo["preset"])
    progress = Silent() if quiet else Bars()
    previous, edits = redo["previous"], redo["edits"]
    made = retopic(run, folder, previous=previous, edits=edits, config=config, progress=progress)
    print_warnings(made)
    return made


def _settings(run: Run, path: Path | None, preset: str | None) -> Config | None:
    """Those of the file, else of the run, with the preset named; None where neither is."""
    if not path and not preset:
        return None
    from feedback_miner.config import load_config
    from feedback_miner.topic_runs import settings_of

    config = load_config(path) if path else settings_of(run)
    return config.override(topics={"preset": preset})


def _show(run: Run, as_json: bool) -> None:
    _print(run.mentions, run.topics, as_json, {"run": str(run.path)})


def _show_within(run: Run, touchpoint: str, as_json: bool) -> None:
    from feedback_miner.topic_views import topics_within

    mentions, topics = topics_within(run, touchpoint)
    _print(mentions, topics, as_json, {"run": str(run.path), "touchpoint": touchpoint})


def _print(mentions: pd.DataFrame, topics: pd.DataFrame, as_json: bool, about: dict[str, Any]) -> None:
    from feedback_miner.topic_views import list_topics

    listed = list_topics(mentions, topics)
    counts = {"mentions": len(mentions), "without_topic": int(mentions.topic_id.isna().sum())}
    if as_json:
        rows = json.loads(listed.to_json(orient="records"))
        click.echo(json.dumps({**about, **counts, "topics": rows}, indent=2, ensure_ascii=False))
        return
    from feedback_miner.cli.topic_table import print_topics

    print_topics(listed, counts)
