"""The store. The ONLY package that imports motor or pymongo; what others need of them is re-exported here."""

from pymongo import DeleteOne, InsertOne, ReplaceOne, UpdateOne
from pymongo.errors import PyMongoError

from chassis.documents import to_document, to_state
from chassis.mongo.refusals import (
    IdTaken,
    NotAReplicaSet,
    Refused,
    UniqueViolation,
    WriteConflict,
    is_infrastructure,
    may_have_committed,
    meaning_of,
)
from chassis.mongo.store import Collection, Document, Store

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
