"""The stage of the journey a tag belongs to, where its touchpoint serves several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, RootModel

from feedback_miner.authored import read_yaml
from feedback_miner.tables import Embed
from feedback_miner.tagging.aspects import unit
from feedback_miner.tagging.moments import MOMENTS, Moment
from feedback_miner.taxonomy import Stage

Matrix = NDArray[np.float64]
Patterns = Annotated[list[str], Field(min_length=1)]

CUES_FILE = Path(__file__).with_name("stage_cues.yaml")
_CUE = 0.3
_LEAD = 0.2


class Cues(BaseModel):
    """What the stages of one part of the journey are called, and what customers say there."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    called: Patterns
    moments: list[Moment]
    said: Patterns


class _CuesFile(RootModel[list[Cues]]):
    pass


class StageFinder:
    """Tells the stages of a journey apart, by what customers say and by what the stages are called.

    A stage is as likely as the learned moments that belong to it; a cue found counts as much as a chance of
    0.3, and so does a cosine of 0.3 to the stage's name and description. A stage must lead the next one by
    0.2, else the mention could belong to either.
    """

    def __init__(self, stages: Sequence[Stage], embed: Embed) -> None:
        self._places = {stage.id: place for place, stage in enumerate(stages)}
        groups = [_group_of(stage) for stage in stages]
        self._cues = [group.pattern if group else None for group in groups]
        self._moments = np.array(
            [[group is not None and m in group.moments for m in MOMENTS] for group in groups]
        )
        texts = [
            f"{stage.name}: {stage.description}" if stage.description else stage.name for stage in stages
        ]
        self._vectors = unit(np.asarray(embed(texts), dtype=np.float64))

    def infer(
        self, text: str, vector: Matrix | None, options: Sequence[str], shown: Matrix | None = None
    ) -> str | None:
        """The stage of a mention among the options, or None where none is sure.

        Args:
            text: The mention.
            vector: Its unit vector, or None where its language has none.
            options: Ids of the stages that the touchpoint serves.
            shown: Its chances of the learned `MOMENTS`, or None where they are not known.
        """
        if len(options) == 1:
            return options[0]
        scores = {option: self._score(self._places[option], text, vector, shown) for option in options}
        first, second = sorted(options, key=lambda option: -scores[option])[:2]
        return first if round(scores[first] - scores[second], 4) >= _LEAD else None

    def _score(self, place: int, text: str, vector: Matrix | None, shown: Matrix | None) -> float:
        likeness = 0.0 if vector is None else float(self._vectors[place] @ vector)
        moment = 0.0 if shown is None else float(shown[self._moments[place]].sum())
        cues = self._cues[place]
        return moment + likeness + _CUE * bool(cues and cues.search(text))


class _Group(NamedTuple):
    called: re.Pattern[str]
    moments: Sequence[str]
    pattern: re.Pattern[str]


def _group_of(stage: Stage) -> _Group | None:
    name = f"{stage.id} {stage.name}".lower()
    return next((group for group in _groups() if group.called.search(name)), None)


@cache
def _groups() -> list[_Group]:
    return [
        _Group(
            re.compile("|".join(each.called)),
            each.moments,
            re.compile(rf"\b(?:{'|'.join(each.said)})\b", re.IGNORECASE),
        )
        for each in read_yaml(CUES_FILE).parse(_CuesFile).root
    ]
