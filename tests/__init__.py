"""A package, so that no other distribution can lend its `tests` to ours."""
