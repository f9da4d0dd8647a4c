"""What went in and what came of it: every answer is used, or rejected for a reason."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from feedback_miner.report.facts import Facts, rows
from feedback_miner.report.words import number, percent, plural
from feedback_miner.tables import Mined


@dataclass(frozen=True)
class ColumnUse:
    """What a column of an export was taken for, and why."""

    column: str
    role: str
    why: str


@dataclass(frozen=True)
class SourceRow:
    """One export: what was read from it, and why some of it was not used."""

    name: str
    format: str
    answers: str
    used: str
    rejected: str
    reasons: str
    columns: tuple[ColumnUse, ...]


@dataclass(frozen=True)
class Intake:
    """The counts of a run, all taken from its tables."""

    answers: int
    used: int
    rejected: int
    mentions: int
    tagged: int
    respondents: int
    main_reason: str
    sources: tuple[SourceRow, ...]
    first_day: pd.Timestamp | None
    last_day: pd.Timestamp | None

    @property
    def untagged(self) -> int:
        """Mentions that fit no touchpoint."""
        return self.mentions - self.tagged

    @property
    def tagged_share(self) -> str:
        """Share of the mentions that have a touchpoint."""
        return percent(self.tagged, self.mentions)


def take_stock(mined: Mined, facts: Facts) -> Intake:
    """Count what went in and what came out."""
    dates = mined.records.created_at.dropna()
    return Intake(
        answers=len(mined.records) + len(mined.rejects),
        used=len(mined.records),
        rejected=len(mined.rejects),
        mentions=len(mined.mentions),
        tagged=int(mined.mentions.mention_id.isin(set(mined.tags.mention_id)).sum()),
        respondents=int(mined.records.respondent_id.nunique()),
        main_reason=min(mined.rejects.reason.mode(), default=""),
        sources=_sources(mined, facts),
        first_day=dates.min() if len(dates) else None,
        last_day=dates.max() if len(dates) else None,
    )


def _sources(mined: Mined, facts: Facts) -> tuple[SourceRow, ...]:
    told = {str(row.get("name")): row for row in rows(facts, "sources")}
    used = mined.records.groupby("source").size()
    rejected = mined.rejects.groupby("source").size()
    names = sorted({*used.index, *rejected.index, *told})
    return tuple(
        SourceRow(
            name=name,
            format=str(told.get(name, {}).get("format", "–")),
            answers=number(int(used.get(name, 0)) + int(rejected.get(name, 0))),
            used=number(int(used.get(name, 0))),
            rejected=number(int(rejected.get(name, 0))),
            reasons=_reasons(mined.rejects[mined.rejects.source == name]),
            columns=tuple(_column(row) for row in rows(told.get(name, {}), "columns")),
        )
        for name in names
    )


def _column(told: Facts) -> ColumnUse:
    return ColumnUse(*(str(told.get(key, "–")) for key in ("column", "role", "why")))


def _reasons(rejects: pd.DataFrame) -> str:
    counts = rejects.groupby("reason").size().rename("n").reset_index()
    counts = counts.sort_values(["n", "reason"], ascending=[False, True])
    return ", ".join(f"{reason}: {number(n)}" for reason, n in zip(counts.reason, counts.n, strict=True))


def period_covered(intake: Intake) -> str:
    """From the first to the last dated answer."""
    if intake.first_day is None or intake.last_day is None:
        return "no dates"
    first, last = f"{intake.first_day:%Y-%m-%d}", f"{intake.last_day:%Y-%m-%d}"
    return first if first == last else f"{first} to {last}"


def intake_sentence(intake: Intake) -> str:
    """Rows in, used and rejected, in one sentence."""
    why = f" (mostly: {intake.main_reason})" if intake.main_reason else ""
    rejected = f"{number(intake.rejected)} rejected{why}" if intake.rejected else "none rejected"
    return f"{plural(intake.answers, 'answer')} in: {number(intake.used)} used, {rejected}."
