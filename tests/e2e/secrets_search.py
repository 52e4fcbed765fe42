"""Looking for secrets wherever something is kept: every record, every document, every log, as bytes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import bson
from pymongo import MongoClient

from deploy.local.stack_file import StackFile
from tests.e2e.records import read_all

SHORTEST = 6
"""Characters: anything shorter would be found by chance."""


@dataclass(frozen=True, slots=True)
class Place:
    """Something that was kept, and its bytes."""

    name: str
    content: bytes


def topics(about: StackFile) -> Iterator[Place]:
    """All records of all topics: key, value, headers."""
    for record in read_all(about["kafka"]):
        yield Place(f"topic {record}", record.raw)


def documents(about: StackFile) -> Iterator[Place]:
    """All documents of all collections of all databases."""
    client: MongoClient[bson.raw_bson.RawBSONDocument] = MongoClient(
        about["mongo"], document_class=bson.raw_bson.RawBSONDocument
    )
    with client:
        for database in client.list_database_names():
            for collection in client[database].list_collection_names():
                for document in client[database][collection].find():
                    yield Place(f"store {database}.{collection} {document.get('_id')}", bytes(document.raw))


def files(folder: Path, pattern: str = "*") -> Iterator[Place]:
    """All files below a folder."""
    for path in sorted(folder.rglob(pattern)):
        if path.is_file():
            yield Place(f"file {path}", path.read_bytes())


def found(secrets: Iterable[str], places: Iterable[Place]) -> list[str]:
    """Where one of the secrets is; the secret itself is not named."""
    wanted = [secret.encode() for secret in secrets]
    assert wanted
    assert min(map(len, wanted)) >= SHORTEST
    return [place.name for place in places if any(secret in place.content for secret in wanted)]
