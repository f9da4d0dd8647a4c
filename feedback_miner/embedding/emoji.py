"""Emoji as words: the encoder's vocabulary holds none, and customers say a lot with them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_EMOJI = re.compile("[\u2600-\u27bf\u2b50\u2b55\U0001f000-\U0001faff]")
_MODIFIERS = re.compile("[\ufe0f\u200d\U0001f3fb-\U0001f3ff]")
_MEANT = {
    "\N{THUMBS UP SIGN}": "very good",
    "\N{THUMBS DOWN SIGN}": "very bad",
    "\N{OK HAND SIGN}": "perfect",
}
"""Signs whose name says what they show, not what they mean."""
_NOISE = re.compile(r"\b(?:sign|symbol|heavy|black|white|emoji|modifier)\b ?")


def spelled_out(text: str) -> str:
    """The text with each emoji replaced by its name; other text stays as it is.

    >>> spelled_out("Late again 😡")
    'Late again  pouting face '
    >>> spelled_out("5/5 👍🏽")
    '5/5  very good '
    """
    if text.isascii():
        return text
    return _EMOJI.sub(lambda found: _name(found[0]), _MODIFIERS.sub("", text))


@cache
def _name(emoji: str) -> str:
    name = _MEANT.get(emoji) or _NOISE.sub("", unicodedata.name(emoji, "").lower()).strip()
    return f" {name} " if name else emoji
