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
SETTINGS_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def column_options(command: F) -> F:
    """--config, and an option for each column that is often named by hand."""
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
            click.option(
                "--respondent-column",
                metavar="NAME",
                help="Column that tells who wrote, the unit of counting.",
            ),
            click.option(
                "--config",
                type=SETTINGS_FILE,
                help="Settings file; `feedback-miner doctor` shows where one to copy lies.",
            ),
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


def labels_option(command: F) -> F:
    """--labels."""
    return click.option(
        "--labels",
        type=SETTINGS_FILE,
        help="What people say some of the records speak of, to learn from: see `feedback-miner label`.",
    )(command)


def json_option(command: F) -> F:
    """--json."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")(command)


def quiet_option(command: F) -> F:
    """--quiet."""
    return click.option("--quiet", is_flag=True, help="No progress bars.")(command)


def settings(config: Path | None, text_column: tuple[str, ...], **columns: str | None) -> Config:
    """The settings file, where an option replaces whatever the file says of that role, for all exports.

    Args:
        config: The settings file.
        text_column: Columns with the customer's words.
        columns: The other `--ROLE-column` options, as `ROLE_column`.
    """
    from feedback_miner.config import load_config

    loaded = load_config(config)
    options: dict[str, Any] = {"text": list(text_column) or None}
    options |= {option.removesuffix("_column"): name for option, name in columns.items()}
    named = {role: column for role, column in options.items() if column is not None}
    files = {pattern: each.without(named) for pattern, each in loaded.ingest.files.items()}
    shared = loaded.ingest.columns.model_copy(update=named)
    return loaded.override(ingest={"columns": shared, "files": files})
