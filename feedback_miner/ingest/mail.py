"""Support mail without what is not the customer's message: quoted history, signatures, device footers."""

from __future__ import annotations

import re

_HISTORY = re.compile(
    r"^\s*(?:"
    r"On .{5,120} wrote:|Am .{5,120} schrieb.{0,80}:|Le .{5,120} a écrit ?:|El .{5,120} escribió:"
    r"|Il .{5,120} ha scritto:|Em .{5,120} escreveu:|Op .{5,120} schreef.{0,80}:"
    r"|-{2,}\s*(?:Original Message|Ursprüngliche Nachricht|Message d'origine|Mensaje original"
    r"|Forwarded message).*|#+- Please type your reply above this line.*"
    r")\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNATURE = re.compile(r"^--\s*$", re.MULTILINE)
_DEVICE = re.compile(
    r"^(?:Sent from my|Get Outlook for|Von meinem .{2,20} gesendet|Gesendet von|Envoyé de(?:puis)? mon"
    r"|Enviado desde mi|Inviato da|Enviado do meu|Verstuurd vanaf) ?.{0,40}$",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTED_LINE = re.compile(r"^>.*\n?", re.MULTILINE)


def own_words(text: str) -> str:
    r"""The message above the history; the whole text where nothing would be left.

    >>> own_words("Still broken.\n\nOn Mon, May 4, 2026 Support wrote:\n> Try again")
    'Still broken.'
    """
    for end in (_HISTORY, _SIGNATURE):
        match = end.search(text)
        if match and text[: match.start()].strip():
            text = text[: match.start()]
    shorter = _QUOTED_LINE.sub("", _DEVICE.sub("", text)).strip()
    return shorter or text.strip()
