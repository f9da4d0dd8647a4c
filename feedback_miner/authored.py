"""YAML written by people: values that remember their line, so that a mistake can be shown where it is.

Settings as authored and settings as checked are two things. `read_yaml` gives the first, `Document.parse`
turns it into the second: a pydantic model, or an error that names file, line and key.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError

from feedback_miner.errors import ConfigError, near_miss

MAX_BYTES = 2_000_000
MAX_DEPTH = 20
Key = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)


class _Loader(yaml.SafeLoader):
    """Reads `no`, `on` and `off` as the words they are in a list of keywords, not as booleans."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Document:
    """A YAML file as a person wrote it."""

    path: Path
    value: Any
    lines: dict[Key, int]
    error_class: type[ConfigError] = ConfigError

    def line(self, key: Key) -> int:
        """The 1-based line of a key, or of the nearest thing around it that has one."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 1)

    def error(self, key: Key, message: str, hint: str | None = None) -> ConfigError:
        """The error to raise for a mistake at `key`."""
        return self.error_class(message, place=f"{self.path}:{self.line(key)}", hint=hint)

    def parse(self, model: type[M]) -> M:
        """The checked settings.

        Raises:
            ConfigError: With file, line, key and, for an unknown key, the near miss.
        """
        try:
            return model.model_validate(self.value)
        except ValidationError as error:
            fault = error.errors()[0]
            key: Key = fault["loc"]
            where = ".".join(str(part) for part in key) or "the file"
            if fault["type"] == "extra_forbidden":
                parent = ".".join(str(part) for part in key[:-1]) or "the top level"
                known = _fields(model, key[:-1])
                hint = near_miss(str(key[-1]), known) or f"Known keys: {', '.join(known)}."
                raise self.error(key, f"unknown key '{key[-1]}' in '{parent}'.", hint) from None
            if fault["type"] == "missing":
                raise self.error(key[:-1], f"key '{where}' is missing.") from None
            wrong = fault["msg"].removeprefix("Value error, ").removesuffix(".")
            raise self.error(key, f"'{where}': {wrong}; found {fault['input']!r}.") from None


def read_yaml(path: Path, error_class: type[ConfigError] = ConfigError) -> Document:
    """Read one YAML file into values with line numbers.

    Raises:
        ConfigError: If the file cannot be read, is over 2 MB, nested over 20 levels, uses aliases, repeats a
            key, or is not YAML; with file and line.
    """
    text = _text(path, error_class)
    try:
        return _document(path, text, error_class)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise error_class(f"not valid YAML: {error.problem}.", place=f"{path}:{line}") from None
    except yaml.YAMLError as error:
        raise error_class(f"not valid YAML: {str(error).splitlines()[0]}.", place=str(path)) from None


def _text(path: Path, error_class: type[ConfigError]) -> str:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise error_class(f"{size:,} bytes are more than the limit of {MAX_BYTES:,}.", place=str(path))
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise error_class(f"cannot be read: {error.strerror}.", place=str(path)) from None
    except UnicodeDecodeError:
        raise error_class("is not UTF-8 text.", place=str(path)) from None


def _document(path: Path, text: str, error_class: type[ConfigError]) -> Document:
    lines: dict[Key, int] = {}
    document = Document(path, {}, lines, error_class)
    _refuse_aliases_and_depth(text, document)
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return document
        _walk(node, (), document)
        return Document(path, loader.construct_document(node), lines, error_class)
    finally:
        loader.dispose()


def _refuse_aliases_and_depth(text: str, document: Document) -> None:
    """Refuse aliases before they can multiply, and nesting before it can overflow."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        place = f"{document.path}:{event.start_mark.line + 1 if event.start_mark else 1}"
        if isinstance(event, yaml.AliasEvent):
            message, hint = "aliases (*name) are not supported.", "Write the value out."
            raise document.error_class(message, place=place, hint=hint)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise document.error_class(f"nested more than {MAX_DEPTH} levels deep.", place=place)


def _walk(node: yaml.Node, key: Key, document: Document) -> None:
    """Note the line of every key, and refuse keys given twice."""
    document.lines.setdefault(key, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        for name, child in node.value:
            here = (*key, str(name.value))
            if here in document.lines:
                message = f"key '{name.value}' is given twice, first in line {document.lines[here]}."
                raise document.error_class(message, place=f"{document.path}:{name.start_mark.line + 1}")
            document.lines[here] = name.start_mark.line + 1
            _walk(child, here, document)
    elif isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            _walk(child, (*key, index), document)


def _fields(model: type[BaseModel], key: Key) -> list[str]:
    """The keys that `model` knows at the place `key`."""
    here: Any = model
    for part in key:
        inside = get_args(here)
        if isinstance(here, type) and issubclass(here, BaseModel):
            here = here.model_fields[str(part)].annotation
        elif inside:
            here = inside[-1]
    return list(here.model_fields) if hasattr(here, "model_fields") else []
