"""Feedback is written by strangers: what they wrote must not steer a terminal."""

from __future__ import annotations

import unicodedata


def safe(text: str) -> str:
    r"""The text without control, format and private characters (ANSI escapes, right-to-left overrides).

    Line breaks stay.

    >>> safe("red\x1b[31m alert")
    'red[31m alert'
    """
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs"})


def shortened(text: str, length: int) -> str:
    """One safe line of at most `length` characters."""
    line = " ".join(safe(text).split())
    return line if len(line) <= length else line[: length - 1] + "…"
