"""Turns exports of customer feedback into ranked pain points and opportunities per touchpoint."""

__version__ = "0.1.0"
