"""The stage of the journey a tag belongs to, where its touchpoint serves several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, RootModel

from feedback_miner.authored import read_yaml
from feedback_miner.tables import Embed
from feedback_miner.tagging.seeds import unit
from feedback_miner.taxonomy import Stage

Matrix = NDArray[np.float64]
Patterns = Annotated[list[str], Field(min_length=1)]

CUES_FILE = Path(__file__).with_name("stage_cues.yaml")
_CUE = 0.3
_LEAD = 0.12


class Cues(BaseModel):
    """What the stages of one part of the journey are called, and what customers say there."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    called: Patterns
    said: Patterns


class _CuesFile(RootModel[list[Cues]]):
    pass


class StageFinder:
    """Tells the stages of a journey apart, by what customers say and by what the stages are called.

    A cue found counts as much as 0.3 of cosine to the stage's name and description; a stage must lead the
    next one by 0.12, else the mention could belong to either.
    """

    def __init__(self, stages: Sequence[Stage], embed: Embed) -> None:
        self._places = {stage.id: place for place, stage in enumerate(stages)}
        self._cues = [_cues_of(stage) for stage in stages]
        texts = [
            f"{stage.name}: {stage.description}" if stage.description else stage.name for stage in stages
        ]
        self._vectors = unit(np.asarray(embed(texts), dtype=np.float64))

    def infer(self, text: str, vector: Matrix | None, options: Sequence[str]) -> str | None:
        """The stage of a mention among the options, or None where none is sure.

        Args:
            text: The mention.
            vector: Its unit vector, or None where its language has none.
            options: Ids of the stages that the touchpoint serves.
        """
        if len(options) == 1:
            return options[0]
        scores = {option: self._score(self._places[option], text, vector) for option in options}
        first, second = sorted(options, key=lambda option: -scores[option])[:2]
        return first if round(scores[first] - scores[second], 4) >= _LEAD else None

    def _score(self, place: int, text: str, vector: Matrix | None) -> float:
        likeness = 0.0 if vector is None else float(self._vectors[place] @ vector)
        cues = self._cues[place]
        return likeness + _CUE * bool(cues and cues.search(text))


def _cues_of(stage: Stage) -> re.Pattern[str] | None:
    name = f"{stage.id} {stage.name}".lower()
    return next((said for called, said in _compiled_cues() if called.search(name)), None)


@cache
def _compiled_cues() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    cues = read_yaml(CUES_FILE).parse(_CuesFile).root
    return [
        (re.compile("|".join(each.called)), re.compile(rf"\b(?:{'|'.join(each.said)})\b", re.IGNORECASE))
        for each in cues
    ]
