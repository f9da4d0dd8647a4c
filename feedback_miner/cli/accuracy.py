"""What `evaluate` says on the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from feedback_miner.cli.words import interval
from feedback_miner.labels import Basis, Evaluation, Figure, Scores

MOST_CONFUSED = 10
WIDTH = 160
FEW = 30
"""Records below which the figures come with a warning."""


def print_evaluation(evaluation: Evaluation) -> None:
    """What the figures rest on, and the figures."""
    console = Console(highlight=False, width=WIDTH)
    for line in basis_lines(evaluation.basis):
        console.print(line, markup=False)
    console.print(_touchpoints(evaluation))
    if len(evaluation.confusion):
        console.print(_confusion(evaluation))
    if len(evaluation.reliability):
        console.print(_reliability(evaluation))
    console.print(
        f"Polarity, macro F1: {_pair_figure(evaluation.polarity, evaluation.polarity_pairs, 'pairs')}"
    )
    agreed = _pair_figure(
        evaluation.agreement, evaluation.agreement_records, "records with two labellers or more"
    )
    console.print(f"Agreement of the labellers, Krippendorff's alpha: {agreed}")


def basis_lines(basis: Basis) -> Iterable[str]:
    """What the figures rest on, and what was left out."""
    yield f"{basis.records:,} labelled records of {basis.respondents:,} respondents"
    if basis.drawn is None:
        yield "The labels do not say how their records were drawn: the figures hold for these records only."
    else:
        yield f"Only records drawn by lot count; {basis.not_random:,} others were left out."
    if basis.unknown:
        yield f"Warning: {basis.unknown:,} labelled records are not in this run."
    if basis.out_of_fold:
        yield (
            f"This run learned from {basis.out_of_fold:,} of these records. They are judged by what it said "
            "of them before it had seen their labels (five-fold cross-validation)."
        )
    if basis.records < FEW:
        yield f"Warning: fewer than {FEW} records; the intervals say more than the figures."


def _touchpoints(evaluation: Evaluation) -> Table:
    table = _table("Touchpoints", ("touchpoint", "labelled"))
    for name in ("precision", "recall", "F1"):
        table.add_column(name, justify="right")
        table.add_column(interval(evaluation.level), justify="right")
    ranked = sorted(evaluation.touchpoints, key=lambda name: (-evaluation.support[name], name))
    total = sum(evaluation.support.values())
    table.add_row("all (micro)", f"{total:,}", *_cells(evaluation.micro), style="bold")
    table.add_row("mean (macro)", "", *_cells(evaluation.macro), style="bold")
    for name in ranked:
        table.add_row(name, f"{evaluation.support[name]:,}", *_cells(evaluation.touchpoints[name]))
    return table


def _confusion(evaluation: Evaluation) -> Table:
    table = _table("Taken for another", ("labelled", "found instead", "records"))
    for row in evaluation.confusion.head(MOST_CONFUSED).itertuples():
        table.add_row(str(row.labelled), str(row.found), f"{row.records:,}")
    return table


def _reliability(evaluation: Evaluation) -> Table:
    title = f"Confidence (expected calibration error {evaluation.calibration_error:.3f})"
    table = _table(title, ("confidence", "pairs", "mean confidence", "share right"))
    for row in evaluation.reliability.itertuples():
        cells = (
            f"{row.low:.1f} - {row.high:.1f}",
            f"{row.pairs:,}",
            f"{row.confidence:.2f}",
            f"{row.right:.2f}",
        )
        table.add_row(*cells)
    return table


def _table(title: str, columns: Iterable[str]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for name in columns:
        table.add_column(name, no_wrap=True)
    return table


def _cells(scores: Scores) -> list[str]:
    return [
        cell for each in (scores.precision, scores.recall, scores.f1) for cell in (_value(each), _ends(each))
    ]


def _value(figure: Figure) -> str:
    return "-" if figure.value is None else f"{figure.value:.2f}"


def _ends(figure: Figure) -> str:
    return "" if figure.low is None or figure.high is None else f"{figure.low:.2f} - {figure.high:.2f}"


def _pair_figure(figure: Figure, count: int, unit: str) -> str:
    if figure.value is None:
        return "not labelled"
    return f"{_value(figure)} ({_ends(figure)}), {count:,} {unit}"
