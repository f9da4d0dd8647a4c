"""configs/default.yaml shows every setting with the value it has when nobody sets it."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from pydantic import BaseModel

from feedback_miner.authored import read_yaml
from feedback_miner.config import Config, load_config, shipped

FILE = shipped("default.yaml")
FREE = {("ingest", "files")}
Key = tuple[str, ...]


def settings(values: Mapping[str, Any], above: Key = ()) -> Iterator[Key]:
    for name, value in values.items():
        key = (*above, name)
        yield key
        if isinstance(value, Mapping) and key not in FREE:
            yield from settings(value, key)


def fields(model: BaseModel, above: Key = ()) -> Iterator[Key]:
    for name in type(model).model_fields:
        key, value = (*above, name), getattr(model, name)
        yield key
        if isinstance(value, BaseModel):
            yield from fields(value, key)


def test_it_holds_the_defaults() -> None:
    assert load_config(FILE).model_dump() == Config().model_dump()
    assert load_config(FILE).digest() == Config().digest()


def test_it_names_every_setting_and_no_other() -> None:
    assert set(settings(read_yaml(FILE).value)) == set(fields(Config()))


@pytest.mark.parametrize("key", list(fields(Config())), ids=".".join)
def test_a_comment_stands_above_every_setting(key: Key) -> None:
    above = FILE.read_text(encoding="utf-8").splitlines()[read_yaml(FILE).line(key) - 2]
    assert above.strip().startswith("#")
