"""`feedback-miner inspect`: how an export is understood."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from feedback_miner.cli.options import EXISTING, column_options, json_option, settings
from feedback_miner.cli.safe import safe, shortened

if TYPE_CHECKING:
    from feedback_miner.ingest import Inspection, Source


@click.command("inspect")
@click.argument("export", type=EXISTING)
@column_options
@json_option
def command(export: Path, as_json: bool, **columns: Any) -> None:
    """Show what EXPORT is, which column plays which role and why, a preview, and what would be rejected.

    EXPORT is a file, or a folder: then each of its files in turn. Nothing is written.
    """
    config = settings(**columns)

    from feedback_miner.ingest import inspect

    files = inspect(export, config.ingest)
    if as_json:
        click.echo(json.dumps([_facts(found) for found in files], indent=2, ensure_ascii=False))
        return
    for number, found in enumerate(files):
        if number:
            click.echo()
        _print_file(found.source)
        _print_columns(found.source)
        _print_rows(found)


def _facts(found: Inspection) -> dict[str, Any]:
    return {
        **found.source.facts(),
        "sample": json.loads(found.records.to_json(orient="records", date_format="iso")),
        "first_rejects": json.loads(found.rejects.to_json(orient="records")),
    }


def _print_file(source: Source) -> None:
    layout = [source.format, source.encoding, source.sheet and f"sheet '{source.sheet}'"]
    layout += [f"delimiter {source.delimiter!r}" if source.delimiter else None]
    layout += [f"{source.header_rows} header rows" if source.header_rows > 1 else None]
    click.echo(f"{safe(source.name)}: {source.kind}; {', '.join(safe(str(part)) for part in layout if part)}")
    click.echo(
        f"{source.rows:,} rows, {source.answers:,} answers = {source.records:,} records + "
        f"{sum(source.rejects.values()):,} rejects"
    )
    for name, counts in (("rejected", source.rejects), ("noted", source.warnings)):
        for reason, count in counts.items():
            click.echo(f"  {name}: {count:,} x {safe(reason)}")
    if source.first is not None and source.last is not None:
        click.echo(f"dates {source.first:%Y-%m-%d} to {source.last:%Y-%m-%d}")
    if source.languages:
        click.echo("languages " + ", ".join(f"{code} {count:,}" for code, count in source.languages.items()))
    if source.scale:
        scale = source.scale
        click.echo(f"rating {scale.kind}, worst {scale.worst:g}, best {scale.best:g} ({safe(scale.why)})")
    for note in source.notes:
        click.echo(f"note: {safe(note)}")


def _print_columns(source: Source) -> None:
    click.echo("\nColumns")
    for role, column in source.columns.roles():
        click.echo(f"  {role:<11} {shortened(column.name, 50):<52} {safe(column.why)}")
    if source.columns.unused:
        click.echo(f"  {'unused':<11} {', '.join(shortened(name, 40) for name in source.columns.unused)}")


def _print_rows(found: Inspection) -> None:
    click.echo("\nFirst records")
    for record in found.records.itertuples():
        _print_record(record)
    if len(found.rejects):
        click.echo("\nFirst rejects")
        for reject in found.rejects.itertuples():
            _print_reject(reject)


def _print_record(record: Any) -> None:
    from pandas import isna

    date = "no date" if isna(record.created_at) else f"{record.created_at:%Y-%m-%d}"
    rating = "no rating" if isna(record.rating_raw) else f"rating {record.rating_raw:g}"
    click.echo(f"  {shortened(record.record_id, 40)} · {date} · {record.language} · {rating}")
    click.echo(f"    {shortened(record.text, 160)}")


def _print_reject(reject: Any) -> None:
    click.echo(f"  row {reject.row}: {safe(reject.reason)} ({shortened(reject.detail, 100)})")
