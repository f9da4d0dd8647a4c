"""The encoder while it learns: published weights that stay, low-rank corrections and heads that move."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from feedback_miner.embedding.emoji import spelled_out
from feedback_miner.embedding.minilm import model_folder

SCALE = 2.0
"""What a correction is multiplied with, so that its matrices may stay small."""
PLACES = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
MAX_TOKENS = 72
HEAD_SCALE = 10.0
"""What vectors are multiplied with before a head reads them: their single numbers are small."""


class Corrected(nn.Module):
    """A linear layer that stays as it is, plus a product of two thin matrices that learns."""

    def __init__(self, linear: nn.Linear, rank: int) -> None:
        super().__init__()
        self.linear = linear
        self.down = nn.Parameter(torch.randn(rank, linear.in_features) / math.sqrt(linear.in_features))
        self.up = nn.Parameter(torch.zeros(linear.out_features, rank))

    def forward(self, inputs: Tensor) -> Tensor:
        """The layer with its correction."""
        corrected: Tensor = self.linear(inputs) + (inputs @ self.down.T) @ self.up.T * SCALE
        return corrected


class Learner(nn.Module):
    """MiniLM with corrections in all layers but the first, a projection, and a head for each judgement."""

    def __init__(self, rank: int, heads: dict[str, int]) -> None:
        super().__init__()
        settings = BertConfig.from_json_file(model_folder() / "config.json")
        settings.hidden_dropout_prob = settings.attention_probs_dropout_prob = 0.0
        self.encoder = BertModel(settings, add_pooling_layer=False)
        weights = load_file(model_folder() / "model.safetensors")
        self.encoder.load_state_dict({name: weights[name] for name in self.encoder.state_dict()})
        self.encoder.requires_grad_(False)
        for layer in self.encoder.encoder.layer[1:]:
            for place in PLACES:
                owner, name = place.rsplit(".", 1)
                part = layer.get_submodule(owner)
                setattr(part, name, Corrected(getattr(part, name), rank))
        self.projection = nn.Linear(384, 384, bias=False)
        nn.init.eye_(self.projection.weight)
        self.heads = nn.ModuleDict({name: nn.Linear(384, classes) for name, classes in heads.items()})
        self.steepness = nn.Parameter(torch.tensor(16.0))
        self.threshold = nn.Parameter(torch.tensor(0.45))
        self.tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(MAX_TOKENS)

    def pooled(self, texts: Sequence[str]) -> Tensor:
        """The vectors that are shipped: mean over the tokens, normalised. Shape (texts, 384)."""
        tokens = [each.ids for each in self.tokenizer.encode_batch([spelled_out(text) for text in texts])]
        length = max(map(len, tokens))
        ids = torch.tensor([each + [0] * (length - len(each)) for each in tokens])
        mask = torch.tensor([[1] * len(each) + [0] * (length - len(each)) for each in tokens])
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        weights = mask.unsqueeze(-1).float()
        return nn.functional.normalize((states * weights).sum(1) / weights.sum(1), dim=1)

    def aspects(self, pooled: Tensor) -> Tensor:
        """The same, turned to what is spoken of; unit vectors, shape (texts, 384)."""
        return nn.functional.normalize(self.projection(pooled), dim=1)

    def tuning(self) -> dict[str, Tensor]:
        """The corrections by the name of the weight that they correct; 16 bits."""
        found = {}
        for number, layer in enumerate(self.encoder.encoder.layer):
            for place in PLACES:
                part = layer.get_submodule(place)
                if isinstance(part, Corrected):
                    name = f"encoder.layer.{number}.{place}.weight"
                    found |= {f"{name}.up": part.up * SCALE, f"{name}.down": part.down}
        return {name: tensor.detach().half().contiguous() for name, tensor in found.items()}

    def head(self, name: str) -> dict[str, Tensor]:
        """A head as a matrix for vectors as they are shipped, shape (384, classes), and its bias."""
        head = self.heads[name]
        return {
            name: (head.weight.T * HEAD_SCALE).detach().contiguous(),
            f"{name}.bias": head.bias.detach().contiguous(),
        }
