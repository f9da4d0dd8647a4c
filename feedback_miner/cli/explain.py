"""`feedback-miner explain`: from a figure down to the quotes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from feedback_miner.cli.options import EXISTING, json_option
from feedback_miner.cli.safe import safe, shortened

if TYPE_CHECKING:
    import pandas as pd

FORMULAS = {
    "pain": "100/N x sum over respondents of their strongest negative sentiment here",
    "opportunity": "100/N x sum over respondents who ask for something here of (1 + strongest negative) / 2",
    "strength": "100/N x sum over respondents of their strongest positive sentiment here",
}


@click.command("explain")
@click.argument("run", type=EXISTING)
@click.argument("insight")
@click.option(
    "-n", "--most", type=click.IntRange(min=1), default=20, show_default=True, help="Mentions to print."
)
@json_option
def command(run: Path, insight: str, most: int, as_json: bool) -> None:
    """Show the score of INSIGHT (such as pain.delivery), its terms, and every mention behind it.

    Each line gives what a mention adds to the score, its source file, row and offsets, why it was tagged, and
    the customer's words. The weights sum to the score; every quote is checked against its record.
    """
    from feedback_miner.runs import load_run
    from feedback_miner.tables import check_slices

    opened = load_run(run)
    chosen = opened.insight(insight)
    evidence = opened.evidence(insight)
    check_slices(opened.mentions[opened.mentions.mention_id.isin(evidence.mention_id)], opened.records)
    if as_json:
        rows = json.loads(evidence.to_json(orient="records", date_format="iso"))
        figures = json.loads(chosen.to_json(date_format="iso"))
        click.echo(json.dumps({"insight": figures, "evidence": rows}, indent=2, ensure_ascii=False))
        return
    _print_figures(chosen, evidence)
    for row in evidence.head(most).itertuples():
        _print_mention(row)
    if len(evidence) > most:
        click.echo(f"… and {len(evidence) - most} more; see --most and --json.")


def _print_figures(insight: pd.Series[Any], evidence: pd.DataFrame) -> None:
    click.echo(f"{insight.insight_id}: rank {insight['rank']} ({insight.rank_low} to {insight.rank_high})")
    click.echo(
        f"score {insight.score:.3f} per 100 respondents, 90 % interval {insight.score_low:.3f} to "
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
