"""JSON and JSON lines: the main array of an API answer, its nested keys flattened to `a.b.c`."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from feedback_miner.errors import InputError
from feedback_miner.ingest.encodings import decode
from feedback_miner.ingest.sheet import Broken, Layout, Sheet, text_table

MAX_DEPTH = 6
MAIN_ARRAYS = (
    *("tickets", "reviews", "conversations", "responses", "answers", "results", "comments", "feedback"),
    *("records", "submissions", "surveys", "items", "entries", "rows", "data"),
)
Object = Mapping[str, Any]


def read_json(data: bytes) -> Sheet:
    """One table of JSON objects, whether an array, an object around one, a single record, or a line each.

    Raises:
        InputError: If the file is not JSON, or holds no object.
    """
    text, encoding = decode(data)
    try:
        items, layout = _main_array(json.loads(text)), Layout("json", encoding)
    except (json.JSONDecodeError, RecursionError):
        items, layout = list(_lines(text)), Layout("jsonl", encoding)
    objects = [(row, item) for row, item in enumerate(items, start=1) if isinstance(item, dict)]
    if not objects:
        raise InputError("holds no JSON object.", hint="Expected an array of objects, or one object a line.")
    broken = tuple(
        Broken(row, "not a JSON object", type(item).__name__)
        for row, item in enumerate(items, start=1)
        if not isinstance(item, dict)
    )
    return _sheet(objects, layout, broken)


class _NotJson:
    """Stands for a line that is no JSON."""


def _lines(text: str) -> Iterator[Any]:
    for line in text.split("\n"):
        if line.strip():
            try:
                yield json.loads(line)
            except (json.JSONDecodeError, RecursionError):
                yield _NotJson()


def _main_array(document: Any, depth: int = 3) -> list[Any]:
    """The records of an API answer: its known or longest array of objects, else the object itself."""
    if isinstance(document, list):
        return document
    if not isinstance(document, dict) or depth == 0 or "id" in document:
        return [document]
    arrays = {key: value for key, value in document.items() if _is_array_of_objects(value)}
    if arrays:
        known = next((name for name in MAIN_ARRAYS if name in arrays), None)
        return list(arrays[known or max(arrays, key=lambda key: len(arrays[key]))])
    objects = [value for value in document.values() if isinstance(value, dict)]
    return _main_array(objects[0], depth - 1) if len(objects) == 1 else [document]


def _is_array_of_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _sheet(objects: Sequence[tuple[int, Object]], layout: Layout, broken: tuple[Broken, ...]) -> Sheet:
    flat = [dict(_flatten(item)) for _, item in objects]
    names = list(dict.fromkeys(name for row in flat for name in row))
    rows = [[row.get(name, "") for name in names] for row in flat]
    cells = text_table(names, rows, [row for row, _ in objects])
    labels = {name: label for name in names if (label := _sibling_label(name, cells))}
    left_out = sorted({path for _, item in objects for path in _unread_lists(item)})
    notes = (f"lists of objects are not read: {', '.join(left_out)}",) if left_out else ()
    cells = cells.drop(columns=[_label_of(name) for name in labels])
    return Sheet(cells, layout, labels, broken=broken, notes=notes)


def _flatten(value: Any, path: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        if depth < MAX_DEPTH:
            for key, inner in value.items():
                yield from _flatten(inner, f"{path}.{key}" if path else str(key), depth + 1)
    elif isinstance(value, list):
        yield from _flatten_list(value, path, depth)
    else:
        yield path, as_text(value)


def _flatten_list(values: list[Any], path: str, depth: int) -> Iterator[tuple[str, str]]:
    """Scalars are joined, objects left out, as nobody can say whose words they are.

    Except a list of one-key objects that say it: `[{"userComment": {...}}, {"developerComment": {...}}]`.
    """
    if not any(isinstance(value, dict | list) for value in values):
        yield path, ", ".join(as_text(value) for value in values)
    elif _is_tagged(values):
        merged: dict[str, Any] = {}
        for value in values:
            merged = {**value, **merged}
        yield from _flatten(merged, path, depth)


def _is_tagged(values: list[Any]) -> bool:
    """Whether each object has one key of its own, and under it another object."""
    keys = [key for value in values if isinstance(value, dict) and len(value) == 1 for key in value]
    return len(set(keys)) == len(values) and all(
        isinstance(inner, dict) for value in values for inner in value.values()
    )


def _unread_lists(value: Any, path: str = "", depth: int = 0) -> Iterator[str]:
    if isinstance(value, dict) and depth < MAX_DEPTH:
        for key, inner in value.items():
            yield from _unread_lists(inner, f"{path}.{key}" if path else str(key), depth + 1)
    elif (
        isinstance(value, list)
        and any(isinstance(item, dict | list) for item in value)
        and not _is_tagged(value)
    ):
        yield path


def as_text(value: Any) -> str:
    """A JSON, Parquet or Excel value as the text of a cell; "" for null.

    >>> as_text(12390574951.0)
    '12390574951'
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    text = str(value)
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")


def _label_of(name: str) -> str:
    return f"{name.removesuffix('.value')}.text"


def _sibling_label(name: str, cells: Any) -> str | None:
    """The question beside an answer given as `{"text": question, "value": answer}`, the same in all rows."""
    if not name.endswith(".value") or _label_of(name) not in cells:
        return None
    questions: Iterable[str] = cells[_label_of(name)].unique()
    texts = [question for question in questions if question]
    return texts[0] if len(texts) == 1 else None
