"""Which mentions the topics are fitted on, where there are more than can be fitted."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import pandas as pd

from feedback_miner.topics.graph import Ints

LEAST_OF_A_STRATUM = 30


def fitted_on(texts: Sequence[str], strata: Sequence[str], size: int) -> Ints:
    """Positions of the mentions to fit on: each text once, and of every stratum its share, but 30 at least.

    What a mention's text hashes to decides, not its place: with a tenth of the rows gone, nine tenths of the
    sample are the same.

    Args:
        texts: The mentions, in order of their ids.
        strata: The stratum of each: its source and month, say.
        size: Mentions wanted; a few more may come, for small strata.

    Returns:
        Positions in order of the hash of their texts.
    """
    folded = pd.Series([" ".join(text.casefold().split()) for text in texts], dtype=object)
    once = np.flatnonzero(~folded.duplicated().to_numpy())
    lots = pd.Series([_lot(text) for text in folded.iloc[once]], index=once)
    groups = pd.Series(np.asarray(strata, dtype=object)[once], index=once)
    place = lots.groupby(groups).rank(method="first")
    of_stratum = lots.groupby(groups).transform("size")
    wanted = np.maximum(of_stratum * size / max(len(once), 1), LEAST_OF_A_STRATUM)
    chosen = lots[(place <= wanted) | (len(once) <= size)]
    return chosen.sort_values(kind="stable").index.to_numpy(dtype=np.int64)


def _lot(text: str) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=7).digest()
    return int.from_bytes(digest, "big")
