"""What every event has in common, and the register of all of them."""

from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer

from contracts.envelope import format_time
from contracts.topics import Topic

NAMESPACE = "eu.traces-access"

REGISTERED: dict[str, type["Event"]] = {}
"""Every event class of this process by its CloudEvents type. Filled by defining the class."""

PersonalData = Field(json_schema_extra={"x-personal-data": True})
"""Marks a field that names or reaches a person; erasure rewrites exactly these."""

PersonalText = Annotated[str, PersonalData]
"""A string that is personal data."""


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC and whole milliseconds: what the store keeps and what JSON says."""
    try:
        moment = moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("out of range in UTC") from error
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


Moment = Annotated[
    AwareDatetime, AfterValidator(in_utc), PlainSerializer(format_time, return_type=str, when_used="json")
]
"""A point in time; in JSON as in `ce_time`: RFC 3339, UTC, milliseconds. One without a zone is refused."""


def _open_as_any(schema: dict[str, Any]) -> None:
    """Every object is open unless it says otherwise: it need not be said."""
    schema.pop("additionalProperties", None)


class Record(BaseModel):
    """A frozen piece of an event, and of what is kept of it. Read from a store it keeps what it does not know (ADR 25).

    Consumers ignore it: see `Event.read`.
    """

    model_config = ConfigDict(frozen=True, extra="allow", json_schema_extra=_open_as_any)


class Event(Record):
    """A fact about one aggregate (`subject`), published on one topic under one key.

    A subclass says where it belongs by class arguments:
    `topic` (row of the topics table), `subject` and `key` (names of its own fields), `version`.
    Classes without a topic are intermediate and not events.
    """

    model_config = ConfigDict(extra="ignore")

    topic: ClassVar[Topic]
    type: ClassVar[str]
    subject_field: ClassVar[str]
    key_field: ClassVar[str]

    def __init_subclass__(
        cls,
        topic: Topic | None = None,
        subject: str | None = None,
        key: str | None = None,
        version: int = 1,
        abstract: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init_subclass__(**kwargs)
        if topic is not None:
            cls.topic = topic
        if subject is not None:
            cls.subject_field = subject
        if key is not None:
            cls.key_field = key
        if abstract:
            return
        cls.type = f"{NAMESPACE}.{cls.topic.producer}.{cls.__name__}.v{version}"
        REGISTERED[cls.type] = cls

    @classmethod
    def read(cls, value: bytes | None) -> Self:
        """What the value of a record says; whatever it says more, on any level, is ignored. Raises ValidationError."""
        return cls.model_validate_json(value or b"", extra="ignore")

    @property
    def subject(self) -> str:
        """Id of the aggregate this event is about (CloudEvents `subject`)."""
        return str(getattr(self, self.subject_field))

    @property
    def key(self) -> str:
        """Kafka key: what one consumer sees all of, in order per subject."""
        return str(getattr(self, self.key_field))
