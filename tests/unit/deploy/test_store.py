"""Which store runs, and how."""

from pathlib import Path

import pytest

from deploy.local.store import Store


def test_mongod_is_used_when_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mongod = tmp_path / "mongod"
    mongod.write_text("#!/bin/sh\n")
    mongod.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    store = Store.found(tmp_path / "store", 27017, tmp_path / "log")
    words = " ".join(store.prepare().argv)
    assert store.product == "mongod"
    assert store.uri == "mongodb://127.0.0.1:27017/?replicaSet=traces"
    assert words.startswith(f"{mongod} --dbpath {tmp_path}/store/mongod ")
    assert "--replSet traces" in words
    assert "transactionLifetimeLimitSeconds=5" in words
    assert "--wiredTigerCacheSizeGB 0.25" in words


def test_otherwise_secantusdb_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    store = Store.found(tmp_path / "store", 27017, tmp_path / "log")
    assert store.product == "SecantusDB"
    assert store.uri == "mongodb://127.0.0.1:27017/?replicaSet=secantus"
    assert "deploy.local.store_server" in store.prepare().argv
    assert " ".join(store.prepare().argv).endswith("--cache-mb 256")
