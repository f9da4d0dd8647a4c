"""`feedback-miner label`: a sheet for people to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from feedback_miner.cli.options import EXISTING


@click.command("label")
@click.argument("run", type=EXISTING)
@click.option(
    "-o",
    "--output",
    "path",
    default="labels.xlsx",
    show_default=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Sheet to write: .xlsx with drop-downs, or .csv.",
)
@click.option("--size", type=click.IntRange(min=1), default=100, show_default=True, help="Records to draw.")
def command(run: Path, path: Path, size: int) -> None:
    """Draw records of RUN and write a sheet in which people say what these speak of.

    RUN is a folder that `feedback-miner mine` or `tag` wrote. Half of the records are drawn by lot: the
    figures of `evaluate` rest on these alone. The others, unsure ones and such as are unlike the rest, are
    there for `--labels` of `mine` and `tag` to learn from. They are shuffled: whoever stops half way has done
    a fair half.

    To fill in: `touchpoint` (a `?` says that nobody has looked yet, `none` that the record speaks of no
    touchpoint), `polarity` where it is plain, further pairs in the columns beside, and `labeller`, if several
    people share the work.
    """
    from feedback_miner.labelling import label
    from feedback_miner.tables import DRAWN

    drawn = list(label(run, path, size=size).drawn)
    counts = ", ".join(f"{drawn.count(way):,} {way}" for way in DRAWN)
    click.echo(f"{len(drawn):,} records: {counts}")
    click.echo(path)
