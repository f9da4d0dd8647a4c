"""A run folder comes into being by one rename: before it there is nothing, after it there is all of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from feedback_miner.errors import RunError


@contextmanager
def new_run(folder: Path) -> Iterator[Path]:
    """A hidden draft beside `folder`, to write into; renamed to `folder` when the block ends well.

    An error or Ctrl-C inside the block removes the draft. A killed process cannot, so drafts whose process
    is gone are removed when the next run is made in the same place.

    Raises:
        RunError: If `folder` exists, or cannot be made, before any work; or if another run took its place.
    """
    folder = folder.absolute()
    if folder.exists():
        hint = "Runs are never overwritten: choose another folder with -o, or remove this one."
        raise RunError("there is something here already.", place=str(folder), hint=hint)
    draft = folder.parent / f".{folder.name}.part-{os.getpid()}"
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _remove_dead_drafts(folder)
        draft.mkdir()
    except OSError as error:
        raise RunError(f"cannot be made: {error.strerror}.", place=str(folder)) from None
    try:
        yield draft
        _publish(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _publish(draft: Path, folder: Path) -> None:
    for path in [*draft.rglob("*"), draft]:
        _sync(path)
    try:
        draft.rename(folder)
    except OSError as error:
        hint = "Another run may have been written here meanwhile; choose another folder."
        raise RunError(f"cannot be written: {error.strerror}.", place=str(folder), hint=hint) from None
    _sync(folder.parent)


def _sync(path: Path) -> None:
    """Ask the disk to hold what was written before the rename makes it visible."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_dead_drafts(folder: Path) -> None:
    for draft in folder.parent.glob(f".{folder.name}.part-*"):
        process = draft.name.rpartition("-")[2]
        if process.isdigit() and not _alive(int(process)):
            shutil.rmtree(draft, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
