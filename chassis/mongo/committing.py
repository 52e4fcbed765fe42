"""One transaction, from its beginning to its commit, in one turn of a thread.

Motor hands each command to a thread and waits for it. What a transaction writes is known before it begins, so nothing
has to come back to the event loop in between.
"""

from collections.abc import Sequence
from typing import Any

from pymongo import DeleteOne, InsertOne, ReplaceOne
from pymongo.client_session import ClientSession
from pymongo.database import Database
from pymongo.errors import BulkWriteError, ClientBulkWriteException, DuplicateKeyError, OperationFailure
from pymongo.write_concern import WriteConcern

from chassis.mongo.refusals import WriteConflict, meaning_of
from chassis.written import Written

FEW = 20
"""So many writes at most go in one command: many of one collection are written faster by one of its own."""

MAJORITY = WriteConcern("majority", j=True, wtimeout=10_000)

Document = dict[str, Any]
Model = InsertOne[Document] | ReplaceOne[Document]


def commit(database: Database[Document], written: Sequence[Written], *, at_once: bool) -> None:
    """Write all of it, in this order, once; blocks. `at_once`: the store takes writes to several collections at once.

    Raises WriteConflict when a document that has to be there is not, UniqueViolation, PyMongoError. A commit whose
    outcome is unknown raises.
    """
    try:
        with database.client.start_session() as session, session.start_transaction(None, MAJORITY):
            write_all(database, session, written, at_once=at_once)
    except (DuplicateKeyError, BulkWriteError, ClientBulkWriteException) as error:
        raise meaning_of(error) from None
    except OperationFailure as error:
        if error.code == 112:
            raise WriteConflict from error
        raise


def write_all(
    database: Database[Document], session: ClientSession, written: Sequence[Written], *, at_once: bool
) -> None:
    """Everything but the commit."""
    if at_once and sum(len(each.created) + len(each.replaced) for each in written) <= FEW:
        found = _in_one_command(database, session, written)
    else:
        found = sum(_by_collection(database, session, each) for each in written)
    if found != sum(len(each.replaced) for each in written):
        raise WriteConflict
    for each in written:
        _move(database, session, each)


def _in_one_command(database: Database[Document], session: ClientSession, written: Sequence[Written]) -> int:
    """How many of the documents to replace were found."""
    models: list[Model] = []
    for each in written:
        name = f"{database.name}.{each.collection}"
        models += [InsertOne(document, namespace=name) for document in each.created]
        models += [ReplaceOne(query, document, namespace=name) for query, document in each.replaced]
    return database.client.bulk_write(models, session=session).matched_count if models else 0


def _by_collection(database: Database[Document], session: ClientSession, written: Written) -> int:
    """How many of the documents to replace were found."""
    collection = database[written.collection]
    if written.created:
        collection.insert_many(written.created, session=session)
    if not written.replaced:
        return 0
    replaced = [ReplaceOne(query, document) for query, document in written.replaced]
    return collection.bulk_write(replaced, ordered=False, session=session).matched_count


def _move(database: Database[Document], session: ClientSession, written: Written) -> None:
    collection = database[written.collection]
    if written.taken:
        taken = collection.bulk_write([DeleteOne(query) for query in written.taken], ordered=False, session=session)
        if taken.deleted_count != len(written.taken):
            raise WriteConflict
    models: list[ReplaceOne[Document] | DeleteOne] = [DeleteOne(query) for query in written.dropped]
    models += [ReplaceOne({"_id": document["_id"]}, document, upsert=True) for document in written.put]
    if models:
        collection.bulk_write(models, ordered=False, session=session)
