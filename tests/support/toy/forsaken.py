"""A toy whose Kafka client gives up taking part in its group, at the point that GIVES_UP names."""

import os
from typing import Any

from aiokafka.client import AIOKafkaClient
from aiokafka.consumer.group_coordinator import GroupCoordinator

from tests.support.toy.service import service

POINTS = {
    "looking for its group": (AIOKafkaClient, "coordinator_lookup"),
    "once it has joined": (GroupCoordinator, "_maybe_do_autocommit"),
}


async def give_up(*_: Any) -> None:
    """As the client does when no broker is named to it."""
    raise AssertionError("Did we not perform bootstrap?")


if __name__ == "__main__":
    where, what = POINTS[os.environ["GIVES_UP"]]
    setattr(where, what, give_up)
    service.run()
