"""The topics: names, keys, partitions, retention, who produces and who consumes. ONE table."""

from dataclasses import dataclass

DAY_MS = 24 * 60 * 60 * 1000

LETTER_BYTES = 2 * 1024 * 1024
"""What a letter may come to: what a broker takes of any record unless it is told otherwise (1 MiB), what a letter says
of it, and room."""

SERVICES = ("identity", "registry", "validation", "notify")
"""Services that own data and therefore topics. The gateway owns neither."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One Kafka topic. `retention_ms` is in milliseconds; `key` says in words what the record key is.

    `cleanup_policy` is Kafka's setting of that name: what is older than the retention is deleted, never compacted.
    `max_message_bytes` is what the largest record may come to; a topic that takes larger ones is fine, too. None: what
    the broker takes.
    """

    name: str
    producer: str
    consumers: tuple[str, ...]
    key: str
    partitions: int
    retention_ms: int
    cleanup_policy: str = "delete"
    max_message_bytes: int | None = None


ACCOUNTS = Topic(
    name="identity.accounts.v1",
    producer="identity",
    consumers=("registry", "validation", "notify", "gateway"),
    key="account_id",
    partitions=12,
    retention_ms=7 * DAY_MS,
)
ORGANISATIONS = Topic(
    name="registry.organisations.v1",
    producer="registry",
    consumers=("validation", "notify", "gateway"),
    key="organisation_id",
    partitions=12,
    retention_ms=30 * DAY_MS,
)
REQUESTS = Topic(
    name="validation.requests.v1",
    producer="validation",
    consumers=("registry", "notify", "gateway"),
    key="organisation_id",
    partitions=12,
    retention_ms=30 * DAY_MS,
)
MESSAGES = Topic(
    name="notify.messages.v1",
    producer="notify",
    consumers=("gateway",),
    key="recipient's account_id, or a keyed hash of the address",
    partitions=12,
    retention_ms=7 * DAY_MS,
)


def retry_topic(service: str) -> Topic:
    """Where dead letters of `service` come back; only that service consumes it."""
    return _of_letters(f"{service}.retry.v1", service, (service,))


def dead_letter_topic(service: str) -> Topic:
    """Where `service` puts what it cannot handle; people read it through the CLI."""
    return _of_letters(f"{service}.dead-letters.v1", service, ())


def _of_letters(name: str, service: str, consumers: tuple[str, ...]) -> Topic:
    return Topic(name, service, consumers, "original key", 3, 30 * DAY_MS, max_message_bytes=LETTER_BYTES)


EVENT_TOPICS = (ACCOUNTS, ORGANISATIONS, REQUESTS, MESSAGES)

TOPICS: tuple[Topic, ...] = (
    *EVENT_TOPICS,
    *(retry_topic(service) for service in SERVICES),
    *(dead_letter_topic(service) for service in SERVICES),
)
"""All topics of the system; the init step creates exactly these."""
