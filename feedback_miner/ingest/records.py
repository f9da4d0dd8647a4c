"""One sheet to records and rejects."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from feedback_miner.config import Columns, IngestConfig
from feedback_miner.errors import InputError
from feedback_miner.ingest.answers import answer_texts
from feedback_miner.ingest.columns import FoundColumn, FoundColumns, find_columns
from feedback_miner.ingest.dates import Dates, day_first, is_date, to_utc
from feedback_miner.ingest.identity import row_digests, row_ids
from feedback_miner.ingest.kinds import guess_kind
from feedback_miner.ingest.language import detect, language_code
from feedback_miner.ingest.privacy import pseudonym
from feedback_miner.ingest.ratings import Ratings, read_ratings, stated_scale
from feedback_miner.ingest.sheet import Sheet
from feedback_miner.ingest.texts import Question, prior_polarity, questions
from feedback_miner.ingest.vocabulary import SCALE, SURVEY_TYPE, phrase
from feedback_miner.ingest.voice import unheard

_USUAL_RATING = {"review": "stars", "ticket": "csat"}
"""What a rating is in an export of that kind unless its own header says."""


@dataclass(frozen=True)
class Draft:
    """Records and rejects of one export before ids are made unique across exports.

    `records` has `row_id` and `question_column` besides the columns of the table.
    """

    records: pd.DataFrame
    rejects: pd.DataFrame
    columns: FoundColumns
    kind: str
    ratings: Ratings | None
    rows: int
    answers: int
    warnings: dict[str, int]
    notes: tuple[str, ...]


def draft(sheet: Sheet, given: Columns, config: IngestConfig, place: str) -> Draft:
    """Turn a sheet into records and rejects.

    Raises:
        InputError: If there is no row.
        ColumnError: If a given column is missing, or no column can be the text.
    """
    if sheet.cells.empty:
        raise InputError("holds no rows of data.", place=place)
    found = find_columns(sheet, given, place)
    asked = questions(sheet, [column.name for column in found.text])
    kind = given.kind or guess_kind(sheet.header(name) for name in sheet.cells.columns)
    dates, ratings = _dates(sheet, found, given), _ratings(sheet, found, given, kind)
    rows = _rows(sheet, found, kind, dates, ratings)
    answers = pd.concat([_answers(sheet, question, rows, kind, config) for question in asked])
    kept = answers[answers.reason == ""]
    language = _languages(sheet, found, kept, config)
    records = kept.assign(language=language).drop(columns=["reason", "detail", "cut"])
    warnings = _warnings(dates, ratings, int(kept.cut.sum()))
    notes = (*sheet.notes, *(dates.notes if dates else ()))
    return Draft(
        records=records,
        rejects=_rejects(sheet, answers),
        columns=found,
        kind=kind,
        ratings=ratings,
        rows=len(sheet.cells) + len(sheet.broken),
        answers=len(sheet.cells) * len(asked) + len(sheet.broken),
        warnings=warnings,
        notes=notes,
    )


def _rows(
    sheet: Sheet, found: FoundColumns, kind: str, dates: Dates | None, ratings: Ratings | None
) -> pd.DataFrame:
    """What all answers of a row share, by data row.

    Besides the columns of the table: `asked`, the question where a column holds it, and `unheard`, why a row
    is left out, "" where it is not.
    """
    cells, index = sheet.cells, sheet.cells.index
    ids, repeated = row_ids(_cells(cells, found.id), row_digests(cells))
    respondents = _cells(cells, found.respondent)
    out = unheard(sheet)
    nothing = pd.Series(pd.NA, index, dtype="str")
    rows = pd.DataFrame(
        {
            "row_id": ids,
            "row": index,
            "kind": kind,
            "channel": _stated(cells, found.channel),
            "created_at": dates.utc if dates else pd.Series(pd.NaT, index, dtype="datetime64[us, UTC]"),
            "rating": ratings.rating if ratings else pd.Series(float("nan"), index),
            "rating_kind": ratings.kind if ratings else nothing,
            "rating_raw": ratings.raw if ratings else pd.Series(float("nan"), index),
            "respondent_id": "" if respondents is None else respondents.str.strip().map(pseudonym),
            "duplicate_of": nothing,
            "asked": _stated(cells, found.question),
            "unheard": out.where(out != "", repeated.map({True: "repeated row", False: ""})),
        },
        index=index,
    )
    segments = {f"segment.{column.name}": _stated(cells, column) for column in found.segments}
    return rows.assign(**segments)


def _answers(
    sheet: Sheet, question: Question, rows: pd.DataFrame, kind: str, config: IngestConfig
) -> pd.DataFrame:
    """One question's answers: all of the row, the text, and `reason` and `detail` where it is rejected."""
    texts = answer_texts(sheet.cells, question, kind, config)
    labels = rows.asked.where(rows.asked.notna(), question.label)
    priors = labels.map({label: prior_polarity(label) for label in labels.dropna().unique()}).astype("str")
    return rows.drop(columns=["unheard", "asked"]).assign(
        text=texts.text,
        cut=texts.cut,
        reason=rows.unheard.where(rows.unheard != "", texts.reason),
        detail=f"column '{question.column}'",
        question=labels,
        question_column=question.column,
        prior_polarity=priors.where(priors.notna(), question.prior_polarity),
    )


