"""Strangers wrote the feedback: what makes their text harmless to show, in each kind of file."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HIDDEN = re.compile(
    "(["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    "\u200b\u2060-\u2065\ufeff\u180e\ufff9-\ufffb"  # no width
    "\u200e\u200f\u061c\u202a-\u202e\u2066-\u206f"  # another direction
    "\u115f\u1160\u3164\uffa0"  # letters that show nothing
    "\ud800-\udfff\U000e0000-\U000e0fff"  # halves of characters, and tags that show nothing
    r"])\1*"
)
_MARKS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
_STACKED = re.compile(f"({_MARKS}{{3}}){_MARKS}+")
_MARKUP = re.compile(r"([\\`*_{}\[\]()#|~:@$^]|(?<=www)\.)", re.IGNORECASE)


@dataclass(frozen=True)
class Excerpt:
    """A mention within what was written around it. Cuts are marked with an ellipsis."""

    before: str
    mention: str
    after: str


def visible(text: str) -> str:
    r"""The text with every character that hides or reorders others written out as its code.

    >>> visible("ok\u202e\u202eevil")
    'ok⟦U+202E×2⟧evil'
    """
    return _STACKED.sub(r"\1", _HIDDEN.sub(_code, text))


def _code(run: re.Match[str]) -> str:
    times = f"×{len(run[0])}" if len(run[0]) > 1 else ""
    return f"⟦U+{ord(run[1]):04X}{times}⟧"


def shorten(text: str, longest: int) -> str:
    """The text on one line, cut at a word where there is one, with an ellipsis if anything is missing."""
    line = " ".join(text[: 4 * longest].split())
    if len(line) <= longest and len(text) <= 4 * longest:
        return line
    head, space, _ = line[:longest].rpartition(" ")
    return f"{head if space and len(head) > longest // 2 else line[:longest]}…"


def excerpt(text: str, start: int, end: int, *, context: int, longest: int = 600) -> Excerpt:
    """A mention and at most `context` characters on each side of it.

    Args:
        text: The text of the record.
        start: Where the mention begins.
        end: Where it ends.
        context: Characters to keep on each side.
        longest: Characters of the mention itself to keep.
    """
    tail = text[max(0, start - context) : start]
    if start > context:
        _, space, rest = tail.partition(" ")
        tail = f"…{rest if space and len(rest) > context // 2 else tail}"
    head = text[end : end + context]
    if len(text) > end + context:
        kept, space, _ = head.rpartition(" ")
        head = f"{kept if space and len(kept) > context // 2 else head}…"
    cut = "…" if end - start > longest else ""
    return Excerpt(tail, text[start : min(end, start + longest)] + cut, head)


def markdown_text(text: str) -> str:
    """The text on one line, with nothing left in it that Markdown or HTML would act upon."""
    line = " ".join(visible(text).split())
    plain = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKUP.sub(r"\\\1", plain)
