"""The drafts of all exports as one pair of tables: ids unique across exports, rows sorted by them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from pandera.typing import DataFrame

from feedback_miner.ingest.identity import across_sources, make_unique
from feedback_miner.ingest.records import Draft
from feedback_miner.tables import Records, Rejects, checked

_COLUMNS = list(Records.to_schema().columns)


def assemble(drafts: Mapping[str, Draft]) -> tuple[DataFrame[Records], DataFrame[Rejects]]:
    """Records and rejects of all sources, by name of source."""
    ids = across_sources({name: draft.records.row_id for name, draft in drafts.items()})
    parts = [_finished(name, draft, ids[name]) for name, draft in drafts.items()]
    records = pd.concat(parts, ignore_index=True)
    records["record_id"] = make_unique(records.record_id.tolist(), (records.source + records.text).tolist())
    segments = sorted(name for name in records.columns if name.startswith("segment."))
    records = records.sort_values("record_id", ignore_index=True)[[*_COLUMNS, *segments]]
    records = records.astype(dict.fromkeys(segments, "str"))
    rejects = pd.concat(
        [draft.rejects.assign(source=name) for name, draft in drafts.items()], ignore_index=True
    )
    rejects = rejects.sort_values(["source", "reason", "detail", "row"], ignore_index=True)
    return checked(records, Records), checked(rejects[["source", "row", "reason", "detail"]], Rejects)


def _finished(name: str, draft: Draft, row_ids: pd.Series) -> pd.DataFrame:
    several = draft.records.question_column.nunique() > 1
    record_ids = row_ids + ":" + draft.records.question_column if several else row_ids
    unknown = draft.records.respondent_id == ""
    respondents = draft.records.respondent_id.where(~unknown, row_ids)
    return draft.records.assign(source=name, record_id=record_ids, respondent_id=respondents)
