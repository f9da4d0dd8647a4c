"""topics.yaml: what a person changes in the topics of a run, and later runs obey."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from feedback_miner.authored import Document, Key, read_yaml
from feedback_miner.errors import ConfigError, near_miss

Words = Annotated[str, Field(min_length=1, max_length=300, pattern=r"\S")]
Phrases = Annotated[list[Words], Field(min_length=1)]
Fault = tuple[Key, str, str | None]


class _Authored(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class Split(_Authored):
    """Parts that leave a topic: for each the words of which a mention must say one, and perhaps a name."""

    by: Annotated[list[Phrases], Field(min_length=1)]
    names: list[Words] = []

    def parts(self, parent: str) -> Iterator[tuple[str, str, list[str]]]:
        """Id, name and words of each part. The id follows from the parent and the words alone."""
        for number, words in enumerate(self.by):
            yield part_id(parent, words), self.names[number] if self.names else _sentence(words), words


class TopicEdit(_Authored):
    """What becomes of one topic. An id alone changes nothing."""

    id: Words
    name: Words | None = None
    merge_into: Words | None = None
    theme: Words | None = None
    split: Split | None = None
    hide: bool = False

    def faults(self) -> Iterator[Fault]:
        """What a schema cannot say: edits that contradict each other."""
        gone = "hide" if self.hide else "merge_into"
        void = ("name", "theme", "merge_into") if self.hide else ("name", "theme", "split")
        for other in void if self.hide or self.merge_into else ():
            if getattr(self, other):
                yield (other,), f"topic '{self.id}' has both '{gone}' and '{other}'.", "Remove one."
        if self.split:
            yield from self._faults_of(self.split)

    def _faults_of(self, split: Split) -> Iterator[Fault]:
        if split.names and len(split.names) != len(split.by):
            message = f"{len(split.by)} groups of words and {len(split.names)} names."
            yield ("split", "names"), message, "Give a name for each group, or none at all."
        ids = [part for part, _, _ in split.parts(self.id)]
        for number, part in enumerate(ids):
            if part in ids[:number]:
                yield ("split", "by", number), "the same words are given twice.", "Remove one."


class TopicsFile(_Authored):
    """The file as a whole."""

    version: Literal["1"]
    topics: list[TopicEdit] = []


@dataclass(frozen=True)
class TopicEdits:
    """Checked edits, which know the place they were read from.

    Attributes:
        topics: One entry a topic.
        document: Where they were read from.
    """

    topics: tuple[TopicEdit, ...]
    document: Document

    def faults(self) -> Iterator[Fault]:
        """What makes the edits void as a whole, whatever the topics are."""
        ids = [edit.id for edit in self.topics]
        for number, edit in enumerate(self.topics):
            if edit.id in ids[:number]:
                yield ("topics", number, "id"), f"topic '{edit.id}' is listed twice.", "Keep one entry."
            for key, message, hint in edit.faults():
                yield ("topics", number, *key), message, hint
            yield from self._faults_of_target(number, edit)

    def _faults_of_target(self, number: int, edit: TopicEdit) -> Iterator[Fault]:
        key = ("topics", number, "merge_into")
        if edit.merge_into and edit.id in self._reached_from(edit.merge_into):
            message = f"topic '{edit.id}' goes into '{edit.merge_into}', which leads back to it."
            yield key, message, "Let one of them be the topic that stays."
        if edit.merge_into in {other.id for other in self.topics if other.hide}:
            message = f"topic '{edit.id}' is merged into '{edit.merge_into}', which is hidden."
            yield key, message, "Hide both, or none."

    def _reached_from(self, topic: str) -> set[str]:
        """Where mentions of a topic may end or pass through."""
        reached, ahead = set(), [topic]
        while ahead:
            here = ahead.pop()
            if here not in reached:
                reached.add(here)
                after = [part for part, parent in self.parts.items() if parent == here]
                ahead += [self.merges[here]] if here in self.merges else after
        return reached

    def check(self, known: Collection[str]) -> None:
        """Check that every topic the edits name is one that there is or was.

        Args:
            known: Ids of the topics and themes of the run and of the runs before it.

        Raises:
            ConfigError: With file, line and the nearest id.
        """
        ids = {*known, *self.parts}
        for edit in self.topics:
            for key in ("id", "merge_into"):
                named = getattr(edit, key)
                if named and named not in ids:
                    hint = (
                        near_miss(named, sorted(ids)) or "`feedback-miner topics RUN` lists the ids of a run."
                    )
                    raise self.error(edit, key, f"no topic '{named}' in this run or before it.", hint)

    def error(self, edit: TopicEdit, key: str, message: str, hint: str | None = None) -> ConfigError:
        """The error to raise for a mistake in an entry."""
        return self.document.error(("topics", self.topics.index(edit), key), message, hint)

    def place(self, edit: TopicEdit) -> str:
        """File and line of an entry."""
        return f"{self.document.path}:{self.document.line(('topics', self.topics.index(edit)))}"

    @cached_property
    def merges(self) -> dict[str, str]:
        """Which topic goes into which."""
        return {edit.id: edit.merge_into for edit in self.topics if edit.merge_into}

    @cached_property
    def parts(self) -> dict[str, str]:
        """Ids of the parts that splits make, each with the topic it leaves."""
        return {
            part: edit.id for edit in self.topics if edit.split for part, _, _ in edit.split.parts(edit.id)
        }

    @property
    def ids(self) -> set[str]:
        """Every topic that the edits name or make."""
        return {edit.id for edit in self.topics} | set(self.merges.values()) | set(self.parts)

    def facts(self) -> dict[str, Any]:
        """What a manifest keeps, enough for `stored_edits`: the edits, and their sha256 in any order."""
        listed = [edit.model_dump(exclude_defaults=True) for edit in sorted(self.topics, key=lambda e: e.id)]
        digest = hashlib.sha256(json.dumps(listed, sort_keys=True).encode()).hexdigest()
        return {"sha256": digest, "topics": listed}


def load_edits(path: Path | str) -> TopicEdits:
    """Read and check a file of edits.

    Raises:
        ConfigError: With file, line, key and, where something close exists, what was probably meant. Whether
            the topics exist is checked by `TopicEdits.check`.
    """
    document = read_yaml(Path(path))
    edits = TopicEdits(tuple(document.parse(TopicsFile).topics), document)
    for key, message, hint in edits.faults():
        raise document.error(key, message, hint)
    return edits


def stored_edits(facts: Mapping[str, Any] | None, place: Path) -> TopicEdits:
    """The edits that a manifest keeps; none where it keeps none."""
    listed = {"version": "1", "topics": facts["topics"] if facts else []}
    document = Document(place, listed, {})
    return TopicEdits(tuple(document.parse(TopicsFile).topics), document)


def part_id(parent: str, words: Collection[str]) -> str:
    """The id of the mentions of a topic that say one of these words, whatever their order and case.

    >>> part_id("topic-1", ["refund", "money back"]) == part_id("topic-1", ["Money back", "refund"])
    True
    """
    said = sorted({" ".join(word.casefold().split()) for word in words})
    return f"topic-{hashlib.sha256(chr(10).join([parent, *said]).encode()).hexdigest()[:8]}"


def _sentence(words: Collection[str]) -> str:
    name = ", ".join(words)
    return name[0].upper() + name[1:]
