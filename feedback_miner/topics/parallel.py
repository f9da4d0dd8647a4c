"""The same work for several things at once, each on one thread: more cores change nothing but the time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from threadpoolctl import ThreadpoolController

T = TypeVar("T")
R = TypeVar("R")

MOST_THREADS = 8


def in_order(work: Callable[[T], R], items: Iterable[T]) -> list[R]:
    """The results in the order of the items.

    Numeric libraries are held to one thread inside: sums that are split over cores differ in their last bits.
    """
    controller = ThreadpoolController()

    def alone(item: T) -> R:
        with controller.limit(limits=1):
            return work(item)

    with ThreadPoolExecutor(min(MOST_THREADS, _cores())) as pool:
        return list(pool.map(alone, items))


def _cores() -> int:
    """Cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
