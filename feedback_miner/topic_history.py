"""What the topics of a new run go on from: those of an earlier run, and what people changed in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from feedback_miner.errors import UsageError
from feedback_miner.runs import Run, load_run
from feedback_miner.tables import JudgedMentions, Topics, checked
from feedback_miner.topics.edited import apply_edits
from feedback_miner.topics.edits import TopicEdits, load_edits, stored_edits

AS_FOUND = "topics_as_found"
"""The table of a run that holds its topics before any edit."""


@dataclass(frozen=True)
class Edited:
    """Topics as they were found, and as people want them.

    Attributes:
        mentions: With `topic_id` as edited, and `topic_as_found` where edits hold.
        topics: As edited.
        found: The topics before the edits.
        facts: For the manifest: the edits, and warnings about what they could not do.
    """

    mentions: DataFrame[JudgedMentions]
    topics: DataFrame[Topics]
    found: DataFrame[Topics]
    facts: Mapping[str, Any] | None

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables that a run keeps beside the usual ones."""
        return {AS_FOUND: self.found} if self.facts else {}


@dataclass(frozen=True)
class History:
    """An earlier run whose topics go on, if there is one, and the edits that hold.

    A run keeps its topics as they were found beside those as edited. A later run goes on from the former and
    applies the edits anew, so that a merge, a split or a hidden topic stays what it is, and comes undone
    when its entry is removed.
    """

    run: Run | None
    edits: TopicEdits

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """The mentions of the earlier run with their topics before any edit."""
        if self.run is None:
            raise LookupError("no earlier run")
        mentions = self.run.mentions
        found = mentions.get("topic_as_found", mentions.topic_id)
        return mentions.assign(topic_id=found).drop(columns="topic_as_found", errors="ignore")

    @cached_property
    def topics(self) -> pd.DataFrame:
        """The topics of the earlier run before any edit."""
        if self.run is None:
            raise LookupError("no earlier run")
        return self.run.topics_as_found

    @cached_property
    def known(self) -> set[str]:
        """Ids that edits may name: of the earlier run, of what its topics came from, of its own edits."""
        if self.run is None:
            return set()
        came_from = self.topics.came_from.dropna().str.split(", ").explode()
        return {*self.topics.topic_id, *self.run.topics.topic_id, *came_from, *edits_of(self.run).ids}

    def edit(self, mentions: DataFrame[JudgedMentions], topics: DataFrame[Topics]) -> Edited:
        """The topics of the new run with the edits applied.

        Raises:
            ConfigError: If the edits treat a theme like a topic.
        """
        if not self.edits.topics:
            return Edited(mentions, topics, topics, None)
        edited, wanted, warnings = apply_edits(mentions, topics, self.edits, retired=self.known)
        both = checked(edited.assign(topic_as_found=mentions.topic_id), JudgedMentions)
        return Edited(both, wanted, topics, self.edits.facts() | {"warnings": warnings})


def history(run: Run | Path | str | None, edits: Path | str | None = None) -> History:
    """An earlier run, and the edits of a file; those of the earlier run where there is no file.

    Raises:
        UsageError: If there is a file and no earlier run.
        ConfigError: If the file is wrong, or names a topic that the earlier run does not know.
        RunError: If the earlier run is missing, damaged, or has no topics.
    """
    opened = run if isinstance(run, Run) or run is None else load_run(run)
    if edits is None:
        return History(opened, edits_of(opened))
    if opened is None:
        hint = "Name the run whose topics they change: --topics-from RUN with mine, --from RUN with topics."
        raise UsageError("edits of topics without a run to find them in.", place=str(edits), hint=hint)
    past = History(opened, load_edits(edits))
    past.edits.check(past.known)
    return past


def edits_of(run: Run | None) -> TopicEdits:
    """The edits that a run obeys."""
    facts = run.manifest.get("topic_edits") if run else None
    return stored_edits(facts, run.path / "manifest.json" if run else Path())
