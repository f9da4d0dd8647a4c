"""Run folders: immutable, written whole or not at all, and enough to repeat the run."""

from feedback_miner.runs.draft import new_run
from feedback_miner.runs.manifest import Manifest, describe, write_manifest
from feedback_miner.runs.run import Run, load_run, save_tables

__all__ = ["Manifest", "Run", "describe", "load_run", "new_run", "save_tables", "write_manifest"]
