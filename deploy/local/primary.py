"""Whether the store takes writes; and making a fresh mongod a replica set of one, without which it never does."""

from chassis.mongo import PyMongoError
from chassis.mongo import Store as Client


async def is_primary(address: str, *, initiate: bool) -> bool:
    """Ask the server at `host:port`; with `initiate` a server that is no replica set yet is made one."""
    client = Client(f"mongodb://{address}/?directConnection=true", "admin")
    try:
        hello = await client.database.command("hello")
        if initiate and "setName" not in hello:
            await client.database.command("replSetInitiate")
        return bool(hello.get("isWritablePrimary"))
    except PyMongoError:
        return False
    finally:
        client.close()
