"""`feedback-miner evaluate`: how accurate a run is, by the labels of people."""

from __future__ import annotations

import json
from pathlib import Path

import click

from feedback_miner.cli.options import EXISTING, json_option


@click.command("evaluate")
@click.argument("run", type=EXISTING)
@click.option(
    "--labels",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What people say: CSV, JSON lines or Excel, such as the sheet of `feedback-miner label`.",
)
@json_option
def command(run: Path, labels: Path, as_json: bool) -> None:
    """Show how well RUN finds touchpoints and feelings, by the labels of people, with intervals.

    Precision, recall and F1 of each touchpoint and of all; which was taken for which; whether the confidence
    can be trusted; polarity, where it is labelled; and how far the labellers agree, where there are several.
    Where the file says how its records were drawn, only those drawn by lot count. Records that RUN learned
    from are judged by what it said of them before it had seen their labels.
    """
    from feedback_miner.labelling import evaluate_run

    evaluation = evaluate_run(run, labels)
    if as_json:
        click.echo(json.dumps(evaluation.as_dict, indent=2, ensure_ascii=False))
    else:
        from feedback_miner.cli.accuracy import print_evaluation

        print_evaluation(evaluation)
