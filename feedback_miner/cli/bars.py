"""Progress bars on stderr."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as RichProgress


class Bars:
    """A bar with the time left for a step that counts, a spinner for one that does not.

    Where stderr is no terminal, a line when a step begins.
    """

    def __init__(self) -> None:
        self._console = Console(stderr=True)

    @contextmanager
    def step(self, name: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
        """Show that the step lasts, and yield the function that advances it."""
        if not self._console.is_terminal:
            self._console.print(f"{name} …")
            yield lambda _units: None
            return
        with RichProgress(*_columns(total), console=self._console) as bars:
            task = bars.add_task(name, total=total)
            yield lambda units: bars.advance(task, units)
            done = 1 if total is None else total
            bars.update(task, total=done, completed=done)


def _columns(total: int | None) -> tuple[ProgressColumn, ...]:
    name = TextColumn("{task.description:<14}")
    if total is None:
        return name, SpinnerColumn(finished_text="done"), TimeElapsedColumn()
    return name, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn()
