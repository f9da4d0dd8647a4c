"""Topics on the terminal, under their themes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click
import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from feedback_miner.cli.safe import safe, shortened

if TYPE_CHECKING:
    from feedback_miner.runs import Run

WIDTH = 160
"""Characters of a line, whatever the terminal: an id that is cut cannot be copied."""
NAME, QUOTE = 42, 44
COLUMNS = ("topic", "mentions", "share", "- / 0 / +", "stability", "since", "id", "in their words")
LEFT = {"topic", "since", "id", "in their words"}


def print_topics(topics: pd.DataFrame, counts: Mapping[str, int]) -> None:
    """The table, and how many mentions it leaves out."""
    console = Console(highlight=False, width=WIDTH)
    themes = int((topics.level == "theme").sum())
    about = f" under {themes} themes" if themes else ""
    console.print(f"{len(topics) - themes:,} topics{about}; {_left(counts)}")
    if len(topics):
        console.print(_table(topics))
    if topics.unstable.any():
        console.print("? unstable: with other data this topic may look otherwise")


def print_warnings(run: Run) -> None:
    """What the edits of a run, or its settings, asked for and did not get."""
    edits = (run.manifest.get("topic_edits") or {}).get("warnings", [])
    for warning in [*run.manifest.get("warnings", []), *edits]:
        click.echo(f"Warning: {safe(warning)}", err=True)


def _left(counts: Mapping[str, int]) -> str:
    return f"{counts['without_topic']:,} of {counts['mentions']:,} mentions have none"


def _table(topics: pd.DataFrame) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in COLUMNS:
        table.add_column(name, justify="left" if name in LEFT else "right", no_wrap=True)
    for row in topics.itertuples():
        style = "bold" if row.level == "theme" else ""
        table.add_row(*(Text(cell) for cell in _cells(row)), style=style)
    return table


def _cells(row: Any) -> list[str]:
    indent = "  " if isinstance(row.parent_id, str) else ""
    return [
        shortened(row.name, NAME) if not indent else indent + shortened(row.name, NAME - 2),
        f"{row.mentions:,}",
        f"{100 * row.share:.1f} %",
        _feelings(row),
        "" if pd.isna(row.stability) else f"{'? ' if row.unstable else ''}{row.stability:.2f}",
        shortened(row.born_in, 12) if isinstance(row.born_in, str) else "",
        safe(row.topic_id),
        f'"{shortened(row.quote, QUOTE)}"' if isinstance(row.quote, str) else "",
    ]


def _feelings(row: Any) -> str:
    """Shares of negative, neutral and positive mentions, in percent."""
    if pd.isna(row.negative):
        return ""
    return " / ".join(f"{100 * share:.0f}" for share in (row.negative, row.neutral, row.positive))
