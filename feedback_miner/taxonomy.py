"""The user's own map of the customer journey: stages and touchpoints, read from YAML."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from feedback_miner.authored import Key, read_yaml
from feedback_miner.errors import TaxonomyError, near_miss

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
Fault = tuple[Key, str, str | None]
Words = Annotated[str, Field(min_length=1, max_length=300)]


class _Authored(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class Stage(_Authored):
    """A part of the customer journey, such as consideration or retention."""

    id: Id
    name: Words
    description: str = ""


class Touchpoint(_Authored):
    """One kind of contact between customer and company."""

    id: Id
    name: Words
    stages: Annotated[list[str], Field(min_length=1)]
    kind: Literal["digital", "physical", "human"]
    description: Words
    keywords: list[Words] = []
    examples: list[Words] = []


class Taxonomy(_Authored):
    """Stages in journey order, and the touchpoints under them. `language` is that of its words."""

    version: Literal["1"]
    name: Words
    language: Annotated[str, Field(pattern="^[a-z]{2,3}$")] = "en"
    stages: Annotated[list[Stage], Field(min_length=1, max_length=50)]
    touchpoints: Annotated[list[Touchpoint], Field(min_length=1, max_length=1_000)]

    def digest(self) -> str:
        """sha256 of the content; comments and layout do not count."""
        return hashlib.sha256(json.dumps(self.model_dump(), sort_keys=True).encode()).hexdigest()

    def touchpoint(self, touchpoint_id: str) -> Touchpoint:
        """The touchpoint of that id.

        Raises:
            KeyError: If there is none.
        """
        return next(t for t in self.touchpoints if t.id == touchpoint_id)

    def faults(self) -> Iterator[Fault]:
        """What a schema cannot say: ids that repeat, stages that are not declared, keywords given twice."""
        yield from self._repeated("stages", [stage.id for stage in self.stages])
        yield from self._repeated("touchpoints", [touchpoint.id for touchpoint in self.touchpoints])
        for index, touchpoint in enumerate(self.touchpoints):
            yield from self._undeclared(index, touchpoint)
            yield from self._said_twice(index, touchpoint)

    def _repeated(self, kind: str, ids: list[str]) -> Iterator[Fault]:
        for index, each in enumerate(ids):
            if each in ids[:index]:
                yield (kind, index, "id"), f"id '{each}' is used twice in '{kind}'.", "Rename one."

    def _undeclared(self, index: int, touchpoint: Touchpoint) -> Iterator[Fault]:
        declared = [stage.id for stage in self.stages]
        for place, stage in enumerate(touchpoint.stages):
            if stage not in declared:
                hint = near_miss(stage, declared) or f"Declared: {', '.join(declared)}."
                message = f"touchpoint '{touchpoint.id}' names the unknown stage '{stage}'."
                yield ("touchpoints", index, "stages", place), message, hint

    def _said_twice(self, index: int, touchpoint: Touchpoint) -> Iterator[Fault]:
        words = [word.casefold() for word in touchpoint.keywords]
        for place, word in enumerate(touchpoint.keywords):
            if word.casefold() in words[:place]:
                message = f"touchpoint '{touchpoint.id}' has the keyword '{word}' twice."
                yield ("touchpoints", index, "keywords", place), message, "Remove one."


def load_taxonomy(path: Path | str) -> Taxonomy:
    """Read and check a taxonomy file.

    Raises:
        TaxonomyError: With file, line, key and, where something close exists, what was probably meant.
    """
    document = read_yaml(Path(path), TaxonomyError)
    taxonomy = document.parse(Taxonomy)
    for key, message, hint in taxonomy.faults():
        raise document.error(key, message, hint)
    return taxonomy