def _dates(sheet: Sheet, found: FoundColumns, given: Columns) -> Dates | None:
    if found.date is None:
        return None
    cells = sheet.cells[found.date.name]
    order = given.day_first
    if order is None:
        order = day_first(cells.unique())
    if order is None:
        others = (
            sheet.cells[name].unique() for name in sheet.cells.columns if _looks_dated(sheet.cells[name])
        )
        order = day_first(value for values in others for value in values)
    return to_utc(cells, days_first=order, zone=sheet.zones.get(found.date.name))


def _looks_dated(cells: pd.Series) -> bool:
    filled = cells[cells != ""]
    return len(filled) > 0 and is_date(str(filled.iloc[0]))


def _ratings(sheet: Sheet, found: FoundColumns, given: Columns, kind: str) -> Ratings | None:
    if found.rating is None:
        return None
    name = found.rating.name
    scale = next((each for each in sheet.cells.columns if SCALE.search(phrase(each))), None)
    header = f"{sheet.header(name)} {stated_scale(sheet.cells[scale].tolist()) if scale else ''}"
    if given.rating_kind is None and kind in _USUAL_RATING:
        header = f"{header} ({_USUAL_RATING[kind]})"
    types = next((each for each in sheet.cells.columns if SURVEY_TYPE.search(phrase(each))), None)
    return read_ratings(sheet.cells[name], sheet.cells[types] if types else None, header, given)


def _languages(sheet: Sheet, found: FoundColumns, kept: pd.DataFrame, config: IngestConfig) -> list[str]:
    stated: list[str | None] = [None] * len(kept)
    if found.language:
        cells = sheet.cells[found.language.name]
        codes = {cell: language_code(cell) for cell in cells.unique()}
        stated = [codes[cell] for cell in cells.loc[kept.row].tolist()]
    return detect(kept.text.tolist(), stated, config.languages)


def _rejects(sheet: Sheet, answers: pd.DataFrame) -> pd.DataFrame:
    rejected = answers.loc[answers.reason != "", ["row", "reason", "detail"]]
    broken = pd.DataFrame(
        [(each.row, each.reason, each.detail) for each in sheet.broken], columns=["row", "reason", "detail"]
    )
    return pd.concat([rejected, broken]) if len(broken) else rejected


def _warnings(dates: Dates | None, ratings: Ratings | None, cut: int) -> dict[str, int]:
    counts = Counter(
        {
            "date not readable": dates.unparsable if dates else 0,
            "rating not readable": ratings.unparsable if ratings else 0,
            "rating outside its scale": ratings.outside if ratings else 0,
            "text cut": cut,
        }
    )
    return {name: count for name, count in counts.items() if count}


def _cells(cells: pd.DataFrame, column: FoundColumn | None) -> pd.Series | None:
    return None if column is None else cells[column.name]


def _stated(cells: pd.DataFrame, column: FoundColumn | None) -> pd.Series:
    """Cells without spaces around them, null where empty."""
    if column is None:
        return pd.Series(pd.NA, cells.index, dtype="str")
    values = cells[column.name].str.strip()
    return values.where(~values.isin(["", "-"]))
