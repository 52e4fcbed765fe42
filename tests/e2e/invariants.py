"""What must hold on the topics and in the mailbox, whatever happened; checked without a line of our contracts.

Read by confluent-kafka from the first record on, headers taken apart by hand.
"""

import asyncio
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

import httpx
from confluent_kafka import KafkaException

from deploy.local.stack_file import StackFile
from tests.e2e.records import Record, read_all
from tests.support.eventually import eventually

OURS = re.compile(r"^(identity|registry|validation|notify)\.(?!retry|dead-letters)[a-z-]+\.v\d+$")
SET_ASIDE = re.compile(r"\.(retry|dead-letters)\.v\d+$")
ATTRIBUTES = frozenset(
    ("specversion", "id", "source", "type", "time", "subject", "dataschema", "partitionkey", "sequence")
)


@dataclass(frozen=True, slots=True)
class Delivered:
    """A mail in the mailbox."""

    message_id: str
    to: str


async def check_invariants(about: StackFile) -> None:
    """Assert all of them, as soon as what is still under way has arrived."""

    async def hold() -> bool:
        try:
            reading = asyncio.to_thread(read_all, about["kafka"])
            records, mails = await asyncio.gather(reading, delivered(about["mailbox"]))
        except (KafkaException, httpx.TransportError) as error:
            raise AssertionError("broker or mailbox has just been killed and is not back yet") from error
        events = [record for record in records if OURS.match(record.topic)]
        assert not [record for record in records if SET_ASIDE.search(record.topic)], "something was set aside"
        every_record_is_a_cloud_event(events)
        repetitions_are_the_same(events)
        no_subject_has_a_gap(events)
        each_reason_has_one_mail(events, mails)
        return True

    await eventually(hold, within=30, interval=0.5)


def every_record_is_a_cloud_event(events: list[Record]) -> None:
    """Binary mode, version 1.0: each attribute a header, the record's key the partition key."""
    for event in events:
        names = {name.removeprefix("ce_") for name in event.headers if name.startswith("ce_")}
        assert names >= ATTRIBUTES, f"{event} lacks {ATTRIBUTES - names}"
        assert event.header("ce_specversion") == "1.0"
        assert event.key.decode() == event.header("ce_partitionkey")


def repetitions_are_the_same(events: list[Record]) -> None:
    """An event that was published again is the same bytes."""
    seen: dict[str, Record] = {}
    for event in events:
        first = seen.setdefault(event.header("ce_id"), event)
        assert (event.topic, event.partition, event.key) == (first.topic, first.partition, first.key)
        assert (event.value, event.headers) == (first.value, first.headers), f"{event} was published differently again"


def no_subject_has_a_gap(events: list[Record]) -> None:
    """First occurrences of a subject's events stand in order, 1, 2, 3 …, all in one partition."""
    sequences: dict[tuple[str, str], list[int]] = defaultdict(list)
    places: dict[tuple[str, str], set[int]] = defaultdict(set)
    known: set[str] = set()
    for event in sorted(events, key=lambda each: (each.topic, each.partition, each.offset)):
        subject = (event.topic, event.header("ce_subject"))
        places[subject].add(event.partition)
        if event.header("ce_id") not in known:
            known.add(event.header("ce_id"))
            sequences[subject].append(int(event.header("ce_sequence")))
    assert [subject for subject, found in places.items() if len(found) > 1] == []
    wrong = {subject: found for subject, found in sequences.items() if found != list(range(1, len(found) + 1))}
    assert wrong == {}


def each_reason_has_one_mail(events: list[Record], mails: list[Delivered]) -> None:
    """One Message-ID a recipient, template and request; every mail is said to be sent, and every one said is there."""
    said: dict[str, tuple[Any, ...]] = {}
    for event in events:
        if event.header("ce_type").rpartition(".v")[0].endswith(".MessageSent"):
            message = event.json["message"]
            said[message["message_id"]] = (message["template"], message["request_id"] or message["event_id"])
    there = {mail.message_id: mail.to for mail in mails}
    assert said.keys() == there.keys()
    reasons = Counter((there[message_id], *reason) for message_id, reason in said.items())
    assert [reason for reason, count in reasons.items() if count > 1] == []


async def delivered(mailbox: str) -> list[Delivered]:
    """All mails there are."""
    found: list[Delivered] = []
    async with httpx.AsyncClient(base_url=mailbox, trust_env=False, timeout=20) as http:
        while True:
            page = (await http.get("/api/v1/messages", params={"start": len(found), "limit": 500})).json()["messages"]
            if not page:
                return found
            found += [Delivered(row["MessageID"], row["To"][0]["Address"]) for row in page]
