"""From a finished run to a sheet for people to label, and from their labels to its accuracy."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from feedback_miner.errors import UsageError
from feedback_miner.labels import Evaluation, Resampling, draw_sample, evaluate, read_labels, write_sheet
from feedback_miner.runs import Run, load_run

SIZE = 100
"""Records of a sheet, where nobody says how many."""


def label(run: Run | Path | str, path: Path | str, *, size: int = SIZE) -> pd.DataFrame:
    """Draw records of a run and write a sheet in which people say what these speak of.

    Args:
        run: A run, or its folder.
        path: The sheet to write, `.csv` or `.xlsx`; it must not exist.
        size: Records to draw.

    Returns:
        The records drawn, and how: see `feedback_miner.labels.draw_sample`.

    Raises:
        UsageError: If the sheet exists or is of another type, or `size` is no count.
        RunError: If the run is missing or damaged.
    """
    if size < 1:
        raise UsageError(f"{size} records cannot be drawn.", hint="Draw at least one.")
    opened = run if isinstance(run, Run) else load_run(run)
    sample = draw_sample(
        opened.records,
        opened.mentions,
        opened.tags,
        opened.vectors,
        size=size,
        threshold=opened.threshold,
        seed=opened.seed,
    )
    write_sheet(Path(path), sample, opened.records, opened.taxonomy)
    return sample


def evaluate_run(run: Run | Path | str, labels: Path | str) -> Evaluation:
    """Measure a run by labels.

    Args:
        run: A run, or its folder.
        labels: A file of labels: see `feedback_miner.labels.read_labels`.

    Returns:
        The figures, with the run's own coverage and number of draws. Where the file says how records were
        drawn, only those drawn by lot count. Records that the run learned from are judged out of fold.

    Raises:
        InputError: If the labels cannot be read, or none of them is of a record that counts.
        RunError: If the run is missing or damaged.
    """
    opened = run if isinstance(run, Run) else load_run(run)
    file = read_labels(labels, opened.taxonomy)
    insights = opened.manifest["config"]["insights"]
    return evaluate(
        file.labels,
        opened.records,
        opened.tags,
        opened.out_of_fold,
        [touchpoint.id for touchpoint in opened.taxonomy.touchpoints],
        threshold=opened.threshold,
        resampling=Resampling(insights["draws"], insights["level"], opened.seed),
        place=str(labels),
    )
