"""What befalls whom and when, in each round of a seed. A round is drawn the same whichever rounds came before."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random

SERVICES = ("identity", "registry", "validation", "notify", "gateway")
LATEST = 4.0
"""Seconds into a round at which the last fault begins."""


class FaultKind(StrEnum):
    """All there are."""

    KILL_SERVICE = "kill service"
    KILL_SERVICE_AGAIN = "kill service again and again"
    KILL_WHILE_KAFKA_HANGS = "kill service while Kafka hangs"
    KILL_WHILE_STORE_HANGS = "kill service while the store hangs"
    KILL_AT_DEADLINE = "kill service at a deadline"
    POWER_FAILURE = "power failure"
    PAUSE_SERVICE = "pause service"
    ROLLING_RESTART = "rolling restart"
    REPLICA_COMES_AND_GOES = "replica comes and goes"
    REPLICA_TAKES_OVER = "replica takes over"
    KILL_KAFKA = "kill Kafka"
    PAUSE_KAFKA = "pause Kafka"
    KILL_STORE = "kill store"
    PAUSE_STORE = "pause store"
    KILL_MAILBOX = "kill mailbox"
    PAUSE_MAILBOX = "pause mailbox"
    SMTP_451 = "SMTP 451"
    SMTP_550 = "SMTP 550"
    SMTP_DROP = "SMTP drop after DATA"
    SMTP_LOSE = "SMTP drop before keeping"
    SMTP_STALL = "SMTP stall"
    LOST_ANSWERS = "answers lost"
    POISON_UNDECODABLE = "poison: undecodable"
    POISON_SCHEMA = "poison: breaks its schema"
    POISON_BARE = "poison: no envelope"
    UNKNOWN_TYPE = "unknown type"
    DUPLICATES = "duplicates"
    REORDERED = "reordered"


TIMES_IN_DECK = {FaultKind.KILL_SERVICE: 5, FaultKind.PAUSE_SERVICE: 3}
"""How often a kind is in the deck that rounds are dealt from; once, if it is not here."""

SECONDS = {
    FaultKind.KILL_SERVICE_AGAIN: (1.0, 4.0),
    FaultKind.KILL_WHILE_KAFKA_HANGS: (1.0, 4.0),
    FaultKind.KILL_WHILE_STORE_HANGS: (1.0, 4.0),
    FaultKind.PAUSE_SERVICE: (1.0, 9.0),
    FaultKind.PAUSE_KAFKA: (0.5, 4.0),
    FaultKind.PAUSE_STORE: (0.5, 4.0),
    FaultKind.PAUSE_MAILBOX: (0.5, 4.0),
    FaultKind.REPLICA_COMES_AND_GOES: (0.5, 3.0),
    FaultKind.LOST_ANSWERS: (1.0, 4.0),
    FaultKind.REPLICA_TAKES_OVER: (6.0, 9.0),
    FaultKind.SMTP_451: (2.0, 4.0),
    FaultKind.SMTP_550: (2.0, 4.0),
    FaultKind.SMTP_DROP: (2.0, 4.0),
    FaultKind.SMTP_LOSE: (2.0, 4.0),
    FaultKind.SMTP_STALL: (4.5, 6.0),
}
"""How long it lasts, from and to; no time, if it is not here. A service's session with Kafka ends after six."""


@dataclass(frozen=True, slots=True)
class Fault:
    """`whom`: a service where one is meant. `at` and `seconds` are seconds from the round's begin and from its own.

    `number` is its own seed, for what it draws itself.
    """

    kind: FaultKind
    whom: str
    at: float
    seconds: float
    number: int

    def __str__(self) -> str:
        return f"{self.kind}{f' ({self.whom})' if self.whom else ''} at {self.at:.1f} s for {self.seconds:.1f} s"


def faults_of(seed: int, round: int, count: int) -> list[Fault]:
    """`count` faults of a round (from 1), each kind as often as the deck has it before any comes again."""
    begin = (round - 1) * count
    drawn = Random(f"{seed} {round}")
    return [_fault(kind, drawn) for kind in _dealt(seed, begin + count)[begin:]]


def _dealt(seed: int, count: int) -> list[FaultKind]:
    random, dealt = Random(f"deck {seed}"), list[FaultKind]()
    while len(dealt) < count:
        deck = [kind for kind in FaultKind for _ in range(TIMES_IN_DECK.get(kind, 1))]
        random.shuffle(deck)
        dealt += deck
    return dealt[:count]


def _fault(kind: FaultKind, drawn: Random) -> Fault:
    whom = drawn.choice(SERVICES)
    return Fault(
        kind=kind,
        whom=whom if kind in OF_A_SERVICE else "",
        at=drawn.uniform(0, LATEST),
        seconds=drawn.uniform(*SECONDS.get(kind, (0.0, 0.0))),
        number=drawn.randrange(10**6),
    )


OF_A_SERVICE = frozenset(
    {
        FaultKind.KILL_SERVICE,
        FaultKind.KILL_SERVICE_AGAIN,
        FaultKind.KILL_WHILE_KAFKA_HANGS,
        FaultKind.KILL_WHILE_STORE_HANGS,
        FaultKind.KILL_AT_DEADLINE,
        FaultKind.PAUSE_SERVICE,
        FaultKind.ROLLING_RESTART,
        FaultKind.REPLICA_COMES_AND_GOES,
        FaultKind.REPLICA_TAKES_OVER,
    }
)
"""Those that are done to one service; a rolling restart begins with it."""
