"""What the store says when it refuses, and what it means; whether waiting may help."""

from collections.abc import Mapping
from typing import Any

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

Refused = DuplicateKeyError | BulkWriteError | ClientBulkWriteException

RETRIABLE_CODES = frozenset(
    {6, 7, 13, 18, 24, 43, 50, 64, 89, 91, 112, 134, 189, 239, 246, 251, 262, 9001, 10107, 11600, 11602, 13435, 13436}
)
"""Server errors that pass by themselves: network, time-outs, elections, conflicts, transactions that were swept,
cursors and snapshots that a restarted server does not know, credentials that are being changed."""

TRANSIENT_LABELS = ("TransientTransactionError", "UnknownTransactionCommitResult", "RetryableWriteError")


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
