"""Write the pages that follow from the code: `python docs/generate.py`. With --check: are they current?

Each page is a function in `generators/`. The words come from docstrings, option help, configs/default.yaml
and, where a column has no description of its own, generators/column_notes.yaml.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generators.cli_page import cli_page
from generators.contributing_page import contributing_page
from generators.settings_page import settings_page
from generators.tables_page import tables_page

DOCS = Path(__file__).parent
PAGES = {
    "cli.md": cli_page,
    "contributing.md": contributing_page,
    "settings.md": settings_page,
    "tables.md": tables_page,
}


def stale_pages() -> dict[Path, str]:
    """The pages that are missing or say something else than the code, with what they should say."""
    pages = {DOCS / name: page() for name, page in PAGES.items()}
    return {path: text for path, text in pages.items() if _stored(path) != text}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="Write nothing; exit with 1 if a page is stale.")
    check = parser.parse_args().check
    stale = stale_pages()
    for path, text in stale.items():
        if not check:
            path.write_text(text, encoding="utf-8")
        print(f"{'stale' if check else 'written'}: {path.name}")
    if check and stale:
        print("Run: python docs/generate.py")
    return 1 if check and stale else 0


def _stored(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main())
