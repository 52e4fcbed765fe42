"""Store: one service's database, by Motor."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from functools import partial
from time import monotonic
from typing import Any, TypeVar

import structlog
from bson.codec_options import CodecOptions
from motor.frameworks.asyncio import run_on_executor
from motor.motor_asyncio import AsyncIOMotorClient, AsyncIOMotorCollection, AsyncIOMotorDatabase
from pymongo.errors import DuplicateKeyError, PyMongoError
from pymongo.read_concern import ReadConcern

from chassis.decider import A, Index
from chassis.documents import to_state
from chassis.ids import new_id
from chassis.mongo.committing import MAJORITY, commit
from chassis.mongo.refusals import NotAReplicaSet, meaning_of
from chassis.written import Written

log = structlog.get_logger(__name__)

T = TypeVar("T")
Document = dict[str, Any]
Collection = AsyncIOMotorCollection[Document]

AT_ONCE = 1_000_000
"""Documents a message: as many as fit, instead of the driver's first 101."""

QUIET_SECONDS, LONGEST_QUIET_SECONDS = 0.05, 0.2
"""Between two looks at a change stream that had nothing, though it did not wait: a store may answer so whenever
anything was written. As long as nothing but that is heard, the pauses grow."""

PING_SECONDS = 2.0

BULK_WRITE_WIRE_VERSION = 25
"""From MongoDB 8.0 on a store writes to several collections by one command."""


