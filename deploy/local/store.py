"""The document store: mongod when there is one on the PATH, else SecantusDB. Both speak MongoDB's protocol.

Each keeps its data in a folder of its own, so that changing between them never mixes files.
"""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from deploy.local.ports import HOST
from deploy.local.primary import is_primary
from deploy.local.process import Command
from deploy.local.store_server import REPLICA_SET as SECANTUS_SET
from deploy.local.store_server import TRANSACTION_LIFE

MONGOD_SET = "traces"
CACHE_MB = 256


@dataclass(frozen=True, slots=True)
class Store:
    """Where the store lives; `mongod` is the path of that program, or None for SecantusDB. `cache_mb` is memory."""

    folder: Path
    port: int
    log: Path
    mongod: str | None
    cache_mb: int = CACHE_MB

    @classmethod
    def found(cls, folder: Path, port: int, log: Path, cache_mb: int = CACHE_MB) -> "Store":
        """Choose by what is installed."""
        return cls(folder, port, log, shutil.which("mongod"), cache_mb)

    @property
    def product(self) -> str:
        """Which program answers; every figure names it."""
        return "mongod" if self.mongod else "SecantusDB"

    @property
    def uri(self) -> str:
        """The address for clients."""
        return f"mongodb://{HOST}:{self.port}/?replicaSet={MONGOD_SET if self.mongod else SECANTUS_SET}"

    def prepare(self) -> Command:
        """Make the data folder and say how to run the store."""
        data = self.folder / self.product.lower()
        data.mkdir(parents=True, exist_ok=True)
        if self.mongod is None:
            where = ("--folder", str(data), "--port", str(self.port), "--cache-mb", str(self.cache_mb))
            return Command("mongo", (sys.executable, "-m", "deploy.local.store_server", *where), self.log)
        life = f"transactionLifetimeLimitSeconds={TRANSACTION_LIFE:.0f}"
        where = ("--dbpath", str(data), "--bind_ip", HOST, "--port", str(self.port))
        how = (
            "--replSet",
            MONGOD_SET,
            "--wiredTigerCacheSizeGB",
            f"{self.cache_mb / 1024:.2f}",
            "--setParameter",
            life,
        )
        return Command("mongo", (self.mongod, *where, *how), self.log)

    async def answers(self) -> bool:
        """Whether it takes writes."""
        return await is_primary(f"{HOST}:{self.port}", initiate=self.mongod is not None)
