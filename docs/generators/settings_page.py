"""settings.md: every setting with default, allowed values and the comment of configs/default.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from feedback_miner.authored import Document, read_yaml
from feedback_miner.config import Config, shipped
from generators.markdown import choices, head, page

Key = tuple[str, ...]
_WORDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "`true` or `false`",
    "null": "`null`",
    "object": "settings by name",
}
_LIMITS = {"minimum": "from", "exclusiveMinimum": "above", "maximum": "up to", "exclusiveMaximum": "below"}


def settings_page() -> str:
    """The page as Markdown."""
    document = read_yaml(shipped("default.yaml"))
    lines = document.path.read_text(encoding="utf-8").splitlines()
    schema = Config.model_json_schema()
    intro = "\n".join(_uncommented(lines[: lines.index("")]))
    blocks = [_block(key, field, document, lines) for key, field in _fields(schema, schema)]
    return page(head("Settings", "configs/default.yaml and feedback_miner/config.py"), intro, *blocks)


def _fields(
    schema: Mapping[str, Any], model: Mapping[str, Any], above: Key = ()
) -> Iterator[tuple[Key, Any]]:
    """Each setting, and each group of settings before its members."""
    for name, field in model["properties"].items():
        yield (*above, name), field
        if "$ref" in field:
            inner = schema["$defs"][field["$ref"].rpartition("/")[2]]
            yield from _fields(schema, inner, (*above, name))


def _block(key: Key, field: Mapping[str, Any], document: Document, lines: Sequence[str]) -> str:
    comment = "\n".join(_comment_above(lines, document.line(key) - 1))
    if "$ref" in field:
        return page(f"{'#' * (len(key) + 1)} `{'.'.join(key)}`", f"{comment.removesuffix('.')}.").rstrip()
    default = (
        yaml.safe_dump(field["default"], default_flow_style=True, width=200).removesuffix("...\n").strip()
    )
    line = f"Default `{default}`; {_allowed(field)}."
    return page(f"### `{'.'.join(key)}`", line, comment).rstrip()


def _comment_above(lines: Sequence[str], line: int) -> list[str]:
    start = line
    while start > 0 and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    return _uncommented(lines[start:line])


def _uncommented(lines: Sequence[str]) -> list[str]:
    return [line.strip().removeprefix("#").removeprefix(" ") for line in lines]


def _allowed(field: Mapping[str, Any]) -> str:
    """The values a field takes, in words.

    >>> _allowed({"type": "integer", "minimum": 1, "maximum": 50})
    'a whole number from 1 up to 50'
    """
    if "anyOf" in field:
        return " or ".join(_allowed(each) for each in field["anyOf"])
    if "enum" in field:
        return f"one of {choices(field['enum'])}"
    if field.get("type") == "array":
        return f"a list of {_allowed(field['items']).replace('one of ', '')}"
    limits = [f"{word} {field[name]:,}" for name, word in _LIMITS.items() if name in field]
    return " ".join([_WORDS[field["type"]], *limits])
