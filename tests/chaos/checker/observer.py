"""Everything that is read from a running system, gathered into its history."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime

import httpx
from aiokafka.errors import KafkaError
from pymongo.errors import PyMongoError

from deploy.local.stack_file import StackFile
from tests.chaos.checker.history import History
from tests.chaos.checker.judge import judge
from tests.chaos.checker.store_reader import StoreReader
from tests.chaos.checker.topic_reader import TopicReader
from tests.chaos.checker.violation import Kind, Violation
from tests.e2e.invariants import Delivered

INTERVAL = 0.3
PAGE = 100
AWAY = (KafkaError, PyMongoError, httpx.TransportError, TimeoutError, OSError)


class Observer:
    """Reads one system again and again. `history` is what it has seen; others add commands and refusals to it."""

    def __init__(self, about: StackFile) -> None:
        self.history = History()
        self._topics = TopicReader(about["kafka"])
        self._stores = StoreReader(about["mongo"])
        self._http = httpx.AsyncClient(base_url=about["mailbox"], trust_env=False, timeout=10)
        self._letters: dict[str, Delivered] = {}
        self._begun = True

    async def begin(self, within: float, ready: Callable[[], bool]) -> list[Violation]:
        """Settle before anybody acts: what is on the topics by then, nobody has asked for."""
        self._begun = False
        found = await self.settle(within, ready)
        self._begun = True
        return found

    async def settle(self, within: float, ready: Callable[[], bool]) -> list[Violation]:
        """Wait until nothing is amiss, at most so long; what is amiss then. `ready`: whether all processes are."""
        deadline = time.monotonic() + within
        found = [Violation(Kind.STUCK, "the system was never quiet enough to be looked at")]
        while True:
            try:
                if ready() and (await self._is_quiet() or time.monotonic() > deadline):
                    found = await self.look()
            except AWAY as error:
                found = [Violation(Kind.STUCK, f"broker, store or mailbox do not answer: {error!r}")]
            if not found or time.monotonic() > deadline:
                return found
            await asyncio.sleep(INTERVAL)

    async def look(self) -> list[Violation]:
        """Read all there is and judge it. Raises what readers raise."""
        history = self.history
        history.stores = await self._stores.read()
        history.add(await self._topics.read())
        if not self._begun:
            history.baseline = set(history.events)
        history.lag = await self._topics.lag()
        history.mails = await self._mails()
        history.now = datetime.now(UTC)
        return judge(history)

    async def close(self) -> None:
        """Close all connections."""
        await self._stores.close()
        await self._http.aclose()

    async def _is_quiet(self) -> bool:
        """Whether a whole look is worth it."""
        if await self._stores.unpublished() or await self._stores.unsettled_mails():
            return False
        return not await self._topics.lag()

    async def _mails(self) -> list[Delivered]:
        """All that came, newest pages first until all of a page is known."""
        start = 0
        while True:
            answer = await self._http.get("/api/v1/messages", params={"start": start, "limit": PAGE})
            page = answer.raise_for_status().json()["messages"]
            new = [row for row in page if row["ID"] not in self._letters]
            for row in new:
                self._letters[row["ID"]] = Delivered(row["MessageID"], row["To"][0]["Address"])
            if len(new) < PAGE:
                return list(self._letters.values())
            start += PAGE
