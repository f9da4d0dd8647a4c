"""The little Markdown that the generated pages need."""

from __future__ import annotations

from collections.abc import Sequence


def head(title: str, source: str) -> str:
    """Title of a generated page, with a note for whoever wants to edit it."""
    return f"# {title}\n\n<!-- Written by docs/generate.py from {source}. Change that, not this page. -->"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; line breaks and bars in cells are made harmless."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def choices(values: Sequence[object]) -> str:
    """Values to choose from: `a`, `b`."""
    return ", ".join(f"`{value}`" for value in values)


def page(*blocks: str) -> str:
    """Blocks with an empty line between them, empty blocks left out."""
    return "\n\n".join(block for block in blocks if block) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
