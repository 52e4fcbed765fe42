"""`python -m deploy.init secrets|store|topics`: one init step; 0 when it is done, also when it had been done before.

Environment: SECRETS_DIR (folder of all secrets), MONGO_ADDRESS (`host:port`), ENVIRONMENT; for topics what services are
told of Kafka, and KAFKA_REPLICATION.
"""

import asyncio
import logging
import os
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiokafka.errors import KafkaError
from pydantic import ValidationError

from chassis.broker.settings import KafkaSettings
from chassis.mongo import PyMongoError
from chassis.settings import told
from deploy.init.secrets import make_secrets
from deploy.init.store import prepare_store
from deploy.init.topics import create_topics
from deploy.trouble import StackTrouble

PATIENCE, PAUSE = 120.0, 1.0


async def secrets() -> bool:
    """Draw the secrets that are missing."""
    make_secrets(_folder(), _store(), local=os.environ.get("ENVIRONMENT") == "local")
    return True


async def store() -> bool:
    """Make the replica set and the users."""
    return await prepare_store(_folder(), _store())


async def topics() -> bool:
    """Create the topics."""
    settings = KafkaSettings()
    await create_topics(settings.broker, replication=settings.kafka_replication)
    return True


class Heard(logging.Handler):
    """Keeps what the Kafka client says to itself: that the broker is not up yet is no trouble. But it says why not."""

    last = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Remember the last line."""
        self.last = f": {record.getMessage()}"


STEPS: dict[str, Callable[[], Awaitable[bool]]] = {"secrets": secrets, "store": store, "topics": topics}


def main() -> None:
    """Run the step that the command line names."""
    if len(sys.argv) != 2 or sys.argv[1] not in STEPS:
        sys.exit(f"usage: python -m deploy.init {'|'.join(STEPS)}")
    try:
        asyncio.run(_until_done(sys.argv[1]))
    except StackTrouble as trouble:
        sys.exit(str(trouble))
    except ValidationError as error:
        sys.exit("\n".join([f"{sys.argv[1]}: not with these settings:", *told(error)]))
    sys.stdout.write(f"{sys.argv[1]}: done\n")


async def _until_done(step: str) -> None:
    """Try again while what the step needs is not up yet. Raises StackTrouble after the patience is spent."""
    deadline = time.monotonic() + PATIENCE
    met = "it is not the primary of its replica set"
    heard = Heard()
    logging.getLogger("aiokafka").handlers = [heard]
    while True:
        try:
            if await STEPS[step]():
                return
        except (PyMongoError, KafkaError, OSError) as error:
            met = f"{error!r}{heard.last}"
        if time.monotonic() > deadline:
            raise StackTrouble(f"{step}: not within {PATIENCE:.0f} s; the last attempt met {met}")
        await asyncio.sleep(PAUSE)


def _folder() -> Path:
    return Path(os.environ["SECRETS_DIR"])


def _store() -> str:
    return os.environ["MONGO_ADDRESS"]


if __name__ == "__main__":
    main()
