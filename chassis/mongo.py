"""The store. The ONLY module that imports motor or pymongo; what others need of them is re-exported here."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeVar

from bson.codec_options import CodecOptions
from motor.motor_asyncio import (
    AsyncIOMotorClient,
    AsyncIOMotorClientSession,
    AsyncIOMotorCollection,
    AsyncIOMotorDatabase,
)
from pymongo import DeleteOne, InsertOne, ReplaceOne, UpdateOne
from pymongo.errors import (
    AutoReconnect,
    BulkWriteError,
    ClientBulkWriteException,
    ConnectionFailure,
    DuplicateKeyError,
    ExecutionTimeout,
    OperationFailure,
    PyMongoError,
    WTimeoutError,
)
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from chassis.decider import A, Index
from chassis.documents import to_document, to_state
from chassis.ids import new_id
from chassis.written import FEW, Written

__all__ = [
    "Collection",
    "DeleteOne",
    "Document",
    "IdTaken",
    "InsertOne",
    "NotAReplicaSet",
    "PyMongoError",
    "Refused",
    "ReplaceOne",
    "Session",
    "Store",
    "UniqueViolation",
    "UpdateOne",
    "WriteConflict",
    "is_infrastructure",
    "may_have_committed",
    "meaning_of",
    "to_document",
    "to_state",
]

T = TypeVar("T")
Session = AsyncIOMotorClientSession
Document = dict[str, Any]
Collection = AsyncIOMotorCollection[Document]
Refused = DuplicateKeyError | BulkWriteError | ClientBulkWriteException

MAJORITY = WriteConcern("majority", j=True, wtimeout=10_000)
RETRIABLE_CODES = frozenset(
    {6, 7, 13, 18, 24, 43, 50, 64, 89, 91, 112, 134, 189, 239, 246, 251, 262, 9001, 10107, 11600, 11602, 13435, 13436}
)
"""Server errors that pass by themselves: network, time-outs, elections, conflicts, transactions that were swept,
cursors and snapshots that a restarted server does not know, credentials that are being changed."""

TRANSIENT_LABELS = ("TransientTransactionError", "UnknownTransactionCommitResult", "RetryableWriteError")
AT_ONCE = 1_000_000
"""Documents a message: as many as fit, instead of the driver's first 101."""

QUIET_SECONDS = 0.05
"""Between two looks at a change stream that had nothing: a store may answer so whenever anything was written."""

BULK_WRITE_WIRE_VERSION = 25
"""From MongoDB 8.0 on a store writes to several collections by one command."""


class NotAReplicaSet(RuntimeError):
    """The store cannot do transactions."""


class WriteConflict(Exception):
    """Somebody else changed what this transaction is based on; begin again from the reads."""


class IdTaken(WriteConflict):
    """A document has this `_id` already: somebody was faster, or gave it out before."""


class UniqueViolation(Exception):
    """A unique index of a collection refuses a value: `index` is its name, `values` the refused key (never logged)."""

    def __init__(self, collection: str, index: str, values: Mapping[str, Any]) -> None:
        super().__init__(f"{collection}.{index}")
        self.collection = collection
        self.index = index
        self.values = values


def is_infrastructure(error: BaseException) -> bool:
    """Whether waiting may help: the store is away, electing, or too busy."""
    if isinstance(error, ConnectionFailure | AutoReconnect | WTimeoutError | ExecutionTimeout):
        return True
    if isinstance(error, OperationFailure) and error.code in RETRIABLE_CODES:
        return True
    return isinstance(error, PyMongoError) and any(error.has_error_label(label) for label in TRANSIENT_LABELS)


