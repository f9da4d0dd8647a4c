"""Text in the cells of a spreadsheet: harmless on the way out, as it was on the way back in."""

from __future__ import annotations

import unicodedata

_FORMULA = tuple("=+-@\t\r＝＋－＠")


def spreadsheet_cell(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would read it as a formula.

    Source:
        OWASP, "CSV Injection". What a spreadsheet skips (blanks, control characters) is skipped here too.
    """
    seen = text.lstrip("".join({ch for ch in text if unicodedata.category(ch)[0] in "CZ"}))
    return f"'{text}" if text.startswith(_FORMULA) or seen.startswith(_FORMULA) else text


def plain_text(cell: str) -> str:
    """The text that `spreadsheet_cell` made this cell from.

    >>> plain_text(spreadsheet_cell("-17")), plain_text("'tis")
    ('-17', "'tis")
    """
    inner = cell.removeprefix("'")
    return inner if cell != inner and spreadsheet_cell(inner) == cell else cell
