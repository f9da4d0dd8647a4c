"""tables.md: every table with its columns, types, ranges and promises, from feedback_miner/tables/."""

from __future__ import annotations

from inspect import getdoc
from pathlib import Path
from typing import Any

import pandera.pandas as pa
import yaml

from feedback_miner import tables
from feedback_miner.insights.step import BESIDE
from feedback_miner.runs import Run
from generators.markdown import choices, head, page, table

NOTES = Path(__file__).with_name("column_notes.yaml")
STORED: dict[str, type[tables.Table]] = {
    "records": tables.JudgedRecords,
    "rejects": tables.Rejects,
    "mentions": tables.JudgedMentions,
    "tags": tables.JudgedTags,
    "topics": tables.Topics,
    "topic_lineage": tables.TopicLineage,
    "topic_periods": tables.TopicPeriods,
    "emerging_topics": tables.EmergingTopics,
    "insights": tables.Insights,
    "ledger": tables.Ledger,
    "labels": tables.Labels,
    "out_of_fold": tables.OutOfFold,
}
_TYPES = {
    "bool": "yes or no",
    "str": "text",
    "int64": "whole number",
    "float64": "number",
    "object": "list",
    "datetime64": "time",
}
_RULES = {
    "greater_than_or_equal_to": "from {min_value}",
    "greater_than": "above {min_value}",
    "less_than_or_equal_to": "to {max_value}",
    "less_than": "below {max_value}",
    "str_length": "at least {min_value} character",
}


def tables_page() -> str:
    """The page as Markdown.

    Raises:
        LookupError: If a column is described nowhere, or a note is left over.
    """
    notes = yaml.safe_load(NOTES.read_text(encoding="utf-8"))
    _check_notes(notes)
    return page(
        head("Tables", "feedback_miner/tables.py"),
        notes["intro"],
        *[_section(name, schema, notes) for name, schema in STORED.items()],
        f"## vectors\n\nThe file `vectors.npy`: {_sentence(getdoc(Run.vectors))}",
        "## Promises between tables",
        "Checked before a run is written; a run that breaks one is not written.",
        "\n".join(f"- {_promise(check)}" for check in (tables.check_slices, tables.check_ledger)),
    )


def _section(name: str, schema: type[tables.Table], notes: dict[str, Any]) -> str:
    own = schema.to_schema()
    columns = list(own.columns.values())
    if name == "insights":
        columns += [pa.Column(kind, nullable=True, name=column) for column, kind in BESIDE.items()]
    rows = [_row(column, notes["columns"].get(f"{name}.{column.name}")) for column in columns]
    return page(
        f"## {name}",
        *_docstrings(schema),
        table(["column", "type", "values", "meaning"], rows),
        f"Unique together: {choices(own.unique)}." if own.unique else "",
        notes["beside"].get(name, ""),
    ).rstrip()


def _docstrings(schema: type[tables.Table]) -> list[str]:
    """What the schema promises; where it adds columns to another, that one first."""
    base = schema.__base__
    if base is None or base is tables.Table:
        return [getdoc(schema) or ""]
    added = [name for name in schema.to_schema().columns if name not in base.to_schema().columns]
    return [getdoc(base) or "", f"Added later: {choices(added)}. {getdoc(schema)}"]


def _row(column: pa.Column, note: str | None) -> list[str]:
    meaning = _sentence(note or column.description)
    return [f"`{column.name}`", _type(column), _values(column), meaning]


def _type(column: pa.Column) -> str:
    return next(word for start, word in _TYPES.items() if str(column.dtype).startswith(start))


def _values(column: pa.Column) -> str:
    """Uniqueness, choices and range in words: `from 0 to 1, or null`."""
    within = " ".join(_rule(check) for check in column.checks)
    words = ["unique" if column.unique else "", within, "or null" if column.nullable else ""]
    return ", ".join(filter(None, words))


def _rule(check: pa.Check) -> str:
    if check.name == "isin":
        return choices(check.statistics["allowed_values"])
    return _RULES[check.name].format(**check.statistics)


def _check_notes(notes: dict[str, Any]) -> None:
    """Each column is described once: in tables.py or in the notes."""
    described = {
        f"{name}.{column.name}": bool(column.description)
        for name, schema in STORED.items()
        for column in schema.to_schema().columns.values()
    } | {f"insights.{name}": False for name in BESIDE}
    missing = sorted(name for name, done in described.items() if not done and name not in notes["columns"])
    left_over = sorted(name for name in notes["columns"] if described.get(name, True))
    if missing or left_over:
        raise LookupError(f"{NOTES.name}: describe {missing}, remove {left_over}")


def _promise(check: object) -> str:
    summary = (getdoc(check) or "").partition("\n")[0]
    return _sentence(summary.removeprefix("Check that "))


def _sentence(text: str | None) -> str:
    text = (text or "").strip()
    return f"{text[:1].upper()}{text[1:].removesuffix('.')}." if text else ""
