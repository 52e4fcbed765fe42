"""Percentiles by nearest rank: each is a value that was really measured."""

import math
from collections.abc import Sequence


def percentile(values: Sequence[float], rank: float) -> float:
    """The smallest value that at least `rank` per cent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(rank / 100 * len(ordered)) - 1)]


def spread(values: Sequence[float]) -> dict[str, float]:
    """p50, p95 and p99 in milliseconds, of values in seconds."""
    return {f"p{rank}_ms": round(percentile(values, rank) * 1000, 1) for rank in (50, 95, 99)}
