"""How figures are said: one place, so that a number reads the same wherever it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pandas as pd


def figure(value: float) -> str:
    """A score: one decimal, two below 1.

    >>> figure(4.66), figure(0.418), figure(0)
    ('4.7', '0.42', '0')
    """
    if value == 0:
        return "0"
    return f"{value:.2f}" if abs(value) < 0.995 else f"{value:,.1f}"


def span(low: float, high: float) -> str:
    """An interval, from low to high."""
    return f"{figure(low)}–{figure(high)}"


def signed(value: float) -> str:
    """Points with their sign, a real minus."""
    text = f"{abs(value):.1f}"
    return text if text == "0.0" else f"{'−' if value < 0 else '+'}{text}"


def number(value: int) -> str:
    """A count, with thousands set apart."""
    return f"{value:,}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count and its noun.

    >>> plural(1, "reply", "replies"), plural(1200, "row")
    ('1 reply', '1,200 rows')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def percent(part: float, whole: float) -> str:
    """A share of a whole, never rounded to all or nothing unless it is.

    >>> percent(999, 1000), percent(1, 1000), percent(1, 3), percent(0, 0)
    ('>99%', '<1%', '33%', '–')
    """
    if whole == 0:
        return "–"
    share = 100 * part / whole
    if 0 < share < 0.5:
        return "<1%"
    if 99.5 <= share < 100:
        return ">99%"
    return f"{share:.0f}%"


def share(value: float) -> str:
    """A share that may be small, with one decimal below a tenth.

    >>> share(0.0042), share(0.0002), share(0.25), share(0)
    ('0.4%', '<0.1%', '25%', '0%')
    """
    if 0 < value < 0.0005:
        return "<0.1%"
    return f"{100 * value:.1f}%" if 0 < value < 0.0995 else f"{100 * value:.0f}%"


def enumerate_names(names: Sequence[str], most: int = 3) -> str:
    """Names as in a sentence, in quotation marks where one holds an "and"; beyond `most` only how many more.

    >>> enumerate_names(["Delivery", "Returns"]), enumerate_names(list("abcde"), most=2)
    ('Delivery and Returns', 'a, b and 3 more')
    >>> enumerate_names(["Set-up and first use", "Returns"])
    '“Set-up and first use” and “Returns”'
    """
    quoted = any(" and " in name or "," in name for name in names) and len(names) > 1
    shown = [f"“{name}”" if quoted else name for name in names[:most]]
    if len(names) > most:
        shown.append(f"{len(names) - most} more")
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def day(value: datetime | None) -> str | None:
    """A date as people and spreadsheets both read it; None where there is none."""
    return None if value is None or pd.isna(value) else f"{value:%Y-%m-%d}"


def q_value(value: float) -> str:
    """A q-value, with as many digits as it can bear.

    >>> q_value(0.0004), q_value(0.0123), q_value(0.4)
    ('q < 0.001', 'q = 0.01', 'q = 0.40')
    """
    if value < 0.001:
        return "q < 0.001"
    return f"q = {value:.3f}" if value < 0.01 else f"q = {value:.2f}"