class Store:
    """One service's database. Writes are acknowledged by a majority and journaled; reads see what a majority has.

    `id` is what this process calls itself in what it writes `by` itself.
    """

    def __init__(self, uri: str, database: str) -> None:
        self._client: AsyncIOMotorClient[Document] = AsyncIOMotorClient(
            uri,
            retryWrites=True,
            maxPoolSize=20,
            serverSelectionTimeoutMS=3_000,
            heartbeatFrequencyMS=3_000,
            connectTimeoutMS=3_000,
            socketTimeoutMS=20_000,
            tz_aware=True,
        )
        self.database: AsyncIOMotorDatabase[Document] = self._client.get_database(
            database,
            codec_options=CodecOptions(tz_aware=True),
            read_concern=ReadConcern("majority"),
            write_concern=MAJORITY,
        )
        self._at_once = False
        self._ping: asyncio.Future[Any] | None = None
        self._collections: dict[tuple[str, str], Collection] = {}
        self.id = new_id()

    def __getitem__(self, name: str) -> Collection:
        """A collection by name."""
        return self._collection(name, "majority")

    def _collection(self, name: str, concern: str) -> Collection:
        """With this read concern; made once, since the driver takes its time for it."""
        known = self._collections.get((name, concern))
        if known is None:
            known = self.database.get_collection(name, read_concern=ReadConcern(concern))
            self._collections[name, concern] = known
        return known

    async def prepare(self, indexes: Mapping[str, Sequence[Index]]) -> None:
        """Create every collection and index before the first transaction. Raises NotAReplicaSet.

        Creating collections inside transactions stalls the embedded store (messaging runtime, 4.4).
        """
        hello = await self._client.admin.command("hello")
        if "setName" not in hello and hello.get("msg") != "isdbgrid":
            raise NotAReplicaSet(
                "The store is a single server without a replica set, so it has no transactions. "
                "Start mongod with --replSet and run rs.initiate() once, even for one server."
            )
        self._at_once = hello.get("maxWireVersion", 0) >= BULK_WRITE_WIRE_VERSION
        existing = set(await self.database.list_collection_names())
        for name, wanted in indexes.items():
            if name not in existing:
                await self._create(name)
            for index in wanted:
                options: Document = {"name": index.name, "unique": index.unique}
                if index.partial is not None:
                    options["partialFilterExpression"] = index.partial
                if index.expire_after is not None:
                    options["expireAfterSeconds"] = index.expire_after
                await self[name].create_index(list(index.keys), **options)

    async def _create(self, name: str) -> None:
        try:
            await self.database.create_collection(name)
        except PyMongoError as error:
            if "already exists" not in str(error):
                raise

    async def ping(self) -> bool:
        """Whether the store answers within two seconds. All who ask meanwhile wait for the same answer."""
        if self._ping is None or self._ping.done():
            self._ping = asyncio.ensure_future(self._client.admin.command("ping"))
        try:
            await asyncio.wait_for(asyncio.shield(self._ping), PING_SECONDS)
        except (PyMongoError, TimeoutError):
            return False
        return True

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    async def get(self, aggregate: type[A], id: str) -> A | None:
        """The aggregate with this id, or None."""
        document = await self[aggregate.collection].find_one({"_id": id})
        return None if document is None else to_state(aggregate, document)

    async def find(
        self,
        aggregate: type[A],
        query: Mapping[str, Any],
        *,
        sort: Sequence[tuple[str, int]] = (),
        limit: int = 0,
    ) -> list[A]:
        """Aggregates that match a filter, sorted, at most `limit` (0: all). Use indexed fields."""
        cursor = self[aggregate.collection].find(dict(query))
        if sort:
            cursor = cursor.sort(list(sort))
        if limit:
            cursor = cursor.limit(limit)
        return [to_state(aggregate, document) async for document in cursor]

    async def insert(self, name: str, document: Document) -> None:
        """Insert one document outside a transaction. Raises IdTaken, UniqueViolation."""
        try:
            await self[name].insert_one(document)
        except DuplicateKeyError as error:
            raise meaning_of(error) from None

    async def bulk(
        self, name: str, query: Document, projection: Document | None = None, *, newest: bool = False
    ) -> list[Document]:
        """All documents that match, in one round trip as long as they fit into one message (16 MB).

        `newest`: as the primary has them, though a majority may not have them yet. Right after an election what a
        majority has may still look older than what was acknowledged before.
        """
        collection = self._collection(name, "local" if newest else "majority")
        return await self._in_thread(lambda: list(collection.delegate.find(query, projection, batch_size=AT_ONCE)))

    async def snapshot(self, name: str) -> AsyncIterator[Document]:
        """All documents of a collection, as of one moment: a slow scan would miss what commits behind it."""
        async for document in self._collection(name, "snapshot").find({}):
            yield document

    async def inserts(self, name: str) -> AsyncIterator[None]:
        """Something was inserted into a collection by another process (change stream). Ends by an error only."""
        wanted = {"operationType": "insert", "fullDocument.by": {"$ne": self.id}}
        pipeline: list[Document] = [{"$match": wanted}, {"$project": {"_id": 1}}]
        async with self[name].watch(pipeline) as stream:
            quiet = QUIET_SECONDS
            while stream.alive:
                looked_at = monotonic()
                if await stream.try_next() is not None:
                    quiet = QUIET_SECONDS
                    yield
                elif monotonic() - looked_at < quiet:
                    await asyncio.sleep(quiet)
                    quiet = min(2 * quiet, LONGEST_QUIET_SECONDS)
                else:
                    quiet = QUIET_SECONDS

    async def transact(self, written: Sequence[Written]) -> None:
        """Write all of it in one transaction, once. Raises WriteConflict, UniqueViolation, PyMongoError.

        A commit whose outcome is unknown raises; whoever runs it again finds its inbox row. Who is cancelled meanwhile
        waits until it has ended, however: its thread cannot be stopped, and the connections must outlast it.
        """
        running = self._in_thread(partial(commit, self.database.delegate, written, at_once=self._at_once))
        try:
            await asyncio.shield(running)
        except asyncio.CancelledError:
            await asyncio.wait([running])
            log.warning("store.cancelled", error=repr(running.exception()))
            raise

    def _in_thread(self, work: Callable[[], T]) -> asyncio.Future[T]:
        """Run what uses the driver beneath Motor in one of Motor's threads."""
        running: asyncio.Future[T] = run_on_executor(asyncio.get_running_loop(), work)  # type: ignore[no-untyped-call]
        return running
