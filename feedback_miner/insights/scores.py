"""Pain, opportunity and strength: what each mention of a respondent adds, and the sums.

The unit of counting is the respondent. One rant does not outvote ten notes, and praise never cancels a
complaint: each respondent adds a value in [0, 1] to a cell, however often they write.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
_WHO = ["cell", "respondent"]
_PART = [*_WHO, "mention_id"]


def pain(opinions: pd.DataFrame) -> pd.DataFrame:
    """Pain score of cell c: `100/N * sum_u n(u,c)`, negative strength per 100 respondents.

    n(u,c) in [0, 1] is the strongest negative sentiment of respondent u about c: the largest |sentiment| of
    u's tags in c with polarity negative, 0 if there is none. N counts all respondents, those who never
    mention c included. The respondent's strongest mention carries n(u,c) alone; of equals, the smallest
    mention_id. Range [0, 100]; 100 would mean that everybody complains at full strength.

    Returns:
        Columns `cell`, `respondent`, `mention_id`, `share`; the shares of a respondent sum to n(u,c) > 0.

    Source:
        Own definition. Counting a respondent once per cell follows the document-once rule of XM Discover.
    """
    return _strongest(opinions, "negative")


def strength(opinions: pd.DataFrame) -> pd.DataFrame:
    """Strength score of cell c: `100/N * sum_u p(u,c)`, positive strength per 100 respondents.

    As `pain`, with p(u,c), the strongest positive sentiment of respondent u about c. Range [0, 100].

    Returns:
        Columns `cell`, `respondent`, `mention_id`, `share`; the shares of a respondent sum to p(u,c) > 0.

    Source:
        Own definition, the mirror image of pain.
    """
    return _strongest(opinions, "positive")


def opportunity(opinions: pd.DataFrame) -> pd.DataFrame:
    """Opportunity score of cell c: `100/N * sum_u r(u,c) (1 + n(u,c)) / 2`, per 100 respondents.

    r(u,c) is 1 if respondent u has a mention tagged c with the intent request, else 0: a request counts half,
    and up to fully the more the same person suffers there. The request mentions of u share the 1/2 equally;
    n(u,c)/2 goes to u's strongest negative mention in c, which need not be the request. Range [0, 100].

    Returns:
        Columns `cell`, `respondent`, `mention_id`, `share`; the shares of a respondent sum to (1 + n)/2.

    Source:
        Own definition, after a thought of Ulwick (2002), Harvard Business Review 80(1), 91-97: what is wanted
        counts more where satisfaction is low.
    """
    asked = opinions[opinions.request]
    requests = asked.groupby(_WHO).mention_id.transform("size")
    asking = asked[_PART].assign(share=0.5 / requests)
    suffering = _strongest(opinions, "negative").merge(asked[_WHO].drop_duplicates(), on=_WHO)
    suffering["share"] *= 0.5
    return pd.concat([asking, suffering]).groupby(_PART)[["share"]].sum().reset_index()


SCORES = {"pain": pain, "opportunity": opportunity, "strength": strength}


def contributions(opinions: pd.DataFrame) -> pd.DataFrame:
    """What each mention adds to each insight, as a share of its respondent's 1.

    Returns:
        Columns `insight_id` (`pain.delivery`, `pain.delivery@post_purchase`), `kind`, `cell`, `respondent`,
        `mention_id`, `share` in (0, 1]; in order of kind, cell, respondent and mention.
    """
    tables = [score(opinions).assign(kind=kind) for kind, score in SCORES.items()]
    parts = pd.concat([part.sort_values(_PART) for part in tables], ignore_index=True)
    return parts.assign(insight_id=parts.kind + "." + parts.cell)


def contribution_matrix(parts: pd.DataFrame, insight_ids: pd.Index[str], respondents: int) -> csr_array:
    """The contributions as a sparse matrix, shape (respondents, insights), values in [0, 1]."""
    columns = insight_ids.get_indexer(pd.Index(parts.insight_id))
    places = (parts.respondent.to_numpy(), columns)
    return csr_array((parts.share.to_numpy(), places), shape=(respondents, len(insight_ids)))


def scores(sums: Floats, respondents: int) -> Floats:
    """Sums of contributions to scores: per 100 respondents, rounded to 6 decimals."""
    return np.round(100.0 / respondents * sums, 6)


def _strongest(opinions: pd.DataFrame, feeling: str) -> pd.DataFrame:
    """The strongest mention of each respondent in each cell; of equals, the smallest mention_id."""
    felt = opinions[opinions[feeling] > 0]
    felt = felt.sort_values([*_WHO, feeling, "mention_id"], ascending=[True, True, False, True])
    first = felt.drop_duplicates(_WHO)
    return first[_PART].assign(share=first[feeling])
