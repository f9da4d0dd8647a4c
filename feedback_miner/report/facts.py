"""Reading the facts of a run, the content of its manifest, where any key may be missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Facts = Mapping[str, Any]


def section(facts: Facts, *keys: str) -> Facts:
    """The mapping below these keys, empty where there is none."""
    for key in keys:
        below = facts.get(key)
        if not isinstance(below, Mapping):
            return {}
        facts = below
    return facts


def rows(facts: Facts, key: str) -> list[Facts]:
    """The list of mappings at a key, empty where there is none."""
    below = facts.get(key)
    listed = isinstance(below, Sequence) and not isinstance(below, str)
    return [row for row in below if isinstance(row, Mapping)] if listed and below else []


def flat(facts: Facts, prefix: str = "") -> Iterator[tuple[str, str]]:
    """All values below, each with its dotted key.

    >>> list(flat({"minilm": {"dimensions": 384}}))
    [('minilm.dimensions', '384')]
    """
    for key, value in facts.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


def amount(facts: Facts, *keys: str) -> float | None:
    """The number at the end of these keys, or None."""
    value = section(facts, *keys[:-1]).get(keys[-1])
    return float(value) if isinstance(value, int | float) else None
