"""What a run was made of: digests, settings, counts and times; enough to make it again."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from feedback_miner.config import Config
from feedback_miner.taxonomy import Taxonomy

Manifest = dict[str, Any]
SCHEMA_VERSION = 1
LIBRARIES = ("bertopic", "numpy", "pandas", "scikit-learn", "spacy", "torch", "transformers")
_PACKAGE = Path(__file__).parent.parent


def describe(
    config: Config,
    taxonomy: Taxonomy,
    *,
    sources: Sequence[Mapping[str, Any]],
    skipped: Sequence[str],
    models: Mapping[str, str],
    tables: Mapping[str, pd.DataFrame],
    seconds: Mapping[str, float],
    labels: Mapping[str, Any] | None = None,
    topic_edits: Mapping[str, Any] | None = None,
    warnings: Sequence[str] = (),
) -> Manifest:
    """The content of manifest.json, save the digests of the files of the run itself."""
    return {
        "schema_version": SCHEMA_VERSION,
        "created_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": version("feedback-miner"),
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "sources": list(sources),
        "skipped": list(skipped),
        "counts": counts(tables, sources, config.embedding.reads),
        "digests": {
            "inputs": _digest([source["sha256"] for source in sources]),
            "config": config.digest(),
            "taxonomy": taxonomy.digest(),
            "models": _digest(dict(models)),
            "code": code_digest(),
            "labels": labels["sha256"] if labels else None,
        },
        "labels": dict(labels) if labels else None,
        "warnings": list(warnings),
        "topic_edits": dict(topic_edits) if topic_edits else None,
        "models": dict(models),
        "config": config.model_dump(mode="json"),
        "taxonomy": taxonomy.model_dump(),
        "steps": {name: round(value, 3) for name, value in seconds.items()},
    }


def counts(
    tables: Mapping[str, pd.DataFrame], sources: Sequence[Mapping[str, Any]], languages: Sequence[str]
) -> dict[str, Any]:
    """How many of everything; answers = records + rejects, and the reject reasons sum to the rejects."""
    mentions, records = tables["mentions"], tables["records"]
    tagged = int(tables["tags"].mention_id.nunique())
    foreign = mentions.language[~mentions.language.isin(languages)]
    return {
        "rows": sum(source["rows"] for source in sources),
        "answers": sum(source["answers"] for source in sources),
        **{name: len(table) for name, table in sorted(tables.items())},
        "respondents": int(records.respondent_id.nunique()),
        "tagged_mentions": tagged,
        "untagged_mentions": len(mentions) - tagged,
        "reject_reasons": _by_name(tables["rejects"].reason),
        "no_model_language": _by_name(foreign),
    }


def _by_name(names: pd.Series[str]) -> dict[str, int]:
    return {str(name): int(count) for name, count in names.value_counts().sort_index().items()}


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write manifest.json last, with the sha256 of every file beside it."""
    files = {path.name: _file_digest(path) for path in sorted(folder.iterdir()) if path.is_file()}
    text = json.dumps({**manifest, "files": files}, indent=2, sort_keys=True, ensure_ascii=False)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")


def code_digest() -> str:
    """sha256 over the package's own source files."""
    sources = sorted(_PACKAGE.rglob("*.py"))
    return _digest([[str(path.relative_to(_PACKAGE)), _file_digest(path)] for path in sources])


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
