"""What `mine` says on the terminal when it is done."""

from __future__ import annotations

from typing import Any

import pandas as pd
from rich.console import Console, JustifyMethod
from rich.table import Table

from feedback_miner.cli.safe import safe, shortened
from feedback_miner.cli.words import insight_name, intake, interval, learned
from feedback_miner.runs import Run

MOST = 5
WIDTH = 160
"""Characters of a line, whatever the terminal: an id that is cut cannot be copied."""


def print_summary(run: Run) -> None:
    """Rows in and out, the first of each ranking, and where the report lies: the last line of stdout."""
    console = Console(highlight=False, width=WIDTH)
    counts = run.manifest["counts"]
    console.print(intake(counts), markup=False)
    console.print(
        f"{counts['respondents']:,} respondents; {counts['mentions']:,} mentions, "
        f"{counts['tagged_mentions']:,} with a touchpoint"
    )
    for line in learned(run.manifest.get("labels")):
        console.print(line, markup=False)
    for language, mentions in counts["no_model_language"].items():
        console.print(
            f"{mentions:,} mentions in '{language}' have no sentiment: no model speaks that language."
        )
    for title, ranking in (
        ("What hurts most", run.pain_points()),
        ("What they ask for", run.opportunities()),
        ("What they love", run.strengths()),
    ):
        if len(ranking):
            console.print(_table(title, ranking.head(MOST), run))
        else:
            console.print(f"{title}: nothing found")
    console.print(safe(str(run.report)), soft_wrap=True, markup=False)


def _table(title: str, ranking: pd.DataFrame, run: Run) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    figures = ("score per 100", interval(run.level), "respondents", "grade")
    for name in ("rank", "touchpoint", *figures, "insight"):
        justify: JustifyMethod = "left" if name in {"touchpoint", "insight"} else "right"
        table.add_column(name, justify=justify, no_wrap=True)
    for insight in ranking.itertuples():
        table.add_row(*_cells(insight, run))
    return table


def _cells(insight: Any, run: Run) -> list[str]:
    ranks = f"{insight.rank}"
    if insight.rank_high > insight.rank_low:
        ranks += f" ({insight.rank_low}-{insight.rank_high})"
    return [
        ranks,
        shortened(insight_name(insight, run.taxonomy), 40),
        f"{insight.score:.2f}",
        f"{insight.score_low:.2f} - {insight.score_high:.2f}",
        f"{insight.respondents} of {insight.base}",
        insight.grade,
        insight.insight_id,
    ]
