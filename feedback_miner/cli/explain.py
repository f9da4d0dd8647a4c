"""`feedback-miner explain`: from a figure down to the quotes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from feedback_miner.cli.options import EXISTING, json_option
from feedback_miner.cli.safe import safe, shortened
from feedback_miner.cli.words import insight_name, interval

if TYPE_CHECKING:
    import pandas as pd

    from feedback_miner.runs import Run

FORMULAS = {
    "pain": "100/N x sum over respondents of their strongest negative sentiment here",
    "opportunity": "100/N x sum over respondents who ask for something here of (1 + strongest negative) / 2",
    "strength": "100/N x sum over respondents of their strongest positive sentiment here",
}


@click.command("explain")
@click.argument("run", type=EXISTING)
@click.argument("insight", required=False)
@click.option(
    "-n", "--most", type=click.IntRange(min=1), default=20, show_default=True, help="Mentions to print."
)
@json_option
def command(run: Path, insight: str | None, most: int, as_json: bool) -> None:
    """Show the score of INSIGHT, its terms, and every mention behind it; without INSIGHT, list them all.

    RUN is a folder that `feedback-miner mine` wrote. INSIGHT is an id such as pain.delivery. Each line gives
    what a mention adds to the score, its source file, row and offsets, why it was tagged, and the customer's
    words. The row counts the data rows of the export from 1, without header and empty rows. The weights sum
    to the score; every quote is checked against its record.
    """
    from feedback_miner.runs import load_run

    opened = load_run(run)
    if insight is None:
        _list(opened, as_json)
    else:
        _explain(opened, insight, most, as_json)


def _list(run: Run, as_json: bool) -> None:
    insights = run.insights[["insight_id", "kind", "touchpoint", "stage", "rank", "score"]]
    if as_json:
        _print_json(json.loads(insights.to_json(orient="records")))
        return
    width = max(map(len, insights.insight_id), default=0)
    for row in insights.itertuples():
        name = shortened(insight_name(row, run.taxonomy), 60)
        click.echo(f"{row.insight_id:<{width}}  rank {row.rank:>3}  score {row.score:6.2f}  {name}")
    click.echo(f"{len(insights):,} insights; for the quotes behind one: feedback-miner explain RUN INSIGHT")


def _explain(run: Run, insight: str, most: int, as_json: bool) -> None:
    from feedback_miner.tables import check_slices

    chosen, evidence = run.insight(insight), run.evidence(insight)
    check_slices(run.mentions[run.mentions.mention_id.isin(evidence.mention_id)], run.records)
    if as_json:
        rows = json.loads(evidence.to_json(orient="records", date_format="iso"))
        _print_json({"insight": json.loads(chosen.to_json(date_format="iso")), "evidence": rows})
        return
    _print_figures(chosen, evidence, run.level)
    for row in evidence.head(most).itertuples():
        _print_mention(row)
    if len(evidence) > most:
        click.echo(f"… and {len(evidence) - most} more; see --most and --json.")


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def _print_figures(insight: pd.Series[Any], evidence: pd.DataFrame, level: float) -> None:
    click.echo(f"{insight.insight_id}: rank {insight['rank']} ({insight.rank_low} to {insight.rank_high})")
    click.echo(
        f"score {insight.score:.3f} per 100 respondents, {interval(level)} {insight.score_low:.3f} to "
        f"{insight.score_high:.3f}, grade {insight.grade}"
    )
    click.echo(f"  = {FORMULAS[insight.kind]}, N = {insight.base}")
    click.echo(
        f"  {insight.respondents} respondents add to it, {insight.mentioning} mention it at all; "
        f"{len(evidence)} mentions with weights that sum to {evidence.weight.sum():.3f}"
    )
    if len(insight.tied_with):
        click.echo(f"  tied with {', '.join(insight.tied_with)}")
    click.echo()


def _print_mention(row: Any) -> None:
    where = f"{safe(row.source)}, row {row.row}, characters {row.start}-{row.end}"
    click.echo(f'{row.weight:.4f}  "{shortened(row.text, 200)}"')
    click.echo(
        f"        {where}; sentiment {row.sentiment:+.2f}, {row.intent}; {shortened(row.evidence, 100)}"
    )
