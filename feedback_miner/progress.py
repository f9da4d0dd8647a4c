"""How a long step tells that it moves, without knowing who looks."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager


class Progress(Protocol):
    """Shows the steps of a run. The command line draws bars; a notebook or a test may stay silent."""

    def step(self, name: str, total: int | None = None) -> AbstractContextManager[Callable[[int], None]]:
        """Open one step of `total` units and yield the function that advances it by n units."""
        ...


class Silent:
    """Shows nothing."""

    @contextmanager
    def step(self, name: str, total: int | None = None) -> Iterator[Callable[[int], None]]:  # noqa: ARG002
        """Yield a function that does nothing."""
        yield lambda _units: None


class Stopwatch:
    """Passes every step on to another `Progress`, and notes how many seconds it took."""

    def __init__(self, inner: Progress) -> None:
        self._inner = inner
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
        """Open the step of the other, and note its seconds when it is done."""
        start = time.perf_counter()
        with self._inner.step(name, total) as advance:
            yield advance
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start
