"""Finding export files, and getting their bytes within the size limit."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from gzip import GzipFile
from pathlib import Path

from feedback_miner.errors import InputError
from feedback_miner.ingest.readers import READERS

MEGABYTE = 1_000_000
RUN_MARK = "manifest.json"
"""What is written into a run folder must not be read as an export again."""
SIGNATURES = {
    b"%PDF-": ".pdf",
    b"PK\x03\x04": ".xlsx",
    b"\xd0\xcf\x11\xe0": ".xls",
    b"PAR1": ".parquet",
}
"""How the files that are no text begin."""


@dataclass(frozen=True)
class Payload:
    """A file's bytes, unpacked; `sha256` is of the file as it lies on disk."""

    path: Path
    suffix: str
    data: bytes
    sha256: str


def find_exports(exports: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The files to read, sorted, and those in folders that no reader knows or that belong to a run.

    Raises:
        InputError: If a path does not exist, a file named outright has a suffix no reader knows, or there is
            nothing to read.
    """
    files: list[Path] = []
    skipped: list[Path] = []
    for export in exports:
        if export.is_dir():
            runs = {manifest.parent for manifest in export.rglob(RUN_MARK)}
            for path in sorted(p for p in export.rglob("*") if p.is_file()):
                readable = suffix_of(path) in READERS and path.parent not in runs
                (files if readable else skipped).append(path)
        elif not export.exists():
            raise InputError("there is no such file or folder.", place=str(export))
        else:
            files.append(_supported(export))
    if not files:
        looked = ", ".join(str(export) for export in exports) or "nothing was named"
        raise InputError("no export to read.", place=looked, hint=f"Readable: {_readable()}.")
    return sorted(set(files)), skipped


def suffix_of(path: Path) -> str:
    """The suffix that tells the format: `.csv` for both `a.csv` and `a.csv.gz`."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes[-1:] == [".gz"]:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def read(path: Path, max_mb: int) -> Payload:
    """The bytes of one export, decompressed.

    Raises:
        InputError: If the file cannot be opened, is larger than `max_mb` megabytes before or after
            decompression, is a damaged archive, or is of another type than its name says.
    """
    limit = max_mb * MEGABYTE
    try:
        if path.stat().st_size > limit:
            raise _too_large(path, max_mb)
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}.", place=str(path)) from None
    data = raw
    if raw[:2] == b"\x1f\x8b":
        data = _gunzip(path, raw, max_mb)
    elif raw[:4] == b"PK\x03\x04":
        _check_zip(path, raw, max_mb)
    _check_type(path, data)
    return Payload(path, suffix_of(path), data, hashlib.sha256(raw).hexdigest())


def unique_names(paths: Sequence[Path]) -> list[str]:
    """A name per file for the tables: the file name, with as many folders as it takes to tell apart."""
    return [_shortest_name(path, paths) for path in paths]


def _shortest_name(path: Path, paths: Sequence[Path]) -> str:
    for length in range(1, len(path.parts)):
        tail = path.parts[-length:]
        if sum(other.parts[-length:] == tail for other in paths) == 1:
            return "/".join(tail)
    return path.as_posix()


def _supported(path: Path) -> Path:
    if suffix_of(path) in READERS:
        return path
    message = f"files of type '{suffix_of(path) or path.name}' cannot be read."
    raise InputError(message, place=str(path), hint=f"Readable: {_readable()}.")


def _readable() -> str:
    return f"{', '.join(READERS)}, and .gz of each"


def _gunzip(path: Path, raw: bytes, max_mb: int) -> bytes:
    try:
        with GzipFile(fileobj=io.BytesIO(raw)) as archive:
            data = archive.read(max_mb * MEGABYTE + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"not a whole gzip file: {error}.", place=str(path)) from None
    if len(data) > max_mb * MEGABYTE:
        raise _too_large(path, max_mb)
    return data


def _check_zip(path: Path, raw: bytes, max_mb: int) -> None:
    """Refuse an Excel file that would swell beyond the limit when it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile:
        return
    if unpacked > max_mb * MEGABYTE:
        raise _too_large(path, max_mb)


def _check_type(path: Path, data: bytes) -> None:
    """Refuse a file of another type before it is read as a table of nonsense."""
    named = suffix_of(path)
    found = next((suffix for start, suffix in SIGNATURES.items() if data.startswith(start)), named)
    if found != named:
        raise InputError(
            f"is a {found} file, not {named}.", place=str(path), hint=f"Readable: {_readable()}."
        )


def _too_large(path: Path, max_mb: int) -> InputError:
    hint = "Split the file, or raise 'ingest.max_file_mb'."
    return InputError(f"larger than the limit of {max_mb:,} MB.", place=str(path), hint=hint)
