"""The store: a replica set of one member, and one user a service, who may read and write its own database only."""

from pathlib import Path
from typing import Any

from chassis.mongo import PyMongoError
from chassis.mongo import Store as Client
from contracts.topics import SERVICES
from deploy.init.secrets import ROOT_PASSWORD, STORE, store_uri

REPLICA_SET = "rs0"
USER_EXISTS = 51003


async def prepare_store(secrets: Path, store: str) -> bool:
    """Make replica set and users at `host:port`, as the secrets say; False when it is not the primary yet.

    Raises PyMongoError while the store is away.
    """
    password = (secrets / STORE / ROOT_PASSWORD).read_text()
    root = store_uri("root", password, store, database="admin")
    if not await _is_primary(root, store):
        return False
    for service in SERVICES:
        await _make_user(root, service, (secrets / STORE / "users" / service).read_text())
    return True


async def _is_primary(root: str, store: str) -> bool:
    """Whether it takes writes; one that is no replica set yet is made one, under the name that others reach it by."""
    client = Client(root, "admin")
    try:
        hello = await client.database.command("hello")
        if "setName" not in hello:
            members = [{"_id": 0, "host": store}]
            await client.database.command("replSetInitiate", {"_id": REPLICA_SET, "members": members})
        return bool(hello.get("isWritablePrimary"))
    finally:
        client.close()


async def _make_user(root: str, service: str, password: str) -> None:
    """Create the user of a service; one that exists gets the password and the rights of now."""
    client = Client(root, service)
    what: dict[str, Any] = {
        "pwd": password,
        "roles": [{"role": "readWrite", "db": service}],
        "mechanisms": ["SCRAM-SHA-256"],
    }
    try:
        await client.database.command({"createUser": service, **what})
    except PyMongoError as error:
        if getattr(error, "code", None) != USER_EXISTS:
            raise
        await client.database.command({"updateUser": service, **what})
    finally:
        client.close()
