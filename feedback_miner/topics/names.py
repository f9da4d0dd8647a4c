"""Names for topics, from their most telling words."""

from __future__ import annotations

from collections.abc import Sequence

PARTS = 3


def name_topic(words: Sequence[str]) -> str:
    """A name of up to three words or phrases that do not repeat each other.

    >>> name_topic(["courier", "late courier", "parcel", "parcels", "doorstep"])
    'Late courier, parcel, doorstep'
    """
    parts: list[str] = []
    for word in words:
        longer = next((other for other in words if set(word.split()) < set(other.split())), word)
        if not any(_overlap(longer, part) for part in parts):
            parts.append(longer)
        if len(parts) == PARTS:
            break
    name = ", ".join(parts) or "No common words"
    return name[0].upper() + name[1:]


def _overlap(one: str, other: str) -> bool:
    """Whether two phrases share a word, plural or not."""
    return bool({word.rstrip("s") for word in one.split()} & {word.rstrip("s") for word in other.split()})
