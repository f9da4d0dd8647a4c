"""Figures in the words in which several commands say them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from feedback_miner.taxonomy import Taxonomy


def interval(level: float) -> str:
    """What an interval of that coverage is called.

    >>> interval(0.9), interval(0.975)
    ('90 % interval', '97.5 % interval')
    """
    return f"{100 * level:g} % interval"


def intake(counts: Mapping[str, Any]) -> str:
    """What came of the rows of the exports, from the counts of a manifest.

    >>> print(intake({"rows": 3, "answers": 6, "records": 4, "rejects": 2, "reject_reasons": {"cut": 2}}))
    3 rows with 6 answers = 4 records + 2 rejects
    2 rejects: 2 cut
    """
    start = f"{counts['rows']:,} rows with {counts['answers']:,} answers = "
    lines = [f"{start}{counts['records']:,} records + {counts['rejects']:,} rejects"]
    if counts["rejects"]:
        reasons = (f"{count:,} {reason}" for reason, count in counts["reject_reasons"].items())
        lines.append(f"{counts['rejects']:,} rejects: {', '.join(reasons)}")
    return "\n".join(lines)


def learned(labels: Mapping[str, Any] | None) -> Iterator[str]:
    r"""What came of the labels, from the facts of a manifest; nothing where there were none.

    >>> facts = {"unknown_records": 2, "learned_from": 98, "strictness": 1.0, "f1_before": 0.64}
    >>> print(*learned({**facts, "f1_after": 0.7}), sep="\n")
    Warning: 2 labelled records are not among these records.
    Learned from 98 labelled records: micro F1 0.64 without, 0.70 with labels (cross-validated)
    """
    if labels is None:
        return
    if labels["unknown_records"]:
        yield f"Warning: {labels['unknown_records']:,} labelled records are not among these records."
    if labels["strictness"] is None:
        yield (
            f"{labels['learned_from']:,} labelled records were too few to learn from, or showed no gain by "
            "cross-validation: the tags are as without labels."
        )
    else:
        yield (
            f"Learned from {labels['learned_from']:,} labelled records: micro F1 {labels['f1_before']:.2f} "
            f"without, {labels['f1_after']:.2f} with labels (cross-validated)"
        )
    if labels.get("fine_tuned") is not None:
        used = "is used for the tags" if labels["fine_tuned"] else "showed no gain and is not used"
        without = f"micro F1 {labels['f1_frozen']:.2f} without, cross-validated"
        yield f"Fine-tuned the encoder: it {used} ({without})"


def insight_name(insight: Any, taxonomy: Taxonomy) -> str:
    """Touchpoint and stage of a row of the insights, as people call them."""
    name = taxonomy.touchpoint(insight.touchpoint).name
    stage = next((stage.name for stage in taxonomy.stages if stage.id == insight.stage), None)
    return f"{name} ({stage})" if stage else name
