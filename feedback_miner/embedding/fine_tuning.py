"""The bundled encoder, fine-tuned on a few mentions of which people said what they speak of.

Mentions that share a touchpoint are drawn together and all others pushed apart, batch by batch; the published
weights stay, and corrections of low rank to the upper layers move. It runs on a graphics card where torch
finds one, else on one core.

Source:
    Tunstall et al. (2022), Efficient few-shot learning without prompts, arXiv 2209.11055: contrast first,
    over pairs with their cosine, a small head later. Hu et al. (2022), ICLR: corrections of low rank.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from feedback_miner.embedding.minilm import MiniLM
from feedback_miner.weights import Weights

BATCH = 32
"""Mentions a step, on any device, so that devices differ by rounding alone."""
EPOCHS, FEWEST_STEPS, MOST_STEPS = 4, 20, 120
"""Passes over the mentions, and limits: the upper is about a minute of one core. More passes did worse."""
_LAYERS, _RANK, _SCALE = 3, 8, 2.0
"""Corrected layers, counted from the top; rank; what a correction is multiplied with."""
_RATE, _DECAY, _WARM = 2e-3, 0.01, 10
_MOST_TOKENS = 96
_PLACES = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


@dataclass(frozen=True)
class _Correction:
    """A product of two thin matrices that is added to the output of one linear layer."""

    name: str
    up: Any
    down: Any

    def __call__(self, _: Any, inputs: tuple[Any, ...], output: Any) -> Any:
        """The layer's output with the correction: a forward hook."""
        return output + (inputs[0] @ self.down.T) @ self.up.T * _SCALE

    def weights(self) -> Weights:
        """As `tuning.tuned` wants them."""
        up, down = (each.detach().cpu().double().numpy() for each in (self.up * _SCALE, self.down))
        return {f"{self.name}.up": up, f"{self.name}.down": down}


def fine_tune(
    encoder: MiniLM,
    texts: Sequence[str],
    about: NDArray[np.bool_],
    turn: NDArray[np.float64] | None,
    seed: int,
) -> MiniLM:
    """An encoder in whose vectors these mentions lie near those that share a touchpoint with them.

    Args:
        encoder: The one to begin from. It stays as it is.
        texts: The mentions.
        about: What they speak of, shape (texts, touchpoints).
        turn: The matrix that vectors are multiplied with before they are compared; None: none.
        seed: Of the first corrections and of the order of the mentions. The same seed gives the same weights
            on a CPU, whatever the number of cores; on a graphics card they differ in the last digits.
    """
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = encoder.load().to(device).requires_grad_(False)
    corrections = _corrections(model, torch.Generator().manual_seed(seed), device)
    moving = [each for correction in corrections for each in (correction.up, correction.down)]
    optimizer = torch.optim.AdamW(moving, lr=_RATE, weight_decay=_DECAY)
    tokens = [ids[:_MOST_TOKENS] for ids in encoder.tokens(texts)]
    wanted = torch.from_numpy(about.astype(np.float32)).to(device)
    matrix = None if turn is None else torch.from_numpy(turn.astype(np.float32)).to(device)
    steps = min(MOST_STEPS, max(FEWEST_STEPS, EPOCHS * math.ceil(len(texts) / BATCH)))
    with _one_thread():
        for step, rows in enumerate(_batches(len(texts), steps, seed)):
            for group in optimizer.param_groups:
                group["lr"] = _RATE * _pace(step, steps)
            loss = _contrast(_vectors(model, [tokens[row] for row in rows], matrix), wanted[rows])
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(moving, 1.0)
            optimizer.step()
    found: Weights = {}
    for correction in corrections:
        found |= correction.weights()
    return encoder.corrected(found)


def _corrections(model: Any, draw: Any, device: str) -> list[_Correction]:
    """Corrections that change nothing yet, hooked into the upper layers."""
    found = []
    layers = list(enumerate(model.encoder.layer))[-_LAYERS:]
    for number, layer in layers:
        for place in _PLACES:
            linear = layer.get_submodule(place)
            down = torch.randn(_RANK, linear.in_features, generator=draw) / math.sqrt(linear.in_features)
            up = torch.zeros(linear.out_features, _RANK)
            matrices = (each.to(device).requires_grad_(True) for each in (up, down))
            found.append(_Correction(f"encoder.layer.{number}.{place}.weight", *matrices))
            linear.register_forward_hook(found[-1])
    return found


def _vectors(model: Any, tokens: Sequence[Sequence[int]], turn: Any) -> Any:
    """Unit vectors, with a way back for the slopes: mean over the tokens, turned. Shape (texts, 384)."""
    length = max(map(len, tokens))
    padded = [[*each, *[0] * (length - len(each))] for each in tokens]
    known = [[1] * len(each) + [0] * (length - len(each)) for each in tokens]
    ids, mask = torch.tensor(padded, device=model.device), torch.tensor(known, device=model.device)
    states = model(input_ids=ids, attention_mask=mask).last_hidden_state
    weights = mask.unsqueeze(-1).to(states.dtype)
    mean = torch.nn.functional.normalize((states * weights).sum(1) / weights.sum(1), dim=1)
    return mean if turn is None else torch.nn.functional.normalize(mean @ turn.T, dim=1)


def _contrast(vectors: Any, about: Any) -> Any:
    """How far the cosines of a batch are from 1 for mentions that share a touchpoint, and from 0 for others.

    Mean squares of both kinds of pairs, added. Two mentions that speak of no touchpoint may be alike or not.
    """
    near, other = vectors @ vectors.T, ~torch.eye(len(vectors), dtype=torch.bool, device=vectors.device)
    about_any = about.sum(1) > 0
    together = (about @ about.T > 0) & other
    apart = ~together & other & (about_any[:, None] | about_any[None])
    loss = 0 * near.sum()
    for pairs, wanted in ((together, 1.0), (apart, 0.0)):
        if pairs.any():
            loss = loss + ((near[pairs] - wanted) ** 2).mean()
    return loss


def _batches(count: int, steps: int, seed: int) -> Iterator[NDArray[np.intp]]:
    """Rows of each step: all of them in a new order, again and again; the end of one order is left out."""
    draw, size = np.random.default_rng(seed), min(BATCH, count)
    order = draw.permutation(count)
    for _ in range(steps):
        if len(order) < size:
            order = draw.permutation(count)
        yield order[:size]
        order = order[size:]


def _pace(step: int, steps: int) -> float:
    """The share of the full rate: a short rise, then half a cosine down to nearly 0."""
    return min(1.0, (step + 1) / _WARM) * 0.5 * (1 + math.cos(math.pi * step / steps))


@contextmanager
def _one_thread() -> Iterator[None]:
    """The same sums on one core and on many."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