def may_have_committed(error: BaseException) -> bool:
    """Whether the answer to a commit was lost: it may have happened, or may not."""
    return isinstance(error, PyMongoError) and error.has_error_label("UnknownTransactionCommitResult")


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
        self.id = new_id()

    def __getitem__(self, name: str) -> Collection:
        """A collection by name."""
        return self.database[name]

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
                await self.database[name].create_index(list(index.keys), **options)

    async def _create(self, name: str) -> None:
        try:
            await self.database.create_collection(name)
        except PyMongoError as error:
            if "already exists" not in str(error):
                raise

    async def ping(self) -> bool:
        """Whether the store answers within two seconds."""
        try:
            await asyncio.wait_for(self._client.admin.command("ping"), 2.0)
        except (PyMongoError, TimeoutError):
            return False
        return True

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    async def get(self, aggregate: type[A], id: str) -> A | None:
        """The aggregate with this id, or None."""
        document = await self.database[aggregate.collection].find_one({"_id": id})
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
        cursor = self.database[aggregate.collection].find(dict(query))
        if sort:
            cursor = cursor.sort(list(sort))
        if limit:
            cursor = cursor.limit(limit)
        return [to_state(aggregate, document) async for document in cursor]

    async def insert(self, name: str, document: Document) -> None:
        """Insert one document outside a transaction. Raises IdTaken, UniqueViolation."""
        try:
            await self.database[name].insert_one(document)
        except DuplicateKeyError as error:
            raise meaning_of(error) from None

    async def bulk(self, name: str, query: Document, projection: Document | None = None) -> list[Document]:
        """All documents that match, in one round trip as long as they fit into one message (16 MB)."""
        return await self.database[name].find(query, projection, batch_size=AT_ONCE).to_list(None)

    async def snapshot(self, name: str) -> AsyncIterator[Document]:
        """All documents of a collection, as of one moment: a slow scan would miss what commits behind it."""
        collection = self.database.get_collection(name, read_concern=ReadConcern("snapshot"))
        async for document in collection.find({}):
            yield document

    async def inserts(self, name: str) -> AsyncIterator[None]:
        """Something was inserted into a collection by another process (change stream). Ends by an error only."""
        wanted = {"operationType": "insert", "fullDocument.by": {"$ne": self.id}}
        pipeline: list[Document] = [{"$match": wanted}, {"$project": {"_id": 1}}]
        async with self.database[name].watch(pipeline) as stream:
            while stream.alive:
                if await stream.try_next() is None:
                    await asyncio.sleep(QUIET_SECONDS)
                else:
                    yield

    async def transact(self, work: Callable[[Session], Awaitable[T]]) -> T:
        """Run `work`, which only writes, in one transaction, once. Raises WriteConflict, UniqueViolation, PyMongoError.

        A commit whose outcome is unknown raises; whoever runs it again finds its inbox row.
        """
        try:
            with self._client.delegate.start_session() as begun:  # asks nobody, so no thread is troubled with it
                session = Session(begun, self._client)
                async with session.start_transaction(None, MAJORITY):
                    return await work(session)
        except (DuplicateKeyError, BulkWriteError, ClientBulkWriteException) as error:
            raise meaning_of(error) from None
        except OperationFailure as error:
            if error.code == 112:
                raise WriteConflict from error
            raise

    async def write(self, session: Session, written: Sequence[Written]) -> int:
        """Write in this order, few writes in one command; how many of the documents to replace were found."""
        if self._at_once and 0 < sum(map(len, written)) <= FEW:
            return await self._write_at_once(session, written)
        found = 0
        for each in written:
            if each.created:
                await self[each.collection].insert_many(each.created, session=session)
            if each.replaced:
                replaced = [ReplaceOne(query, document) for query, document in each.replaced]
                found += (await self[each.collection].bulk_write(replaced, False, session=session)).matched_count
        return found

    async def _write_at_once(self, session: Any, written: Sequence[Written]) -> int:
        models: list[InsertOne[Document] | ReplaceOne[Document]] = []
        for each in written:
            name = f"{self.database.name}.{each.collection}"
            models += [InsertOne(document, namespace=name) for document in each.created]
            models += [ReplaceOne(query, document, namespace=name) for query, document in each.replaced]
        return int((await self._client.bulk_write(models, session=session)).matched_count)


def meaning_of(error: Refused) -> Exception:
    """What a refused write means. The driver's own error quotes the documents, so it must not reach a log."""
    if isinstance(error, ClientBulkWriteException) and isinstance(error.error, PyMongoError):
        return WriteConflict() if getattr(error.error, "code", None) == 112 else error.error
    details: list[Any] = (error.details or {}).get("writeErrors", [])
    for item in details or [error.details or {}]:
        if item.get("code") != 11000:
            return WriteConflict() if item.get("code") == 112 else _undocumented(error, item)
        pattern = item.get("keyPattern") or {}
        if "_id" not in pattern:
            message = str(item.get("errmsg", error))
            return UniqueViolation(_part(message, "collection: "), _part(message, "index: "), item.get("keyValue", {}))
    return IdTaken()


def _undocumented(error: Refused, item: Mapping[str, Any]) -> OperationFailure:
    labels = [label for label in TRANSIENT_LABELS if error.has_error_label(label)]
    return OperationFailure(str(item.get("errmsg", "write refused")), item.get("code"), {"errorLabels": labels})


def _part(message: str, label: str) -> str:
    return message.partition(label)[2].split(" ")[0].rpartition(".")[2]
