"""Texts to unit vectors, with a cache.

A backend is one file behind the `Backend` protocol, imported when it is named. `load_embedder` wraps it with
what all of them share: equal texts are encoded once, and known vectors come from the cache.
`fine_tuned` lets a bundled encoder learn from labelled mentions first.
"""

from feedback_miner.embedding.embedder import Backend, Embedder, cache_folder, fine_tuned, load_embedder

__all__ = ["Backend", "Embedder", "cache_folder", "fine_tuned", "load_embedder"]
