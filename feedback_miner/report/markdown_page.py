"""report.md: the short version, for a wiki."""

from __future__ import annotations

from feedback_miner.report.harmless import markdown_text, shorten
from feedback_miner.report.templating import environment
from feedback_miner.report.views.page import Page

_QUOTE_CHARS = 200


def markdown_page(page: Page) -> str:
    """The summary and the first places of each list, every stranger's word escaped."""
    engine = environment(autoescape=False)
    engine.filters["md"] = markdown_text
    engine.filters["short"] = lambda text: shorten(text, _QUOTE_CHARS)
    return engine.get_template("report.md.j2").render(page=page)
