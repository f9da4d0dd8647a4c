"""The insights step: tags to scores, ranks, change and impact with intervals, and the ledger behind them.

Plain statistics on tables. Every formula lives in one place here, with range, unit and source, and stands in
docs/formulas.md in the same words.
"""

from __future__ import annotations

from feedback_miner.insights.step import rank

__all__ = ["rank"]
