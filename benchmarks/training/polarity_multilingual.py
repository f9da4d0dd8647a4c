"""Train the polarity weights for multilingual vectors.

`python benchmarks/training/polarity_multilingual.py --data ../shared/data` learns from the English sentences
of `polarity.py` and from `corpus/`, all of a licence that permits it, and writes
`feedback_miner/sentiment/weights/polarity_multilingual.safetensors`. The digest that it prints belongs into
`feedback_miner/sentiment/multilingual.py`. Other languages are never seen: the encoder carries it over.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from polarity import balanced, corpus, normal, read_gzipped
from safetensors.numpy import save

from feedback_miner.config import EmbeddingConfig
from feedback_miner.embedding import load_embedder
from feedback_miner.sentiment.multilingual import SCALE, WEIGHTS
from feedback_miner.sentiment.polarity import CLASSES

SEED = 20_260_101
HIDDEN = 64
EPOCHS, ROWS, RATE, DECAY = 12, 512, 2e-3, 0.05
OWN_WEIGHT = 1.0
OWN = Path(__file__).with_name("corpus")
_SIGNS = {"-": "negative", "0": "neutral", "+": "positive"}
_MENTION = re.compile(r"(?P<tags>(?:\w+[-+0] )+)\w+ \w+ \| (?P<text>\S.*)")
_SENTENCE = re.compile(r"(?P<tags>[-+0]) \| (?P<text>\S.*)")


def own_sentences(kept_back: set[str]) -> Iterator[tuple[str, str, float]]:
    """The sentences written for this project; those that praise and complain at once are left out."""
    for path in sorted(OWN.rglob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            match = _MENTION.fullmatch(line) or _SENTENCE.fullmatch(line)
            if match is None or normal(match["text"]) in kept_back:
                continue
            signs = {tag[-1] for tag in match["tags"].split()}
            if not {"+", "-"} <= signs:
                sign = next(sign for sign in "+-0" if sign in signs)
                yield match["text"], _SIGNS[sign], OWN_WEIGHT


def train(
    vectors: NDArray[np.float32], classes: NDArray[np.int64], weights: NDArray[np.float64]
) -> dict[str, NDArray[np.float16]]:
    """A network with one hidden layer, as halves; one thread and one seed, so it can be repeated."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    inputs, targets, counts = map(torch.from_numpy, (vectors * SCALE, classes, weights.astype(np.float32)))
    network = torch.nn.Sequential(
        torch.nn.Dropout(0.2),
        torch.nn.Linear(inputs.shape[1], HIDDEN),
        torch.nn.ReLU(),
        torch.nn.Dropout(0.3),
        torch.nn.Linear(HIDDEN, len(CLASSES)),
    )
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    loss = torch.nn.CrossEntropyLoss(reduction="none")
    for epoch in range(EPOCHS):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - epoch / EPOCHS)
        for rows in torch.randperm(len(inputs)).split(ROWS):
            optimizer.zero_grad()
            each = loss(network(inputs[rows]), targets[rows]) * counts[rows]
            (each.sum() / counts[rows].sum()).backward()
            optimizer.step()
    names = ("hidden", "hidden_bias", "out", "out_bias")
    halves = (parameter.detach().numpy().T.astype(np.float16) for parameter in network.parameters())
    return {name: np.ascontiguousarray(half) for name, half in zip(names, halves, strict=True)}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder that holds permissive/")
    parser.add_argument("--gold", type=Path, help="folder of gold files; default: DATA/../eval/gold")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    gold = args.gold or args.data.parent / "eval" / "gold"
    kept_back = {normal(row["text"]) for path in sorted(gold.glob("*.gz")) for row in read_gzipped(path)}
    rows = [*corpus(args.data, gold), *own_sentences(kept_back)]
    vectors = load_embedder(EmbeddingConfig(model="multilingual")).embed([text for text, _, _ in rows])
    classes = np.array([CLASSES.index(polarity) for _, polarity, _ in rows])
    weights = balanced(classes, np.array([weight for _, _, weight in rows]))
    content = save(train(vectors, classes, weights))
    args.out.write_bytes(content)
    print(f"{len(rows)} sentences, {len(content):,} bytes")
    print(f'WEIGHTS_SHA256 = "{hashlib.sha256(content).hexdigest()}"')


if __name__ == "__main__":
    main()
