"""The store frees what a killed client had in hand, also when everybody else only waits."""

import time

from pymongo import MongoClient

from tests.support.backing import Backing


def test_an_abandoned_transaction_frees_its_rows(backing: Backing, isolation: str) -> None:
    abandoned: MongoClient[dict[str, int]] = MongoClient(backing.mongo)
    with MongoClient[dict[str, int]](backing.mongo, socketTimeoutMS=60_000) as client:
        rows = client[isolation]["rows"]
        rows.insert_many([{"_id": 1, "n": 0}, {"_id": 2, "n": 0}])
        session = abandoned.start_session()
        session.start_transaction()
        abandoned[isolation]["rows"].update_one({"_id": 1}, {"$set": {"n": 1}}, session=session)
        begun = time.monotonic()
        assert rows.update_many({}, {"$inc": {"n": 10}}).modified_count == 2
        assert time.monotonic() - begun < 30, "a store that does not mind takes a minute"
        assert [row["n"] for row in rows.find(sort=[("_id", 1)])] == [10, 10]
    abandoned.close()
