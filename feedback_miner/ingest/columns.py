"""Which column plays which role: as the user says, else guessed from header and content, with the reason.

An adapter for a tool is nothing more than a `Columns` that comes with a header signature: it would enter in
`find_columns` between what the user gives and what is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields

from feedback_miner.config import Columns
from feedback_miner.errors import ColumnError, listing, near_miss
from feedback_miner.ingest import vocabulary as say
from feedback_miner.ingest.profiles import Profile, profile
from feedback_miner.ingest.sheet import Sheet
from feedback_miner.ingest.texts import text_columns
from feedback_miner.ingest.vocabulary import phrase

MAX_SEGMENTS = 40
MAX_SEGMENT_VALUES = 20
_NO_SEGMENTS = (say.PERSON, say.PEOPLE, say.STAFF, say.TEXT, say.TITLE, say.CODE, say.ADMIN)
Patterns = Sequence[re.Pattern[str]]


@dataclass(frozen=True)
class FoundColumn:
    """A column and why it has its role: `given`, or `guessed: ...`."""

    name: str
    why: str


@dataclass(frozen=True)
class FoundColumns:
    """The columns of each role. `text` holds titles too; `unused` is what no role took."""

    text: tuple[FoundColumn, ...]
    id: FoundColumn | None = None
    date: FoundColumn | None = None
    rating: FoundColumn | None = None
    respondent: FoundColumn | None = None
    channel: FoundColumn | None = None
    language: FoundColumn | None = None
    question: FoundColumn | None = None
    segments: tuple[FoundColumn, ...] = ()
    unused: tuple[str, ...] = ()

    def roles(self) -> Iterator[tuple[str, FoundColumn]]:
        """Each role with its column, in a fixed order; roles with several columns come several times."""
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, FoundColumn):
                yield each.name, value
            elif each.name != "unused" and value:
                yield from ((each.name, column) for column in value)


def find_columns(sheet: Sheet, given: Columns, place: str) -> FoundColumns:
    """The roles of a sheet's columns.

    Raises:
        ColumnError: If a given column is not there, or no column can be the text.
    """
    return _Search(sheet, given, place).run()


class _Search:
    """One pass over a sheet: each role takes a column, and the next chooses among those left."""

    def __init__(self, sheet: Sheet, given: Columns, place: str) -> None:
        self.sheet, self.given, self.place = sheet, given, place
        self.profiles = {name: profile(sheet.cells[name]) for name in sheet.cells.columns}
        self.taken: set[str] = set()

    def run(self) -> FoundColumns:
        named = {role: self._named(role) for role in ("id", "date", "rating", "respondent", "channel")}
        given_text = tuple(self._resolve(name, "text") for name in self.given.text)
        given_segments = [self._resolve(name, "segments") for name in self.given.segments or ()]
        self.taken |= {each.name for each in (*named.values(), *given_text, *given_segments) if each}
        found = {
            "id": named["id"] or self._guess(say.ID, _is_identifier),
            "date": named["date"] or self._guess(say.DATE, _is_date, but_not=say.NOT_DATE),
            "language": self._guess(say.LANGUAGE, _is_language, but_not=say.STAFF),
            "rating": named["rating"] or self._guess(say.RATING, _is_rating, but_not=say.NOT_RATING),
            "respondent": named["respondent"]
            or self._guess(say.RESPONDENT, _is_filled, but_not=say.NOT_RESPONDENT),
            "channel": named["channel"] or self._guess(say.CHANNEL, _is_category),
            "question": self._guess(say.QUESTION, _is_question),
        }
        text = given_text or self._guess_text()
        segments = given_segments if self.given.segments is not None else self._guess_segments()
        used = {each.name for each in (*found.values(), *text, *segments) if each}
        unused = tuple(name for name in self.profiles if name not in used)
        return FoundColumns(tuple(text), segments=tuple(segments), unused=unused, **found)

    def _named(self, role: str) -> FoundColumn | None:
        name = getattr(self.given, role)
        return self._resolve(name, role) if name is not None else None

    def _resolve(self, name: str, role: str) -> FoundColumn:
        column = match_column(name, self.sheet)
        if column is None:
            raise missing_column(name, role, tuple(self.profiles), self.place)
        return FoundColumn(column, "given")

    def _guess(
        self, patterns: Patterns, fits: Callable[[Profile], bool], but_not: re.Pattern[str] | None = None
    ) -> FoundColumn | None:
        ranked = []
        for position, (name, each) in enumerate(self.profiles.items()):
            own = phrase(name)
            if name in self.taken or (but_not and but_not.search(own) and not say.is_question(name)):
                continue
            headers = {own, phrase(self.sheet.labels.get(name, name))}
            rank = next(
                (i for i, p in enumerate(patterns) if any(p.search(header) for header in headers)), None
            )
            if rank is not None and fits(each):
                ranked.append((rank, name.count("."), position, name))
        if not ranked:
            return None
        name = min(ranked)[-1]
        self.taken.add(name)
        return FoundColumn(name, f"guessed: its header and {_describe(self.profiles[name])}")

    def _guess_text(self) -> list[FoundColumn]:
        left = {name: each for name, each in self.profiles.items() if name not in self.taken}
        found = [FoundColumn(name, why) for name, why in text_columns(self.sheet, left)]
        if not found:
            raise ColumnError(
                "no column looks like customer text.",
                place=self.place,
                hint="Name it with --text-column or in 'ingest.columns.text'. "
                f"Columns: {listing(self.profiles)}.",
            )
        self.taken |= {each.name for each in found}
        return found

    def _guess_segments(self) -> list[FoundColumn]:
        found = [
            FoundColumn(name, f"guessed: {each.distinct} values")
            for name, each in self.profiles.items()
            if name not in self.taken and _is_segment(name, each)
        ]
        return found[:MAX_SEGMENTS]


def match_column(name: str, sheet: Sheet) -> str | None:
    """The column of that name, of that question text, or of that name in another case."""
    columns = list(sheet.cells.columns)
    if name in columns:
        return name
    by_label = [column for column, label in sheet.labels.items() if label == name]
    alike = [column for column in columns if phrase(column) == phrase(name)]
    return next(iter([*by_label, *alike]), None)


def missing_column(name: str, role: str, columns: Sequence[str], place: str) -> ColumnError:
    """The error for a column the user names and nobody has."""
    hint = " ".join(filter(None, [near_miss(name, columns), f"Columns: {listing(columns)}."]))
    return ColumnError(f"there is no column '{name}' for '{role}'.", place=place, hint=hint)


def _describe(each: Profile) -> str:
    numbers = "numbers" if each.numbers > 0.5 else "values"
    return "dates" if each.dates > 0.5 else f"{each.distinct} different {numbers} in {each.filled} rows"


def _is_identifier(each: Profile) -> bool:
    return (
        each.filled >= 0.9 * each.rows
        and each.distinct >= 0.5 * each.filled > 0
        and each.words < 5
        and not each.dates
    )


def _is_date(each: Profile) -> bool:
    return each.dates + each.epochs >= 0.6


def _is_rating(each: Profile) -> bool:
    return each.ratings >= 0.8 and each.distinct <= 101 and each.dates < 0.5 and each.epochs < 0.5


def _is_language(each: Profile) -> bool:
    return 0 < each.distinct <= 60 and each.words < 2 and each.numbers < 0.5


def _is_filled(each: Profile) -> bool:
    return each.distinct > 1 or each.filled == each.rows == 1


def _is_category(each: Profile) -> bool:
    return 0 < each.distinct <= 50 and each.words <= 5 and each.numbers < 0.5 and each.urls < 0.5


def _is_question(each: Profile) -> bool:
    return 0 < each.distinct <= 200 and each.words >= 1 and each.numbers < 0.5 and each.dates < 0.5


def _is_segment(name: str, each: Profile) -> bool:
    if not say.is_question(name) and any(words.search(phrase(name)) for words in _NO_SEGMENTS):
        return False
    if each.numbers + each.dates + each.epochs + each.emails + each.urls > 0.2 or each.words > 6:
        return False
    comes_again = each.distinct * 2 <= each.filled or each.distinct < each.filled < 10
    return 2 <= each.distinct <= MAX_SEGMENT_VALUES and comes_again
