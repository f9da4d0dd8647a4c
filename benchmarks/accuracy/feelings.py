"""How well feelings and requests are told.

`python benchmarks/accuracy/feelings.py --shared ../shared` prints macro F1 of the polarity of whole records,
against VADER over the same records; the polarity of the touchpoints found; and precision, recall and F1 of
requests. Published for comparison: pxtextmining reports 0.67 for three classes of patient feedback, with
thousands of labels of the same survey; in SemEval-2019 task 9 A, suggestions in a forum, the baseline has
F1 0.27 and the best system, trained on that forum, 0.78.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from sets import GOLD, Row, read, scored, scorer

import feedback_miner as fm
from feedback_miner.config import Config

POLARITY_SETS = ("sentiment_reviews", "sentiment_movies", "sentiment_tweets", "nhs")
PAIR_SETS = ("fabsa", "restaurants")
UNDECIDED = 0.05
"""VADER's own bound between neutral and not."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds eval/ and data/")
    print(figures(parser.parse_args().shared).to_string(index=False, float_format="{:.3f}".format))


def figures(shared: Path) -> pd.DataFrame:
    """One row a set and a question."""
    score, rows = scorer(shared), []
    for name in dict.fromkeys((*POLARITY_SETS, *PAIR_SETS, "requests_forum")):
        gold = read(shared / "eval" / "gold" / f"{name}.jsonl.gz")
        run = tagged(gold, shared / "eval" / "taxonomies" / f"{name}.yaml" if name in GOLD else None)
        records, tags, mentions = run.records, run.tags, run.mentions
        found = scored(gold, score, records=records, tags=tags, mentions=mentions)
        lexical = by_vader(records)
        vader = tags.assign(polarity=by_vader(mentions).loc[tags.mention_id].to_numpy())
        plain = scored(
            gold, score, records=records.assign(polarity=lexical.to_numpy()), tags=vader, mentions=mentions
        )
        wanted = ["sentiment_macro_f1"] * (name in POLARITY_SETS)
        wanted += ["pair_macro_f1", "joint_f1"] * (name in PAIR_SETS)
        rows += [{"set": name, "figure": f, "as shipped": found[f], "VADER": plain[f]} for f in wanted]
        if name == "requests_forum":
            rows += requests(gold, mentions)
    return pd.DataFrame(rows)


def tagged(gold: list[Row], taxonomy: Path | None) -> fm.Run:
    """A run of `tag` on the texts of gold rows."""
    with tempfile.TemporaryDirectory() as folder:
        export, run = Path(folder) / "export.csv", Path(folder) / "run"
        pd.DataFrame({"id": [row["id"] for row in gold], "text": [row["text"] for row in gold]}).to_csv(
            export, index=False
        )
        columns = {"id": "id", "text": ["text"]}
        config = Config.model_validate({"ingest": {"columns": columns, "redact": False, "languages": ["en"]}})
        found = fm.tag_exports(export, run, config=config, taxonomy=taxonomy)
        for name in ("records", "tags", "mentions"):
            getattr(found, name)  # read while the folder is there
        return found


def by_vader(texts: pd.DataFrame) -> pd.Series:
    """VADER's polarity by the id of a record or mention."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    compound = np.array([analyzer.polarity_scores(text)["compound"] for text in texts.text])
    names = np.select([compound >= UNDECIDED, compound <= -UNDECIDED], ["positive", "negative"], "neutral")
    return pd.Series(names, index=texts["mention_id" if "mention_id" in texts else "record_id"])


def requests(gold: list[Row], mentions: pd.DataFrame) -> list[dict[str, object]]:
    """Precision, recall and F1 of records that ask for something."""
    asked = set(mentions.record_id[mentions.intent == "request"])
    want = {row["id"] for row in gold if row["intent"] == "request"}
    hits = len(asked & want)
    precision, recall = hits / max(1, len(asked)), hits / len(want)
    values = {"precision": precision, "recall": recall, "F1": 2 * hits / (len(asked) + len(want))}
    return [
        {"set": "requests_forum", "figure": f"request {name}", "as shipped": value}
        for name, value in values.items()
    ]


if __name__ == "__main__":
    main()
