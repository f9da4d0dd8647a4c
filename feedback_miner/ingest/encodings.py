"""The encoding of a text file: UTF-8 and its marked relatives first, else guessed."""

from __future__ import annotations

from feedback_miner.errors import InputError

MAX_CONTROL_SHARE = 0.02
_CONTROL_BYTES = bytes(code for code in range(32) if code not in b"\t\n\r\f\x1b")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def decode(data: bytes) -> tuple[str, str]:
    """Text and the encoding found: by byte order mark, else UTF-8, else guessed by charset-normalizer.

    Raises:
        InputError: If the bytes are no text.
    """
    for bom, marked in _BOMS:
        if data.startswith(bom):
            return data.decode(marked, errors="replace").removeprefix("\ufeff"), marked
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        guess = _guess_encoding(data)
        return data.decode(guess, errors="replace"), guess


def _guess_encoding(data: bytes) -> str:
    from charset_normalizer import from_bytes

    if data[1:200:2].count(0) > 80 or data[0:200:2].count(0) > 80:
        return "utf-16-le" if data[1:200:2].count(0) > 80 else "utf-16-be"
    if len(data) - len(data.translate(None, _CONTROL_BYTES)) > MAX_CONTROL_SHARE * len(data):
        raise InputError("holds bytes that are not text.", hint="Export it again as CSV in UTF-8.")
    western = ["cp1252", "latin_1", "mac_roman"]
    best = from_bytes(
        data[:200_000], cp_isolation=["cp1252", "cp1250", "cp1251", "shift_jis", "gb18030"]
    ).best()
    # Most 8-bit exports come from Western European Excel; others must be plainly so to be believed.
    if best is None or best.encoding in western or best.alphabets == ["Basic Latin"]:
        return "cp1252"
    return best.encoding if _mostly_foreign(str(best)) else "cp1252"


def _mostly_foreign(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return sum(char > "\u024f" for char in letters) > len(letters) / 3
