"""A plain write of many documents, and a transaction that changes two of them: neither waits for ever."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from secantus.storage import Storage

from deploy.local.store_yielding import yield_collections

PATIENCE = 10.0

Write = Callable[[Storage], Any]


def update_all(storage: Storage) -> Any:
    """Add ten to both."""
    return storage.update_matching("d", "c", {"_id": {"$in": [1, 2]}}, {"$inc": {"value": 10}}, multi=True)


def delete_all(storage: Storage) -> Any:
    """Remove both."""
    return storage.delete_matching("d", "c", {"_id": {"$in": [1, 2]}})


@pytest.fixture
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Storage]:
    """A store with two documents, in this process, changed as the embedded one is."""
    for name in ("_update_chunk", "_delete_chunk"):
        monkeypatch.setattr(Storage, name, getattr(Storage, name))
    yield_collections()
    opened = Storage(str(tmp_path))
    opened.insert("d", "c", [{"_id": 1, "value": 0}, {"_id": 2, "value": 0}])
    yield opened
    opened.close()


@pytest.mark.parametrize(("write", "left"), [(update_all, [11, 11]), (delete_all, [])])
def test_a_bulk_write_lets_the_transaction_that_is_in_its_way_end(
    storage: Storage, write: Write, left: list[int]
) -> None:
    transaction = storage.begin_user_transaction()
    met = threading.Event()

    def change(id: int) -> None:
        with storage.use_user_transaction(transaction):
            storage.update_matching("d", "c", {"_id": id}, {"$set": {"value": 1}})

    def finish() -> None:
        assert met.wait(PATIENCE)
        change(2)
        storage.commit_user_transaction(transaction)

    change(1)
    finishing = threading.Thread(target=finish, daemon=True)
    writing = threading.Thread(target=_told(storage, write, met), daemon=True)
    for thread in (finishing, writing):
        thread.start()
    for thread in (finishing, writing):
        thread.join(PATIENCE)
    assert not finishing.is_alive(), "the transaction waits for the collection"
    assert not writing.is_alive(), "the bulk write waits for the transaction"
    assert [document["value"] for document in storage.find_matching("d", "c")] == left


def _told(storage: Storage, write: Write, met: threading.Event) -> Callable[[], None]:
    """`write`, which says by `met` that it has the collection and is about to meet the transaction."""
    candidates = storage._candidates_iter

    def looked(*names: Any) -> Any:
        met.set()
        return candidates(*names)

    def run() -> None:
        storage._candidates_iter = looked
        write(storage)

    return run
