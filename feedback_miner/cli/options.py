"""Options that several commands share, and the settings they make."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from feedback_miner.config import Config

F = TypeVar("F", bound=Callable[..., Any])
EXISTING = click.Path(exists=True, path_type=Path)


def column_options(command: F) -> F:
    """--id-column, --text-column, --date-column, --rating-column, --config."""
    for option in reversed(
        (
            click.option("--id-column", metavar="NAME", help="Column that identifies a row."),
            click.option(
                "--text-column",
                metavar="NAME",
                multiple=True,
                help="Column with the customer's words; repeat for several open questions.",
            ),
            click.option("--date-column", metavar="NAME", help="Column with the date."),
            click.option("--rating-column", metavar="NAME", help="Column with the rating."),
            click.option("--config", type=EXISTING, help="Settings file; see configs/default.yaml."),
        )
    ):
        command = option(command)
    return command


def taxonomy_option(command: F) -> F:
    """--taxonomy."""
    return click.option(
        "--taxonomy",
        metavar="FILE|NAME",
        help="Touchpoints: a YAML file, or customer_journey (default), software_product, services.",
    )(command)


def json_option(command: F) -> F:
    """--json."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")(command)


def quiet_option(command: F) -> F:
    """--quiet."""
    return click.option("--quiet", is_flag=True, help="No progress bars.")(command)


def settings(
    config: Path | None,
    *,
    id_column: str | None,
    text_column: tuple[str, ...],
    date_column: str | None,
    rating_column: str | None,
) -> Config:
    """The settings file, with what the command line names on top."""
    from feedback_miner.config import load_config

    loaded = load_config(config)
    named = {"id": id_column, "text": list(text_column) or None, "date": date_column, "rating": rating_column}
    columns = loaded.ingest.columns.model_copy(update={k: v for k, v in named.items() if v is not None})
    return loaded.override(ingest={"columns": columns})
