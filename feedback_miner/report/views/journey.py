"""The journey map: stages across, and under each the touchpoints people spoke about there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from feedback_miner.report.insight import Insight
from feedback_miner.report.views.bars import Split, length, split
from feedback_miner.report.words import figure, plural
from feedback_miner.tables import Mined
from feedback_miner.taxonomy import Taxonomy, Touchpoint

_MIN_PEOPLE = 3
"""Respondents below which a share says nothing."""
Cell = tuple[str, str]
"""A touchpoint and the stage it is shown under."""


@dataclass(frozen=True)
class Tile:
    """One touchpoint at one stage, or over all its stages."""

    name: str
    kind: str
    respondents: str
    sentiment: Split
    pain: str | None
    pain_bar: float
    anchor: str | None


@dataclass(frozen=True)
class Column:
    """One stage. `few` were spoken about by too few for shares, `silent` by nobody."""

    name: str
    tiles: tuple[Tile, ...]
    few: tuple[str, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True)
class Journey:
    """The whole map."""

    columns: tuple[Column, ...]
    note: str


def draw_journey(mined: Mined, taxonomy: Taxonomy, insights: Sequence[Insight]) -> Journey:
    """Lay the tags out on the map.

    A touchpoint with several stages stands under each where it has tags. If most of its mentions name no
    stage, it stands once, under its first, with all of them: else the map would hide the greatest pain. Other
    mentions without a stage are left out of the map and said in its note.
    """
    homes = _homes(mined.tags, taxonomy)
    cells, unplaced = _cells(mined, homes)
    pains = {(i.touchpoint, i.stage): i for i in insights if i.kind == "pain" and i.topic_id is None}
    axis = max((pain.score for pain in pains.values()), default=0.0)
    columns = []
    for stage in taxonomy.stages:
        here = [t for t in taxonomy.touchpoints if stage.id in t.stages]
        people = {t.id: _people(cells.get((t.id, stage.id))) for t in here}
        spoken = [t for t in here if people[t.id] >= _MIN_PEOPLE]
        few = tuple(f"{t.name} ({people[t.id]})" for t in here if 0 < people[t.id] < _MIN_PEOPLE)
        tiles = [
            _tile(t, None if t.id in homes else stage.id, cells[t.id, stage.id], pains, axis) for t in spoken
        ]
        tiles.sort(key=lambda tile: -tile.pain_bar)
        heard = {touchpoint for touchpoint, _ in cells}
        silent = tuple(t.name for t in here if t.id not in heard and t.stages[0] == stage.id)
        columns.append(Column(stage.name, tuple(tiles), few, silent))
    return Journey(tuple(columns), _note(unplaced))


def _homes(tags: pd.DataFrame, taxonomy: Taxonomy) -> dict[str, str]:
    """The one stage under which a touchpoint stands as a whole, for those whose mentions mostly name none."""
    unsure = tags.stage.isna().groupby(tags.touchpoint).mean()
    return {
        t.id: t.stages[0] for t in taxonomy.touchpoints if len(t.stages) == 1 or unsure.get(t.id, 1.0) > 0.5
    }


def _cells(mined: Mined, homes: dict[str, str]) -> tuple[dict[Cell, pd.DataFrame], int]:
    """Tags by touchpoint and the stage they are shown under, and how many are shown under none."""
    people = mined.records[["record_id", "respondent_id"]]
    tags = mined.tags[["record_id", "touchpoint", "stage", "polarity"]].merge(people, on="record_id")
    tags = tags.assign(stage=tags.touchpoint.map(homes).fillna(tags.stage))
    cells = {(str(key[0]), str(key[1])): rows for key, rows in tags.groupby(["touchpoint", "stage"])}
    return cells, int(tags.stage.isna().sum())


def _people(tags: pd.DataFrame | None) -> int:
    return 0 if tags is None else int(tags.respondent_id.nunique())


def _tile(
    touchpoint: Touchpoint,
    stage: str | None,
    tags: pd.DataFrame,
    pains: dict[tuple[str, str | None], Insight],
    axis: float,
) -> Tile:
    whole = pains.get((touchpoint.id, None))
    pain = pains.get((touchpoint.id, stage))
    return Tile(
        name=touchpoint.name,
        kind=touchpoint.kind,
        respondents=plural(_people(tags), "respondent"),
        sentiment=split(tags.polarity.dropna()),
        pain=figure(pain.score) if pain else None,
        pain_bar=length(pain.score, axis=axis) if pain else 0.0,
        anchor=whole.insight_id if whole else None,
    )


def _note(unplaced: int) -> str:
    if not unplaced:
        return ""
    mentions = plural(unplaced, "mention")
    return f"{mentions} could belong to several stages; they count in the lists below and not on the map."
