"""What the services say on their topics, for the gateway to hint at."""

from collections.abc import Mapping
from typing import Any

from aiokafka import AIOKafkaProducer

from chassis.clock import utc_now
from chassis.ids import new_id
from contracts.envelope import Envelope
from contracts.event import Event
from tests.contract.golden import BY_NAME, GOLDEN

ANNA, BEN, IRIS = "anna", "ben", "iris"
INAO, COMMISSION, IMPORTER = "org-inao", "org-commission", "org-importer"


def event(name: str, **says: Any) -> Event:
    """The first golden sample of an event, saying some things differently; objects are merged."""
    golden = next(golden for golden in GOLDEN if golden.folder == f"{name}.v1")
    return BY_NAME[golden.folder].model_validate(_merged(golden.data, says))


def case(name: str, request_id: str, *, applicant: str = ANNA, validator: str = INAO) -> Event:
    """An event of a case: Anna's, on the importer, for INAO to decide, the Commission above it."""
    said: dict[str, Any] = {
        "request_id": request_id,
        "organisation_id": IMPORTER,
        "case": {
            "request_id": request_id,
            "account_id": applicant,
            "organisation": {"id": IMPORTER},
            "validator": {"id": validator},
            "superior": {"id": COMMISSION, "code": "EU-COM", "name": "x", "country": "BE", "duty_mailbox": "x@x"},
        },
    }
    return event(f"validation.{name}", **said)


def right(name: str, account_id: str, organisation_id: str) -> Event:
    """An event of somebody's right on an organisation, by which he never asked for it."""
    return event(f"registry.{name}", account_id=account_id, organisation_id=organisation_id, request_id=None)


class Services:
    """Publish."""

    def __init__(self, producer: AIOKafkaProducer, topic_prefix: str) -> None:
        self._producer = producer
        self._prefix = topic_prefix

    async def say(self, said: Event, *, ago: float = 0, id: str | None = None) -> str:
        """Publish an event as of `ago` seconds ago; its id."""
        now = utc_now()
        envelope = Envelope(
            id=id or new_id(),
            type=said.type,
            source=f"/services/{said.topic.producer}",
            time=now,
            subject=said.subject,
            sequence=1,
            key=said.key,
            correlation_id=new_id(),
            causation_id=new_id(),
            actor="system:test",
        )
        await self.send(
            said, said.model_dump_json().encode(), envelope.to_headers(), int((now.timestamp() - ago) * 1000)
        )
        return envelope.id

    async def send(self, said: Event, value: bytes, headers: Any, timestamp_ms: int | None = None) -> None:
        """Publish any bytes where the event would stand."""
        topic, key = self._prefix + said.topic.name, said.key.encode()
        await self._producer.send_and_wait(topic, value, key=key, headers=headers, timestamp_ms=timestamp_ms)


def rights(*held: tuple[str, bool, bool]) -> dict[str, Any]:
    """What registry answers: organisation, effective, administrator."""
    items = [
        {
            "authorisation_id": new_id(),
            "organisation": {"id": id, "name": id},
            "status": "VALID",
            "effective": effective,
            "administrator": administrator,
        }
        for id, effective, administrator in held
    ]
    return {"items": items}


def _merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    both = {
        name: _merged(old[name], value) if isinstance(value, dict) and isinstance(old.get(name), dict) else value
        for name, value in new.items()
    }
    return {**old, **both}
