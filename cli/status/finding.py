"""What hangs, and what to do next."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about what is wrong and one about what to do.

    `alert` is the name of the rule in deploy/observability/alerts.yml that says the same by metrics.
    """

    alert: str
    service: str
    what: str
    next: str
