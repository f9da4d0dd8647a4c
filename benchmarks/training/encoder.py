"""Tune the bundled encoder on feedback: `python benchmarks/training/encoder.py --data ../shared/data`.

Each step learns from one batch of one kind: own mentions (what they speak of, how they feel, what they want,
at which moment), texts with other labels (what they speak of), or sentences with a polarity. What a text
speaks of is learned by nearness: a mention must be nearer to the name, the description, or another mention of
its touchpoint than to those of the other touchpoints of the industry (InfoNCE, van den Oord et al. 2018).

Writes the corrections of the encoder, the projection to what is spoken of, and the heads for polarity, intent
and moment beside the modules that use them, and prints the digests that belong there. 25 minutes on a core.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import torch
from low_rank import HEAD_SCALE, Learner
from safetensors.torch import save
from sentences import INTENTS, MOMENTS, POLARITIES, Felt, LabelSet, Mention, felt, industries, label_sets
from torch import Tensor
from torch.nn import functional

from feedback_miner.embedding.tuning import TUNING
from feedback_miner.sentiment.judgements import WEIGHTS as JUDGEMENTS
from feedback_miner.tagging.aspects import WEIGHTS as ASPECTS
from feedback_miner.tagging.moments import WEIGHTS as MOMENT_WEIGHTS

Item = TypeVar("Item")

HEADS = {"polarity": len(POLARITIES), "intent": len(INTENTS), "moment": len(MOMENTS)}
SHARP = 20.0
MOST_LABELS = 24
BY_EXAMPLE, BY_NAME = 0.35, 0.5
"""Up to which draw labels stand as other mentions, and up to which as bare names; else as descriptions."""
OTHER_SETS = 0.10
WARM, AVERAGED = 300, 0.998
"""After so many steps the weights are averaged over the steps, with this memory."""
BATCH = {"own": 32, "other": 24, "felt": 48}


class Lessons:
    """Endless batches, and what each of them costs the learner."""

    def __init__(self, data: Path, learner: Learner, seed: int) -> None:
        self.learner = learner
        self.draw = random.Random(seed)
        self.mentions = {each.text: each for one in industries().values() for each in one.mentions}
        self.sets = label_sets(data)
        self.felt = [each for each in felt(data) if each.text not in self.mentions]
        self.own = sorted(industries())
        self.others = sorted(self.sets.keys() - set(self.own))
        self.balance = _balance([*self.felt, *_as_felt(self.mentions.values())])
        self.batches = {
            name: self._batches(each.rows, BATCH["own" if name in self.own else "other"], lambda row: row[0])
            for name, each in self.sets.items()
        }
        self.felt_batches = self._batches(self.felt, BATCH["felt"], lambda each: each.text)

    def next_loss(self) -> Tensor:
        """The loss of the next batch."""
        own = len(self.mentions) / BATCH["own"]
        feeling = len(self.felt) / BATCH["felt"]
        kinds = [(1 - OTHER_SETS) * share / (own + feeling) for share in (own, feeling)]
        kind = self.draw.choices(("own", "felt", "other"), (*kinds, OTHER_SETS))[0]
        if kind == "felt":
            return self._feeling(next(self.felt_batches))
        names = self.own if kind == "own" else self.others
        weights = [len(self.sets[n].rows) if kind == "own" else self._size(self.sets[n]) for n in names]
        name = self.draw.choices(names, weights)[0]
        loss, pooled, texts = self._nearness(self.sets[name], next(self.batches[name]))
        return loss / 2 + self._judgements(pooled, texts) if kind == "own" else loss / 2

    def _feeling(self, batch: Sequence[Felt]) -> Tensor:
        return self._polarity(self.learner.pooled([each.text for each in batch]), batch)

    def _polarity(self, pooled: Tensor, batch: Sequence[Felt]) -> Tensor:
        classes = torch.tensor([POLARITIES.index(each.polarity) for each in batch])
        weights = torch.tensor([each.weight for each in batch]) * self.balance[classes]
        losses = functional.cross_entropy(
            self.learner.heads["polarity"](functional.dropout(pooled * HEAD_SCALE, 0.1)),
            classes,
            reduction="none",
            label_smoothing=0.1,
        )
        return (losses * weights).sum() / weights.sum()

    def _judgements(self, pooled: Tensor, texts: Sequence[str]) -> Tensor:
        """Polarity, intent and moment of own mentions."""
        mentions = [self.mentions[text] for text in texts]
        sure = [row for row, each in enumerate(mentions) if each.polarity]
        loss = self._polarity(pooled[sure], list(_as_felt([mentions[row] for row in sure])))
        for head, classes, found in (
            ("intent", INTENTS, [each.intent for each in mentions]),
            ("moment", MOMENTS, [each.moment for each in mentions]),
        ):
            wanted = torch.tensor([classes.index(each) for each in found])
            loss = loss + functional.cross_entropy(self.learner.heads[head](pooled * HEAD_SCALE), wanted) / 4
        return loss

    def _nearness(
        self, labels: LabelSet, batch: Sequence[tuple[str, frozenset[str]]]
    ) -> tuple[Tensor, Tensor, list[str]]:
        texts = [text for text, _ in batch]
        shown = self._shown(labels, batch)
        form = self.draw.random()
        pooled = self.learner.pooled(texts + [self._stand_in(labels, each, texts, form) for each in shown])
        vectors = self.learner.aspects(pooled)
        near = vectors[: len(texts)] @ vectors[len(texts) :].T
        wanted = torch.tensor([[float(each in about) for each in shown] for _, about in batch])
        about = wanted.sum(1) > 0
        logs = functional.log_softmax(near[about] * SHARP, dim=1)
        loss = -((logs * wanted[about]).sum(1) / wanted[about].sum(1)).sum() / max(1, int(about.sum()))
        if len(labels.calls) <= MOST_LABELS and form >= BY_NAME:
            logits = self.learner.steepness * (near - self.learner.threshold)
            heavier = torch.tensor(3.0)
            loss = loss + 2 * functional.binary_cross_entropy_with_logits(logits, wanted, pos_weight=heavier)
        return loss, pooled[: len(texts)], texts

    def _shown(self, labels: LabelSet, batch: Sequence[tuple[str, frozenset[str]]]) -> list[str]:
        """The labels to choose among: all of a short list, else those of the batch and a few more."""
        if len(labels.calls) <= MOST_LABELS:
            return list(labels.calls)
        present = sorted({label for _, about in batch for label in about})
        absent = sorted(labels.calls.keys() - set(present))
        return present + self.draw.sample(absent, min(8, len(absent)))

    def _stand_in(self, labels: LabelSet, label: str, texts: Sequence[str], form: float) -> str:
        alone = (
            [t for t, about in labels.rows if about == {label} and t not in texts]
            if form < BY_EXAMPLE
            else []
        )
        if alone:
            return self.draw.choice(alone)
        return labels.calls[label][0 if form < BY_NAME else -1]

    def _batches(self, items: Sequence[Item], size: int, text: Callable[[Item], str]) -> Iterator[list[Item]]:
        """Endless batches of texts of like length: little padding."""
        while True:
            order = self.draw.sample(range(len(items)), len(items))
            lots = [order[start : start + 20 * size] for start in range(0, len(order), 20 * size)]
            alike = [sorted(lot, key=lambda row: len(text(items[row]))) for lot in lots]
            batches = [lot[start : start + size] for lot in alike for start in range(0, len(lot), size)]
            self.draw.shuffle(batches)
            yield from ([items[row] for row in batch] for batch in batches)

    @staticmethod
    def _size(labels: LabelSet) -> float:
        return labels.weight * math.sqrt(len(labels.rows))


def _as_felt(mentions: Iterable[Mention]) -> Iterator[Felt]:
    for mention in mentions:
        if mention.polarity:
            yield Felt(mention.text, mention.polarity, 1.0)


def _balance(felt_ones: Sequence[Felt]) -> Tensor:
    """Weights under which each polarity counts the same."""
    sums = torch.zeros(len(POLARITIES))
    for each in felt_ones:
        sums[POLARITIES.index(each.polarity)] += each.weight
    return sums.sum() / len(POLARITIES) / sums


def train(data: Path, steps: int, rank: int, rate: float, seed: int) -> Learner:
    """A learner after that many steps."""
    torch.manual_seed(seed)
    learner = Learner(rank, HEADS)
    lessons = Lessons(data, learner, seed)
    moving = [each for each in learner.parameters() if each.requires_grad]
    optimizer = torch.optim.AdamW(moving, lr=rate, weight_decay=0.01)

    def pace(step: int) -> float:
        return min(1.0, (step + 1) / 80) * 0.5 * (1 + math.cos(math.pi * min(1.0, step / steps)))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, pace)
    mean, kept = 0.0, [each.detach().clone() for each in moving]
    for step in range(steps):
        loss = lessons.next_loss()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(moving, 1.0)
        optimizer.step()
        schedule.step()
        pull = 1.0 if step <= WARM else 1 - AVERAGED
        for average, each in zip(kept, moving, strict=True):
            average.lerp_(each.detach(), pull)
        mean = 0.97 * mean + 0.03 * loss.item() if step else loss.item()
        if step % 50 == 49:
            print(f"step {step + 1:5}  loss {mean:.3f}", flush=True)
    for average, each in zip(kept, moving, strict=True):
        each.data.copy_(average)
    return learner


def write(path: Path, tensors: dict[str, Tensor]) -> None:
    content = save(tensors)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    print(f'{path}: {len(content):,} bytes, sha256 "{hashlib.sha256(content).hexdigest()}"')


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder that holds permissive/")
    parser.add_argument("--steps", type=int, default=1_700)
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--rate", type=float, default=8e-4)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    torch.set_num_threads(1)
    learner = train(args.data, args.steps, args.rank, args.rate, args.seed)
    write(TUNING, learner.tuning())
    write(ASPECTS, {"projection": learner.projection.weight.detach().half().contiguous()})
    write(JUDGEMENTS, learner.head("polarity") | learner.head("intent"))
    write(MOMENT_WEIGHTS, learner.head("moment"))


if __name__ == "__main__":
    main()
