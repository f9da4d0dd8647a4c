"""Text as it is analysed: no markup, no control characters, one kind of line break and space."""

from __future__ import annotations

import html
import re
import unicodedata

_MARKUP = re.compile(
    r"</?(?:p|br|div|span|b|i|u|em|strong|a|ul|ol|li|h[1-6]|table|tr|td|font|html|body|blockquote|img)\b[^<>]*/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style|head)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_QUOTED_MAIL = re.compile(r"<blockquote\b.*?</blockquote\s*>", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_LINE_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ud800-\udfff]"
)
_SPACES = re.compile(r"[^\S\n]+")
_EDGES = re.compile(r" ?\n ?")
_BLANK_LINES = re.compile(r"\n{3,}")
_UNTIDY = re.compile(r"[^\x20-\x7e\n]|&|<|  |\n |\n\n\n| \n|^[ \n]|[ \n]$")
_TRANSLATED_LAST = re.compile(r"\n*\(Translated by Google\).*", re.DOTALL)
_ORIGINAL = re.compile(r".*\(Original\)\s*", re.DOTALL)


def clean(text: str) -> str:
    """One text, tidied. Lines are kept; markup goes only where the text looks like HTML."""
    if not _UNTIDY.search(text):
        return text
    if _ENTITY.search(text) or _MARKUP.search(text):
        text = _without_markup(text)
    text = _LINE_BREAKS.sub("\n", unicodedata.normalize("NFC", text))
    text = _EDGES.sub("\n", _SPACES.sub(" ", _CONTROL.sub("", text)))
    return _BLANK_LINES.sub("\n\n", text).strip()


def original_language(text: str) -> str:
    """The customer's own words where Google has put its translation beside them."""
    if "(Translated by Google)" not in text:
        return text
    return (_ORIGINAL.sub("", text) if "(Original)" in text else _TRANSLATED_LAST.sub("", text)).strip()


def shorten(text: str, limit: int) -> str:
    """The text cut at a word, at most `limit` characters."""
    if len(text) <= limit:
        return text
    cut = text[: limit + 1]
    at = max(cut.rfind(" "), cut.rfind("\n"))
    return cut[: at if at > limit // 2 else limit].rstrip()


def _without_markup(text: str) -> str:
    if _MARKUP.search(text):
        text = _QUOTED_MAIL.sub("\n", _HIDDEN.sub("", text))
        text = _TAG.sub("", _BREAK.sub("\n", text))
    return html.unescape(text)
