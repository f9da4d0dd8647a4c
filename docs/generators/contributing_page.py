"""contributing.md: CONTRIBUTING.md, which lies in the root of the repository, as a page."""

from __future__ import annotations

from pathlib import Path

from generators.markdown import head

FILE = Path(__file__).parents[2] / "CONTRIBUTING.md"


def contributing_page() -> str:
    """The page as Markdown."""
    title, _, text = FILE.read_text(encoding="utf-8").partition("\n")
    return head(title.removeprefix("# "), FILE.name) + "\n" + text
