"""Train the polarity weights for multilingual vectors.

`python benchmarks/training/polarity_multilingual.py --data ../shared/data` learns from the English sentences
of `sentences.py`, all of a licence that permits it, and writes
`feedback_miner/sentiment/weights/polarity_multilingual.safetensors`. The digest that it prints belongs into
`feedback_miner/sentiment/multilingual.py`. Other languages are never seen: the encoder carries it over.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save
from sentences import POLARITIES, felt

from feedback_miner.config import EmbeddingConfig
from feedback_miner.embedding import load_embedder
from feedback_miner.sentiment.multilingual import SCALE, WEIGHTS

SEED = 20_260_101
HIDDEN = 64
EPOCHS, ROWS, RATE, DECAY = 12, 512, 2e-3, 0.05


def balanced(classes: NDArray[np.int64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights that sum to 1, a third for each class."""
    return weights / np.bincount(classes, weights)[classes] / len(POLARITIES)


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
        torch.nn.Linear(HIDDEN, len(POLARITIES)),
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
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    rows = felt(args.data)
    vectors = load_embedder(EmbeddingConfig(model="multilingual")).embed([row.text for row in rows])
    classes = np.array([POLARITIES.index(row.polarity) for row in rows])
    weights = balanced(classes, np.array([row.weight for row in rows]))
    content = save(train(vectors, classes, weights))
    args.out.write_bytes(content)
    print(f"{len(rows)} sentences, {len(content):,} bytes")
    print(f'WEIGHTS_SHA256 = "{hashlib.sha256(content).hexdigest()}"')


if __name__ == "__main__":
    main()
