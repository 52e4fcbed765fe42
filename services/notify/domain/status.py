"""Where a mail stands.

```mermaid
stateDiagram-v2
    [*] --> QUEUED
    QUEUED --> SENDING
    SENDING --> SENDING
    SENDING --> QUEUED
    SENDING --> SENT
    SENDING --> DEFERRED
    SENDING --> ABANDONED
    SENDING --> SPLIT
    SENDING --> MUTED
    DEFERRED --> SENDING
    DEFERRED --> SENT
    SENT --> [*]
    ABANDONED --> [*]
    SPLIT --> [*]
    MUTED --> [*]
```

SENDING to SENDING: the claim of a sender that died has run out. SENDING to QUEUED: the recipient is not known yet.
DEFERRED to SENT: a sender that was overtaken tells late that it did succeed.
"""

from collections.abc import Mapping
from enum import StrEnum


class Status(StrEnum):
    """SPLIT: a duty's mail that was divided into one for each who holds the duty.

    MUTED: the person does not want mails of this kind; the in-app notice is there all the same.
    """

    QUEUED = "QUEUED"
    SENDING = "SENDING"
    SENT = "SENT"
    DEFERRED = "DEFERRED"
    ABANDONED = "ABANDONED"
    SPLIT = "SPLIT"
    MUTED = "MUTED"


TRANSITIONS: Mapping[Status, frozenset[Status]] = {
    Status.QUEUED: frozenset({Status.SENDING}),
    Status.SENDING: frozenset(
        {
            Status.SENDING,
            Status.QUEUED,
            Status.SENT,
            Status.DEFERRED,
            Status.ABANDONED,
            Status.SPLIT,
            Status.MUTED,
        }
    ),
    Status.DEFERRED: frozenset({Status.SENDING, Status.SENT}),
    Status.SENT: frozenset(),
    Status.ABANDONED: frozenset(),
    Status.SPLIT: frozenset(),
    Status.MUTED: frozenset(),
}
"""Every step there is; `allowed` asks it."""


def allowed(before: Status, after: Status) -> bool:
    """Whether a mail may go from one state to the other."""
    return after in TRANSITIONS[before]
