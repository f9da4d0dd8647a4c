"""Dates of exports to UTC: ISO, numeric with day or month first, written months, unix seconds and millis.

Whether 04/05 is April or May is decided once a file, from all its dates, never row by row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from feedback_miner.ingest.vocabulary import phrase

FIRST_YEAR, LAST_YEAR = 1990, 2100
_MONTHS = (
    *("jan|ene|gen", "feb|fev", "mar|maer|mrt|mrz", "apr|avr|abr", "may|mai|mag|mei", "jun|juin|giu"),
    *("jul|juil|lug", "aug|aou|ago", "sep|set", "oct|okt|ott|out", "nov", "dec|dez|dic"),
)
_MONTH_STEMS = {stem: number for number, stems in enumerate(_MONTHS, start=1) for stem in stems.split("|")}
_CLOCK = (
    r"(?:(?:T|\s+|,\s*)(?:(?:at|um|a)\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,](?P<fraction>\d+))?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>Z|(?:GMT|UTC|[+-]\d).*)?)?"
)
_NUMERIC = re.compile(rf"(?P<a>\d{{1,4}})(?P<mark>[./-])(?P<b>\d{{1,2}})[./-](?P<c>\d{{1,4}}){_CLOCK}")
_MONTH_IN_MIDDLE = re.compile(
    rf"(?:[A-Za-z]+,?\s+)?(?P<a>\d{{1,2}})\.?[\s/-]*(?P<b>[^\W\d]{{3,10}})\.?[\s/,-]*(?P<c>\d{{2,4}}){_CLOCK}"
)
_MONTH_FIRST = re.compile(
    rf"(?:[A-Za-z]+,\s+)?(?P<b>[^\W\d]{{3,10}})\.?\s+(?P<a>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<c>\d{{4}}){_CLOCK}"
)
_WRITTEN = (_MONTH_IN_MIDDLE, _MONTH_FIRST)
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})?")
_UNIX_SECONDS = (631_152_000, 4_102_444_800)


@dataclass(frozen=True)
class Dates:
    """Instants in UTC by data row, NaT where there is none; how many values could not be read, and notes."""

    utc: pd.Series
    unparsable: int
    notes: tuple[str, ...]


def is_date(value: str) -> bool:
    """Whether a cell reads like a date. Plain numbers do not: see `is_epoch`."""
    return any(pattern.fullmatch(value.strip()) for pattern in (_NUMERIC, *_WRITTEN))


def is_epoch(value: str) -> bool:
    """Whether a cell may be unix seconds or milliseconds between 1990 and 2100."""
    if not (value.isascii() and value.isdigit() and len(value) in {9, 10, 12, 13}):
        return False
    low, high = _UNIX_SECONDS
    return low <= int(value) / (1_000 if len(value) > 10 else 1) <= high


def day_first(values: Iterable[str]) -> bool | None:
    """Whether numeric dates put the day before the month; None when they do not say.

    A first number over 12 must be a day, a second over 12 must be one too. Failing that, dots mean the day
    comes first, and a clock with AM and PM that the month does.
    """
    days_first = months_first = dots = halves = 0
    for value in values:
        match = _NUMERIC.fullmatch(value.strip())
        if match and len(match["a"]) < 3:
            days_first += int(match["a"]) > 12
            months_first += int(match["b"]) > 12
            dots += match["mark"] == "."
            halves += match["half"] is not None
    if days_first != months_first:
        return days_first > months_first
    if dots or halves:
        return dots > 0
    return None


def to_utc(values: pd.Series, *, days_first: bool | None, zone: str | None = None) -> Dates:
    """Text dates to instants.

    Args:
        values: Cells as text, "" where empty.
        days_first: What is known of the order of day and month; None reads 04/05 as 5 April, and says so.
        zone: The time zone of values that state none; None is UTC.
    """
    distinct = [value for value in values.unique() if value]
    notes = []
    if days_first is None and any(_is_ambiguous(value) for value in distinct):
        notes.append("ambiguous dates read as month/day; set 'day_first' if that is wrong")
    known = {value: _instant(value, days_first=bool(days_first), zone=zone) for value in distinct}
    utc = pd.to_datetime(values.map(known), utc=True).astype("datetime64[us, UTC]")
    unparsable = int((utc.isna() & (values != "")).sum())
    return Dates(utc, unparsable, tuple(notes))


def _is_ambiguous(value: str) -> bool:
    match = _NUMERIC.fullmatch(value.strip())
    return match is not None and len(match["a"]) < 3 and match["a"] != match["b"]


def _instant(value: str, *, days_first: bool, zone: str | None) -> pd.Timestamp | None:
    value = value.strip()
    if is_epoch(value):
        return pd.Timestamp(int(value), unit="ms" if len(value) > 10 else "s", tz="UTC")
    match = next((m for p in (_NUMERIC, *_WRITTEN) if (m := p.fullmatch(value))), None)
    day = _calendar_day(match, days_first=days_first) if match else None
    if match is None or day is None:
        return None
    try:
        local = pd.Timestamp(*day) + _time_of_day(match)
        return _in_utc(local, match["zone"], zone)
    except (ValueError, OverflowError, KeyError):
        return None


def _calendar_day(match: re.Match[str], *, days_first: bool) -> tuple[int, int, int] | None:
    first, middle, last = match["a"], match["b"], match["c"]
    if not middle.isdigit():
        month = _month_number(middle)
        year, day = last, int(first)
    elif len(first) == 4:
        year, month, day = first, int(middle), int(last)
    else:
        year = last
        day, month = (int(first), int(middle)) if days_first else (int(middle), int(first))
    full_year = int(year) + 2000 if len(year) == 2 else int(year)
    if month is None or not FIRST_YEAR <= full_year < LAST_YEAR:
        return None
    return full_year, month, day


def _month_number(word: str) -> int | None:
    plain = phrase(word)
    return next((_MONTH_STEMS[plain[:n]] for n in (4, 3) if plain[:n] in _MONTH_STEMS), None)


def _time_of_day(match: re.Match[str]) -> pd.Timedelta:
    hour = int(match["hour"] or 0)
    half = (match["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    minute, second = int(match["minute"] or 0), int(match["second"] or 0)
    if hour > 23 or minute > 59 or second > 60:
        raise ValueError("no such time of day")
    micros = int((match["fraction"] or "0")[:6].ljust(6, "0"))
    return pd.Timedelta(hours=hour, minutes=minute, seconds=second, microseconds=micros)


def _in_utc(local: pd.Timestamp, offset: str | None, zone: str | None) -> pd.Timestamp:
    if offset:
        match = _OFFSET.search(offset)
        if match:
            sign = 1 if match[1] == "+" else -1
            local -= sign * pd.Timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    elif zone:
        local = local.tz_localize(zone, ambiguous=True, nonexistent="shift_forward").tz_convert(None)
    return local.tz_localize("UTC")
