"""Errors to exit codes, in this one place."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from typing import NoReturn

import click

from feedback_miner.errors import (
    ConfigError,
    FeedbackMinerError,
    InputError,
    LockedError,
    ModelError,
    RunError,
    UsageError,
)

DONE, BUG, USAGE, INPUT, WARNINGS, MODEL, LOCKED, INTERRUPTED = 0, 1, 2, 3, 4, 69, 75, 130

DEBUG = "FEEDBACK_MINER_DEBUG"
"""Environment variable: where it is set, a bug shows its traceback."""

CODES: dict[type[FeedbackMinerError], int] = {
    UsageError: USAGE,
    ConfigError: USAGE,
    RunError: USAGE,
    InputError: INPUT,
    ModelError: MODEL,
    LockedError: LOCKED,
}


def code_of(error: FeedbackMinerError) -> int:
    """The exit code of an error: that of the nearest class that has one, else 1."""
    return next((CODES[each] for each in type(error).__mro__ if each in CODES), BUG)


def _bug(error: Exception) -> str:
    """Where it happened, not what it says: the words of an unknown error may be those of a customer."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{type(error).__name__} in {last.filename}:{last.lineno}"
    return f"{place}: this is a bug of feedback_miner. Please report it with what {DEBUG}=1 makes it show."


def exit_codes(group: click.Group) -> Callable[[], NoReturn]:
    """The function that the `feedback-miner` script calls: runs the group, and turns errors into messages."""

    def run() -> NoReturn:
        from feedback_miner.cli.safe import safe

        try:
            sys.exit(group.main(standalone_mode=False, prog_name="feedback-miner") or DONE)
        except click.Abort:
            click.echo("Interrupted; nothing was written.", err=True)
            sys.exit(INTERRUPTED)
        except click.ClickException as error:
            error.show()
            sys.exit(error.exit_code)
        except FeedbackMinerError as error:
            click.echo(f"Error: {safe(str(error))}", err=True)
            sys.exit(code_of(error))
        except Exception as error:
            if os.environ.get(DEBUG):
                raise
            click.echo(f"Error: {_bug(error)}", err=True)
            sys.exit(BUG)

    return run
