"""Everything that can go wrong, as one tree.

::

    FeedbackMinerError
    ├── UsageError            the call cannot be understood: an option, a name, a path
    ├── ConfigError           a configuration file, with its line and key
    │   └── TaxonomyError     a taxonomy file, likewise
    ├── InputError            an export that cannot be read, or holds nothing to read
    │   └── ColumnError       the column meant for a role is missing or cannot be guessed
    ├── RunError              a run folder that is missing, damaged, or in the way
    ├── ModelError            a model is not installed, or its weights are not the published ones
    ├── LockedError           another process holds what this one needs
    └── TableError            a table broke its own promise: a bug of ours, not of the user

A message holds the value, the place and a way out. The command line turns each class into an exit code in
one place, `feedback_miner.cli.exits`.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class FeedbackMinerError(Exception):
    """Base of all errors raised on purpose.

    Args:
        message: What is wrong, with the value that is wrong.
        place: Where: `file`, `file:line`, or a column. Printed first.
        hint: The way out. Printed last.
    """

    def __init__(self, message: str, *, place: str | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.hint = hint

    def __str__(self) -> str:
        start = f"{self.place}: " if self.place else ""
        end = f" {self.hint}" if self.hint else ""
        return f"{start}{self.message}{end}"


class UsageError(FeedbackMinerError):
    """The call cannot be understood."""


class ConfigError(FeedbackMinerError):
    """A configuration file is wrong; work has not begun."""


class TaxonomyError(ConfigError):
    """A taxonomy file is wrong; work has not begun."""


class InputError(FeedbackMinerError):
    """An export cannot be read at all. A single bad row is a reject, never an error."""


class ColumnError(InputError):
    """The column for a role (text, id, date, rating) is missing or cannot be guessed."""


class RunError(FeedbackMinerError):
    """A run folder is missing, damaged or in the way."""


class ModelError(FeedbackMinerError):
    """A model is not installed, or its weights are not the published ones."""


class LockedError(FeedbackMinerError):
    """Another process holds what this one needs. No command of this version takes a lock yet."""


class TableError(FeedbackMinerError):
    """A table broke its own promise: a bug of ours."""


def near_miss(name: str, known: Iterable[str]) -> str | None:
    """The sentence that suggests what was meant, or None when nothing is close.

    >>> near_miss("min_record", ["min_records", "seed"])
    "Did you mean 'min_records'?"
    """
    close = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"Did you mean '{close[0]}'?" if close else None


def listing(names: Iterable[str], *, most: int = 20, length: int = 40) -> str:
    """Names in one line for a message: at most `most` of them, each cut to `length` characters.

    >>> listing(["id", "text", "date"], most=2)
    'id, text and 1 more'
    """
    every = list(names)
    shown = [name if len(name) <= length else name[: length - 1] + "…" for name in every[:most]]
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return ", ".join(shown) + more
