"""Ids that follow the content, never the order of the rows."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import pandas as pd

DIGEST_CHARS = 12
SUFFIX_CHARS = 8


def row_digests(cells: pd.DataFrame) -> pd.Series:
    """sha256 over each row's filled cells and their column names; column order does not count."""
    names = sorted(cells.columns)
    columns = [cells[name].tolist() for name in names]
    digests = [
        hashlib.sha256(
            "\x1f".join(f"{name}\x1e{cell}" for name, cell in zip(names, row, strict=True) if cell).encode()
        ).hexdigest()
        for row in zip(*columns, strict=True)
    ]
    return pd.Series(digests, cells.index, dtype="str")


def row_ids(given: pd.Series | None, digests: pd.Series) -> tuple[pd.Series, pd.Series]:
    """An id for each row, and whether the row is a repetition to be left out.

    Args:
        given: The id column, "" where empty; None without one.
        digests: `row_digests` of the same rows.

    Returns:
        Ids and repetitions, by data row. With a given id, a row that says the same again is a repetition; one
        that says something else gets the id with its digest, as do all rows of that id. Rows without an id
        are named by their digest, and counted `-2`, `-3` where the same row comes again: as they are the
        same, it does not matter which is which.
    """
    ids = pd.Series("", digests.index, dtype="str") if given is None else given.str.strip()
    named = ids != ""
    repeated = named & pd.DataFrame({"id": ids, "digest": digests}).duplicated()
    contents = digests[named].groupby(ids[named]).nunique()
    contested = named & ids.isin(contents.index[contents > 1])
    ids = ids.where(~contested, ids + "-" + digests.str[:SUFFIX_CHARS])
    return _count_up(ids.where(named, digests.str[:DIGEST_CHARS]), ~repeated), repeated


def _count_up(ids: pd.Series, wanted: pd.Series) -> pd.Series:
    """`-2`, `-3` for ids that come again among the wanted rows, whatever they came from."""
    taken = Counter(ids[wanted].tolist())
    if not taken or max(taken.values()) == 1:
        return ids
    used = set(taken)
    seen: dict[str, int] = defaultdict(int)
    distinct = []
    for name, needed in zip(ids.tolist(), wanted.tolist(), strict=True):
        candidate = name
        if needed and taken[name] > 1:
            seen[name] += 1
            while seen[name] > 1 and (candidate := f"{name}-{seen[name]}") in used:
                seen[name] += 1
            used.add(candidate)
        distinct.append(candidate)
    return pd.Series(distinct, ids.index, dtype="str")


def across_sources(ids: Mapping[str, pd.Series]) -> dict[str, pd.Series]:
    """Row ids with the source's name before them wherever two sources use the same one."""
    counts = Counter(each for series in ids.values() for each in set(series.tolist()))
    return {
        source: series.where(
            ~series.isin([each for each in set(series) if counts[each] > 1]), source + ":" + series
        )
        for source, series in ids.items()
    }


def make_unique(ids: Sequence[str], keys: Sequence[str]) -> list[str]:
    """Ids made distinct in the order of `keys`, for the rare ones that collide only once put together."""
    order = sorted(range(len(ids)), key=lambda position: (ids[position], keys[position]))
    seen: set[str] = set(ids)
    first: set[str] = set()
    distinct = list(ids)
    for position in order:
        name, count = ids[position], 1
        while name in first or (count > 1 and name in seen):
            count += 1
            name = f"{ids[position]}-{count}"
        first.add(name)
        distinct[position] = name
    return distinct
