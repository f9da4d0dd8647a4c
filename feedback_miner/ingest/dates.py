"""Dates of exports to UTC: ISO, numeric with day or month first, written months, unix seconds and millis.

Whether 04/05 is April or May is decided once a file, from all its dates, never row by row.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

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
    local = _time_zone(zone)
    if local is None:
        notes.append(f"unknown time zone '{zone}' read as UTC")
    known = {value: _instant(value, days_first=bool(days_first), zone=local or dt.UTC) for value in distinct}
    utc = pd.to_datetime(values.map(known), utc=True).astype("datetime64[us, UTC]")
    unparsable = int((utc.isna() & (values != "")).sum())
    return Dates(utc, unparsable, tuple(notes))


def _time_zone(name: str | None) -> dt.tzinfo | None:
    try:
        return ZoneInfo(name) if name else dt.UTC
    except (ValueError, OSError, KeyError):
        return None


def _is_ambiguous(value: str) -> bool:
    match = _NUMERIC.fullmatch(value.strip())
    return match is not None and len(match["a"]) < 3 and match["a"] != match["b"]


def _instant(value: str, *, days_first: bool, zone: dt.tzinfo) -> dt.datetime | None:
    value = value.strip()
    if is_epoch(value):
        return dt.datetime.fromtimestamp(int(value) / (1_000 if len(value) > 10 else 1), dt.UTC)
    match = next((m for p in (_NUMERIC, *_WRITTEN) if (m := p.fullmatch(value))), None)
    if match is None:
        return None
    try:
        day = _calendar_day(match, days_first=days_first)
        if not FIRST_YEAR <= day.year < LAST_YEAR:
            return None
        return dt.datetime.combine(day, _time_of_day(match), _offset(match["zone"]) or zone).astimezone(
            dt.UTC
        )
    except (ValueError, OverflowError):
        return None


def _calendar_day(match: re.Match[str], *, days_first: bool) -> dt.date:
    first, middle, last = match["a"], match["b"], match["c"]
    if len(first) == 4:
        return dt.date(int(first), int(middle), int(last))
    year = int(last) + 2000 if len(last) == 2 else int(last)
    if not middle.isdigit():
        return dt.date(year, _month_number(middle), int(first))
    day, month = (first, middle) if days_first else (middle, first)
    return dt.date(year, int(month), int(day))


def _month_number(word: str) -> int:
    """The month a word begins like; 0, which is no month, for other words."""
    plain = phrase(word)
    return next((_MONTH_STEMS[plain[:n]] for n in (4, 3) if plain[:n] in _MONTH_STEMS), 0)


def _time_of_day(match: re.Match[str]) -> dt.time:
    hour = int(match["hour"] or 0)
    half = (match["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    micros = int((match["fraction"] or "0")[:6].ljust(6, "0"))
    return dt.time(hour, int(match["minute"] or 0), min(int(match["second"] or 0), 59), micros)


def _offset(zone: str | None) -> dt.tzinfo | None:
    """`Z`, `+02:00`, `GMT+1` as a time zone; None where nothing is stated."""
    match = _OFFSET.search(zone) if zone else None
    if match is None:
        return dt.UTC if zone else None
    offset = dt.timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return dt.timezone(offset if match[1] == "+" else -offset)
