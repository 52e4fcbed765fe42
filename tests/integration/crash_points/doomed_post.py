"""Notify as a process that dies at a point, and the mailbox it writes to."""

import asyncio
import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from contracts.events.notify import MessageSent
from contracts.topics import MESSAGES
from tests.conftest import TEST_PARTITIONS
from tests.integration.notify.post import Post
from tests.integration.notify.process import Process
from tests.support.backing import Backing
from tests.support.crash_points import EXIT_CODE
from tests.support.toy.harness import read_all

DOOMED = (sys.executable, "-m", "tests.support.crash_points", "notify", "worker")
AS_EVER = (sys.executable, "-m", "services.notify", "worker")


@dataclass(frozen=True, slots=True)
class DoomedPost:
    """One slot of notify. `post` is its store and its mailbox, for tests to look into."""

    post: Post
    process: Process
    backing: Backing
    note: Path

    async def dies_at(self, point: str) -> None:
        """Run until it dies at this point and no other."""
        self.process.start(DOOMED, CRASH_AT=point, CRASH_NOTE=str(self.note))
        assert await asyncio.to_thread(self.process.wait, 60) == EXIT_CODE, self.process.said[-4000:]

    def goes_on(self, slot: str = "notify-1") -> None:
        """Start it again as it is in production."""
        self.process.start(AS_EVER, SLOT=slot)

    async def arrived(self) -> Counter[str]:
        """How often each mail arrived, by Message-ID."""
        return Counter(mail["MessageID"] for mail in await self.post.mails())

    async def told(self) -> Counter[str]:
        """How often each mail was told of, by Message-ID. An event that is published again counts once."""
        topic = replace(MESSAGES, partitions=TEST_PARTITIONS)
        records = await read_all(self.backing, self.post.isolation, topic)
        events = {
            dict(headers)["ce_id"]: MessageSent.model_validate_json(value or b"") for _, value, headers in records
        }
        return Counter(event.message.message_id for event in events.values())
