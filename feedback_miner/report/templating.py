"""The template engine, set so that a forgotten escape or a misspelt name cannot pass."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from feedback_miner.report.harmless import visible


def environment(*, autoescape: bool) -> Environment:
    """An engine for the templates of this package; whatever it prints has nothing hidden left in it."""
    return Environment(
        loader=PackageLoader("feedback_miner.report"),
        autoescape=autoescape,  # noqa: S701 - only Markdown turns it off, and escapes by a filter of its own
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _finalize(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
